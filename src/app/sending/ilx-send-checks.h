/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands against the sending, the worst first, each with a button that leads to where it is
 * mended. */
#pragma once

#include <adwaita.h>

#include "ilx-dispatch.h"

G_BEGIN_DECLS

#define ILX_TYPE_SEND_CHECKS (ilx_send_checks_get_type ())
G_DECLARE_FINAL_TYPE (IlxSendChecks, ilx_send_checks, ILX, SEND_CHECKS, AdwBin)

GtkWidget *ilx_send_checks_new (void);
/* Looks again: how many things block; what can't be read blocks as well. */
/* Whether the same mail went to the same people lately: what send.again is for. */
gboolean ilx_send_checks_has_repeat (IlxSendChecks *self);
guint ilx_send_checks_update (IlxSendChecks *self, IlxDispatch *dispatch);

G_END_DECLS
