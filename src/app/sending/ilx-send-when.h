/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When: now, or at a date and a time of this computer's zone, shown in the account's zone and in
 * UTC as well. */
#pragma once

#include <adwaita.h>

#include "ilx-clock.h"
#include "ilx-moment.h"
#include "ilx-operation.h"

G_BEGIN_DECLS

/* Signal "changed". */
#define ILX_TYPE_SEND_WHEN (ilx_send_when_get_type ())
G_DECLARE_FINAL_TYPE (IlxSendWhen, ilx_send_when, ILX, SEND_WHEN, AdwBin)

GtkWidget *ilx_send_when_new (void);
void ilx_send_when_set_clock (IlxSendWhen *self, IlxClock *clock);
void ilx_send_when_set_zone (IlxSendWhen *self, const char *account_zone); /* nullable, IANA */
/* Shows a wish that was made before. */
void ilx_send_when_set (IlxSendWhen *self, IlxDeliveryMode mode, gint64 scheduled_at);
IlxDeliveryMode ilx_send_when_get_mode (IlxSendWhen *self);
/* Of ILX_DELIVER_AT; FALSE when there is a problem, which is shown. */
gboolean ilx_send_when_get_time (IlxSendWhen *self, gint64 *scheduled_at);
/* What is past by now is one. */
void ilx_send_when_update (IlxSendWhen *self);

G_END_DECLS
