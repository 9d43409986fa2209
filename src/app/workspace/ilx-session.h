/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the start of the app to its end: whether the last run ended by itself, and which campaigns
 * were being written when it did not. A process that is alive holds a lock, which the kernel takes
 * back from the dead; programs that begin no session (illixisctl) do not come into it. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Once, before documents are opened. */
void ilx_workspace_begin_session (IlxWorkspace *self);
/* The campaigns, as they were left, of a run that was cut off: (element-type IlxCampaign), lent,
 * empty when there is nothing to say. updated-at is when they were written last. */
GPtrArray *ilx_workspace_get_recovered (IlxWorkspace *self);
/* Writes what is not written, and that this run ended by itself. Hold the main loop until
 * @callback, then close. */
void ilx_workspace_end_session_async (IlxWorkspace *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Why something could not be written; then the session stays open, so that the next run tells of
 * it. A conflict is no such reason: what it concerns waits for the user in any run. */
gboolean
ilx_workspace_end_session_finish (IlxWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
