/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that may still send mail, and stopping it: countdowns are undone, what is prepared or
 * at work is given up as long as nothing can have left, what is scheduled is taken back, what is
 * leaving is stopped. All at once; each answers for itself. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_STOP_WAITING, /* nothing was done yet */
  ILX_STOP_WORKING,
  ILX_STOP_STOPPED,
  ILX_STOP_FAILED, /* "answer" says why, and what to do */
} IlxStopState;

/* Properties: "subject", "account" (of the campaign, "Klaviyo, Shop"), "plan" (what will be done),
 * "answer" (nullable: what came of it), all strings; "state" (int, an IlxStopState), notified. */
#define ILX_TYPE_STOP_ITEM (ilx_stop_item_get_type ())
G_DECLARE_FINAL_TYPE (IlxStopItem, ilx_stop_item, ILX, STOP_ITEM, GObject)

const char *ilx_stop_item_get_subject (IlxStopItem *self);
const char *ilx_stop_item_get_account (IlxStopItem *self);
const char *ilx_stop_item_get_plan (IlxStopItem *self);
const char *ilx_stop_item_get_answer (IlxStopItem *self); /* nullable */
IlxStopState ilx_stop_item_get_state (IlxStopItem *self);

/* What would be stopped now, by account: (element-type IlxStopItem) (transfer full). */
GListModel *ilx_workspace_list_stoppable (IlxWorkspace *self);

/* Stops @items, and whatever else came up since they were listed: that is added to @items. */
void ilx_workspace_stop_everything_async (IlxWorkspace *self,
                                          GListModel *items,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* Whether all of it was stopped; the items say what was not. */
gboolean
ilx_workspace_stop_everything_finish (IlxWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
