/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connect-fixture.h"

#include "ilx-json.h"
#include "ilx-test-await.h"

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  fixture->ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
  g_setenv ("ILLIXIS_KLAVIYO_URL", ilx_test_ctl_get_url (fixture->ctl), TRUE);
  g_setenv ("ILLIXIS_TEST_SPEED", ILX_TEST_CTL_SPEED, TRUE);
  dir = ilx_test_ctl_dup_path (fixture->ctl, "engine");
  fixture->secrets = stub_secrets_new ();
  fixture->engine = ilx_engine_open (dir, NULL, ILX_SECRET_STORE (fixture->secrets), &error);
  g_assert_no_error (error);
  settings = g_settings_new_with_path (SETTINGS_ID, "/io/illixis/Illixis/test/");
  fixture->workspace = ilx_workspace_new (fixture->engine, settings, GPOINTER_TO_UINT (data));
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    {
      gtk_window_destroy (fixture->window);
      g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
      g_object_unref (fixture->window);
      WAIT_UNTIL (fixture->window == NULL);
    }
  g_clear_object (&fixture->account);
  /* What is being saved holds it for a moment. */
  g_object_add_weak_pointer (G_OBJECT (fixture->workspace), (gpointer *) &fixture->workspace);
  g_object_unref (fixture->workspace);
  WAIT_UNTIL (fixture->workspace == NULL);
  ilx_engine_close (fixture->engine);
  g_object_unref (fixture->engine);
  g_object_unref (fixture->secrets);
  ilx_test_ctl_free (fixture->ctl);
}

void
fixture_connect (Fixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_engine_connect_async (fixture->engine, "klaviyo",
                            key != NULL ? key : ilx_test_ctl_get_key (fixture->ctl), TRUE, NULL,
                            ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_clear_object (&fixture->account);
  fixture->account = ilx_engine_connect_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_connections (fixture->workspace);
}

char *
fixture_dup_key (Fixture *fixture, const char *body)
{
  g_autoptr (JsonNode) reply = ilx_test_ctl_post_for (fixture->ctl, "keys", body);
  const char *key = ilx_json_get_string_or (reply, "api_key", NULL);

  g_assert_nonnull (key);
  return g_strdup (key);
}

void
fixture_show (Fixture *fixture, GtkWindow *window)
{
  g_assert_null (fixture->window);
  fixture->window = g_object_ref_sink (window);
  gtk_window_present (window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

guint
fixture_count_accounts (Fixture *fixture)
{
  return g_list_model_get_n_items (ilx_workspace_get_connections (fixture->workspace));
}

void
fixture_picture (Fixture *fixture, const char *name)
{
  const char *folder = g_getenv ("ILLIXIS_TEST_PICTURES");
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot;

  if (folder == NULL)
    return;
  ilx_test_spin (400);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  paintable = gtk_widget_paintable_new (window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gdk_texture_save_to_png (texture, path);
}
