/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns in the database. Rows of lists come without html and text. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-edit-store.h"
#include "ilx-store.h"

G_BEGIN_DECLS

/* Complete, with html and text. ILX_ERROR_NOT_FOUND. Main thread, as all loads. */
IlxCampaign *ilx_campaign_store_load (IlxStore *store, const char *id, GError **error);
/* As a row of a list: without html and text. */
IlxCampaign *ilx_campaign_store_load_row (IlxStore *store, const char *id, GError **error);

typedef struct
{
  gboolean is_trash;     /* what is in the trash, else what is not */
  gint64 before_created; /* keyset: of the last row seen, 0 to start with the newest */
  const char *before_id; /* likewise */
  guint limit;
} IlxCampaignPage;

/* Newest first. (element-type IlxCampaign) */
GPtrArray *
ilx_campaign_store_load_page (IlxStore *store, const IlxCampaignPage *page, GError **error);
/* The same mail to the same people within this time is an accident until somebody says otherwise.
 */
#define ILX_REPEAT_WINDOW (30 * ILX_DAY)
/* The newest operation since @since that sent, sends or may have sent what has this fingerprint, of
 * another campaign than @except_id: its id, or NULL. */
char *ilx_campaign_store_find_sent (
    IlxStore *store, const char *fingerprint, const char *except_id, gint64 since, GError **error);

/* Inserts a new one (revision 1), or saves an edit: everything but the delivery fields, when the
 * stored revision is still the campaign's; then revision and updated_at of @campaign move on.
 * ILX_ERROR_CONFLICT: edited elsewhere meanwhile, or an operation is at it. An operation that
 * awaits confirmation is abandoned by it, since what would be confirmed is no longer what is there.
 */
void ilx_campaign_store_save_async (IlxStore *store,
                                    IlxCampaign *campaign,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ilx_campaign_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error);
/* The same with the edits that led to it, as one. Without them a save becomes an edit itself, if
 * the campaign has any. Takes @log; finish with ilx_campaign_store_save_finish(). */
void ilx_campaign_store_save_edited_async (IlxStore *store,
                                           IlxCampaign *campaign,
                                           IlxEditLog *log,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* Saves the delivery fields alone, whatever the revision. While an operation is open they are the
 * journal's (see ilx_journal_store_commit_async()), and what is sent stays sent: then nothing is
 * saved and @campaign gets what is stored. */
void ilx_campaign_store_save_delivery_async (IlxStore *store,
                                             IlxCampaign *campaign,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean
ilx_campaign_store_save_delivery_finish (IlxStore *store, GAsyncResult *result, GError **error);
/* Into the trash, or out of it. Refused with ILX_ERROR_CONFLICT while an operation is at it or
 * something is still to leave (scheduled, sending, uncertain). */
void ilx_campaign_store_trash_async (IlxStore *store,
                                     const char *id,
                                     gboolean is_trashed,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean ilx_campaign_store_trash_finish (IlxStore *store, GAsyncResult *result, GError **error);
/* Deletes for good what has been in the trash for 30 days. Answers how many, -1 on error. */
void ilx_campaign_store_purge_async (IlxStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gint ilx_campaign_store_purge_finish (IlxStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
