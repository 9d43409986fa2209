/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one object that a program holds: it opens a profile and puts the rooms together. What a
 * command or a window does is a call here. Main thread; what may wait is asynchronous.
 *
 * Files: ilx-engine.c opens and closes; -connections, -check, -health, -audiences, -campaigns,
 * -delivery, -export hold what their names say. */
#pragma once

#include "ilx-account-store.h"
#include "ilx-campaign-store.h"
#include "ilx-finding.h"
#include "ilx-journal-store.h"
#include "ilx-platform.h"
#include "ilx-secret-store.h"

G_BEGIN_DECLS

/* Signals, of a connection id: "health-changed", one of its calls came to an end;
 * "connection-changed", its record changed by itself, since the platform no longer accepts its key.
 */
#define ILX_TYPE_ENGINE (ilx_engine_get_type ())
G_DECLARE_FINAL_TYPE (IlxEngine, ilx_engine, ILX, ENGINE, GObject)

/* @data_dir: (nullable): else $ILLIXIS_DATA_DIR, else $XDG_DATA_HOME/illixis (with
 * /profiles/@profile when @profile is given and not "default"). @secrets: (nullable): else the
 * keyring. Opens or makes the database; no network, no keyring. */
IlxEngine *ilx_engine_open (const char *data_dir,
                            const char *profile,
                            IlxSecretStore *secrets,
                            GError **error);
void ilx_engine_close (IlxEngine *self);
/* Where ilx_engine_open() looks. */
char *ilx_engine_dup_data_dir (const char *data_dir, const char *profile);

IlxStore *ilx_engine_get_store (IlxEngine *self);
IlxClock *ilx_engine_get_clock (IlxEngine *self);
const char *ilx_engine_get_data_dir (IlxEngine *self);

/* --- Connections ------------------------------------------------------------------------------ */

/* Checks the form of @secret, verifies it, keeps it in the keyring, saves the connection, fetches
 * its audiences. An account that was connected before keeps its id (that is a reconnect). With
 * @keep_secret FALSE the keyring is not touched and the secret lives as long as the engine. */
void ilx_engine_connect_async (IlxEngine *self,
                               const char *platform,
                               const char *secret,
                               gboolean keep_secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
IlxConnection *ilx_engine_connect_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* The same for an account that is known: the key of another one is refused with ILX_ERROR_CONFLICT
 * and the field "account". Finish with ilx_engine_connect_finish(). */
void ilx_engine_reconnect_async (IlxEngine *self,
                                 IlxConnection *connection,
                                 const char *secret,
                                 gboolean keep_secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Verifies the key that is kept, and saves what the platform says of the account. Answers the
 * connection as it is now; ILX_ERROR_BAD_CREDENTIALS leaves it broken. */
void ilx_engine_check_connection_async (IlxEngine *self,
                                        IlxConnection *connection,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
IlxConnection *
ilx_engine_check_connection_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* A secret for this run alone, of an account that is connected. */
void ilx_engine_use_secret (IlxEngine *self, const char *connection_id, const char *secret);

/* Forgets the secret and the cached audiences. With @remove_webhooks the platform is asked first,
 * and
 * @n_webhooks of _finish() says how many went; if that fails nothing is forgotten. */
void ilx_engine_disconnect_async (IlxEngine *self,
                                  IlxConnection *connection,
                                  gboolean remove_webhooks,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean ilx_engine_disconnect_finish (IlxEngine *self,
                                       GAsyncResult *result,
                                       gint *n_webhooks,
                                       GError **error);

/* The connection that a user means by a platform id ("klaviyo") or a connection id: the only one of
 * the platform. ILX_ERROR_NOT_CONNECTED. */
IlxConnection *ilx_engine_find_connection (IlxEngine *self, const char *name, GError **error);

/* What a missing scope disables, a translated sentence for each: (transfer full). */
GStrv ilx_engine_dup_disabled (IlxEngine *self, IlxConnection *connection);

/* What may be asked so many times a day, and was. */
typedef struct
{
  const char *title; /* translated: "Reports" */
  guint n_used;
  guint n_ours;    /* what we make of it at most */
  guint n_allowed; /* the rest is left to the user's other programs */
  gint64 resets_at;
} IlxDayBudget;

/* How a connection does. Calls are remembered until the program ends. */
typedef struct
{
  gint64 called_at;         /* the last call; 0: none yet */
  gint64 failed_at;         /* the last that failed; 0: none since all was found in order */
  GError *error;            /* (nullable): of that one */
  gint64 resumes_at;        /* the platform asked for a pause until then; 0: it did not */
  gboolean is_for_this_run; /* the key is not in the keyring */
  GArray *budgets;          /* (element-type IlxDayBudget) */
} IlxConnectionHealth;

IlxConnectionHealth *ilx_engine_dup_health (IlxEngine *self, IlxConnection *connection);
void ilx_connection_health_free (IlxConnectionHealth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxConnectionHealth, ilx_connection_health_free)

/* --- Audiences -------------------------------------------------------------------------------- */

/* Fetches the lists and segments, then the counts of those never counted or older than
 * @count_max_age (microseconds; 0: all, -1: none), within the platform's limits. @progress
 * (nullable) is told after each count. Answers (element-type IlxAudience). */
typedef void (*IlxAudienceProgress) (guint n_done, guint n_all, gpointer user_data);
void ilx_engine_refresh_audiences_async (IlxEngine *self,
                                         IlxConnection *connection,
                                         gint64 count_max_age,
                                         IlxAudienceProgress progress,
                                         gpointer progress_data,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
ilx_engine_refresh_audiences_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* Counts the cached audiences of these ids that were never counted or not lately, and no others. */
void ilx_engine_count_audiences_async (IlxEngine *self,
                                       IlxConnection *connection,
                                       const char *const *ids,
                                       gint64 count_max_age,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean ilx_engine_count_audiences_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* The audience that a user means by its id, or by its name when only one has it. Cached only.
 * ILX_ERROR_NOT_FOUND, ILX_ERROR_INVALID_INPUT (the name fits several). */
IlxAudience *ilx_engine_find_audience (IlxEngine *self,
                                       IlxConnection *connection,
                                       const char *name,
                                       GError **error);

/* --- Campaigns (storing and loading: ilx-campaign-store.h) --------------------------------------
 */

/* A new draft with the content of @campaign, not stored yet: (transfer full). */
IlxCampaign *ilx_engine_duplicate_campaign (IlxEngine *self, IlxCampaign *campaign);

/* Everything that stands against sending it, from what is known here; no network. */
IlxFindings *ilx_engine_check_campaign (IlxEngine *self, IlxCampaign *campaign, GError **error);

/* The operation by which the same mail went, or may have gone, to the same audience lately: its id.
 * NULL without an error: there is none. */
char *ilx_engine_find_sent (IlxEngine *self, IlxCampaign *campaign, GError **error);

/* The plain-text part that will be sent: the campaign's own or the one made from its HTML. */
char *ilx_engine_dup_text_part (IlxEngine *self, IlxCampaign *campaign);

/* --- Delivery --------------------------------------------------------------------------------- */

/* Emitted while an operation works: "progress" (IlxOperation *operation, const char *title,
 * guint position, guint n_rows). */

/* Preflight, then hands the campaign over as far as @mode goes without a confirmation. Resumes the
 * campaign's open operation if there is one of the same mode (and time). The answer is the
 * operation: DONE (draft), AWAITING_CONFIRMATION (its estimate says how many), DONE (it was
 * confirmed before and is sent or scheduled now), or NEEDS_ATTENTION; anything else is an error.
 * ILX_ERROR_BLOCKED, ILX_ERROR_CONFLICT (already sent), ILX_ERROR_BUSY, and all that a platform can
 * answer. */
void ilx_engine_send_async (IlxEngine *self,
                            IlxCampaign *campaign,
                            IlxDeliveryMode mode,
                            gint64 scheduled_at,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* The same, but purposely repeats @repeats, which is what ilx_engine_find_sent() answered. Only the
 * one that it names may be repeated, and only once. NULL: what an open operation repeats, if there
 * is one. */
void ilx_engine_send_again_async (IlxEngine *self,
                                  IlxCampaign *campaign,
                                  IlxDeliveryMode mode,
                                  gint64 scheduled_at,
                                  const char *repeats,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Of both. */
IlxOperation *ilx_engine_send_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* Agrees to @operation with exactly @count people, which the user has seen, and goes on. Not the
 * estimate any more, or the campaign changed: ILX_ERROR_NOT_CONFIRMED. */
void ilx_engine_confirm_async (IlxEngine *self,
                               IlxOperation *operation,
                               gint64 count,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
IlxOperation *ilx_engine_confirm_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* Goes on with an open operation: probes first, then does what is left. */
void ilx_engine_resume_async (IlxEngine *self,
                              const char *operation_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
IlxOperation *ilx_engine_resume_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* Whether all probes stayed silent, so that only the user can say what became of @operation. */
gboolean ilx_engine_can_decide (IlxOperation *operation);
/* The user's last word on an uncertain operation, after all probes stayed silent: it went out, or
 * it did not (then it fails, and the campaign wants a new review). ILX_ERROR_CONFLICT while probes
 * are still to come, or when it isn't uncertain. */
void ilx_engine_decide_async (IlxEngine *self,
                              const char *operation_id,
                              gboolean went_out,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
IlxOperation *ilx_engine_decide_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* Gives an open operation up: what it made stays as a draft on the platform, or is taken back where
 * nothing useful was made. Refused with ILX_ERROR_UNCERTAIN when mail may have left. */
void ilx_engine_abandon_async (IlxEngine *self,
                               const char *operation_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
IlxOperation *ilx_engine_abandon_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* Asks the platform where the campaign stands (an open operation is probed first) and saves it. */
void ilx_engine_refresh_campaign_async (IlxEngine *self,
                                        IlxCampaign *campaign,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean ilx_engine_refresh_campaign_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* Unschedules (back to draft), or stops what is leaving; then reads the state back. */
void ilx_engine_cancel_async (IlxEngine *self,
                              IlxCampaign *campaign,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean ilx_engine_cancel_finish (IlxEngine *self, GAsyncResult *result, GError **error);

/* What a row of an operation does, translated; its bare name when that is not known any more: lent.
 */
const char *ilx_engine_get_step_title (IlxEngine *self, IlxOperation *operation, const char *name);

/* --- Everything ------------------------------------------------------------------------------- */

/* Writes all of the user's data into @dir (JSON, HTML, CSV; never a secret). Refuses a folder that
 * has files. Answers how many campaigns, -1 on error. */
void ilx_engine_export_async (IlxEngine *self,
                              const char *dir,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gint ilx_engine_export_finish (IlxEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
