/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever asks for the time, or waits, asks a clock; so a test runs a year in a second. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ILX_TYPE_CLOCK (ilx_clock_get_type ())
G_DECLARE_FINAL_TYPE (IlxClock, ilx_clock, ILX, CLOCK, GObject)

#define ILX_SECOND ((gint64) G_USEC_PER_SEC)
#define ILX_MINUTE (60 * ILX_SECOND)
#define ILX_HOUR (60 * ILX_MINUTE)
#define ILX_DAY (24 * ILX_HOUR)

IlxClock *ilx_clock_new (void);
IlxClock *ilx_clock_new_fast (double speed);
IlxClock *ilx_clock_new_manual (gint64 now);

gint64 ilx_clock_get_now (IlxClock *self);
gint64 ilx_clock_get_monotonic (IlxClock *self);
void ilx_clock_advance (IlxClock *self, gint64 microseconds);
void ilx_clock_set_now (IlxClock *self, gint64 now);
guint ilx_clock_get_n_waiting (IlxClock *self);

void ilx_clock_wait_async (IlxClock *self,
                           gint64 microseconds,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean ilx_clock_wait_finish (IlxClock *self, GAsyncResult *result, GError **error);

G_END_DECLS
