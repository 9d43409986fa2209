/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every delivery platform can do, for one account. A platform is a folder beside this file
 * with a subclass, and a line in registry/. Its JSON never leaves its folder: model objects go in
 * and come out. Main thread; every call is asynchronous. */
#pragma once

#include "ilx-audience.h"
#include "ilx-campaign.h"
#include "ilx-clock.h"
#include "ilx-connection.h"
#include "ilx-delivery.h"
#include "ilx-finding.h"
#include "ilx-http-quota.h"
#include "ilx-http-request.h"

G_BEGIN_DECLS

/* Signal "called" (GError *error, gint64 resumes_at): a call came to its end; see IlxHttpClient. */
#define ILX_TYPE_PLATFORM (ilx_platform_get_type ())
G_DECLARE_DERIVABLE_TYPE (IlxPlatform, ilx_platform, ILX, PLATFORM, GObject)

/* Where a campaign stands on the platform, as fetched. */
typedef struct
{
  IlxCampaignState state;
  gboolean is_known;  /* FALSE: a state that nobody knows; keep the previous one, ask again later */
  char *remote_state; /* the platform's word */
  char *problem;      /* (nullable): why it failed, a sentence */
  gint64 scheduled_at; /* 0: none */
  gint64 sent_at;      /* 0: not yet */
} IlxRemoteStatus;

void ilx_remote_status_free (IlxRemoteStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxRemoteStatus, ilx_remote_status_free)

struct _IlxPlatformClass
{
  GObjectClass parent_class;

  /* The account that the secret opens: a connection without id, with missing permissions named. */
  void (*verify_async) (IlxPlatform *, GCancellable *, GAsyncReadyCallback, gpointer);
  IlxConnection *(*verify_finish) (IlxPlatform *, GAsyncResult *, GError **);

  /* All audiences, without counts unless they come for nothing. (element-type IlxAudience) */
  void (*fetch_audiences_async) (IlxPlatform *, GCancellable *, GAsyncReadyCallback, gpointer);
  GPtrArray *(*fetch_audiences_finish) (IlxPlatform *, GAsyncResult *, GError **);

  /* The present size of one; -1 with an error. ILX_ERROR_NOT_FOUND: it is gone. */
  void (*fetch_count_async) (
      IlxPlatform *, IlxAudience *, GCancellable *, GAsyncReadyCallback, gpointer);
  gint64 (*fetch_count_finish) (IlxPlatform *, GAsyncResult *, GError **);

  void (*fetch_status_async) (
      IlxPlatform *, IlxCampaign *, GCancellable *, GAsyncReadyCallback, gpointer);
  IlxRemoteStatus *(*fetch_status_finish) (IlxPlatform *, GAsyncResult *, GError **);

  /* Takes a scheduled campaign back to draft (is_final FALSE), or stops one for good (TRUE).
   * ILX_ERROR_CONFLICT: too late, it is leaving. */
  void (*cancel_async) (IlxPlatform *,
                        IlxCampaign *,
                        gboolean is_final,
                        GCancellable *,
                        GAsyncReadyCallback,
                        gpointer);
  gboolean (*cancel_finish) (IlxPlatform *, GAsyncResult *, GError **);

  /* Deletes the webhooks that are ours; answers how many. */
  void (*remove_webhooks_async) (IlxPlatform *, GCancellable *, GAsyncReadyCallback, gpointer);
  gint (*remove_webhooks_finish) (IlxPlatform *, GAsyncResult *, GError **);

  /* The table of a delivery, ended by a row without name. Static. */
  const IlxDeliveryStep *(*get_delivery_steps) (IlxPlatform *);
};

/* One wrapper a vfunc, of the same name: ilx_platform_verify_async () and so on. */
void ilx_platform_verify_async (IlxPlatform *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
IlxConnection *ilx_platform_verify_finish (IlxPlatform *self, GAsyncResult *result, GError **error);
void ilx_platform_fetch_audiences_async (IlxPlatform *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
ilx_platform_fetch_audiences_finish (IlxPlatform *self, GAsyncResult *result, GError **error);
void ilx_platform_fetch_count_async (IlxPlatform *self,
                                     IlxAudience *audience,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gint64 ilx_platform_fetch_count_finish (IlxPlatform *self, GAsyncResult *result, GError **error);
void ilx_platform_fetch_status_async (IlxPlatform *self,
                                      IlxCampaign *campaign,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
IlxRemoteStatus *
ilx_platform_fetch_status_finish (IlxPlatform *self, GAsyncResult *result, GError **error);
void ilx_platform_cancel_async (IlxPlatform *self,
                                IlxCampaign *campaign,
                                gboolean is_final,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ilx_platform_cancel_finish (IlxPlatform *self, GAsyncResult *result, GError **error);
void ilx_platform_remove_webhooks_async (IlxPlatform *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gint ilx_platform_remove_webhooks_finish (IlxPlatform *self, GAsyncResult *result, GError **error);
const IlxDeliveryStep *ilx_platform_get_delivery_steps (IlxPlatform *self);
void ilx_platform_note_call (IlxPlatform *self, const GError *error, gint64 resumes_at);

/* What may be asked so many times a day, for people: the class of endpoints, and what it is about.
 * A table is ended by a row without tier. Static. */
typedef struct
{
  const IlxHttpTier *tier;
  const char *title; /* marked for translation, as in "Reports" */
} IlxDayLimit;

/* A platform that can be connected: what the registry lists. Static. */
typedef struct
{
  const char *id;      /* "klaviyo" */
  const char *name;    /* "Klaviyo" */
  const char *url;     /* where it lives */
  const char *url_env; /* the variable that overrides it for tests, with loopback addresses only */
  /* Whether @secret has the form of a key; no network. ILX_ERROR_INVALID_INPUT, never showing it.
   */
  gboolean (*check_secret) (const char *secret, GError **error);
  IlxPlatform *(*create) (
      const char *url, const char *secret, IlxClock *clock, IlxHttpQuota *quota, GError **error);
  /* What stands against this campaign on this platform; needs no account and no network. */
  IlxFindings *(*check) (IlxCampaign *campaign);
  /* A translated sentence for each permission: what its absence disables. (transfer full) */
  GStrv (*dup_disabled) (const char *const *permissions);
  /* Translated: what that row of a delivery does; needs no account. NULL: no row is called so. */
  const char *(*get_step_title) (const char *name);
  /* How one comes by a secret, marked for translation, and what it must be allowed to do, in the
   * platform's spelling. */
  const char *secret_title;
  const char *secret_hint;
  const char *const *permissions;
  const IlxDayLimit *day_limits;
  const char *campaigns_url; /* where people see their campaigns */
} IlxPlatformInfo;

G_END_DECLS
