/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for an asynchronous call in a test, with real time or by moving a manual clock:
 *
 *   g_autoptr(GAsyncResult) result = NULL;
 *   ilx_thing_do_async (thing, NULL, ilx_test_await_cb, &result);
 *   ilx_test_await (&result);
 */
#pragma once

#include "ilx-clock.h"

G_BEGIN_DECLS

/* user_data: GAsyncResult ** */
void ilx_test_await_cb (GObject *source, GAsyncResult *result, gpointer user_data);
/* Runs the main loop until *result is there; aborts the test after 30 seconds. */
void ilx_test_await (GAsyncResult **result);
/* The same; whenever nothing moves, @clock advances by @step. */
void ilx_test_await_on (GAsyncResult **result, IlxClock *clock, gint64 step);
/* Runs the main loop until *value is at least @target. */
void ilx_test_await_count (const guint *value, guint target);
/* Gives up the last reference to @object, once what still works with it in the main loop has let go
 * of it; a leaked reference fails the test. */
void ilx_test_finalize (gpointer object);
/* Runs the main loop for a while, in real time. */
void ilx_test_spin (guint milliseconds);

G_END_DECLS
