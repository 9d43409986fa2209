/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "You are offline. Everything here still works; pushing and sending wait for you." across the top
 * of a window, for as long as that lasts. */
#pragma once

#include "ilx-banner.h"

G_BEGIN_DECLS

/* Has @banner tell it from now on. @monitor: (nullable): else the system's. */
void ilx_offline_watch (IlxBanner *banner, GNetworkMonitor *monitor);

G_END_DECLS
