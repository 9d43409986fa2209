/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands across the top of a window while the network or a platform wants us to wait. */
#include "config.h"

#include "connect-fixture.h"

#include "ilx-offline.h"
#include "ilx-slowdown.h"
#include "ilx-test-await.h"

/* --- A network that is there or not ----------------------------------------------------------- */

#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor
{
  GObject parent_instance;
  gboolean is_available;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
test_monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

static void
test_monitor_initable_init (GInitableIface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor,
                               test_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_monitor_initable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          test_monitor_iface_init))

static void
test_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_AVAILABLE)
    g_value_set_boolean (value, TEST_MONITOR (object)->is_available);
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
}

static void
set_available (TestMonitor *self, gboolean is_available)
{
  self->is_available = is_available;
  g_signal_emit_by_name (self, "network-changed", is_available);
}

static char *
dup_title (GtkWidget *banner)
{
  char *title;

  g_object_get (banner, "title", &title, NULL);
  return title;
}

static gboolean
says (GtkWidget *banner, const char *text)
{
  g_autofree char *title = dup_title (banner);

  return title != NULL && strstr (title, text) != NULL;
}

static void
test_offline (void)
{
  g_autoptr (TestMonitor) monitor = g_object_new (TEST_TYPE_MONITOR, NULL);
  GtkWidget *banner = g_object_ref_sink (ilx_banner_new ());

  ilx_offline_watch (ILX_BANNER (banner), G_NETWORK_MONITOR (monitor));
  g_assert_true (says (banner, "You are offline. Everything here still works"));
  set_available (monitor, TRUE);
  g_assert_false (says (banner, "offline"));
  set_available (monitor, FALSE);
  g_assert_true (says (banner, "offline"));
  g_object_unref (banner);
  set_available (monitor, TRUE); /* nobody is left to tell */
}

/* --- A platform that asks for a pause --------------------------------------------------------- */

static void
test_slowdown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (IlxConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *banner = g_object_ref_sink (ilx_banner_new ());

  fixture_connect (fixture, NULL);
  ilx_slowdown_watch (ILX_BANNER (banner), fixture->workspace);
  ilx_test_ctl_post (fixture->ctl, "faults",
                     "{\"path\": \"/api/lists\", \"kind\": \"status\", \"status\": 429, "
                     "\"retry_after\": 100}");
  ilx_engine_check_connection_async (fixture->engine, fixture->account, NULL, ilx_test_await_cb,
                                     &result);
  WAIT_UNTIL (says (banner, "Klaviyo asks us to slow down. Continuing in"));
  ilx_test_await (&result);
  connection = ilx_engine_check_connection_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  WAIT_UNTIL (!says (banner, "slow down"));
  g_object_unref (banner);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/banners/offline", test_offline);
  g_test_add ("/banners/slowdown", Fixture, NULL, fixture_set_up, test_slowdown, fixture_tear_down);
  return g_test_run ();
}
