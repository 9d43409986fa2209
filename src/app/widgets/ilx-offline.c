/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-offline.h"

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean is_available, IlxBanner *banner)
{
  ilx_banner_set_title (banner, is_available ? NULL
                                             : _ ("You are offline. Everything here still works; "
                                                  "pushing and sending wait for you."));
}

/**
 * ilx_offline_watch:
 * @banner: the banner of a window
 * @monitor: (nullable): who knows of the network; else the system's
 *
 * Shows @banner while there is no network. Wi-Fi that leads nowhere counts as a network: what then
 * fails tells so itself.
 */
void
ilx_offline_watch (IlxBanner *banner, GNetworkMonitor *monitor)
{
  if (monitor == NULL)
    monitor = g_network_monitor_get_default ();
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (network_changed_cb), banner, 0);
  network_changed_cb (monitor, g_network_monitor_get_network_available (monitor), banner);
}
