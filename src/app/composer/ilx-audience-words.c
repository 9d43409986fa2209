/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audience-words.h"
#include "ilx-number.h"
#include "ilx-time.h"

static const struct
{
  const char *title;
  const char *icon_name;
} kinds[] = {
  [ILX_AUDIENCE_LIST] = { N_ ("List"), "view-list-bullet-symbolic" },
  [ILX_AUDIENCE_SEGMENT] = { N_ ("Segment"), "system-users-symbolic" },
  [ILX_AUDIENCE_TAG] = { N_ ("Tag"), "emblem-favorite-symbolic" },
};

/**
 * ilx_audience_words_get_kind:
 * @kind: a kind
 *
 * Returns: (transfer none): the word for it
 */
const char *
ilx_audience_words_get_kind (IlxAudienceKind kind)
{
  return _ (kinds[kind].title);
}

/**
 * ilx_audience_words_get_icon_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its icon
 */
const char *
ilx_audience_words_get_icon_name (IlxAudienceKind kind)
{
  return kinds[kind].icon_name;
}

static char *
dup_people (gint64 count)
{
  g_autofree char *number = ilx_number_format (count);

  return g_strdup_printf (ngettext ("%s person", "%s people", (gulong) count), number);
}

/**
 * ilx_audience_words_dup_line:
 * @audience: an audience
 * @now: the time
 *
 * Returns: (transfer full): its kind, how many are in it, and how old that number is
 */
char *
ilx_audience_words_dup_line (IlxAudience *audience, gint64 now)
{
  const char *kind = ilx_audience_words_get_kind (ilx_audience_get_kind (audience));
  gint64 count = ilx_audience_get_count (audience);
  g_autofree char *age = ilx_time_format_age (now - ilx_audience_get_counted_at (audience));
  g_autofree char *people = dup_people (MAX (count, 0));

  if (ilx_audience_get_is_processing (audience))
    /* Translators: a kind of audience, "Segment". */
    return g_strdup_printf (_ ("%s · its members are still being found"), kind);
  if (count < 0)
    /* Translators: a kind of audience, "List". */
    return g_strdup_printf (_ ("%s · not counted yet"), kind);
  /* Translators: kind of audience, number of people, age: "List · 1,204 people · counted 3 minutes
   * ago". */
  return g_strdup_printf (_ ("%s · %s · counted %s"), kind, people, age);
}

typedef struct
{
  guint n_counted;
  guint n_uncounted;
  gint64 sum;
} IlxAudienceSum;

static IlxAudienceSum
add_up (GPtrArray *included)
{
  IlxAudienceSum all = { 0 };

  for (guint i = 0; i < included->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (included, i);

      if (audience == NULL || ilx_audience_get_count (audience) < 0)
        {
          all.n_uncounted++;
          continue;
        }
      all.n_counted++;
      all.sum += ilx_audience_get_count (audience);
    }
  return all;
}

/* What is known of all of them. */
static char *
dup_whole (const IlxAudienceSum *all, const char *people, gboolean has_excluded)
{
  if (all->n_counted == 1 && has_excluded)
    /* Translators: %s: "1,204 people". */
    return g_strdup_printf (_ ("Up to %s, less those who are left out"), people);
  if (all->n_counted == 1)
    return g_strdup_printf (_ ("Up to %s; those who unsubscribed are in this number"), people);
  if (has_excluded)
    return g_strdup_printf (_ ("Up to %s, less those who are left out; someone who is in two of "
                               "them counts twice"),
                            people);
  return g_strdup_printf (_ ("Up to %s; someone who is in two of them counts twice"), people);
}

/**
 * ilx_audience_words_dup_sum:
 * @included: (element-type IlxAudience): who gets it; NULL for one that is gone
 * @has_excluded: whether others are left out
 *
 * Returns: (transfer full): how many people that may be, and what the number means
 */
char *
ilx_audience_words_dup_sum (GPtrArray *included, gboolean has_excluded)
{
  IlxAudienceSum all = add_up (included);
  g_autofree char *people = dup_people (all.sum);

  if (included->len == 0)
    return g_strdup (_ ("Nobody gets this mail yet. Choose a list or a segment."));
  if (all.n_counted == 0)
    return g_strdup (_ ("How many people that is has not been counted yet."));
  if (all.n_uncounted == 0)
    return dup_whole (&all, people, has_excluded);
  /* Translators: %u: audiences without a number; %s: "1,204 people". */
  return g_strdup_printf (ngettext ("Up to %2$s, without %1$u audience that has not been counted",
                                    "Up to %2$s, without %1$u audiences that have not been counted",
                                    all.n_uncounted),
                          all.n_uncounted, people);
}
