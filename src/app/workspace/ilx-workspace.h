/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all windows share: the engine, and its data as live list models. Whoever changes something
 * through here has every list follow. No GTK, so that it is tested without a display.
 *
 * Files: ilx-workspace.c holds the lists; -campaigns what is done to campaigns as a whole. What
 * goes on without a window is kept by ilx-keeper.c. */
#pragma once

#include "ilx-account-choice.h"
#include "ilx-campaign-list.h"
#include "ilx-engine.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_WORKSPACE_PLAIN = 0,
  ILX_WORKSPACE_IS_DEMO = 1 << 0, /* platforms are played by the sandbox; windows say so */
} IlxWorkspaceFlags;

typedef struct _IlxKeeper IlxKeeper;

/* Property "secrets-state" (int, an IlxSecretsState; notified when the keyring was probed).
 * Property "is-working" (boolean): an operation is under way, or a countdown; the program stays.
 * Signals: "campaign-changed" (const char *id): something stored of it changed, also what is not in
 * lists. "connections-changed": one came, went, or is in another state.
 * "dispatch-ended" (const char *campaign_id, int phase): something that went on without anybody's
 * doing came to an IlxDispatchPhase that people want to hear of. */
#define ILX_TYPE_WORKSPACE (ilx_workspace_get_type ())
G_DECLARE_FINAL_TYPE (IlxWorkspace, ilx_workspace, ILX, WORKSPACE, GObject)

/* @settings: the profile's preferences */
IlxWorkspace *ilx_workspace_new (IlxEngine *engine, GSettings *settings, IlxWorkspaceFlags flags);

/* All lent. */
IlxEngine *ilx_workspace_get_engine (IlxWorkspace *self);
GSettings *ilx_workspace_get_settings (IlxWorkspace *self);
IlxStore *ilx_workspace_get_store (IlxWorkspace *self);
gint64 ilx_workspace_get_now (IlxWorkspace *self);
gboolean ilx_workspace_is_demo (IlxWorkspace *self);
void ilx_workspace_set_demo_key (IlxWorkspace *self, const char *platform, const char *key);
const char *ilx_workspace_get_demo_key (IlxWorkspace *self, const char *platform); /* nullable */
IlxSecretsState ilx_workspace_get_secrets_state (IlxWorkspace *self);
IlxCampaignList *ilx_workspace_get_campaigns (IlxWorkspace *self);
IlxCampaignList *ilx_workspace_get_trash (IlxWorkspace *self);
GListModel *ilx_workspace_get_connections (IlxWorkspace *self); /* of IlxConnection, not gone */
IlxAccountChoice *ilx_workspace_get_account_choice (IlxWorkspace *self); /* whose rows to show */
GListModel *ilx_workspace_get_operations (IlxWorkspace *self); /* of IlxOperation, newest first */
/* Of IlxAudience, by name: what is cached of the account. */
GListModel *ilx_workspace_get_audiences (IlxWorkspace *self, const char *connection_id);
IlxConnection *ilx_workspace_find_connection (IlxWorkspace *self, const char *id); /* nullable */
IlxAudience *ilx_workspace_find_audience (IlxWorkspace *self,
                                          const char *connection_id,
                                          const char *id); /* nullable */

/* Read from the store again, and have the lists follow. */
void ilx_workspace_refresh_campaign (IlxWorkspace *self, const char *id);
void ilx_workspace_refresh_connections (IlxWorkspace *self);
void ilx_workspace_refresh_operations (IlxWorkspace *self);
void ilx_workspace_refresh_audiences (IlxWorkspace *self, const char *connection_id);

/* --- What goes on by itself ------------------------------------------------------------------- */

/* Takes up what was open when the program ended. Once, before windows do anything. */
void ilx_workspace_start (IlxWorkspace *self);
/* The program ends now. */
void ilx_workspace_stop (IlxWorkspace *self);
/* The last window was closed: nobody could undo a countdown any more. */
void ilx_workspace_windows_closed (IlxWorkspace *self);
gboolean ilx_workspace_is_working (IlxWorkspace *self);
IlxKeeper *ilx_workspace_get_keeper (IlxWorkspace *self); /* lent */

/* Whether the keyring can be used; sets "secrets-state". */
void ilx_workspace_probe_secrets (IlxWorkspace *self);

/* --- Campaigns as a whole --------------------------------------------------------------------- */

/* A new draft with the brand's sender and the only account, if there is one. Answers its id. */
void ilx_workspace_create_campaign_async (IlxWorkspace *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
void ilx_workspace_duplicate_campaign_async (IlxWorkspace *self,
                                             const char *id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/* A copy whose subject says that it corrects the first. */
void ilx_workspace_correct_campaign_async (IlxWorkspace *self,
                                           const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
/* Of all three: the new campaign's id. */
char *
ilx_workspace_create_campaign_finish (IlxWorkspace *self, GAsyncResult *result, GError **error);
/* Into the trash, or out of it. */
void ilx_workspace_trash_campaign_async (IlxWorkspace *self,
                                         const char *id,
                                         gboolean is_trashed,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
ilx_workspace_trash_campaign_finish (IlxWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
