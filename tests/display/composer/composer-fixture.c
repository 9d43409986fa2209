/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../../displayless/workspace/ilx-test-account.h"
#include "composer-fixture.h"
#include "ilx-preview-pane.h"

void
composer_add_audience (Composer *self,
                       const char *account,
                       const char *id,
                       const char *name,
                       IlxAudienceKind kind,
                       gint64 count)
{
  IlxStore *store = fixture_get_store (&self->base);
  g_autoptr (IlxAudience) audience = ilx_audience_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_audience_set_id (audience, id);
  ilx_audience_set_connection_id (audience, account);
  ilx_audience_set_name (audience, name);
  ilx_audience_set_kind (audience, kind);
  ilx_audience_set_count (audience, count);
  if (count >= 0)
    ilx_audience_set_counted_at (audience, ilx_workspace_get_now (self->base.workspace)
                                               - 3 * G_TIME_SPAN_MINUTE);
  ilx_audience_store_save_async (store, audience, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_audience_store_save_finish (store, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_audiences (self->base.workspace, account);
}

void
composer_add_accounts (Composer *self)
{
  ilx_test_account_add (self->base.workspace, "shop", "Bean Street");
  ilx_test_account_add (self->base.workspace, "other", "Other Shop");
  composer_add_audience (self, "shop", "news", "Newsletter", ILX_AUDIENCE_LIST, 1204);
  composer_add_audience (self, "shop", "vip", "VIP", ILX_AUDIENCE_SEGMENT, 8106);
  composer_add_audience (self, "shop", "new", "New ones", ILX_AUDIENCE_SEGMENT, -1);
  composer_add_audience (self, "other", "theirs", "Their list", ILX_AUDIENCE_LIST, 7);
  ilx_document_set_account (self->document,
                            ilx_workspace_find_connection (self->base.workspace, "shop"));
}

void
composer_set_up (Composer *self, gconstpointer data)
{
  /* Drawing is not what is tested here, and a web view takes its time. */
  if (g_getenv ("COMPOSER_PICTURES") == NULL)
    g_setenv ("ILLIXIS_MODULE_DIR", "/nonexistent", TRUE);
  fixture_set_up (&self->base, NULL);
  self->id = fixture_create (&self->base, data);
  self->document = fixture_open_document (&self->base, self->id);
}

static void
activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Composer *self = user_data;

  g_free (self->activated);
  self->activated = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)),
                                     g_variant_get_string (parameter, NULL));
}

static void
add_window_actions (Composer *self)
{
  static const GActionEntry entries[] = {
    { "review-campaign", activated_cb, "s" },
    { "open-campaign", activated_cb, "s" },
    { "connect", activated_cb, "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (group));
}

void
composer_settle (void)
{
  ilx_test_spin (120);
}

void
composer_show (Composer *self, int width, int height)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  self->page = ilx_composer_page_new (self->base.workspace, self->id);
  self->window = GTK_WINDOW (adw_window_new ());
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  add_window_actions (self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  if (ilx_page_get_tools (self->page) != NULL)
    adw_header_bar_pack_end (ADW_HEADER_BAR (bar), ilx_page_get_tools (self->page));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_window_set_default_size (self->window, width, height);
  gtk_window_present (self->window);
  for (guint i = 0; i < 50 && gtk_widget_get_width (GTK_WIDGET (self->page)) == 0; i++)
    composer_settle ();
  for (guint i = 0; i < 50 && composer_look_for (self->page, ILX_TYPE_PREVIEW_PANE, NULL) == NULL;
       i++)
    composer_settle ();
  composer_settle ();
}

void
composer_resize (Composer *self, int width)
{
  gtk_window_set_default_size (self->window, width, 800);
  composer_settle ();
}

void
composer_tear_down (Composer *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (self->window != NULL)
    {
      g_assert_true (fixture_flush (self->document, &error) || error != NULL);
      gtk_window_destroy (self->window);
      composer_settle ();
      g_assert_null (self->window);
    }
  fixture_flush (self->document, NULL);
  g_clear_object (&self->document);
  fixture_tear_down (&self->base, NULL);
  g_free (self->id);
  g_free (self->activated);
}

gpointer
composer_look_for (gpointer root, GType type, const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type)
      && (name == NULL
          || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), name) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = composer_look_for (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gpointer
composer_find (gpointer root, GType type, const char *name)
{
  gpointer found = composer_look_for (root, type, name);

  if (found == NULL)
    g_error ("There is no %s %s", g_type_name (type), name != NULL ? name : "");
  return found;
}

IlxCampaign *
composer_get_campaign (Composer *self)
{
  return ilx_document_get_campaign (self->document);
}

void
composer_act (Composer *self, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->page), name, target));
  composer_settle ();
}

void
composer_take_picture (Composer *self, const char *name)
{
  const char *folder = g_getenv ("COMPOSER_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/%s.png", folder, name);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  gtk_widget_queue_draw (GTK_WIDGET (self->window));
  ilx_test_spin (300);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (self->window)),
                          gtk_widget_get_height (GTK_WIDGET (self->window)));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         NULL);
  gdk_texture_save_to_png (texture, path);
}
