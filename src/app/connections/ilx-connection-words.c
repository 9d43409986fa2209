/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-connection-words.h"
#include "ilx-platforms.h"
#include "ilx-text.h"
#include "ilx-time.h"

/**
 * ilx_connection_words_get_state:
 * @connection: an account
 * @label: (out) (transfer none): a word or two
 * @icon_name: (out) (transfer none): its symbol
 * @tone: (out) (transfer none) (nullable): its colour
 */
void
ilx_connection_words_get_state (IlxConnection *connection,
                                const char **label,
                                const char **icon_name,
                                const char **tone)
{
  const char *const *missing = ilx_connection_get_missing_permissions (connection);

  if (ilx_connection_get_state (connection) != ILX_CONNECTION_CONNECTED)
    {
      *label = _ ("No longer accepted");
      *icon_name = "dialog-error-symbolic";
      *tone = "error";
    }
  else if (missing != NULL && *missing != NULL)
    {
      *label = _ ("Lacks permissions");
      *icon_name = "dialog-warning-symbolic";
      *tone = "warning";
    }
  else
    {
      *label = _ ("Connected");
      *icon_name = "emblem-ok-symbolic";
      *tone = "success";
    }
}

static char *
format_local (gint64 time, const char *pattern)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, pattern);
}

/**
 * ilx_connection_words_dup_time:
 * @time: microseconds since the epoch
 *
 * Returns: (transfer full): "02:00", or how the user's locale has it
 */
char *
ilx_connection_words_dup_time (gint64 time)
{
  /* Translators: a time of day for g_date_time_format(); "%I:%M %p" for a clock of twelve hours. */
  return format_local (time, _ ("%H:%M"));
}

/**
 * ilx_connection_words_dup_description:
 * @connection: an account
 *
 * Returns: (transfer full): the platform, and since when
 */
char *
ilx_connection_words_dup_description (IlxConnection *connection)
{
  const char *id = ilx_connection_get_platform (connection);
  const IlxPlatformInfo *info = ilx_platforms_find (id);
  g_autofree char *date = format_local (ilx_connection_get_connected_at (connection), "%x");

  /* Translators: a platform, then the date when the account was connected. */
  return g_strdup_printf (_ ("%s, connected since %s"), info != NULL ? info->name : id, date);
}

/**
 * ilx_connection_words_dup_sender:
 * @connection: an account
 *
 * Returns: (transfer full): name and address that the account sends from by itself
 */
char *
ilx_connection_words_dup_sender (IlxConnection *connection)
{
  const char *name = ilx_connection_get_sender_name (connection);
  const char *email = ilx_connection_get_sender_email (connection);

  if (ilx_text_is_blank (email))
    return g_strdup (_ ("The account has none. Each campaign needs its own."));
  if (ilx_text_is_blank (name))
    return g_strdup (email);
  /* Translators: a sender's name, then the address. */
  return g_strdup_printf (_ ("%s <%s>"), name, email);
}

/**
 * ilx_connection_words_dup_checked:
 * @connection: an account
 * @now: the time
 *
 * Returns: (transfer full): when its key was last found good
 */
char *
ilx_connection_words_dup_checked (IlxConnection *connection, gint64 now)
{
  gint64 checked_at = ilx_connection_get_checked_at (connection);

  return checked_at != 0 ? ilx_time_format_age (now - checked_at) : g_strdup (_ ("Never"));
}

/**
 * ilx_connection_words_dup_called:
 * @health: how the account does
 * @now: the time
 *
 * Returns: (transfer full): when it was last called, and what came of it
 */
char *
ilx_connection_words_dup_called (const IlxConnectionHealth *health, gint64 now)
{
  g_autofree char *age = NULL;

  if (health->called_at == 0)
    return g_strdup (_ ("None since Illixis was started"));
  age = ilx_time_format_age (now - health->called_at);
  if (health->failed_at == health->called_at)
    /* Translators: the placeholder is an age, such as "12 minutes ago". */
    return g_strdup_printf (_ ("%s, and it failed"), age);
  /* Translators: the placeholder is an age, such as "12 minutes ago". */
  return g_strdup_printf (_ ("%s, and it went well"), age);
}

/**
 * ilx_connection_words_dup_problem:
 * @health: how the account does, with an error
 * @title: a few words for that
 * @now: the time
 *
 * Returns: (transfer full): what the last problem was, and how long ago
 */
char *
ilx_connection_words_dup_problem (const IlxConnectionHealth *health, const char *title, gint64 now)
{
  g_autofree char *age = ilx_time_format_age (now - health->failed_at);

  /* Translators: a problem in a few words, then an age, such as "12 minutes ago". */
  return g_strdup_printf (_ ("%s, %s"), title, age);
}

/**
 * ilx_connection_words_dup_budget:
 * @budget: what may be asked so many times a day
 * @platform_name: how the user calls the platform
 *
 * Returns: (transfer full): what is used of it, and when there is more
 */
char *
ilx_connection_words_dup_budget (const IlxDayBudget *budget, const char *platform_name)
{
  g_autofree char *when = ilx_connection_words_dup_time (budget->resets_at);

  if (budget->n_used < budget->n_ours)
    /* Translators: numbers, then a time of day. */
    return g_strdup_printf (_ ("%u of %u used today. The count begins anew after %s."),
                            budget->n_used, budget->n_ours, when);
  if (budget->n_ours == budget->n_allowed)
    return g_strdup_printf (_ ("%u of %u used today. Numbers refresh after %s; the ones shown are "
                               "older."),
                            budget->n_used, budget->n_ours, when);
  /* Translators: numbers; a time of day; a platform; a number. */
  return g_strdup_printf (_ ("%u of %u used today. Numbers refresh after %s; the rest of what %s "
                             "allows, %u, is left to your other programs."),
                          budget->n_used, budget->n_ours, when, platform_name,
                          budget->n_allowed - budget->n_ours);
}
