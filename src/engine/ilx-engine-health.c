/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a connection does: what its last calls came to, kept in memory, and what is left of the day,
 * counted in the store. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-quota-store.h"
#include "ilx-rate-limiter.h"

/* What the calls of one connection came to. */
typedef struct
{
  gint64 called_at;
  gint64 failed_at;
  gint64 resumes_at;
  GError *error; /* (owned) (nullable): the last one */
} IlxCallRecord;

static void
ilx_call_record_free (gpointer data)
{
  IlxCallRecord *record = data;

  g_clear_error (&record->error);
  g_free (record);
}

/**
 * ilx_engine_new_call_records:
 *
 * Returns: (transfer full): a table from connection ids to what their calls came to
 */
GHashTable *
ilx_engine_new_call_records (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ilx_call_record_free);
}

static IlxCallRecord *
get_record (IlxEngine *self, const char *connection_id)
{
  IlxCallRecord *record = g_hash_table_lookup (self->call_records, connection_id);

  if (record == NULL)
    {
      record = g_new0 (IlxCallRecord, 1);
      g_hash_table_insert (self->call_records, g_strdup (connection_id), record);
    }
  return record;
}

/**
 * ilx_engine_note_call:
 * @self: the engine
 * @connection_id: the account that was called
 * @error: (nullable): how the call failed
 * @resumes_at: when the platform lets it be tried again; else 0
 *
 * Remembers it until the program ends.
 */
void
ilx_engine_note_call (IlxEngine *self,
                      const char *connection_id,
                      const GError *error,
                      gint64 resumes_at)
{
  IlxCallRecord *record = get_record (self, connection_id);

  record->called_at = ilx_clock_get_now (self->clock);
  record->resumes_at = MAX (record->resumes_at, resumes_at);
  if (error != NULL && resumes_at == 0) /* else it is tried again, and only slow */
    {
      record->failed_at = record->called_at;
      g_clear_error (&record->error);
      record->error = g_error_copy (error);
    }
  ilx_engine_emit_health_changed (self, connection_id);
}

/**
 * ilx_engine_note_health:
 * @self: the engine
 * @connection_id: an account that was found in order
 *
 * Forgets its last failure; what it may not do is told by its missing permissions.
 */
void
ilx_engine_note_health (IlxEngine *self, const char *connection_id)
{
  IlxCallRecord *record = get_record (self, connection_id);

  record->called_at = ilx_clock_get_now (self->clock);
  record->failed_at = 0;
  record->resumes_at = 0;
  g_clear_error (&record->error);
  ilx_engine_emit_health_changed (self, connection_id);
}

static void
add_budget (IlxEngine *self, IlxConnectionHealth *health, const char *id, const IlxDayLimit *limit)
{
  gint64 day = ilx_clock_get_now (self->clock) / ILX_DAY;
  const IlxDayBudget budget = {
    .title = _ (limit->title),
    .n_used = ilx_quota_store_load (self->store, id, limit->tier->name, day, NULL),
    .n_ours = ilx_http_tier_get_day_share (limit->tier),
    .n_allowed = limit->tier->per_day,
    .resets_at = (day + 1) * ILX_DAY,
  };

  g_array_append_val (health->budgets, budget);
}

static void
add_record (IlxConnectionHealth *health, const IlxCallRecord *record, gint64 now)
{
  health->called_at = record->called_at;
  health->failed_at = record->failed_at;
  health->resumes_at = record->resumes_at > now ? record->resumes_at : 0;
  health->error = record->error != NULL ? g_error_copy (record->error) : NULL;
}

/**
 * ilx_engine_dup_health:
 * @self: the engine
 * @connection: an account
 *
 * An indexed read for each daily limit; no network.
 *
 * Returns: (transfer full): how it does
 */
IlxConnectionHealth *
ilx_engine_dup_health (IlxEngine *self, IlxConnection *connection)
{
  const char *id = ilx_connection_get_id (connection);
  const IlxPlatformInfo *info = ilx_platforms_find (ilx_connection_get_platform (connection));
  const IlxCallRecord *record = g_hash_table_lookup (self->call_records, id);
  IlxConnectionHealth *health = g_new0 (IlxConnectionHealth, 1);

  health->budgets = g_array_new (FALSE, TRUE, sizeof (IlxDayBudget));
  health->is_for_this_run = g_hash_table_contains (self->run_secrets, id);
  if (record != NULL)
    add_record (health, record, ilx_clock_get_now (self->clock));
  for (const IlxDayLimit *limit = info != NULL ? info->day_limits : NULL;
       limit != NULL && limit->tier != NULL; limit++)
    add_budget (self, health, id, limit);
  return health;
}

/**
 * ilx_connection_health_free:
 * @self: (transfer full): what ilx_engine_dup_health() answered
 */
void
ilx_connection_health_free (IlxConnectionHealth *self)
{
  g_clear_error (&self->error);
  g_array_unref (self->budgets);
  g_free (self);
}
