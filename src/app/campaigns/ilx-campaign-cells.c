/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-words.h"
#include "ilx-age-label.h"
#include "ilx-campaign-cells.h"
#include "ilx-campaign-look.h"
#include "ilx-cell.h"
#include "ilx-number.h"
#include "ilx-state-badge.h"
#include "ilx-text.h"

/* --- Texts ------------------------------------------------------------------------------------ */

/**
 * ilx_campaign_cells_dup_audience:
 * @campaign: a campaign
 * @workspace: what knows the audiences
 *
 * Returns: (transfer full): whom it is for, empty for nobody yet
 */
char *
ilx_campaign_cells_dup_audience (gpointer campaign, gpointer workspace)
{
  const char *const *ids = ilx_campaign_get_included (campaign);
  guint n = ids != NULL ? g_strv_length ((GStrv) ids) : 0;
  IlxAudience *first;
  const char *name;

  if (n == 0)
    return g_strdup ("");
  first
      = ilx_workspace_find_audience (workspace, ilx_campaign_get_connection_id (campaign), ids[0]);
  name = first != NULL ? ilx_audience_get_name (first) : NULL;
  if (name == NULL)
    return g_strdup_printf (ngettext ("%u audience", "%u audiences", n), n);
  if (n == 1)
    return g_strdup (name);
  /* Translators: the name of an audience, and how many there are besides. */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - 1), name, n - 1);
}

/**
 * ilx_campaign_cells_get_moment:
 * @campaign: a campaign
 *
 * Returns: when it was thrown away, sent, or else edited last
 */
gint64
ilx_campaign_cells_get_moment (IlxCampaign *campaign)
{
  if (ilx_campaign_get_trashed_at (campaign) != 0)
    return ilx_campaign_get_trashed_at (campaign);
  if (ilx_campaign_get_sent_at (campaign) != 0)
    return ilx_campaign_get_sent_at (campaign);
  return ilx_campaign_get_updated_at (campaign);
}

static const char *
get_meaning (IlxCampaign *campaign)
{
  if (ilx_campaign_get_trashed_at (campaign) != 0)
    /* Translators: %s is a time. */
    return _ ("Moved to the trash %s");
  /* Translators: %s is a time. */
  return ilx_campaign_get_sent_at (campaign) != 0 ? _ ("Sent %s") : _ ("Edited %s");
}

static char *
dup_recipients (gpointer item, gpointer workspace)
{
  gint64 recipients = ilx_campaign_get_recipients (item);

  return recipients >= 0 ? ilx_number_format (recipients) : g_strdup ("");
}

static void
name_row (GtkWidget *child, IlxCampaign *campaign, const char *name, IlxWorkspace *workspace)
{
  g_autofree char *words
      = ilx_campaign_look_dup_words (campaign, ilx_workspace_get_now (workspace));
  g_autofree char *label = ilx_account_words_dup_row (campaign, workspace, name, words);

  ilx_cell_set_row_label (child, label);
}

/* --- Cells ------------------------------------------------------------------------------------ */

static GtkWidget *
new_subject (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *preview = ilx_cell_new_text (14, 40, 0);

  gtk_widget_add_css_class (preview, "dim-label");
  gtk_widget_add_css_class (preview, "caption");
  gtk_box_append (GTK_BOX (box), ilx_cell_new_text (14, 40, 0));
  gtk_box_append (GTK_BOX (box), preview);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
update_subject (GtkWidget *child, gpointer item, gpointer workspace)
{
  g_autofree char *name = ilx_campaign_look_dup_name (item);
  const char *preview = ilx_campaign_get_preview_text (item);

  ilx_cell_set_text (gtk_widget_get_first_child (child), name);
  ilx_cell_set_text (gtk_widget_get_last_child (child), preview);
  gtk_widget_set_visible (gtk_widget_get_last_child (child), !ilx_text_is_blank (preview));
  name_row (child, item, name, workspace);
}

static void
update_state (GtkWidget *child, gpointer item, gpointer workspace)
{
  IlxCampaignState state = ilx_campaign_get_state (item);
  g_autofree char *words = ilx_campaign_look_dup_words (item, ilx_workspace_get_now (workspace));

  ilx_state_badge_set (ILX_STATE_BADGE (child), words, ilx_campaign_look_get_icon_name (state),
                       ilx_campaign_look_get_tone (state));
}

static GtkWidget *
new_recipients (void)
{
  return ilx_cell_new_number (6, 9);
}

static void
update_moment (GtkWidget *child, gpointer item, gpointer workspace)
{
  ilx_age_label_set_meaning (ILX_AGE_LABEL (child), get_meaning (item));
  ilx_age_label_set_time (ILX_AGE_LABEL (child), ilx_campaign_cells_get_moment (item));
}

/* --- The narrow row --------------------------------------------------------------------------- */

static GtkWidget *
new_row (void)
{
  GtkWidget *audience = ilx_cell_new_text (6, 26, 1);

  gtk_widget_add_css_class (audience, "dim-label");
  return ilx_cell_new_row (
      ilx_cell_new_line (ilx_cell_new_text (10, 30, 0), ilx_age_label_new_aside ()),
      ilx_cell_new_line (ilx_state_badge_new (), audience));
}

static void
update_row (GtkWidget *child, gpointer item, gpointer workspace)
{
  GtkWidget *first = gtk_widget_get_first_child (child);
  GtkWidget *second = gtk_widget_get_last_child (child);
  g_autofree char *name = ilx_campaign_look_dup_name (item);
  g_autofree char *audience = ilx_campaign_cells_dup_audience (item, workspace);
  /* Whose it is has no column here. */
  g_autofree char *aside = ilx_account_words_dup_beside (item, workspace, audience);

  ilx_cell_set_text (gtk_widget_get_first_child (first), name);
  update_moment (gtk_widget_get_last_child (first), item, workspace);
  update_state (gtk_widget_get_first_child (second), item, workspace);
  ilx_cell_set_text (gtk_widget_get_last_child (second), aside);
  name_row (child, item, name, workspace);
}

/* --- Factories -------------------------------------------------------------------------------- */

static const IlxCellKind kinds[] = {
  [ILX_CAMPAIGN_CELL_SUBJECT] = { new_subject, update_subject },
  [ILX_CAMPAIGN_CELL_STATE] = { ilx_state_badge_new, update_state },
  [ILX_CAMPAIGN_CELL_ACCOUNT] = { ilx_cell_new_name, NULL, ilx_account_words_dup_account },
  [ILX_CAMPAIGN_CELL_AUDIENCE] = { ilx_cell_new_name, NULL, ilx_campaign_cells_dup_audience },
  [ILX_CAMPAIGN_CELL_RECIPIENTS] = { new_recipients, NULL, dup_recipients },
  [ILX_CAMPAIGN_CELL_MOMENT] = { ilx_age_label_new, update_moment },
  [ILX_CAMPAIGN_CELL_ROW] = { new_row, update_row },
};

/**
 * ilx_campaign_cells_new_factory:
 * @kind: what the rows show
 * @workspace: where names come from; outlives the factory
 *
 * Returns: (transfer full): what makes them
 */
GtkListItemFactory *
ilx_campaign_cells_new_factory (IlxCampaignCellKind kind, IlxWorkspace *workspace)
{
  return ilx_cell_new_factory (&kinds[kind], workspace);
}
