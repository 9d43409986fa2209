/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and segments: fetched, counted within the platform's limits, cached, found by name. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-step-runner.h"

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxEngine *engine;         /* (unowned): the task's source */
  IlxConnection *connection; /* (owned) */
  GStrv only; /* (owned) (nullable): count these of the cached ones, and fetch nothing */
  gint64 count_max_age;
  IlxAudienceProgress progress; /* (nullable) */
  gpointer progress_data;
  /* progress */
  IlxPlatform *platform; /* (owned) */
  GPtrArray *fetched;    /* (owned) */
  GPtrArray *uncounted;  /* (element-type IlxAudience) (owned): the stalest first */
  guint n_counted;
  gboolean is_gone; /* the audience at hand no longer exists */
} IlxRefreshing;

static void
ilx_refreshing_free (gpointer data)
{
  IlxRefreshing *self = data;

  g_clear_object (&self->connection);
  g_clear_pointer (&self->only, g_strfreev);
  g_clear_object (&self->platform);
  g_clear_pointer (&self->fetched, g_ptr_array_unref);
  g_clear_pointer (&self->uncounted, g_ptr_array_unref);
  g_free (self);
}

static const char *
get_connection_id (IlxRefreshing *self)
{
  return ilx_connection_get_id (self->connection);
}

static gboolean
open_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRefreshing *self = state;

  if (self->platform != NULL)
    return FALSE;
  ilx_engine_open_platform_async (self->engine, self->connection, g_task_get_cancellable (task),
                                  callback, data);
  return TRUE;
}

static IlxStepOutcome
open_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRefreshing *self = state;

  self->platform = ilx_engine_open_platform_finish (ILX_ENGINE (source), result, error);
  return self->platform != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
fetch_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRefreshing *self = state;

  if (self->fetched != NULL || self->only != NULL)
    return FALSE;
  ilx_platform_fetch_audiences_async (self->platform, g_task_get_cancellable (task), callback,
                                      data);
  return TRUE;
}

static IlxStepOutcome
fetch_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRefreshing *self = state;

  self->fetched = ilx_platform_fetch_audiences_finish (ILX_PLATFORM (source), result, error);
  if (self->fetched == NULL)
    ilx_engine_note_error (self->engine, get_connection_id (self), error != NULL ? *error : NULL);
  return self->fetched != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
cache_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRefreshing *self = state;

  if (self->uncounted != NULL)
    return FALSE;
  ilx_audience_store_replace_async (self->engine->store, get_connection_id (self), self->fetched,
                                    NULL, callback, data);
  return TRUE;
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  gint64 age_a = ilx_audience_get_counted_at (*(IlxAudience *const *) a);
  gint64 age_b = ilx_audience_get_counted_at (*(IlxAudience *const *) b);

  return age_a < age_b ? -1 : age_a > age_b;
}

static gboolean
is_wanted (IlxRefreshing *self, IlxAudience *audience)
{
  gint64 age = ilx_clock_get_now (self->engine->clock) - ilx_audience_get_counted_at (audience);

  if (self->only != NULL
      && !g_strv_contains ((const char *const *) self->only, ilx_audience_get_id (audience)))
    return FALSE;
  return self->count_max_age >= 0
         && (ilx_audience_get_count (audience) < 0 || age >= self->count_max_age);
}

/* Which to count: by the cache, which kept the counts that were known. */
static gboolean
choose_uncounted (IlxRefreshing *self, GError **error)
{
  g_autoptr (GPtrArray) all
      = ilx_audience_store_load_all (self->engine->store, get_connection_id (self), error);

  self->uncounted = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (all, i);

      if (is_wanted (self, audience))
        g_ptr_array_add (self->uncounted, g_object_ref (audience));
    }
  g_ptr_array_sort (self->uncounted, compare_age);
  return all != NULL;
}

static IlxStepOutcome
cache_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRefreshing *self = state;

  if (!ilx_audience_store_replace_finish (ILX_STORE (source), result, error)
      || !choose_uncounted (self, error))
    return ILX_STEP_FAILED;
  return ILX_STEP_NEXT;
}

static IlxAudience *
get_next (IlxRefreshing *self)
{
  return self->n_counted < self->uncounted->len
             ? g_ptr_array_index (self->uncounted, self->n_counted)
             : NULL;
}

static gboolean
count_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRefreshing *self = state;

  if (self->progress != NULL)
    self->progress (self->n_counted, self->uncounted->len, self->progress_data);
  if (get_next (self) == NULL)
    return FALSE;
  ilx_platform_fetch_count_async (self->platform, get_next (self), g_task_get_cancellable (task),
                                  callback, data);
  return TRUE;
}

static IlxStepOutcome
count_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRefreshing *self = state;
  g_autoptr (GError) local = NULL;
  gint64 count = ilx_platform_fetch_count_finish (ILX_PLATFORM (source), result, &local);

  self->is_gone = ilx_error_is (local, ILX_ERROR_NOT_FOUND);
  if (local != NULL && !self->is_gone)
    {
      ilx_engine_note_error (self->engine, get_connection_id (self), local);
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  ilx_audience_set_count (get_next (self), count);
  ilx_audience_set_counted_at (get_next (self), ilx_clock_get_now (self->engine->clock));
  return ILX_STEP_NEXT;
}

/* Each count is kept as it comes: what interrupts the refresh costs only the rest. */
static gboolean
keep_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRefreshing *self = state;

  if (get_next (self) == NULL)
    return FALSE;
  if (self->is_gone)
    ilx_audience_store_delete_async (self->engine->store, get_next (self), NULL, callback, data);
  else
    ilx_audience_store_save_async (self->engine->store, get_next (self), NULL, callback, data);
  return TRUE;
}

static IlxStepOutcome
keep_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRefreshing *self = state;
  gboolean is_kept = self->is_gone
                         ? ilx_audience_store_delete_finish (ILX_STORE (source), result, error)
                         : ilx_audience_store_save_finish (ILX_STORE (source), result, error);

  if (!is_kept)
    return ILX_STEP_FAILED;
  self->n_counted++;
  return ILX_STEP_RESTART;
}

/* After each count the table starts over; what is done by then steps aside. */
static const IlxStep refresh_table[] = {
  { "open the platform", open_begin, open_finish },
  { "fetch lists and segments", fetch_begin, fetch_finish },
  { "cache them", cache_begin, cache_finish },
  { "count one", count_begin, count_finish },
  { "keep the count", keep_begin, keep_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_engine_refresh_audiences_async:
 * @self: the engine
 * @connection: whose
 * @count_max_age: in microseconds; older counts are made anew, those never made always; -1: none
 * @progress: (nullable): told how many of how many are counted
 * @progress_data: for @progress
 * @cancellable: (nullable): what is counted by then stays
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Fetches the audiences and counts them one by one, at the platform's pace.
 */
void
ilx_engine_refresh_audiences_async (IlxEngine *self,
                                    IlxConnection *connection,
                                    gint64 count_max_age,
                                    IlxAudienceProgress progress,
                                    gpointer progress_data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  IlxRefreshing *refreshing = g_new0 (IlxRefreshing, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_refresh_audiences_async);
  g_task_set_task_data (task, refreshing, ilx_refreshing_free);
  refreshing->engine = self;
  refreshing->connection = g_object_ref (connection);
  refreshing->count_max_age = count_max_age;
  refreshing->progress = progress;
  refreshing->progress_data = progress_data;
  ilx_steps_run (g_steal_pointer (&task), refresh_table);
}

/**
 * ilx_engine_refresh_audiences_finish:
 * @self: the engine
 * @result: the result
 * @error: of the platform, the keyring or the store
 *
 * Returns: (transfer full) (element-type IlxAudience) (nullable): all of them, as cached now
 */
GPtrArray *
ilx_engine_refresh_audiences_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  IlxRefreshing *refreshing = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return ilx_audience_store_load_all (self->store, get_connection_id (refreshing), error);
}

/**
 * ilx_engine_count_audiences_async:
 * @self: the engine
 * @connection: whose
 * @ids: (array zero-terminated=1): which of its cached audiences
 * @count_max_age: in microseconds; older counts are made anew, those never made always
 * @cancellable: (nullable): what is counted by then stays
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Counts those few, at the platform's pace. Without anything to count nobody is asked.
 */
void
ilx_engine_count_audiences_async (IlxEngine *self,
                                  IlxConnection *connection,
                                  const char *const *ids,
                                  gint64 count_max_age,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  IlxRefreshing *refreshing = g_new0 (IlxRefreshing, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_count_audiences_async);
  g_task_set_task_data (task, refreshing, ilx_refreshing_free);
  refreshing->engine = self;
  refreshing->connection = g_object_ref (connection);
  refreshing->only = g_strdupv ((GStrv) ids);
  refreshing->count_max_age = count_max_age;
  if (!choose_uncounted (refreshing, &error))
    g_task_return_error (task, error);
  else if (refreshing->uncounted->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    ilx_steps_run (g_steal_pointer (&task), refresh_table);
}

/**
 * ilx_engine_count_audiences_finish:
 * @self: the engine
 * @result: the result
 * @error: of the platform, the keyring or the store
 *
 * Returns: whether all are counted
 */
gboolean
ilx_engine_count_audiences_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
set_unknown (GError **error, const char *name)
{
  ilx_set_error (
      error, ILX_ERROR_NOT_FOUND,
      _ ("No audience of the account has the id or name “%s”. Refresh the audiences if it "
         "is new."),
      name);
  if (error != NULL)
    ilx_error_set_field (*error, "audience");
}

/**
 * ilx_engine_find_audience:
 * @self: the engine
 * @connection: whose
 * @name: an id, or a name that only one audience has
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_INVALID_INPUT when the name fits several
 *
 * Looks in the cache alone.
 *
 * Returns: (transfer full) (nullable): the audience
 */
IlxAudience *
ilx_engine_find_audience (IlxEngine *self,
                          IlxConnection *connection,
                          const char *name,
                          GError **error)
{
  g_autoptr (GPtrArray) all
      = ilx_audience_store_load_all (self->store, ilx_connection_get_id (connection), error);
  IlxAudience *named = NULL;
  guint n_named = 0;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (all, i);

      if (g_str_equal (ilx_audience_get_id (audience), name))
        return g_object_ref (audience);
      if (g_strcmp0 (ilx_audience_get_name (audience), name) == 0)
        {
          named = audience;
          n_named++;
        }
    }
  if (n_named > 1)
    ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                   _ ("Several audiences are called “%s”. Name one by its id."), name);
  else if (all != NULL && named == NULL)
    set_unknown (error, name);
  return n_named == 1 ? g_object_ref (named) : NULL;
}
