/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a campaign stands on its way out: what is, what it means, how far it is, and what one can
 * do now. Its buttons are actions of the page, "send.*", of which it shows those that make sense.
 */
#pragma once

#include <adwaita.h>

#include "ilx-dispatch.h"

G_BEGIN_DECLS

#define ILX_TYPE_DISPATCH_VIEW (ilx_dispatch_view_get_type ())
G_DECLARE_FINAL_TYPE (IlxDispatchView, ilx_dispatch_view, ILX, DISPATCH_VIEW, AdwBin)

GtkWidget *ilx_dispatch_view_new (void);
void ilx_dispatch_view_update (IlxDispatchView *self, IlxDispatch *dispatch, guint n_blocking);

/* The actions of a phase, the main one first, ended by NULL; lent. For tests, too. */
const char *const *ilx_dispatch_view_get_actions (IlxDispatch *dispatch);

G_END_DECLS
