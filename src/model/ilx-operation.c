/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-operation.h"

struct _IlxOperation
{
  IlxRecord parent_instance;

  char *id;
  char *kind;
  char *campaign_id;
  char *connection_id;
  int mode;
  gint64 scheduled_at;
  gint64 revision;
  gint64 stamp;
  char *fingerprint;
  int state;
  char *step;
  gint64 estimate;
  char *confirmation;
  gint64 confirmed_at;
  gint64 n_probes;
  gint64 next_probe_at;
  gint64 retry_at;
  char *error_code;
  char *error_message;
  char *error_detail;
  gint64 created_at;
  gint64 updated_at;
  gint64 finished_at;
  char *repeats;
};

G_DEFINE_FINAL_TYPE (IlxOperation, ilx_operation, ILX_TYPE_RECORD)

static const char *const state_names[] = {
  "running", "awaiting-confirmation", "needs-attention", "done", "failed", "abandoned", NULL
};
static const char *const mode_names[] = { "draft", "now", "at", NULL };

#define AT(field) G_STRUCT_OFFSET (IlxOperation, field)
static const IlxField fields[] = {
  { "id", ILX_FIELD_STRING, AT (id), ILX_FIELD_KEY },
  { "kind", ILX_FIELD_STRING, AT (kind) },
  { "campaign-id", ILX_FIELD_STRING, AT (campaign_id) },
  { "connection-id", ILX_FIELD_STRING, AT (connection_id) },
  { "mode", ILX_FIELD_ENUM, AT (mode), 0, 0, mode_names },
  { "scheduled-at", ILX_FIELD_TIME, AT (scheduled_at) },
  { "revision", ILX_FIELD_INT, AT (revision) },
  { "stamp", ILX_FIELD_TIME, AT (stamp) },
  { "fingerprint", ILX_FIELD_STRING, AT (fingerprint) },
  { "state", ILX_FIELD_ENUM, AT (state), 0, 0, state_names },
  { "step", ILX_FIELD_STRING, AT (step) },
  { "estimate", ILX_FIELD_INT, AT (estimate), 0, -1 },
  { "confirmation", ILX_FIELD_STRING, AT (confirmation) },
  { "confirmed-at", ILX_FIELD_TIME, AT (confirmed_at) },
  { "n-probes", ILX_FIELD_INT, AT (n_probes) },
  { "next-probe-at", ILX_FIELD_TIME, AT (next_probe_at) },
  { "retry-at", ILX_FIELD_TIME, AT (retry_at) },
  { "error-code", ILX_FIELD_STRING, AT (error_code) },
  { "error-message", ILX_FIELD_STRING, AT (error_message) },
  { "error-detail", ILX_FIELD_STRING, AT (error_detail) },
  { "created-at", ILX_FIELD_TIME, AT (created_at) },
  { "updated-at", ILX_FIELD_TIME, AT (updated_at) },
  { "finished-at", ILX_FIELD_TIME, AT (finished_at) },
  { "repeats", ILX_FIELD_STRING, AT (repeats) },
};
#undef AT

static void
ilx_operation_class_init (IlxOperationClass *klass)
{
  ilx_record_class_set_fields (ILX_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
ilx_operation_init (IlxOperation *self)
{
}

ILX_DEFINE_STRING (IlxOperation, ilx_operation, id, "id")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, kind, "kind")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, campaign_id, "campaign-id")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, connection_id, "connection-id")
ILX_DEFINE_ENUM (IlxOperation, ilx_operation, mode, "mode", IlxDeliveryMode)
ILX_DEFINE_INT (IlxOperation, ilx_operation, scheduled_at, "scheduled-at")
ILX_DEFINE_INT (IlxOperation, ilx_operation, revision, "revision")
ILX_DEFINE_INT (IlxOperation, ilx_operation, stamp, "stamp")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, fingerprint, "fingerprint")
ILX_DEFINE_ENUM (IlxOperation, ilx_operation, state, "state", IlxOperationState)
ILX_DEFINE_STRING (IlxOperation, ilx_operation, step, "step")
ILX_DEFINE_INT (IlxOperation, ilx_operation, estimate, "estimate")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, confirmation, "confirmation")
ILX_DEFINE_INT (IlxOperation, ilx_operation, confirmed_at, "confirmed-at")
ILX_DEFINE_INT (IlxOperation, ilx_operation, n_probes, "n-probes")
ILX_DEFINE_INT (IlxOperation, ilx_operation, next_probe_at, "next-probe-at")
ILX_DEFINE_INT (IlxOperation, ilx_operation, retry_at, "retry-at")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, error_code, "error-code")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, error_message, "error-message")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, error_detail, "error-detail")
ILX_DEFINE_INT (IlxOperation, ilx_operation, created_at, "created-at")
ILX_DEFINE_INT (IlxOperation, ilx_operation, updated_at, "updated-at")
ILX_DEFINE_INT (IlxOperation, ilx_operation, finished_at, "finished-at")
ILX_DEFINE_STRING (IlxOperation, ilx_operation, repeats, "repeats")

/**
 * ilx_operation_new:
 *
 * Returns: (transfer full): an empty one
 */
IlxOperation *
ilx_operation_new (void)
{
  return g_object_new (ILX_TYPE_OPERATION, NULL);
}

/**
 * ilx_operation_state_get_name:
 * @state: a state
 *
 * Returns: (transfer none): its stable name for scripts
 */
const char *
ilx_operation_state_get_name (IlxOperationState state)
{
  return state_names[state];
}

/**
 * ilx_operation_is_open:
 * @self: an operation
 *
 * Returns: whether something is still to come of it
 */
gboolean
ilx_operation_is_open (IlxOperation *self)
{
  return self->state == ILX_OPERATION_RUNNING || self->state == ILX_OPERATION_AWAITING_CONFIRMATION
         || self->state == ILX_OPERATION_NEEDS_ATTENTION;
}
