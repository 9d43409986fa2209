/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of the keyring with a way out. A keyring may wait for a prompt that nobody can answer,
 * and libsecret waits with it, deaf to its cancellable; so the caller's task ends by itself:
 *
 *    work ends ─────────────┐
 *    time is over ──────────┼──► the caller's task returns; whatever comes later is dropped
 *    the caller cancels ────┘
 */
#pragma once

#include "ilx-clock.h"
#include "ilx-step-runner.h"

G_BEGIN_DECLS

/* Gives the result in @state to @task, once the work is done. */
typedef void (*IlxKeyringSettle) (GTask *task, gpointer state);

void ilx_keyring_call_run (GTask *task,
                           const IlxStep *table,
                           gpointer state,
                           GDestroyNotify free_state,
                           IlxKeyringSettle settle,
                           IlxClock *clock,
                           gint64 timeout);

/* Whether SECRET_BACKEND asks for libsecret's file, which needs no bus. */
gboolean ilx_keyring_is_file (void);
/* The session bus, never launched for the purpose. */
void
ilx_keyring_bus_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GDBusConnection *ilx_keyring_bus_finish (GAsyncResult *result, GError **error);

#define ILX_KEYRING_PROBE_TIMEOUT (5 * ILX_SECOND)
void ilx_keyring_probe_within_async (gint64 timeout,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

G_END_DECLS
