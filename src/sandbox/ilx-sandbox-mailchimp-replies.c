/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the simulated Mailchimp answers: partial objects, pages, problems. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-pick.h"
#include "ilx-sandbox-words.h"
#include "ilx-time.h"

#include <string.h>

#define DEFAULT_COUNT 10
#define MAX_COUNT 1000

#define PROBLEM_TYPE "https://mailchimp.com/developer/marketing/docs/errors/"

static JsonNode *
build_links (IlxSandboxCall *call)
{
  g_autofree char *url
      = g_strconcat (ilx_sandbox_state_get_base_url (call->state), call->path, NULL);

  return ilx_json_array (ilx_json_object ("rel", ilx_json_string ("self"), "href",
                                          ilx_json_string (url), "method",
                                          ilx_json_string (call->method), NULL),
                         NULL);
}

/* What is given may share its members with a stored object. */
static JsonNode *
dup_shallow (JsonNode *given)
{
  JsonNode *copy = ilx_json_empty_object ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (given));
  while (json_object_iter_next (&iter, &name, &value))
    ilx_json_set (copy, name, json_node_copy (value));
  return copy;
}

static void
reply_parts (IlxSandboxCall *call, guint status, JsonNode *whole)
{
  g_autoptr (JsonNode) wanted
      = ilx_sandbox_pick (whole, "", ilx_sandbox_call_get_query (call, "fields"));

  ilx_sandbox_call_reply (
      call, status,
      ilx_sandbox_pick_others (wanted, "", ilx_sandbox_call_get_query (call, "exclude_fields")));
}

/**
 * ilx_sandbox_mailchimp_reply:
 * @call: a call without reply
 * @status: of HTTP
 * @take: (transfer full): the whole object
 *
 * Answers with the parts of it that the query wants.
 */
void
ilx_sandbox_mailchimp_reply (IlxSandboxCall *call, guint status, JsonNode *take)
{
  g_autoptr (JsonNode) given = take;
  g_autoptr (JsonNode) whole = dup_shallow (given);

  ilx_json_set (whole, "_links", build_links (call));
  reply_parts (call, status, whole);
}

static JsonNode *
build_problem (guint status, const char *title, const char *detail)
{
  /* What was asked may be quoted in it, and need not be UTF-8. */
  g_autofree char *valid = g_utf8_make_valid (detail, -1);
  g_autofree char *instance = g_uuid_string_random ();

  return ilx_json_object ("type", ilx_json_string (PROBLEM_TYPE), "title", ilx_json_string (title),
                          "status", ilx_json_int (status), "detail", ilx_json_string (valid),
                          "instance", ilx_json_string (instance), NULL);
}

/**
 * ilx_sandbox_mailchimp_refuse:
 * @call: a call without reply
 * @status: of HTTP
 * @title: "Bad Request"
 * @detail: the sentence
 *
 * Answers with a problem.
 */
void
ilx_sandbox_mailchimp_refuse (IlxSandboxCall *call,
                              guint status,
                              const char *title,
                              const char *detail)
{
  ilx_sandbox_call_reply (call, status, build_problem (status, title, detail));
}

void
ilx_sandbox_mailchimp_refuse_action (IlxSandboxCall *call, const char *detail)
{
  ilx_sandbox_mailchimp_refuse (call, 400, "Bad Request", detail);
}

/**
 * ilx_sandbox_mailchimp_refuse_field:
 * @call: a call without reply
 * @field: its dotted path, "" for the whole
 * @message: what is wrong with it
 *
 * Answers 400.
 */
void
ilx_sandbox_mailchimp_refuse_field (IlxSandboxCall *call, const char *field, const char *message)
{
  g_autofree char *valid_field = g_utf8_make_valid (field, -1);
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  JsonNode *problem
      = build_problem (400, "Invalid Resource",
                       "The resource submitted could not be validated. For field-specific details, "
                       "see the 'errors' array.");

  ilx_json_set (problem, "errors",
                ilx_json_array (ilx_json_object ("field", ilx_json_string (valid_field), "message",
                                                 ilx_json_string (valid), NULL),
                                NULL));
  ilx_sandbox_call_reply (call, 400, problem);
}

/**
 * ilx_sandbox_mailchimp_refuse_missing:
 * @call: a call without reply
 *
 * Answers 404.
 */
void
ilx_sandbox_mailchimp_refuse_missing (IlxSandboxCall *call)
{
  ilx_sandbox_mailchimp_refuse (call, 404, "Resource Not Found",
                                "The requested resource could not be found.");
}

static gboolean
read_number (IlxSandboxCall *call, const char *name, guint64 max, guint64 *number)
{
  const char *text = ilx_sandbox_call_get_query (call, name);

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 0, max, number, NULL))
    return TRUE;
  ilx_sandbox_mailchimp_refuse_field (call, name, "This value is not valid.");
  return FALSE;
}

static char *
dup_text_at (JsonNode *item, const char *path)
{
  JsonNode *node = ilx_json_get (item, path);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return ilx_json_to_text (node, FALSE);
}

/* A time that was never is neither before nor after another. */
static gboolean
is_chosen (const IlxSandboxChooser *chooser, JsonNode *item, const char *value)
{
  g_autofree char *text = dup_text_at (item, chooser->path);
  gint64 wanted = 0, time = 0;

  if (chooser->choice == ILX_SANDBOX_IS || chooser->choice == ILX_SANDBOX_IS_NOT)
    return g_str_equal (text, value) == (chooser->choice == ILX_SANDBOX_IS);
  if (!ilx_time_parse (value, &wanted) || !ilx_time_parse (text, &time))
    return FALSE;
  return chooser->choice == ILX_SANDBOX_SINCE ? time >= wanted : time < wanted;
}

static gboolean
check_chooser (IlxSandboxCall *call, const IlxSandboxChooser *chooser, const char *value)
{
  gint64 time;
  gboolean is_time = chooser->choice == ILX_SANDBOX_SINCE || chooser->choice == ILX_SANDBOX_BEFORE;

  if (is_time ? ilx_time_parse (value, &time)
              : chooser->values == NULL || ilx_sandbox_words_have (chooser->values, value, -1))
    return TRUE;
  ilx_sandbox_mailchimp_refuse_field (call, chooser->parameter, "This value is not valid.");
  return FALSE;
}

/* Drops what the query doesn't choose; FALSE with the refusal given. */
static gboolean
choose (IlxSandboxCall *call, const IlxSandboxChooser *chooser, GPtrArray *items)
{
  for (; chooser != NULL && chooser->parameter != NULL; chooser++)
    {
      const char *value = ilx_sandbox_call_get_query (call, chooser->parameter);

      if (value == NULL)
        continue;
      if (!check_chooser (call, chooser, value))
        return FALSE;
      for (guint i = items->len; i-- > 0;)
        if (!is_chosen (chooser, g_ptr_array_index (items, i), value))
          g_ptr_array_remove_index (items, i);
    }
  return TRUE;
}

typedef struct
{
  const char *path;
  int sign;
} Order;

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  JsonNode *one = *(JsonNode *const *) a, *other = *(JsonNode *const *) b;
  gint64 x = ilx_json_get_int_or (one, order->path, 0);
  gint64 y = ilx_json_get_int_or (other, order->path, 0);
  g_autofree char *one_text = dup_text_at (one, order->path);
  g_autofree char *other_text = dup_text_at (other, order->path);

  return order->sign * (x != y ? (x > y) - (x < y) : strcmp (one_text, other_text));
}

static gboolean
sort (IlxSandboxCall *call, const char *sorts, GPtrArray *items)
{
  const char *field = ilx_sandbox_call_get_query (call, "sort_field");
  const char *direction = ilx_sandbox_call_get_query (call, "sort_dir");
  Order order = { field, g_strcmp0 (direction, "DESC") == 0 ? -1 : 1 };

  if (direction != NULL && !ilx_sandbox_words_have ("ASC DESC", direction, -1))
    {
      ilx_sandbox_mailchimp_refuse_field (call, "sort_dir", "This value is not valid.");
      return FALSE;
    }
  if (field == NULL)
    return TRUE;
  if (!ilx_sandbox_words_have (sorts, field, -1))
    {
      ilx_sandbox_mailchimp_refuse_field (call, "sort_field", "This value is not valid.");
      return FALSE;
    }
  g_ptr_array_sort_with_data (items, compare_cb, &order);
  return TRUE;
}

static GPtrArray *
dup_items (JsonNode *items)
{
  GPtrArray *array = g_ptr_array_new ();

  for (guint i = 0; i < ilx_json_get_length (items, ""); i++)
    g_ptr_array_add (array, json_array_get_element (json_node_get_array (items), i));
  return array;
}

static JsonNode *
build_page (GPtrArray *items, guint64 offset, guint64 count)
{
  JsonNode *page = ilx_json_empty_array ();

  for (guint64 i = offset; i < items->len && i - offset < count; i++)
    ilx_json_append (page, json_node_copy (g_ptr_array_index (items, i)));
  return page;
}

/**
 * ilx_sandbox_mailchimp_reply_collection:
 * @call: a call without reply
 * @collection: what may be asked of it
 * @items: (transfer full): an array
 * @rest: (transfer full) (nullable): what stands beside it
 *
 * Answers with a page of what the query chooses, in the order that it wants.
 */
void
ilx_sandbox_mailchimp_reply_collection (IlxSandboxCall *call,
                                        const IlxSandboxCollection *collection,
                                        JsonNode *items,
                                        JsonNode *rest)
{
  g_autoptr (JsonNode) all = items;
  g_autoptr (JsonNode) reply = rest != NULL ? rest : ilx_json_empty_object ();
  g_autoptr (GPtrArray) chosen = dup_items (all);
  guint64 count = DEFAULT_COUNT, offset = 0;

  if (!read_number (call, "count", MAX_COUNT, &count)
      || !read_number (call, "offset", G_MAXUINT32, &offset)
      || !choose (call, collection->choosers, chosen) || !sort (call, collection->sorts, chosen))
    return;
  if (collection->is_whole)
    {
      count = G_MAXUINT32;
      offset = 0;
    }
  ilx_json_set (reply, collection->name, build_page (chosen, offset, count));
  ilx_json_set (reply, "total_items", ilx_json_int (chosen->len));
  if (collection->has_no_links)
    reply_parts (call, 200, reply);
  else
    ilx_sandbox_mailchimp_reply (call, 200, g_steal_pointer (&reply));
}

/**
 * ilx_sandbox_mailchimp_add:
 * @state: the state
 * @kind: "campaigns"
 * @id: no object of this kind may have it
 * @attributes: (transfer full) (nullable): what is shown of it
 * @hidden: (transfer full) (nullable): what is not
 *
 * Returns: (transfer none): the new object
 */
IlxSandboxObject *
ilx_sandbox_mailchimp_add (IlxSandboxState *state,
                           const char *kind,
                           const char *id,
                           JsonNode *attributes,
                           JsonNode *hidden)
{
  return ilx_sandbox_state_add (state, ILX_SANDBOX_MAILCHIMP, kind, kind, id, attributes, NULL,
                                hidden);
}

IlxSandboxObject *
ilx_sandbox_mailchimp_get (IlxSandboxState *state, const char *kind, const char *id)
{
  return ilx_sandbox_state_find (state, ILX_SANDBOX_MAILCHIMP, kind, id);
}

GQueue *
ilx_sandbox_mailchimp_get_all (IlxSandboxState *state, const char *kind)
{
  return ilx_sandbox_state_get_all (state, ILX_SANDBOX_MAILCHIMP, kind);
}

/**
 * ilx_sandbox_mailchimp_find:
 * @call: a call without reply
 * @kind: "campaigns"
 * @argument: the name in the route's pattern at which its id stands
 *
 * Returns: (transfer none) (nullable): the object; 404 is answered when there is none
 */
IlxSandboxObject *
ilx_sandbox_mailchimp_find (IlxSandboxCall *call, const char *kind, const char *argument)
{
  IlxSandboxObject *object = ilx_sandbox_mailchimp_get (
      call->state, kind, ilx_sandbox_call_get_argument (call, argument));

  if (object == NULL)
    ilx_sandbox_mailchimp_refuse_missing (call);
  return object;
}

const char *
ilx_sandbox_mailchimp_read (IlxSandboxObject *object, const char *path)
{
  return ilx_json_get_string_or (ilx_sandbox_object_get_attributes (object), path, "");
}

void
ilx_sandbox_mailchimp_write (IlxSandboxObject *object, const char *name, const char *value)
{
  ilx_json_set (ilx_sandbox_object_get_attributes (object), name, ilx_json_string (value));
}

/**
 * ilx_sandbox_mailchimp_merge:
 * @into: an object
 * @given: (nullable): an object
 *
 * Writes what is given over what is there; objects are merged, other things replaced.
 */
void
ilx_sandbox_mailchimp_merge (JsonNode *into, JsonNode *given)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (given == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (given));
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *there = json_object_get_member (json_node_get_object (into), name);

      if (there != NULL && JSON_NODE_HOLDS_OBJECT (there) && JSON_NODE_HOLDS_OBJECT (value))
        ilx_sandbox_mailchimp_merge (there, value);
      else
        ilx_json_set (into, name, ilx_sandbox_json_dup (value));
    }
}
