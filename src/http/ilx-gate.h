/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A door that lets so many in at a time, in the order of their coming. A tier has one for a single
 * visitor, a client one for as many as it may have connections. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _IlxGate IlxGate;

IlxGate *ilx_gate_new (guint capacity);
void ilx_gate_free (IlxGate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxGate, ilx_gate_free)

gboolean ilx_gate_try_enter (IlxGate *self);
void ilx_gate_enter_async (IlxGate *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean ilx_gate_enter_finish (GAsyncResult *result, GError **error);
void ilx_gate_leave (IlxGate *self);

G_END_DECLS
