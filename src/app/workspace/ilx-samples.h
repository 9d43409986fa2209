/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the demo has to look at: a brand and a few campaigns of an invented shop. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Adds them to a profile that has no campaigns yet; one that has is left as it is. */
void ilx_samples_add_async (IlxWorkspace *workspace,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ilx_samples_add_finish (IlxWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
