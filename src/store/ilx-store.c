/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-db-private.h"
#include "ilx-migrations.h"
#include "ilx-store.h"

struct _IlxStore
{
  GObject parent_instance;

  char *path;
  IlxClock *clock;   /* (owned) */
  IlxDb *reader;     /* (owned) (nullable): NULL when closed */
  GThread *writer;   /* (owned) (nullable): NULL when closed */
  GAsyncQueue *jobs; /* (element-type IlxJob) (owned): an IlxJob without func ends the writer */
};

/* One closure on its way to the writer thread and back. The writer never drops a reference: the
 * job is freed on the caller's context, and with it whatever objects the closure carries. */
typedef struct
{
  IlxWriteFunc func;
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
  GTask *task;              /* (owned) */
  GError *error;            /* (owned) (nullable): out */
} IlxJob;

/* What the writer thread needs to begin, and its answer. Lives in ilx_store_open(). */
typedef struct
{
  const char *path;
  gint64 now;
  GAsyncQueue *jobs;   /* (owned) by the thread */
  GAsyncQueue *opened; /* gets this struct back when the fields below are filled */
  gboolean is_open;
  GError *error; /* (owned) (nullable) */
} IlxWriterStart;

G_DEFINE_FINAL_TYPE (IlxStore, ilx_store, G_TYPE_OBJECT)

static void
ilx_job_free (IlxJob *job)
{
  if (job->data != NULL && job->free_data != NULL)
    job->free_data (job->data);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
answer_cb (gpointer user_data)
{
  IlxJob *job = user_data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->data), job->free_data);
  ilx_job_free (job);
  return G_SOURCE_REMOVE;
}

/* Hands the job over to the caller's context: from here on it is that thread's. */
static void
answer (IlxJob *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (job->task));

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_static_name (source, "[illixis] a write is done");
  g_source_set_callback (source, answer_cb, job, NULL);
  g_source_attach (source, context);
}

static gboolean
commit_or_roll_back (IlxDb *db, gboolean is_good, GError **error)
{
  if (is_good && ilx_db_exec (db, "COMMIT", error))
    return TRUE;
  /* Some failures have rolled back by themselves. */
  if (!sqlite3_get_autocommit (ilx_db_get_handle (db)))
    ilx_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

static void
run_job (IlxDb *db, IlxJob *job)
{
  gboolean is_good;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error)
      || !ilx_db_exec (db, "BEGIN IMMEDIATE", &job->error))
    return;
  is_good = job->func (db, job->data, &job->error);
  g_assert (is_good == (job->error == NULL));
  commit_or_roll_back (db, is_good, is_good ? &job->error : NULL);
}

static IlxDb *
start_writer (IlxWriterStart *start)
{
  IlxDb *db
      = ilx_migrations_open (ilx_migrations_get_default (), start->path, start->now, &start->error);

  start->is_open = db != NULL;
  g_async_queue_push (start->opened, start);
  return db;
}

static gpointer
writer_thread (gpointer data)
{
  IlxWriterStart *start = data;
  g_autoptr (GAsyncQueue) jobs = start->jobs;
  g_autoptr (IlxDb) db = start_writer (start); /* start is the opener's again */
  IlxJob *job;

  while (db != NULL && (job = g_async_queue_pop (jobs))->func != NULL)
    {
      run_job (db, job);
      answer (job);
    }
  if (db != NULL)
    ilx_job_free (job);
  return NULL;
}

static void
ilx_store_dispose (GObject *object)
{
  ilx_store_close (ILX_STORE (object));
  G_OBJECT_CLASS (ilx_store_parent_class)->dispose (object);
}

static void
ilx_store_finalize (GObject *object)
{
  IlxStore *self = ILX_STORE (object);

  g_free (self->path);
  g_clear_object (&self->clock);
  g_async_queue_unref (self->jobs);
  G_OBJECT_CLASS (ilx_store_parent_class)->finalize (object);
}

static void
ilx_store_class_init (IlxStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ilx_store_dispose;
  object_class->finalize = ilx_store_finalize;
}

static void
ilx_store_init (IlxStore *self)
{
  self->jobs = g_async_queue_new ();
}

/* The thread opens its own connection; we wait for that, since nothing can be read before. */
static gboolean
open_writer (IlxStore *self, GError **error)
{
  g_autoptr (GAsyncQueue) opened = g_async_queue_new ();
  IlxWriterStart start = { .path = self->path,
                           .now = ilx_clock_get_now (self->clock),
                           .jobs = g_async_queue_ref (self->jobs),
                           .opened = opened };
  GThread *writer = g_thread_new ("store", writer_thread, &start);

  g_async_queue_pop (opened);
  if (start.is_open)
    {
      self->writer = writer;
      return TRUE;
    }
  g_thread_join (writer);
  g_propagate_error (error, start.error);
  return FALSE;
}

/**
 * ilx_store_open:
 * @path: the database; it and its folder are made if absent
 * @clock: dates what is written
 * @error: %ILX_ERROR_STORAGE, %ILX_ERROR_STORAGE_FULL, %ILX_ERROR_STORAGE_READ_ONLY,
 *   %ILX_ERROR_STORAGE_CORRUPT, %ILX_ERROR_STORAGE_NEWER, %ILX_ERROR_BUSY; then the file is as it
 *   was
 *
 * Opens the user's data, and migrates what an older version wrote after making a copy. Takes a few
 * milliseconds, however much there is. The calling thread is the one that reads.
 *
 * Returns: (transfer full) (nullable): the store
 */
IlxStore *
ilx_store_open (const char *path, IlxClock *clock, GError **error)
{
  g_autoptr (IlxStore) self = g_object_new (ILX_TYPE_STORE, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  self->clock = g_object_ref (clock);
  if (!open_writer (self, error))
    return NULL;
  self->reader = ilx_db_open (self->path, ILX_DB_READ, error);
  return self->reader != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ilx_store_close:
 * @self: a store
 *
 * Waits until what was queued is written and ends the writer; the callbacks of that still run when
 * the caller's context does. Later writes fail, and there must be no later reads. Closing twice is
 * fine.
 */
void
ilx_store_close (IlxStore *self)
{
  g_return_if_fail (ILX_IS_STORE (self));
  /* The writer last: whoever closes last folds the log into the file, and a reader can't. */
  g_clear_pointer (&self->reader, ilx_db_close);
  if (self->writer == NULL)
    return;
  g_async_queue_push (self->jobs, g_new0 (IlxJob, 1));
  g_thread_join (g_steal_pointer (&self->writer));
}

/**
 * ilx_store_get_path:
 * @self: a store
 *
 * Returns: (transfer none): the absolute path of its file
 */
const char *
ilx_store_get_path (IlxStore *self)
{
  g_return_val_if_fail (ILX_IS_STORE (self), NULL);
  return self->path;
}

/**
 * ilx_store_get_clock:
 * @self: a store
 *
 * Returns: (transfer none): its clock, for the main thread
 */
IlxClock *
ilx_store_get_clock (IlxStore *self)
{
  g_return_val_if_fail (ILX_IS_STORE (self), NULL);
  return self->clock;
}

/**
 * ilx_store_get_reader:
 * @self: a store that is open
 *
 * Returns: (transfer none): its reading connection, of the thread that opened the store
 */
IlxDb *
ilx_store_get_reader (IlxStore *self)
{
  g_return_val_if_fail (ILX_IS_STORE (self), NULL);
  g_assert (self->reader != NULL);
  return self->reader;
}

/**
 * ilx_store_write_async:
 * @self: a store
 * @func: runs on the writer thread in a transaction of its own
 * @data: (transfer full): for @func, and back by ilx_store_write_finish()
 * @free_data: (nullable): frees @data, on the caller's context, if it does not come back
 * @cancellable: (nullable): until @func starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Queues a write. Writes happen in the order in which they were queued; what @func changed is on
 * the disk when @callback runs without an error, and undone when it runs with one.
 */
void
ilx_store_write_async (IlxStore *self,
                       IlxWriteFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  IlxJob *job;

  g_return_if_fail (ILX_IS_STORE (self));
  g_return_if_fail (func != NULL);
  job = g_new0 (IlxJob, 1);
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, (gpointer) (guintptr) ilx_store_write_async);
  /* Else a commit that a cancellation came too late for would be reported as not done. */
  g_task_set_check_cancellable (job->task, FALSE);
  if (self->writer != NULL)
    {
      g_async_queue_push (self->jobs, job);
      return;
    }
  job->error = ilx_error_new (ILX_ERROR_STORAGE, _ ("The data has been closed already."));
  answer (job);
}

/**
 * ilx_store_write_finish:
 * @self: a store
 * @result: the result
 * @error: what the closure said, %ILX_ERROR_BUSY, %ILX_ERROR_STORAGE and its siblings,
 *   %G_IO_ERROR_CANCELLED; nothing was changed then
 *
 * Returns: (transfer full) (nullable): the closure's data; %NULL with an error, or when it has none
 */
gpointer
ilx_store_write_finish (IlxStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_async_result_is_tagged (result, (gpointer) (guintptr) ilx_store_write_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
