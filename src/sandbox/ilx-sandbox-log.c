/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-log.h"

#include "ilx-json.h"

#define MAX_ROWS 20000

typedef struct
{
  char *method;      /* (owned) */
  char *path;        /* (owned) */
  char *query;       /* (owned) (nullable): decoded */
  const char *fault; /* (nullable) */
  guint status;
  gint64 time;
} IlxSandboxLogRow;

struct _IlxSandboxLog
{
  GQueue rows; /* IlxSandboxLogRow (owned), oldest first */
};

static void
row_free (gpointer data)
{
  IlxSandboxLogRow *row = data;

  g_free (row->method);
  g_free (row->path);
  g_free (row->query);
  g_free (row);
}

/**
 * ilx_sandbox_log_new:
 *
 * Returns: (transfer full): an empty log
 */
IlxSandboxLog *
ilx_sandbox_log_new (void)
{
  IlxSandboxLog *self = g_new0 (IlxSandboxLog, 1);

  g_queue_init (&self->rows);
  return self;
}

void
ilx_sandbox_log_free (IlxSandboxLog *self)
{
  ilx_sandbox_log_clear (self);
  g_free (self);
}

void
ilx_sandbox_log_clear (IlxSandboxLog *self)
{
  g_queue_clear_full (&self->rows, row_free);
}

/* Whatever bytes came, what is kept can be told as JSON. */
static char *
dup_decoded (const char *query)
{
  g_autofree char *plain = query != NULL ? g_uri_unescape_string (query, NULL) : NULL;

  return plain != NULL ? g_utf8_make_valid (plain, -1) : NULL;
}

/**
 * ilx_sandbox_log_add:
 * @self: the log
 * @method: "GET"
 * @path: of the call
 * @query: (nullable): as it came; kept decoded, for people
 * @status: what was answered, 0 for nothing
 * @fault: (nullable): the kind of the fault that struck; static text
 * @time: the sandbox's date
 *
 * The oldest row goes when there are too many.
 */
void
ilx_sandbox_log_add (IlxSandboxLog *self,
                     const char *method,
                     const char *path,
                     const char *query,
                     guint status,
                     const char *fault,
                     gint64 time)
{
  IlxSandboxLogRow *row = g_new0 (IlxSandboxLogRow, 1);

  row->method = g_utf8_make_valid (method, -1);
  row->path = g_utf8_make_valid (path, -1);
  row->query = dup_decoded (query);
  row->status = status;
  row->fault = fault;
  row->time = time;
  g_queue_push_tail (&self->rows, row);
  if (self->rows.length > MAX_ROWS)
    row_free (g_queue_pop_head (&self->rows));
}

static JsonNode *
build_row (const IlxSandboxLogRow *row)
{
  JsonNode *object = ilx_json_object (
      "method", ilx_json_string (row->method), "path", ilx_json_string (row->path), "query",
      ilx_json_string (row->query), "status", ilx_json_int (row->status), "time",
      ilx_json_time (row->time), NULL);

  if (row->fault != NULL)
    ilx_json_set (object, "fault", ilx_json_string (row->fault));
  return object;
}

/**
 * ilx_sandbox_log_build:
 * @self: the log
 *
 * Returns: (transfer full): its rows as JSON, the oldest first
 */
JsonNode *
ilx_sandbox_log_build (IlxSandboxLog *self)
{
  JsonNode *rows = ilx_json_empty_array ();

  for (GList *link = self->rows.head; link != NULL; link = link->next)
    ilx_json_append (rows, build_row (link->data));
  return rows;
}
