/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the user has, as files that other programs read. It runs in a worker thread with a
 * reading connection of its own, and reads what is committed.
 *
 *   brand.json  connections.json  operations.json  audiences.csv
 *   campaigns/ID/campaign.json  campaigns/ID/body.html  campaigns/ID/body.txt */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ilx-db.h"
#include "ilx-engine-private.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-text-part.h"
#include "ilx-time.h"

typedef struct
{
  char *db_path;
  char *dir;
  IlxBrand *brand; /* (owned): read on the main thread, a copy of nobody's */
} IlxExport;

static void
ilx_export_free (gpointer data)
{
  IlxExport *self = data;

  g_free (self->db_path);
  g_free (self->dir);
  g_clear_object (&self->brand);
  g_free (self);
}

static gboolean
set_file_error (const char *path, GError **error, GError *cause)
{
  g_autoptr (GError) owned = cause;

  ilx_set_error (error,
                 g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? ILX_ERROR_STORAGE_FULL
                                                                           : ILX_ERROR_STORAGE,
                 _ ("The file “%s” can't be written."), path);
  if (error != NULL)
    ilx_error_set_detail (*error, cause->message);
  return FALSE;
}

static gboolean
write_text (const char *dir, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  GError *local = NULL;

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local)
         || set_file_error (path, error, local);
}

static gboolean
write_json (const char *dir, const char *name, JsonNode *node, GError **error)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char *text = ilx_json_to_text (node, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return write_text (dir, name, line, error);
}

static gboolean
make_dir (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  ilx_set_error (error, ILX_ERROR_STORAGE, _ ("The folder “%s” can't be made: %s"), path,
                 g_strerror (errno));
  return FALSE;
}

/* An export never mixes with what is there. */
static gboolean
make_empty_dir (const char *path, GError **error)
{
  g_autoptr (GDir) dir = NULL;

  if (!make_dir (path, error))
    return FALSE;
  dir = g_dir_open (path, 0, NULL);
  if (dir != NULL && g_dir_read_name (dir) == NULL)
    return TRUE;
  ilx_set_error (error, ILX_ERROR_INVALID_INPUT,
                 _ ("The folder “%s” is not empty. Choose a new or empty one."), path);
  return FALSE;
}

/* All rows of a table as records; (element-type IlxRecord) (nullable). */
static GPtrArray *
load_table (IlxDb *db, const char *table, GType type, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (type, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", columns, table);
  IlxStmt *stmt = ilx_db_prepare (db, sql, error);

  return stmt != NULL ? ilx_db_read_records (stmt, type, error) : NULL;
}

static gboolean
write_table (
    IlxDb *db, const char *table, GType type, const char *dir, const char *name, GError **error)
{
  g_autoptr (GPtrArray) rows = load_table (db, table, type, error);
  JsonNode *array;

  if (rows == NULL)
    return FALSE;
  array = ilx_json_empty_array ();
  for (guint i = 0; i < rows->len; i++)
    ilx_json_append (array, ilx_record_to_json (g_ptr_array_index (rows, i)));
  return write_json (dir, name, array, error);
}

/* RFC 4180; a cell that a spreadsheet would run as a formula is kept from that by an apostrophe. */
static void
append_cell (GString *csv, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);
  gboolean is_formula = *escaped != '\0' && strchr ("=+-@", *escaped) != NULL;

  g_string_append_printf (csv, "\"%s%s\"", is_formula ? "'" : "", escaped);
}

static void
append_audience (GString *csv, IlxAudience *audience)
{
  gint64 counted_at = ilx_audience_get_counted_at (audience);
  g_autofree char *when = counted_at != 0 ? ilx_time_format (counted_at) : g_strdup ("");

  append_cell (csv, ilx_audience_get_connection_id (audience));
  g_string_append_c (csv, ',');
  append_cell (csv, ilx_audience_get_id (audience));
  g_string_append_c (csv, ',');
  append_cell (csv, ilx_audience_get_name (audience));
  g_string_append_printf (csv, ",%s,",
                          ilx_audience_kind_get_name (ilx_audience_get_kind (audience)));
  if (ilx_audience_get_count (audience) >= 0)
    g_string_append_printf (csv, "%" G_GINT64_FORMAT, ilx_audience_get_count (audience));
  g_string_append_printf (csv, ",%s\r\n", when);
}

static gboolean
write_audiences (IlxDb *db, const char *dir, GError **error)
{
  g_autoptr (GPtrArray) rows = load_table (db, "audience", ILX_TYPE_AUDIENCE, error);
  g_autoptr (GString) csv = g_string_new ("connection,id,name,kind,count,counted_at\r\n");

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    append_audience (csv, g_ptr_array_index (rows, i));
  return write_text (dir, "audiences.csv", csv->str, error);
}

static gboolean
write_body (IlxDb *db, const char *id, const char *dir, GError **error)
{
  IlxStmt *stmt
      = ilx_db_prepare (db, "SELECT html, text FROM campaign_body WHERE campaign_id = ?1", error);
  IlxRow row;
  const char *html;
  g_autofree char *text = NULL;

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, id);
  row = ilx_stmt_step (stmt, error);
  if (row != ILX_ROW)
    return row == ILX_ROW_NONE;
  html = ilx_stmt_get_text (stmt, 0);
  text = g_strdup (ilx_stmt_get_text (stmt, 1));
  if (text == NULL && html != NULL)
    text = ilx_text_part_build (html);
  return (html == NULL || write_text (dir, "body.html", html, error))
         && (text == NULL || write_text (dir, "body.txt", text, error));
}

static gboolean
write_campaign (IlxDb *db, IlxCampaign *campaign, const char *dir, GError **error)
{
  const char *id = ilx_campaign_get_id (campaign);
  g_autofree char *own_dir = g_build_filename (dir, "campaigns", id, NULL);
  JsonNode *json = ilx_record_to_json (campaign);

  /* The bodies have files of their own, byte for byte. */
  json_object_remove_member (json_node_get_object (json), "html");
  json_object_remove_member (json_node_get_object (json), "text");
  if (!make_dir (own_dir, error))
    {
      json_node_unref (json);
      return FALSE;
    }
  return write_json (own_dir, "campaign.json", json, error) && write_body (db, id, own_dir, error);
}

static gint
write_campaigns (IlxDb *db, const char *dir, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = load_table (db, "campaign", ILX_TYPE_CAMPAIGN, error);

  if (rows == NULL)
    return -1;
  for (guint i = 0; i < rows->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !write_campaign (db, g_ptr_array_index (rows, i), dir, error))
      return -1;
  return (gint) rows->len;
}

static gint
export_all (IlxExport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (IlxDb) db = NULL;

  if (!make_empty_dir (self->dir, error))
    return -1;
  db = ilx_db_open (self->db_path, ILX_DB_READ, error);
  if (db == NULL || !write_json (self->dir, "brand.json", ilx_record_to_json (self->brand), error)
      || !write_table (db, "connection", ILX_TYPE_CONNECTION, self->dir, "connections.json", error)
      || !write_table (db, "operation", ILX_TYPE_OPERATION, self->dir, "operations.json", error)
      || !write_audiences (db, self->dir, error))
    return -1;
  return write_campaigns (db, self->dir, cancellable, error);
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gint n = export_all (data, cancellable, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

/**
 * ilx_engine_export_async:
 * @self: the engine
 * @dir: a folder that is new or empty
 * @cancellable: (nullable): stops; what is written by then stays
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Writes everything but secrets. The work is done in a worker thread.
 */
void
ilx_engine_export_async (IlxEngine *self,
                         const char *dir,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  IlxExport *export = g_new0 (IlxExport, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_engine_export_async);
  g_task_set_task_data (task, export, ilx_export_free);
  export->db_path = g_strdup (ilx_store_get_path (self->store));
  export->dir = g_strdup (dir);
  export->brand = ilx_brand_store_load (self->store, &error);
  if (export->brand == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, export_thread);
}

/**
 * ilx_engine_export_finish:
 * @self: the engine
 * @result: the result
 * @error: %ILX_ERROR_INVALID_INPUT for a folder with files, %ILX_ERROR_STORAGE,
 * %ILX_ERROR_STORAGE_FULL
 *
 * Returns: how many campaigns were written, or -1
 */
gint
ilx_engine_export_finish (IlxEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (gint) g_task_propagate_int (G_TASK (result), error);
}
