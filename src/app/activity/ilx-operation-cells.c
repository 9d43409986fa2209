/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-words.h"
#include "ilx-age-label.h"
#include "ilx-campaign-look.h"
#include "ilx-cell.h"
#include "ilx-number.h"
#include "ilx-operation-cells.h"
#include "ilx-operation-look.h"
#include "ilx-state-badge.h"

/**
 * ilx_operation_cells_dup_subject:
 * @operation: an operation
 * @workspace: what knows the campaigns
 *
 * Returns: (transfer full): what its campaign is called
 */
char *
ilx_operation_cells_dup_subject (IlxOperation *operation, IlxWorkspace *workspace)
{
  const char *id = ilx_operation_get_campaign_id (operation);
  IlxCampaign *campaign = ilx_campaign_list_find (ilx_workspace_get_campaigns (workspace), id);

  if (campaign == NULL)
    campaign = ilx_campaign_list_find (ilx_workspace_get_trash (workspace), id);
  return campaign != NULL ? ilx_campaign_look_dup_name (campaign) : g_strdup (_ ("Older campaign"));
}

static char *
dup_estimate (gpointer item, gpointer workspace)
{
  gint64 estimate = ilx_operation_get_estimate (item);

  return estimate >= 0 ? ilx_number_format (estimate) : g_strdup ("");
}

static void
name_row (GtkWidget *child, IlxOperation *operation, IlxWorkspace *workspace)
{
  const char *state = ilx_operation_look_get_title (ilx_operation_get_state (operation));
  g_autofree char *subject = ilx_operation_cells_dup_subject (operation, workspace);
  g_autofree char *label = ilx_account_words_dup_row (operation, workspace, subject, state);

  ilx_cell_set_row_label (child, label);
}

static GtkWidget *
new_subject (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *wish = ilx_cell_new_text (14, 36, 0);

  gtk_widget_add_css_class (wish, "dim-label");
  gtk_widget_add_css_class (wish, "caption");
  gtk_box_append (GTK_BOX (box), ilx_cell_new_text (14, 36, 0));
  gtk_box_append (GTK_BOX (box), wish);
  return box;
}

static void
update_subject (GtkWidget *child, gpointer item, gpointer workspace)
{
  g_autofree char *subject = ilx_operation_cells_dup_subject (item, workspace);
  g_autofree char *wish = ilx_operation_look_dup_wish (item, ilx_workspace_get_now (workspace));

  ilx_cell_set_text (gtk_widget_get_first_child (child), subject);
  ilx_cell_set_text (gtk_widget_get_last_child (child), wish);
  name_row (child, item, workspace);
}

static void
update_state (GtkWidget *child, gpointer item, gpointer workspace)
{
  IlxOperationState state = ilx_operation_get_state (item);

  ilx_state_badge_set (ILX_STATE_BADGE (child), ilx_operation_look_get_title (state),
                       ilx_operation_look_get_icon_name (state),
                       ilx_operation_look_get_tone (state));
}

static GtkWidget *
new_estimate (void)
{
  return ilx_cell_new_number (6, 9);
}

static void
update_age (GtkWidget *child, gpointer item, gpointer workspace)
{
  /* Translators: %s is a time. */
  ilx_age_label_set_meaning (ILX_AGE_LABEL (child), _ ("Begun %s"));
  ilx_age_label_set_time (ILX_AGE_LABEL (child), ilx_operation_get_created_at (item));
}

static GtkWidget *
new_row (void)
{
  return ilx_cell_new_row (
      ilx_cell_new_line (ilx_cell_new_text (10, 30, 0), ilx_age_label_new_aside ()),
      ilx_cell_new_line (ilx_state_badge_new (), ilx_cell_new_text (6, 26, 1)));
}

static void
update_row (GtkWidget *child, gpointer item, gpointer workspace)
{
  GtkWidget *first = gtk_widget_get_first_child (child);
  GtkWidget *second = gtk_widget_get_last_child (child);
  g_autofree char *subject = ilx_operation_cells_dup_subject (item, workspace);
  g_autofree char *estimate = dup_estimate (item, workspace);
  /* Whose it is has no column here. */
  g_autofree char *aside = ilx_account_words_dup_beside (item, workspace, estimate);

  ilx_cell_set_text (gtk_widget_get_first_child (first), subject);
  update_age (gtk_widget_get_last_child (first), item, workspace);
  update_state (gtk_widget_get_first_child (second), item, workspace);
  ilx_cell_set_text (gtk_widget_get_last_child (second), aside);
  name_row (child, item, workspace);
}

static const IlxCellKind kinds[] = {
  [ILX_OPERATION_CELL_SUBJECT] = { new_subject, update_subject },
  [ILX_OPERATION_CELL_STATE] = { ilx_state_badge_new, update_state },
  [ILX_OPERATION_CELL_ACCOUNT] = { ilx_cell_new_name, NULL, ilx_account_words_dup_account },
  [ILX_OPERATION_CELL_ESTIMATE] = { new_estimate, NULL, dup_estimate },
  [ILX_OPERATION_CELL_AGE] = { ilx_age_label_new, update_age },
  [ILX_OPERATION_CELL_ROW] = { new_row, update_row },
};

/**
 * ilx_operation_cells_new_factory:
 * @kind: what the rows show
 * @workspace: where names come from; outlives the factory
 *
 * Returns: (transfer full): what makes them
 */
GtkListItemFactory *
ilx_operation_cells_new_factory (IlxOperationCellKind kind, IlxWorkspace *workspace)
{
  return ilx_cell_new_factory (&kinds[kind], workspace);
}
