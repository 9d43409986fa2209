/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-schema.h"

#include "ilx-json.h"
#include "ilx-text.h"
#include "ilx-time.h"

#include <stdarg.h>
#include <string.h>

/* One check under way. */
typedef struct
{
  GString *at;  /* (owned): the pointer of what is looked at, in the end of the culprit */
  char *detail; /* (owned) (nullable): what is wrong with it */
  IlxSandboxFlaw flaw;
} Check;

static gboolean check (const IlxSandboxSchema *row, JsonNode *node, Check *self);

static const char *const type_names[] = {
  [ILX_SANDBOX_STRING] = "a string",       [ILX_SANDBOX_EMAIL] = "an e-mail address",
  [ILX_SANDBOX_TIME] = "an RFC 3339 time", [ILX_SANDBOX_DATE] = "a date",
  [ILX_SANDBOX_INTEGER] = "an integer",    [ILX_SANDBOX_BOOLEAN] = "a boolean",
  [ILX_SANDBOX_OBJECT] = "an object",      [ILX_SANDBOX_ARRAY] = "an array",
  [ILX_SANDBOX_VARIANT] = "an object",     [ILX_SANDBOX_OPEN] = "an object",
};

static gboolean G_GNUC_PRINTF (3, 4)
    fail (Check *self, IlxSandboxFlaw flaw, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  self->detail = g_strdup_vprintf (format, args);
  va_end (args);
  self->flaw = flaw;
  return FALSE;
}

/* Goes one level down in the pointer, and answers what to truncate it to on the way up. */
static gsize
enter (Check *self, const char *name)
{
  gsize length = self->at->len;

  g_string_append_printf (self->at, "/%s", name);
  return length;
}

static void
leave (Check *self, gsize length)
{
  g_string_truncate (self->at, length);
}

static GType
get_value_type (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
}

static gboolean
is_time (const char *text)
{
  gint64 time;

  return g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?"
                               "(Z|[+-]\\d\\d:\\d\\d)$",
                               text, G_REGEX_DOLLAR_ENDONLY, 0)
         && ilx_time_parse (text, &time);
}

static gboolean
is_date (const char *text)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);

  return strlen (text) == strlen ("2026-12-31") && is_time (midnight);
}

static gboolean
is_text_of_kind (IlxSandboxShape kind, JsonNode *node)
{
  const char *text;

  if (get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  text = json_node_get_string (node);
  if (kind == ILX_SANDBOX_EMAIL)
    return ilx_text_is_email (text);
  if (kind == ILX_SANDBOX_TIME)
    return is_time (text);
  return kind != ILX_SANDBOX_DATE || is_date (text);
}

static gboolean
is_of_kind (IlxSandboxShape kind, JsonNode *node)
{
  switch (kind)
    {
    case ILX_SANDBOX_STRING:
    case ILX_SANDBOX_EMAIL:
    case ILX_SANDBOX_TIME:
    case ILX_SANDBOX_DATE:
      return is_text_of_kind (kind, node);
    case ILX_SANDBOX_INTEGER:
      return get_value_type (node) == G_TYPE_INT64;
    case ILX_SANDBOX_BOOLEAN:
      return get_value_type (node) == G_TYPE_BOOLEAN;
    case ILX_SANDBOX_ARRAY:
      return JSON_NODE_HOLDS_ARRAY (node);
    case ILX_SANDBOX_OBJECT:
    case ILX_SANDBOX_VARIANT:
    case ILX_SANDBOX_OPEN:
      return JSON_NODE_HOLDS_OBJECT (node);
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_scalar (JsonNode *node)
{
  if (get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return ilx_json_to_text (node, FALSE);
}

/* Of a string its length, of an integer itself. */
static gint64
get_magnitude (JsonNode *node)
{
  if (get_value_type (node) == G_TYPE_STRING)
    return g_utf8_strlen (json_node_get_string (node), -1);
  return json_node_get_int (node);
}

static gboolean
check_bounds (const IlxSandboxSchema *row, JsonNode *node, Check *self)
{
  const char *what = row->kind == ILX_SANDBOX_STRING ? "The length of " : "";

  if (row->min != 0 && get_magnitude (node) < row->min)
    return fail (self, ILX_SANDBOX_FLAW_BOUNDS, "%s'%s' must be at least %u.", what, row->name,
                 row->min);
  if (row->max != 0 && get_magnitude (node) > row->max)
    return fail (self, ILX_SANDBOX_FLAW_BOUNDS, "%s'%s' must be at most %u.", what, row->name,
                 row->max);
  return TRUE;
}

static gboolean
check_scalar (const IlxSandboxSchema *row, JsonNode *node, Check *self)
{
  g_autofree char *text = dup_scalar (node);

  if (row->choices != NULL && !g_strv_contains (row->choices, text))
    return fail (self, ILX_SANDBOX_FLAW_CHOICE, "'%s' is not a valid choice for '%s'.", text,
                 row->name);
  if (row->kind != ILX_SANDBOX_STRING && row->kind != ILX_SANDBOX_INTEGER)
    return TRUE;
  return check_bounds (row, node, self);
}

static gboolean
check_elements (const IlxSandboxSchema *row, JsonNode *node, Check *self)
{
  JsonArray *array = json_node_get_array (node);
  guint length = json_array_get_length (array);

  if (length < row->min)
    return fail (self, ILX_SANDBOX_FLAW_BOUNDS, "'%s' needs at least %u.", row->name, row->min);
  if (row->max != 0 && length > row->max)
    return fail (self, ILX_SANDBOX_FLAW_BOUNDS, "'%s' takes at most %u.", row->name, row->max);
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", i);
      gsize up = enter (self, index);

      if (!check (row->inner, json_array_get_element (array, i), self))
        return FALSE;
      leave (self, up);
    }
  return TRUE;
}

static const IlxSandboxSchema *
find_row (const IlxSandboxSchema *table, const char *name)
{
  for (; table->name != NULL; table++)
    if (g_str_equal (table->name, name))
      return table;
  return NULL;
}

static gboolean
check_is_known (const IlxSandboxSchema *table, JsonObject *object, Check *self)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (find_row (table, l->data) == NULL)
      {
        enter (self, l->data);
        return fail (self, ILX_SANDBOX_FLAW_UNKNOWN, "'%s' is not a valid field.",
                     (const char *) l->data);
      }
  return TRUE;
}

/* Required members come first: a forgotten one says more than a wrong one. */
static gboolean
check_is_complete (const IlxSandboxSchema *table, JsonObject *object, Check *self)
{
  for (; table->name != NULL; table++)
    if ((table->flags & ILX_SANDBOX_REQUIRED) != 0 && !json_object_has_member (object, table->name))
      {
        enter (self, table->name);
        return fail (self, ILX_SANDBOX_FLAW_REQUIRED, "'%s' is a required field.", table->name);
      }
  return TRUE;
}

static gboolean
check_members (const IlxSandboxSchema *table, JsonNode *node, Check *self)
{
  JsonObject *object = json_node_get_object (node);

  if (!check_is_complete (table, object, self) || !check_is_known (table, object, self))
    return FALSE;
  for (; table->name != NULL; table++)
    {
      JsonNode *member = json_object_get_member (object, table->name);
      gsize up = enter (self, table->name);

      if (member != NULL && !check (table, member, self))
        return FALSE;
      leave (self, up);
    }
  return TRUE;
}

static gboolean
check_variant (const IlxSandboxSchema *row, JsonNode *node, Check *self)
{
  JsonNode *tag = json_object_get_member (json_node_get_object (node), row->tag);
  g_autofree char *value = NULL;
  const IlxSandboxSchema *shape;

  if (tag == NULL)
    {
      enter (self, row->tag);
      return fail (self, ILX_SANDBOX_FLAW_REQUIRED, "'%s' is a required field.", row->tag);
    }
  value = dup_scalar (tag);
  shape = find_row (row->inner, value);
  if (shape == NULL)
    {
      enter (self, row->tag);
      return fail (self, ILX_SANDBOX_FLAW_CHOICE, "'%s' is not a valid choice for '%s'.", value,
                   row->tag);
    }
  return check_members (shape->inner, node, self);
}

static gboolean
check (const IlxSandboxSchema *row, JsonNode *node, Check *self)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return (row->flags & ILX_SANDBOX_NULLABLE) != 0
           || fail (self, ILX_SANDBOX_FLAW_NULL, "'%s' may not be null.", row->name);
  if (!is_of_kind (row->kind, node))
    return fail (self, ILX_SANDBOX_FLAW_KIND, "'%s' must be %s.", row->name, type_names[row->kind]);
  if (row->kind == ILX_SANDBOX_OBJECT)
    return check_members (row->inner, node, self);
  if (row->kind == ILX_SANDBOX_VARIANT)
    return check_variant (row, node, self);
  if (row->kind == ILX_SANDBOX_ARRAY)
    return check_elements (row, node, self);
  return row->kind == ILX_SANDBOX_OPEN || check_scalar (row, node, self);
}

/**
 * ilx_sandbox_schema_find_flaw:
 * @schema: the members that the body's root must have
 * @body: (nullable): a request's body; NULL when there was none
 * @kind: (out): what sort of flaw it is
 * @pointer: (out) (transfer full): the JSON pointer of the culprit; "" for the body itself
 * @detail: (out) (transfer full): a sentence about it
 *
 * Returns: whether there is one; only the first is told
 */
gboolean
ilx_sandbox_schema_find_flaw (const IlxSandboxSchema *schema,
                              JsonNode *body,
                              IlxSandboxFlaw *kind,
                              char **pointer,
                              char **detail)
{
  Check self = { g_string_new (NULL), NULL, ILX_SANDBOX_FLAW_KIND };
  gboolean fits;

  if (body == NULL || !JSON_NODE_HOLDS_OBJECT (body))
    fits = fail (&self, ILX_SANDBOX_FLAW_KIND, "The body must be an object with the member '%s'.",
                 schema->name);
  else
    fits = check_members (schema, body, &self);
  *kind = self.flaw;
  *pointer = g_string_free (self.at, FALSE);
  *detail = self.detail;
  return !fits;
}

/**
 * ilx_sandbox_schema_check:
 * @schema: the members that the body's root must have
 * @body: (nullable): a request's body; NULL when there was none
 * @pointer: (out) (transfer full): on %FALSE the JSON pointer of the culprit
 * @detail: (out) (transfer full): on %FALSE Klaviyo's words
 *
 * Returns: whether the body fits; only the first fault is told
 */
gboolean
ilx_sandbox_schema_check (const IlxSandboxSchema *schema,
                          JsonNode *body,
                          char **pointer,
                          char **detail)
{
  IlxSandboxFlaw kind;
  g_autofree char *found = NULL;
  gboolean fits = !ilx_sandbox_schema_find_flaw (schema, body, &kind, &found, detail);

  *pointer = fits ? NULL : g_strdup (*found != '\0' ? found : "/");
  return fits;
}
