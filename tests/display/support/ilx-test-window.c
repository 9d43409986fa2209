/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-test-window.h"

#include <glib/gstdio.h>

#include "../../displayless/workspace/ilx-test-account.h"
#include "ilx-list-frame.h"
#include "ilx-test-await.h"

static const char *const asked_actions[]
    = { "open-campaign:s", "review-campaign:s", "restore-campaigns:as",
        "connect:s",       "show-section:s",    "new-campaign" };

static void
asked_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GString *asked = user_data;
  g_autofree char *text = parameter != NULL ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_string_append_printf (asked, "%s:%s ", g_action_get_name (G_ACTION (action)), text);
}

static void
add_actions (IlxTestWindow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (asked_actions); i++)
    {
      g_auto (GStrv) parts = g_strsplit (asked_actions[i], ":", 2);
      g_autoptr (GSimpleAction) action
          = g_simple_action_new (parts[0], parts[1] != NULL ? G_VARIANT_TYPE (parts[1]) : NULL);

      g_signal_connect (action, "activate", G_CALLBACK (asked_cb), self->asked);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (group));
}

void
ilx_test_window_set_text_scale (int scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * PANGO_SCALE * scale, NULL);
}

static void
add_style (void)
{
  static GtkCssProvider *provider;

  if (provider != NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/illixis/Illixis/shell/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
ilx_test_window_set_up (IlxTestWindow *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = g_settings_new_with_path (SETTINGS_ID, "/io/illixis/test/");
  g_autoptr (IlxSecretStore) secrets = ilx_memory_secret_store_new ();

  self->dir = g_dir_make_tmp ("lists-XXXXXX", NULL);
  self->engine = ilx_engine_open (self->dir, NULL, secrets, &error);
  g_assert_no_error (error);
  g_settings_reset (settings, "account");
  self->workspace = ilx_workspace_new (self->engine, settings, ILX_WORKSPACE_PLAIN);
  add_style ();
  ilx_test_window_set_text_scale (1);
  self->asked = g_string_new (NULL);
  self->window = adw_window_new ();
  self->toasts = adw_toast_overlay_new ();
  adw_window_set_content (ADW_WINDOW (self->window), self->toasts);
  add_actions (self);
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      delete_folder (child);
    }
  g_remove (path);
}

void
ilx_test_window_tear_down (IlxTestWindow *self, gconstpointer data)
{
  GtkWidget *page = self->page != NULL ? g_object_ref (self->page) : NULL;

  gtk_window_destroy (GTK_WINDOW (self->window));
  ilx_test_spin (20);
  /* Nothing keeps a page that is gone: neither a signal nor an unfinished call. */
  if (page != NULL)
    ilx_test_finalize (page);
  ilx_workspace_stop (self->workspace);
  ilx_test_spin (50);
  ilx_test_finalize (self->workspace);
  g_object_unref (self->engine);
  delete_folder (self->dir);
  g_free (self->dir);
  g_string_free (self->asked, TRUE);
}

void
ilx_test_window_settle (IlxTestWindow *self)
{
  ilx_test_spin (60);
}

void
ilx_test_window_show (IlxTestWindow *self, IlxPage *page, int width)
{
  self->page = GTK_WIDGET (page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->page);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 600);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
  ilx_test_window_settle (self);
}

static int
measure (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

/* Says which widgets want too much, from the outside in. */
static void
tell_wide (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || measure (widget) <= 360)
    return;
  g_test_message ("%s wants %d", G_OBJECT_TYPE_NAME (widget), measure (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_wide (child);
}

void
ilx_test_window_assert_fits (IlxTestWindow *self)
{
  tell_wide (self->page);
  g_assert_cmpint (measure (self->page), <=, 360);
}

static void
save (IlxTestWindow *self, IlxCampaign *campaign)
{
  IlxStore *store = ilx_workspace_get_store (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_campaign_store_save_async (store, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_campaign_store_save_finish (store, result, &error);
  g_assert_no_error (error);
}

static IlxCampaign *
load (IlxTestWindow *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  IlxCampaign *campaign
      = ilx_campaign_store_load (ilx_workspace_get_store (self->workspace), id, &error);

  g_assert_no_error (error);
  return campaign;
}

void
ilx_test_window_set_state (IlxTestWindow *self, const char *id, IlxCampaignState state)
{
  IlxStore *store = ilx_workspace_get_store (self->workspace);
  g_autoptr (IlxCampaign) campaign = load (self, id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_campaign_set_state (campaign, state);
  ilx_campaign_store_save_delivery_async (store, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_campaign_store_save_delivery_finish (store, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_campaign (self->workspace, id);
}

void
ilx_test_window_set_subject (IlxTestWindow *self, const char *id, const char *subject)
{
  g_autoptr (IlxCampaign) campaign = load (self, id);

  ilx_campaign_set_subject (campaign, subject);
  save (self, campaign);
  ilx_workspace_refresh_campaign (self->workspace, id);
}

void
ilx_test_window_add_account (IlxTestWindow *self, const char *id)
{
  ilx_test_account_add (self->workspace, id, id);
}

void
ilx_test_window_set_account (IlxTestWindow *self, const char *id, const char *account)
{
  g_autoptr (IlxCampaign) campaign = load (self, id);

  ilx_campaign_set_connection_id (campaign, account);
  save (self, campaign);
  ilx_workspace_refresh_campaign (self->workspace, id);
}

void
ilx_test_window_choose_account (IlxTestWindow *self, const char *account)
{
  ilx_account_choice_set_account (ilx_workspace_get_account_choice (self->workspace), account);
}

void
ilx_test_window_assert_nothing (IlxTestWindow *self, const char *words)
{
  GtkWidget *frame = ilx_test_window_find (self->page, ILX_TYPE_LIST_FRAME);
  g_autofree char *found = NULL;

  g_object_get (frame, "filter-words", &found, NULL);
  g_assert_cmpstr (ilx_list_frame_get_shown (ILX_LIST_FRAME (frame)), ==, "nothing");
  g_assert_cmpstr (found, ==, words);
}

void
ilx_test_window_add_campaign (IlxTestWindow *self,
                              const char *subject,
                              IlxCampaignState state,
                              gint64 created)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();

  ilx_campaign_set_id (campaign, subject);
  ilx_campaign_set_subject (campaign, subject);
  ilx_campaign_set_created_at (campaign, created * ILX_SECOND);
  save (self, campaign);
  if (state != ILX_CAMPAIGN_DRAFT)
    ilx_test_window_set_state (self, subject, state);
  ilx_workspace_refresh_campaign (self->workspace, subject);
}

GtkWidget *
ilx_test_window_find (GtkWidget *below, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (below, type) && gtk_widget_get_mapped (below))
    return below;
  for (GtkWidget *child = gtk_widget_get_first_child (below); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ilx_test_window_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
ilx_test_window_wait_until (IlxTestWindow *self,
                            gboolean (*is_so) (IlxTestWindow *, gconstpointer),
                            gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!is_so (self, data) && g_get_monotonic_time () < end)
    ilx_test_spin (5);
  g_assert_true (is_so (self, data));
}

static gboolean
has_widget (IlxTestWindow *self, gconstpointer type)
{
  return ilx_test_window_find (self->window, GPOINTER_TO_SIZE (type)) != NULL;
}

GtkWidget *
ilx_test_window_wait_for (IlxTestWindow *self, GType type)
{
  ilx_test_window_wait_until (self, has_widget, GSIZE_TO_POINTER (type));
  return ilx_test_window_find (self->window, type);
}

GtkWidget *
ilx_test_window_find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

GListModel *
ilx_test_window_get_rows (IlxTestWindow *self)
{
  GtkWidget *table = ilx_test_window_find (self->page, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *list = ilx_test_window_find (self->page, GTK_TYPE_LIST_VIEW);

  if (table != NULL)
    return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
  return list != NULL ? G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))) : NULL;
}
