/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to campaigns from their list, and to which of them. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-look.h"
#include "ilx-campaign-trash.h"
#include "ilx-campaigns-page-private.h"
#include "ilx-number.h"
#include "ilx-problem.h"
#include "ilx-toast.h"

/* --- What is selected ------------------------------------------------------------------------- */

static IlxCampaign *
dup_nth (IlxCampaignsPage *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->selection), position);
}

static guint
count_selected (IlxCampaignsPage *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (selected);
}

/* The one that is selected: (transfer full); NULL for none and for several. */
static IlxCampaign *
dup_only (IlxCampaignsPage *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_get_size (selected) != 1)
    return NULL;
  return dup_nth (self, gtk_bitset_get_minimum (selected));
}

static GStrv
dup_selected_ids (IlxCampaignsPage *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (IlxCampaign) campaign = dup_nth (self, position);

      g_strv_builder_add (ids, ilx_campaign_get_id (campaign));
    }
  return g_strv_builder_end (ids);
}

static void
show_selection (IlxCampaignsPage *self, guint n_selected)
{
  g_autofree char *number = ilx_number_format (n_selected);
  g_autofree char *text
      = g_strdup_printf (ngettext ("%s selected", "%s selected", n_selected), number);

  gtk_label_set_label (self->selection_label, text);
  gtk_revealer_set_reveal_child (self->selection_bar,
                                 n_selected > 1 || (n_selected == 1 && self->is_trash));
}

/**
 * ilx_campaigns_page_follow_selection:
 * @self: the page
 *
 * Lets be done what can be done to what is selected.
 */
void
ilx_campaigns_page_follow_selection (IlxCampaignsPage *self)
{
  IlxListPage *page = ILX_LIST_PAGE (self);
  guint n_selected = count_selected (self);
  g_autoptr (IlxCampaign) only = dup_only (self);
  gboolean is_here = only != NULL && !self->is_trash;

  show_selection (self, n_selected);
  ilx_list_page_set_enabled (page, "open", is_here);
  ilx_list_page_set_enabled (page, "review", is_here);
  ilx_list_page_set_enabled (page, "duplicate", is_here);
  ilx_list_page_set_enabled (page, "trash", n_selected > 0 && !self->is_trash);
  ilx_list_page_set_enabled (page, "restore", n_selected > 0 && self->is_trash);
  ilx_list_page_set_enabled (page, "select-none", n_selected > 0);
}

/* --- Actions on campaigns --------------------------------------------------------------------- */

static void
show_campaign (IlxCampaignsPage *self, IlxCampaign *campaign)
{
  const char *action
      = ilx_campaign_is_editable (campaign) ? "win.open-campaign" : "win.review-campaign";

  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", ilx_campaign_get_id (campaign));
}

void
ilx_campaigns_page_activate (IlxCampaignsPage *self, guint position)
{
  g_autoptr (IlxCampaign) campaign = dup_nth (self, position);

  if (campaign != NULL && !self->is_trash)
    show_campaign (self, campaign);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (IlxCampaign) only = dup_only (user_data);

  if (only != NULL)
    show_campaign (user_data, only);
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (IlxCampaign) only = dup_only (user_data);

  if (only != NULL)
    gtk_widget_activate_action (user_data, "win.review-campaign", "s", ilx_campaign_get_id (only));
}

static void
show_duplicated (IlxCampaignsPage *self, const char *id)
{
  IlxCampaign *copy = ilx_campaign_list_find (ilx_workspace_get_campaigns (self->workspace), id);
  g_autofree char *action
      = g_action_print_detailed_name ("win.open-campaign", g_variant_new_string (id));
  g_autofree char *name = copy != NULL ? ilx_campaign_look_dup_name (copy) : g_strdup (id);
  g_autofree char *title = g_strdup_printf (_ ("“%s” duplicated"), name);

  ilx_toast_with_action (GTK_WIDGET (self), title, _ ("_Open"), action);
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxCampaignsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = ilx_workspace_create_campaign_finish (ILX_WORKSPACE (source), result, &error);

  if (id == NULL)
    {
      ilx_problem_present (GTK_WIDGET (self), error);
      return;
    }
  if (self->workspace == NULL)
    return;
  show_duplicated (self, id);
}

static void
duplicate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxCampaignsPage *self = user_data;
  g_autoptr (IlxCampaign) only = dup_only (self);

  if (only != NULL)
    ilx_workspace_duplicate_campaign_async (self->workspace, ilx_campaign_get_id (only),
                                            self->cancellable, duplicated_cb, g_object_ref (self));
}

static void
trash_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxCampaignsPage *self = user_data;
  g_auto (GStrv) ids = dup_selected_ids (self);

  ilx_campaign_trash_move (GTK_WIDGET (self), self->workspace, (const char *const *) ids);
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxCampaignsPage *self = user_data;
  g_auto (GStrv) ids = dup_selected_ids (self);

  ilx_campaign_trash_restore (GTK_WIDGET (self), self->workspace, (const char *const *) ids);
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_selection_model_unselect_all (
      GTK_SELECTION_MODEL (ILX_CAMPAIGNS_PAGE (user_data)->selection));
}

/* --- Actions on the list ---------------------------------------------------------------------- */

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ilx_campaign_list_reload (ilx_campaigns_page_get_list (user_data));
}

static void
change_trash_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_object_set (user_data, "is-trash", g_variant_get_boolean (value), NULL);
}

static const GActionEntry entries[] = {
  { "open", open_cb },           { "review", review_cb },
  { "duplicate", duplicate_cb }, { "trash", trash_cb },
  { "restore", restore_cb },     { "select-none", select_none_cb },
  { "retry", retry_cb },         { "is-trash", NULL, NULL, "false", change_trash_cb },
};

/**
 * ilx_campaigns_page_add_actions:
 * @self: the page, before its template is made
 */
void
ilx_campaigns_page_add_actions (IlxCampaignsPage *self)
{
  ilx_list_page_add_actions (ILX_LIST_PAGE (self), entries, G_N_ELEMENTS (entries));
}
