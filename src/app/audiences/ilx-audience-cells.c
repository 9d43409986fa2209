/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-words.h"
#include "ilx-age-label.h"
#include "ilx-audience-cells.h"
#include "ilx-cell.h"
#include "ilx-number.h"
#include "ilx-state-badge.h"

/* --- Words ------------------------------------------------------------------------------------ */

static const struct
{
  const char *title;
  const char *icon_name;
} looks[] = {
  [ILX_AUDIENCE_LIST] = { NC_ ("audience", "List"), "view-list-symbolic" },
  [ILX_AUDIENCE_SEGMENT] = { NC_ ("audience", "Segment"), "system-users-symbolic" },
  [ILX_AUDIENCE_TAG] = { NC_ ("audience", "Tag"), "starred-symbolic" },
};

/**
 * ilx_audience_kind_get_title:
 * @kind: a kind
 *
 * Returns: (transfer none): what it is called
 */
const char *
ilx_audience_kind_get_title (IlxAudienceKind kind)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "audience", looks[kind].title);
}

/**
 * ilx_audience_kind_get_icon_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its symbol
 */
const char *
ilx_audience_kind_get_icon_name (IlxAudienceKind kind)
{
  return looks[kind].icon_name;
}

/**
 * ilx_audience_dup_count:
 * @audience: an audience
 *
 * Returns: (transfer full): how many people it has, or that nobody has counted them
 */
char *
ilx_audience_dup_count (IlxAudience *audience)
{
  gint64 count = ilx_audience_get_count (audience);

  return count >= 0 ? ilx_number_format (count) : g_strdup (_ ("Not counted"));
}

/* --- Cells ------------------------------------------------------------------------------------ */

static const char *
get_name (IlxAudience *audience)
{
  const char *name = ilx_audience_get_name (audience);

  return name != NULL ? name : ilx_audience_get_id (audience);
}

/* Two accounts may both have a "Newsletter": whose it is belongs to it as soon as there are two. */
static char *
dup_kind (IlxAudience *audience, IlxWorkspace *workspace)
{
  const char *kind = ilx_audience_kind_get_title (ilx_audience_get_kind (audience));
  g_autofree char *account = ilx_account_words_dup_distinction (audience, workspace);

  if (*account == '\0')
    return g_strdup (kind);
  /* Translators: the kind of an audience and the account that it is of: "List · Bean Street". */
  return g_strdup_printf (_ ("%s · %s"), kind, account);
}

static void
name_row (GtkWidget *child, IlxAudience *audience, IlxWorkspace *workspace)
{
  g_autofree char *kind = dup_kind (audience, workspace);
  g_autofree char *count = ilx_audience_dup_count (audience);
  /* Translators: a row of the list of audiences, for a screen reader: name, kind, people. */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s, %s"), get_name (audience), kind, count);

  ilx_cell_set_row_label (child, label);
}

static GtkWidget *
new_name (void)
{
  return ilx_cell_new_text (14, 40, 0);
}

static void
update_name (GtkWidget *child, gpointer item, gpointer user_data)
{
  ilx_cell_set_text (child, get_name (item));
  name_row (child, item, user_data);
}

static void
show_kind (GtkWidget *child, IlxAudience *item, const char *title)
{
  IlxAudienceKind kind = ilx_audience_get_kind (item);
  /* Translators: the kind of an audience whose members the platform is still looking up. */
  g_autofree char *computed = g_strdup_printf (_ ("%s, being computed"), title);

  if (ilx_audience_get_is_processing (item))
    ilx_state_badge_set (ILX_STATE_BADGE (child), computed, "content-loading-symbolic", "accent");
  else
    ilx_state_badge_set (ILX_STATE_BADGE (child), title, ilx_audience_kind_get_icon_name (kind),
                         NULL);
}

static void
update_kind (GtkWidget *child, gpointer item, gpointer user_data)
{
  show_kind (child, item, ilx_audience_kind_get_title (ilx_audience_get_kind (item)));
}

static GtkWidget *
new_count (void)
{
  return ilx_cell_new_number (8, 12);
}

static char *
dup_count (gpointer item, gpointer workspace)
{
  return ilx_audience_dup_count (item);
}

static void
update_age (GtkWidget *child, gpointer item, gpointer user_data)
{
  /* Translators: %s is a time. */
  ilx_age_label_set_meaning (ILX_AGE_LABEL (child), _ ("Counted %s"));
  ilx_age_label_set_time (ILX_AGE_LABEL (child), ilx_audience_get_counted_at (item));
}

/* --- The narrow row --------------------------------------------------------------------------- */

static GtkWidget *
new_row (void)
{
  return ilx_cell_new_row (
      ilx_cell_new_line (ilx_cell_new_text (8, 30, 0), ilx_cell_new_number (5, 12)),
      ilx_cell_new_line (ilx_state_badge_new (), ilx_age_label_new_aside ()));
}

static void
update_row (GtkWidget *child, gpointer item, gpointer user_data)
{
  GtkWidget *first = gtk_widget_get_first_child (child);
  GtkWidget *second = gtk_widget_get_last_child (child);
  g_autofree char *kind = dup_kind (item, user_data);
  g_autofree char *count = ilx_audience_dup_count (item);

  ilx_cell_set_text (gtk_widget_get_first_child (first), get_name (item));
  ilx_cell_set_text (gtk_widget_get_last_child (first), count);
  show_kind (gtk_widget_get_first_child (second), item, kind);
  update_age (gtk_widget_get_last_child (second), item, NULL);
  name_row (child, item, user_data);
}

/* --- Factories -------------------------------------------------------------------------------- */

static const IlxCellKind kinds[] = {
  [ILX_AUDIENCE_CELL_NAME] = { new_name, update_name },
  [ILX_AUDIENCE_CELL_KIND] = { ilx_state_badge_new, update_kind },
  [ILX_AUDIENCE_CELL_ACCOUNT] = { ilx_cell_new_name, NULL, ilx_account_words_dup_account },
  [ILX_AUDIENCE_CELL_COUNT] = { new_count, NULL, dup_count },
  [ILX_AUDIENCE_CELL_AGE] = { ilx_age_label_new, update_age },
  [ILX_AUDIENCE_CELL_ROW] = { new_row, update_row },
};

/**
 * ilx_audience_cells_new_factory:
 * @kind: what the rows show
 * @workspace: what knows the accounts; has to outlive the rows
 *
 * Returns: (transfer full): what makes them
 */
GtkListItemFactory *
ilx_audience_cells_new_factory (IlxAudienceCellKind kind, IlxWorkspace *workspace)
{
  return ilx_cell_new_factory (&kinds[kind], workspace);
}
