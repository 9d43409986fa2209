/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-store.h"
#include "ilx-confirmation.h"
#include "ilx-error.h"
#include "ilx-publisher.h"
#include "ilx-step-runner.h"
#include "ilx-text.h"

struct _IlxPublisher
{
  GObject parent_instance;

  IlxStore *store;
  char *lock_path;
};

enum
{
  PROGRESS,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxPublisher, ilx_publisher, G_TYPE_OBJECT)

/* One call of this object under way. */
typedef struct
{
  IlxSteps steps;
  /* in */
  IlxPublisher *publisher; /* (owned) */
  GCancellable *cancellable;
  IlxPlatform *platform; /* (owned) (nullable) */
  IlxSender *sender;     /* (owned) (nullable) */
  char *text;            /* (owned) (nullable) */
  IlxRunMode mode;
  /* under the lock */
  IlxFileLock *lock;       /* (owned) (nullable): the run takes it over */
  IlxOperation *operation; /* (owned) */
  IlxCampaign *campaign;   /* (owned) */
} IlxPublication;

static void
ilx_publication_free (gpointer data)
{
  IlxPublication *self = data;

  g_clear_object (&self->publisher);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->platform);
  g_clear_pointer (&self->sender, ilx_sender_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->lock, ilx_file_lock_release);
  g_clear_object (&self->operation);
  g_clear_object (&self->campaign);
  g_free (self);
}

static void
ilx_publisher_finalize (GObject *object)
{
  IlxPublisher *self = ILX_PUBLISHER (object);

  g_object_unref (self->store);
  g_free (self->lock_path);
  G_OBJECT_CLASS (ilx_publisher_parent_class)->finalize (object);
}

static void
ilx_publisher_class_init (IlxPublisherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_publisher_finalize;
  signals[PROGRESS]
      = g_signal_new ("progress", ILX_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 4, ILX_TYPE_OPERATION, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
}

static void
ilx_publisher_init (IlxPublisher *self)
{
}

/**
 * ilx_publisher_new:
 * @store: where campaigns and the journal are
 * @lock_path: a file beside it, for the locks between processes
 *
 * Returns: (transfer full): a publisher, for the main thread
 */
IlxPublisher *
ilx_publisher_new (IlxStore *store, const char *lock_path)
{
  IlxPublisher *self = g_object_new (ILX_TYPE_PUBLISHER, NULL);

  self->store = g_object_ref (store);
  self->lock_path = g_strdup (lock_path);
  return self;
}

/**
 * ilx_publisher_lock:
 * @self: the publisher
 * @campaign_id: which campaign
 * @error: %ILX_ERROR_BUSY when somebody else works on it
 *
 * For whoever reads a campaign's state, asks the platform, and saves the answer: without the lock
 * the answer could be older than what another process has saved meanwhile.
 *
 * Returns: (transfer full) (nullable): the lock
 */
IlxFileLock *
ilx_publisher_lock (IlxPublisher *self, const char *campaign_id, GError **error)
{
  return ilx_file_lock_try (self->lock_path, campaign_id, error);
}

static IlxSender *
copy_sender (const IlxSender *sender)
{
  IlxSender *copy = g_new0 (IlxSender, 1);

  copy->name = g_strdup (sender->name);
  copy->email = g_strdup (sender->email);
  copy->reply_to = g_strdup (sender->reply_to);
  return copy;
}

static GTask *
new_task (IlxPublisher *self,
          const IlxPublishMeans *means,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  /* The task has no cancellable of its own: what the journal has must be answered. */
  GTask *task = g_task_new (self, NULL, callback, user_data);
  IlxPublication *publication = g_new0 (IlxPublication, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_publisher_finish);
  g_task_set_task_data (task, publication, ilx_publication_free);
  publication->publisher = g_object_ref (self);
  publication->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  if (means == NULL)
    return task;
  publication->platform = g_object_ref (means->platform);
  publication->sender = copy_sender (means->sender);
  publication->text = g_strdup (means->text);
  return task;
}

/* Takes the campaign's lock, and only then reads what is there. */
static gboolean
lock_campaign (IlxPublication *self, const char *campaign_id, GError **error)
{
  self->lock = ilx_publisher_lock (self->publisher, campaign_id, error);
  if (self->lock == NULL)
    return FALSE;
  self->campaign = ilx_campaign_store_load (self->publisher->store, campaign_id, error);
  return self->campaign != NULL;
}

/* The operation is read twice: once for its campaign, and again when nobody else can change it. */
static gboolean
lock_operation (IlxPublication *self, const char *operation_id, GError **error)
{
  IlxStore *store = self->publisher->store;
  g_autoptr (IlxOperation) operation = ilx_journal_store_load (store, operation_id, error);

  if (operation == NULL || !lock_campaign (self, ilx_operation_get_campaign_id (operation), error))
    return FALSE;
  self->operation = ilx_journal_store_load (store, operation_id, error);
  if (self->operation == NULL)
    return FALSE;
  if (ilx_operation_is_open (self->operation))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_CONFLICT, _ ("The operation %s has ended already (%s)."),
                 operation_id,
                 ilx_operation_state_get_name (ilx_operation_get_state (self->operation)));
  return FALSE;
}

static void
progress_cb (
    IlxOperation *operation, const char *title, guint position, guint n_rows, gpointer user_data)
{
  g_signal_emit (user_data, signals[PROGRESS], 0, operation, title, position, n_rows);
}

static IlxDelivery *
new_delivery (IlxPublication *self)
{
  IlxOperation *operation = self->operation;
  IlxDelivery *delivery = ilx_delivery_new (
      G_OBJECT (self->platform), self->campaign, copy_sender (self->sender),
      ilx_operation_get_mode (operation), ilx_operation_get_scheduled_at (operation),
      ilx_operation_get_stamp (operation), ilx_store_get_clock (self->publisher->store));

  ilx_delivery_set_text (delivery, self->text);
  return delivery;
}

static gboolean
run_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxPublication *self = state;
  g_autoptr (IlxDelivery) delivery = new_delivery (self);
  const IlxRunArgs args = {
    .store = self->publisher->store,
    .delivery = delivery,
    .rows = ilx_platform_get_delivery_steps (self->platform),
    .operation = self->operation,
    .mode = self->mode,
    .progress = progress_cb,
    .progress_data = self->publisher,
  };

  ilx_run_async (&args, g_steal_pointer (&self->lock), self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
run_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_run_finish (result, error) ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
journal_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxPublication *self = state;

  ilx_journal_store_begin_async (self->publisher->store, self->operation, NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
journal_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxPublication *self = state;

  ilx_campaign_set_state (self->campaign, ILX_CAMPAIGN_SUBMITTING);
  return ilx_journal_store_begin_finish (ILX_STORE (source), result, error) ? ILX_STEP_NEXT
                                                                            : ILX_STEP_FAILED;
}

static gboolean
commit_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxPublication *self = state;

  ilx_journal_store_commit_async (self->publisher->store, self->operation, NULL, self->campaign,
                                  NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
commit_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return ilx_journal_store_commit_finish (ILX_STORE (source), result, error) ? ILX_STEP_NEXT
                                                                             : ILX_STEP_FAILED;
}

static const IlxStep begin_table[] = {
  { "open the journal", journal_begin, journal_finish },
  { "run", run_begin, run_finish },
  { NULL, NULL, NULL },
};
static const IlxStep resume_table[] = {
  { "run", run_begin, run_finish },
  { NULL, NULL, NULL },
};
static const IlxStep confirm_table[] = {
  { "commit the confirmation", commit_begin, commit_finish },
  { "run", run_begin, run_finish },
  { NULL, NULL, NULL },
};
static const IlxStep decide_table[] = {
  { "commit the decision", commit_begin, commit_finish },
  { NULL, NULL, NULL },
};

static IlxOperation *
new_operation (IlxCampaign *campaign, IlxDeliveryMode mode, gint64 scheduled_at, gint64 now)
{
  IlxOperation *operation = ilx_operation_new ();
  g_autofree char *id = ilx_text_dup_id ();
  g_autofree char *fingerprint = ilx_campaign_dup_fingerprint (campaign);

  ilx_operation_set_id (operation, id);
  ilx_operation_set_kind (operation, "send-campaign");
  ilx_operation_set_campaign_id (operation, ilx_campaign_get_id (campaign));
  ilx_operation_set_connection_id (operation, ilx_campaign_get_connection_id (campaign));
  ilx_operation_set_mode (operation, mode);
  ilx_operation_set_scheduled_at (operation, scheduled_at);
  ilx_operation_set_revision (operation, ilx_campaign_get_revision (campaign));
  ilx_operation_set_stamp (operation, now / ILX_SECOND * ILX_SECOND);
  ilx_operation_set_fingerprint (operation, fingerprint);
  ilx_operation_set_created_at (operation, now);
  ilx_operation_set_updated_at (operation, now);
  return operation;
}

/**
 * ilx_publisher_begin_async:
 * @self: the publisher
 * @campaign: as the user saw it; if the stored one has another revision, nothing begins
 * @means: what it takes
 * @mode: how far to go
 * @scheduled_at: of %ILX_DELIVER_AT, microseconds since the epoch
 * @cancellable: (nullable): leaves the operation open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Begins an operation and runs it until it is done, awaits a confirmation, or stops. Errors: those
 * of the journal (%ILX_ERROR_CONFLICT, %ILX_ERROR_BUSY), and those of the platform.
 */
void
ilx_publisher_begin_async (IlxPublisher *self,
                           IlxCampaign *campaign,
                           const IlxPublishMeans *means,
                           IlxDeliveryMode mode,
                           gint64 scheduled_at,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, means, cancellable, callback, user_data);
  IlxPublication *publication = g_task_get_task_data (task);
  GError *error = NULL;

  publication->operation = new_operation (campaign, mode, scheduled_at,
                                          ilx_clock_get_now (ilx_store_get_clock (self->store)));
  ilx_operation_set_repeats (publication->operation, means->repeats);
  if (!lock_campaign (publication, ilx_campaign_get_id (campaign), &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), begin_table);
}

/**
 * ilx_publisher_resume_async:
 * @self: the publisher
 * @operation_id: an open operation
 * @means: what it takes
 * @mode: go on, find out, or give up
 * @cancellable: (nullable): leaves the operation open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Takes an operation up again: first what may have happened is looked up, then comes what is left.
 */
void
ilx_publisher_resume_async (IlxPublisher *self,
                            const char *operation_id,
                            const IlxPublishMeans *means,
                            IlxRunMode mode,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, means, cancellable, callback, user_data);
  IlxPublication *publication = g_task_get_task_data (task);
  GError *error = NULL;

  publication->mode = mode;
  if (!lock_operation (publication, operation_id, &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), resume_table);
}

static gboolean
confirm (IlxPublication *self, gint64 count, gint64 now, GError **error)
{
  IlxOperation *operation = self->operation;
  g_autofree char *token = ilx_confirmation_build (operation, self->campaign, count);

  if (ilx_operation_get_state (operation) != ILX_OPERATION_AWAITING_CONFIRMATION
      || count != ilx_operation_get_estimate (operation)
      || ilx_campaign_get_revision (self->campaign) != ilx_operation_get_revision (operation))
    {
      ilx_set_error (
          error, ILX_ERROR_NOT_CONFIRMED,
          _ ("What would be sent is no longer what was confirmed. Nothing was sent; look "
             "at it once more."));
      return FALSE;
    }
  ilx_operation_set_confirmation (operation, token);
  ilx_operation_set_confirmed_at (operation, now);
  ilx_operation_set_state (operation, ILX_OPERATION_RUNNING);
  ilx_operation_set_updated_at (operation, now);
  ilx_campaign_set_state (self->campaign, ILX_CAMPAIGN_SUBMITTING);
  return TRUE;
}

/**
 * ilx_publisher_confirm_async:
 * @self: the publisher
 * @operation_id: one that awaits confirmation
 * @count: how many people the user was told
 * @means: what it takes
 * @cancellable: (nullable): leaves the operation open
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Keeps the user's agreement in the journal, then sends. %ILX_ERROR_NOT_CONFIRMED: what was agreed
 * to is not what is there.
 */
void
ilx_publisher_confirm_async (IlxPublisher *self,
                             const char *operation_id,
                             gint64 count,
                             const IlxPublishMeans *means,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, means, cancellable, callback, user_data);
  IlxPublication *publication = g_task_get_task_data (task);
  gint64 now = ilx_clock_get_now (ilx_store_get_clock (self->store));
  GError *error = NULL;

  if (!lock_operation (publication, operation_id, &error)
      || !confirm (publication, count, now, &error))
    g_task_return_error (task, error);
  else
    ilx_steps_run (g_steal_pointer (&task), confirm_table);
}

static gboolean
may_decide (IlxOperation *operation, GError **error)
{
  if (ilx_operation_get_state (operation) != ILX_OPERATION_NEEDS_ATTENTION)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("There is nothing to decide: the operation is not uncertain."));
  else if (ilx_operation_get_n_probes (operation) < ILX_RUN_N_PROBES)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("The platform has not been asked often enough yet to decide by hand. Resume "
                      "the operation to ask again."));
  else
    return TRUE;
  return FALSE;
}

static void
decide (IlxPublication *self, gboolean went_out, gint64 now)
{
  IlxOperation *operation = self->operation;
  gboolean is_scheduled = ilx_operation_get_mode (operation) == ILX_DELIVER_AT;

  ilx_operation_set_state (operation, went_out ? ILX_OPERATION_DONE : ILX_OPERATION_FAILED);
  ilx_operation_set_finished_at (operation, now);
  ilx_operation_set_updated_at (operation, now);
  ilx_operation_set_error_message (operation, went_out ? _ ("You decided that it went out.")
                                                       : _ ("You decided that it did not go out."));
  if (!went_out)
    ilx_campaign_set_state (self->campaign, ILX_CAMPAIGN_DRAFT);
  else
    ilx_campaign_set_state (self->campaign,
                            is_scheduled ? ILX_CAMPAIGN_SCHEDULED : ILX_CAMPAIGN_SENDING);
}

/**
 * ilx_publisher_decide_async:
 * @self: the publisher
 * @operation_id: an uncertain one, of which all probes stayed silent
 * @went_out: what the user saw on the platform
 * @cancellable: (nullable): not used, since it does not wait
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * The user's last word. It never sends: “it did not go out” leads to a draft that wants a new
 * review. %ILX_ERROR_CONFLICT: not uncertain, or probes are still to come.
 */
void
ilx_publisher_decide_async (IlxPublisher *self,
                            const char *operation_id,
                            gboolean went_out,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, NULL, cancellable, callback, user_data);
  IlxPublication *publication = g_task_get_task_data (task);
  GError *error = NULL;

  if (!lock_operation (publication, operation_id, &error)
      || !may_decide (publication->operation, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  decide (publication, went_out, ilx_clock_get_now (ilx_store_get_clock (self->store)));
  ilx_steps_run (g_steal_pointer (&task), decide_table);
}

/**
 * ilx_publisher_finish:
 * @self: the publisher
 * @result: of begin, resume, confirm or decide
 * @error: what stopped it; the journal says whether the operation is over or open
 *
 * Returns: (transfer full) (nullable): the operation as the journal has it
 */
IlxOperation *
ilx_publisher_finish (IlxPublisher *self, GAsyncResult *result, GError **error)
{
  IlxPublication *publication = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&publication->operation);
}
