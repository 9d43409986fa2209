/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations and their rows. Every commit here is durable (synchronous=FULL) before its callback:
 * what the journal says was intended or done survives a kill -9 and a power cut. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-operation-step.h"
#include "ilx-operation.h"
#include "ilx-store.h"

G_BEGIN_DECLS

IlxOperation *ilx_journal_store_load (IlxStore *store, const char *id, GError **error);
/* The open operation of a campaign; NULL without an error: there is none. */
IlxOperation *
ilx_journal_store_load_open (IlxStore *store, const char *campaign_id, GError **error);
/* The newest of a campaign, open or not; NULL without an error: there is none. */
IlxOperation *
ilx_journal_store_load_last (IlxStore *store, const char *campaign_id, GError **error);
/* (element-type IlxOperation), newest first. */
GPtrArray *
ilx_journal_store_load_all (IlxStore *store, gboolean only_open, guint limit, GError **error);
/* (element-type IlxOperationStep), in order. */
GPtrArray *ilx_journal_store_load_steps (IlxStore *store, const char *operation_id, GError **error);

/* Inserts @operation and marks its campaign as submitting. In the same transaction: the stored
 * revision must be @operation's, no other operation of the campaign may be open, and the stamp is
 * moved on by whole seconds until no other operation has it (then @operation has the new one).
 * ILX_ERROR_CONFLICT, ILX_ERROR_BUSY. */
void ilx_journal_store_begin_async (IlxStore *store,
                                    IlxOperation *operation,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ilx_journal_store_begin_finish (IlxStore *store, GAsyncResult *result, GError **error);
/* Commits the operation, a row of it, and the delivery fields of its campaign as one. @step and
 * @campaign may be NULL. */
void ilx_journal_store_commit_async (IlxStore *store,
                                     IlxOperation *operation,
                                     IlxOperationStep *step,
                                     IlxCampaign *campaign,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean ilx_journal_store_commit_finish (IlxStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
