/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies made of objects: one, or a page of many after the query's filter and sort. A cursor holds
 * the sort key and the serial of the row beside it, so that pages stay in step while objects come
 * and go between two calls. */
#include "config.h"

#include "ilx-sandbox-call-private.h"
#include "ilx-json.h"
#include "ilx-sandbox-klaviyo.h"
#include "ilx-sandbox-resource.h"

#include <stdlib.h>
#include <string.h>

/* One object on its way to a page. */
typedef struct
{
  char *key; /* (owned) (nullable): what sort looks at, as text that compares like the value */
  IlxSandboxObject *object;
} IlxSandboxRow;

/* The place between two rows that a cursor names. */
typedef struct
{
  gboolean is_backward;
  guint64 serial;
  const char *key; /* within text */
  char *text;      /* (owned) */
} IlxSandboxCursor;

static void
row_clear (gpointer data)
{
  IlxSandboxRow *row = data;

  g_free (row->key);
}

static void
cursor_clear (IlxSandboxCursor *cursor)
{
  g_free (cursor->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IlxSandboxCursor, cursor_clear)

/* What @path names; of an array, what its first element holds. */
static JsonNode *
find_value (JsonNode *node, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; node != NULL && names[i] != NULL; i++)
    {
      if (JSON_NODE_HOLDS_ARRAY (node))
        node = ilx_json_get (node, "[0]");
      node = ilx_json_get (node, names[i]);
    }
  return node;
}

static char *
dup_key (IlxSandboxObject *object, const char *sort)
{
  g_autofree char *path = NULL;
  JsonNode *value;

  if (g_str_equal (sort, "id"))
    return g_strdup (object->id);
  path = g_strdup_printf ("attributes.%s", sort);
  value = find_value (object->document, path);
  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return g_strdup ("");
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  /* Numbers that are sorted by are dates in seconds: padded they compare as text. */
  return g_strdup_printf ("%020" G_GINT64_FORMAT, json_node_get_int (value));
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer is_descending)
{
  const IlxSandboxRow *first = a, *second = b;
  int order = g_strcmp0 (first->key, second->key);

  if (order == 0)
    order = first->object->serial < second->object->serial   ? -1
            : first->object->serial > second->object->serial ? 1
                                                             : 0;
  return GPOINTER_TO_INT (is_descending) ? -order : order;
}

static void
add_row (GArray *rows, IlxSandboxCall *call, IlxSandboxObject *object, const char *sort)
{
  IlxSandboxRow row = { NULL, object };

  if (call->filter != NULL && !ilx_sandbox_filter_matches (call->filter, object->document))
    return;
  row.key = sort != NULL ? dup_key (object, sort) : NULL;
  g_array_append_val (rows, row);
}

static GArray *
new_rows (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (IlxSandboxRow));

  g_array_set_clear_func (rows, row_clear);
  return rows;
}

static char *
dup_cursor (const IlxSandboxRow *row, gboolean is_backward)
{
  g_autofree char *text
      = g_strdup_printf ("%s:::%" G_GUINT64_FORMAT ":::%s", is_backward ? "prev" : "next",
                         row->object->serial, row->key != NULL ? row->key : "");
  char *encoded = g_base64_encode ((const guchar *) text, strlen (text));

  return g_strdelimit (g_strdelimit (encoded, "+", '-'), "/", '_');
}

static gboolean
parse_cursor (const char *text, IlxSandboxCursor *cursor)
{
  g_autofree char *plain = g_strdelimit (g_strdelimit (g_strdup (text), "-", '+'), "_", '/');
  gsize length = 0;
  g_autofree guchar *decoded = g_base64_decode (plain, &length);
  char *end = NULL;

  cursor->text = g_strndup ((const char *) decoded, length);
  if (!g_str_has_prefix (cursor->text, "next:::") && !g_str_has_prefix (cursor->text, "prev:::"))
    return FALSE;
  cursor->is_backward = cursor->text[0] == 'p';
  cursor->serial = g_ascii_strtoull (cursor->text + strlen ("next:::"), &end, 10);
  cursor->key = end + strlen (":::");
  return g_str_has_prefix (end, ":::");
}

/* How many of the sorted rows stand before the place, or at it when @or_at. */
static guint
count_before (GArray *rows, const IlxSandboxCursor *cursor, gboolean is_descending, gboolean or_at)
{
  IlxSandboxObject place = { .serial = cursor->serial };
  IlxSandboxRow row = { (char *) cursor->key, &place };
  guint low = 0, high = rows->len;

  if (rows->len > 0 && g_array_index (rows, IlxSandboxRow, 0).key == NULL)
    row.key = NULL;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_rows (&g_array_index (rows, IlxSandboxRow, middle), &row,
                                GINT_TO_POINTER (is_descending));

      if (order < 0 || (order == 0 && or_at))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
get_page_size (IlxSandboxCall *call)
{
  const char *size = ilx_sandbox_call_get_query (call, "page[size]");

  if (size != NULL)
    return (guint) g_ascii_strtoull (size, NULL, 10);
  return call->route->query->page_default > 0 ? call->route->query->page_default : G_MAXUINT;
}

/* One parameter of the query, encoded anew: a client may have sent its brackets bare. */
static void
append_parameter (GString *url, const char *name, const char *value)
{
  g_autofree char *safe_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *safe_value = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (url, "%c%s=%s", strchr (url->str, '?') == NULL ? '?' : '&', safe_name,
                          safe_value);
}

/* The query in the order in which it came, but for another cursor. */
static char *
dup_page_url (IlxSandboxCall *call, const char *cursor)
{
  GString *url = g_string_new (ilx_sandbox_state_get_base_url (call->state));
  const char *query = call->query_text != NULL ? call->query_text : "";
  GUriParamsIter iter;
  char *name, *value;

  g_string_append (url, call->path);
  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      if (cursor == NULL || !g_str_equal (name, "page[cursor]"))
        append_parameter (url, name, value);
      g_free (name);
      g_free (value);
    }
  if (cursor != NULL)
    append_parameter (url, "page[cursor]", cursor);
  return g_string_free (url, FALSE);
}

static JsonNode *
build_page_link (IlxSandboxCall *call, GArray *rows, guint index, gboolean is_backward)
{
  g_autofree char *cursor = dup_cursor (&g_array_index (rows, IlxSandboxRow, index), is_backward);
  g_autofree char *url = dup_page_url (call, cursor);

  return ilx_json_string (url);
}

/* {"self","next","prev"} of the rows from start to before end; null where there is nothing. */
static JsonNode *
build_links (IlxSandboxCall *call, GArray *rows, guint start, guint end)
{
  g_autofree char *self = dup_page_url (call, NULL);
  JsonNode *links = ilx_json_object ("self", ilx_json_string (self), NULL);

  if (call->route->query == NULL || call->route->query->page_default == 0)
    return links;
  ilx_json_set (links, "next",
                end < rows->len && end > start ? build_page_link (call, rows, end - 1, FALSE)
                                               : ilx_json_null ());
  ilx_json_set (links, "prev",
                start > 0 && end > start ? build_page_link (call, rows, start, TRUE)
                                         : ilx_json_null ());
  return links;
}

static void
reply_rows (IlxSandboxCall *call, GArray *rows, guint start, guint end)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  JsonNode *data = ilx_json_empty_array ();
  JsonNode *reply, *included;

  for (guint i = start; i < end; i++)
    {
      IlxSandboxObject *object = g_array_index (rows, IlxSandboxRow, i).object;

      g_ptr_array_add (shown, object);
      ilx_json_append (data, ilx_sandbox_resource_build (call, object));
    }
  reply = ilx_json_object ("data", data, "links", build_links (call, rows, start, end), NULL);
  included = ilx_sandbox_resource_build_included (call, shown);
  if (included != NULL)
    ilx_json_set (reply, "included", included);
  ilx_sandbox_call_reply (call, 200, reply);
}

/* Sorts, finds the page that the cursor names, and answers it. */
static void
reply_page (IlxSandboxCall *call, GArray *rows, gboolean is_descending)
{
  const char *text = ilx_sandbox_call_get_query (call, "page[cursor]");
  guint size = get_page_size (call), start = 0, end;
  g_auto (IlxSandboxCursor) cursor = { 0 };

  g_array_sort_with_data (rows, compare_rows, GINT_TO_POINTER (is_descending));
  if (text != NULL && !parse_cursor (text, &cursor))
    {
      ilx_sandbox_call_reply_invalid (call, "page[cursor]", "'%s' is not a valid cursor.", text);
      return;
    }
  if (text != NULL && cursor.is_backward)
    {
      end = count_before (rows, &cursor, is_descending, FALSE);
      start = end > size ? end - size : 0;
    }
  else
    {
      start = text != NULL ? count_before (rows, &cursor, is_descending, TRUE) : 0;
      end = rows->len - start > size ? start + size : rows->len;
    }
  reply_rows (call, rows, start, end);
}

/* The query's sort without its sign. */
static const char *
get_sort (IlxSandboxCall *call, gboolean *is_descending)
{
  const char *sort = ilx_sandbox_call_get_query (call, "sort");

  *is_descending = sort != NULL && *sort == '-';
  return *is_descending ? sort + 1 : sort;
}

/**
 * ilx_sandbox_call_reply_kind:
 * @self: a call whose route has a query row
 * @kind: "lists"
 *
 * Answers the page of all objects of @kind that the query asks for.
 */
void
ilx_sandbox_call_reply_kind (IlxSandboxCall *self, const char *kind)
{
  g_autoptr (GArray) rows = new_rows ();
  gboolean is_descending;
  const char *sort = get_sort (self, &is_descending);
  GQueue *all = ilx_sandbox_state_get_all (self->state, ILX_SANDBOX_KLAVIYO, kind);

  for (GList *link = all->head; link != NULL; link = link->next)
    add_row (rows, self, link->data, sort);
  reply_page (self, rows, is_descending);
}

/**
 * ilx_sandbox_call_reply_objects:
 * @self: a call whose route has a query row
 * @objects: (transfer full) (element-type IlxSandboxObject): in the order of their serials
 *
 * Answers the page of these objects that the query asks for.
 */
void
ilx_sandbox_call_reply_objects (IlxSandboxCall *self, GPtrArray *objects)
{
  g_autoptr (GPtrArray) owned = objects;
  g_autoptr (GArray) rows = new_rows ();
  gboolean is_descending;
  const char *sort = get_sort (self, &is_descending);

  for (guint i = 0; i < owned->len; i++)
    add_row (rows, self, g_ptr_array_index (owned, i), sort);
  reply_page (self, rows, is_descending);
}

/**
 * ilx_sandbox_call_reply_object:
 * @self: a call without reply
 * @status: of HTTP
 * @object: what to show
 */
void
ilx_sandbox_call_reply_object (IlxSandboxCall *self, guint status, IlxSandboxObject *object)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  JsonNode *reply, *included;
  g_autofree char *url = dup_page_url (self, NULL);

  g_ptr_array_add (shown, object);
  reply = ilx_json_object ("data", ilx_sandbox_resource_build (self, object), "links",
                           ilx_json_object ("self", ilx_json_string (url), NULL), NULL);
  included = ilx_sandbox_resource_build_included (self, shown);
  if (included != NULL)
    ilx_json_set (reply, "included", included);
  ilx_sandbox_call_reply (self, status, reply);
}

/**
 * ilx_sandbox_call_find:
 * @self: a call without reply, whose pattern has an {id}
 * @kind: "campaigns"
 * @type: "campaign", for the words of the 404
 *
 * Returns: (transfer none) (nullable): the object, or %NULL when 404 has been answered
 */
IlxSandboxObject *
ilx_sandbox_call_find (IlxSandboxCall *self, const char *kind, const char *type)
{
  const char *id = ilx_sandbox_call_get_argument (self, "id");
  IlxSandboxObject *object = ilx_sandbox_state_find (self->state, ILX_SANDBOX_KLAVIYO, kind, id);

  if (object == NULL)
    ilx_sandbox_call_reply_not_found (self, type, id);
  return object;
}
