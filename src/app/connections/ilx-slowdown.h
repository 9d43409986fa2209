/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Klaviyo asks us to slow down. Continuing in 42 s; nothing is lost." across the top of a window,
 * for as long as that lasts. */
#pragma once

#include "ilx-banner.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Has @banner tell it from now on. */
void ilx_slowdown_watch (IlxBanner *banner, IlxWorkspace *workspace);

G_END_DECLS
