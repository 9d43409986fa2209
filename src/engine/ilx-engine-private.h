/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the engine share. */
#pragma once

#include "ilx-engine.h"
#include "ilx-platforms.h"
#include "ilx-publisher.h"

G_BEGIN_DECLS

struct _IlxEngine
{
  GObject parent_instance;

  char *data_dir;
  char *profile;
  IlxClock *clock;          /* (owned) */
  IlxStore *store;          /* (owned) */
  IlxSecretStore *secrets;  /* (owned): the keyring, or the one given */
  IlxPublisher *publisher;  /* (owned) */
  GHashTable *run_secrets;  /* (owned): connection id to a secret for this run alone */
  GHashTable *platforms;    /* (owned): connection id to IlxPlatform, made when first used */
  GHashTable *call_records; /* (owned): connection id to what its calls came to */
};

/* ilx-engine-platforms.c */
const IlxPlatformInfo *ilx_engine_find_info (const char *platform, GError **error);
IlxPlatform *ilx_engine_new_platform (IlxEngine *self,
                                      const IlxPlatformInfo *info,
                                      const char *secret,
                                      GError **error);
void ilx_engine_adopt_platform (IlxEngine *self, IlxPlatform *platform, const char *connection_id);
void ilx_engine_fill_secret_id (IlxEngine *self,
                                const char *platform,
                                const char *connection_id,
                                IlxSecretId *id);
void ilx_engine_open_platform_async (IlxEngine *self,
                                     IlxConnection *connection,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
IlxPlatform *
ilx_engine_open_platform_finish (IlxEngine *self, GAsyncResult *result, GError **error);
void ilx_engine_forget_platform (IlxEngine *self, const char *connection_id);
void ilx_engine_note_error (IlxEngine *self, const char *connection_id, const GError *error);

/* ilx-engine.c */
void ilx_engine_emit_health_changed (IlxEngine *self, const char *connection_id);
void ilx_engine_emit_connection_changed (IlxEngine *self, const char *connection_id);

/* ilx-engine-health.c */
GHashTable *ilx_engine_new_call_records (void);
void ilx_engine_note_call (IlxEngine *self,
                           const char *connection_id,
                           const GError *error,
                           gint64 resumes_at);
void ilx_engine_note_health (IlxEngine *self, const char *connection_id);

/* ilx-engine-campaigns.c */
IlxSender *ilx_engine_resolve_sender (IlxEngine *self,
                                      IlxCampaign *campaign,
                                      IlxConnection *connection,
                                      GError **error);
IlxFindings *
ilx_engine_check_wish (IlxEngine *self, IlxCampaign *campaign, const char *repeats, GError **error);

/* ilx-engine-delivery.c */
/* Finds out what happened to an open operation and begins nothing new; finish with
 * ilx_engine_resume_finish(). */
void ilx_engine_settle_async (IlxEngine *self,
                              const char *operation_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* ilx-engine-quota.c */
IlxHttpQuota *ilx_engine_quota_new (IlxStore *store);
void ilx_engine_quota_set_connection_id (IlxHttpQuota *quota, const char *connection_id);

G_END_DECLS
