/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-filter.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-time.h"

#include <stdarg.h>
#include <string.h>

typedef struct
{
  const IlxSandboxFilterField *field; /* static */
  IlxSandboxOperators op;
  GPtrArray *values; /* (element-type utf8) (owned): their text, already checked for the type */
} Expression;

struct _IlxSandboxFilter
{
  GPtrArray *expressions; /* (element-type Expression) (owned) */
};

typedef struct
{
  const char *at;                      /* what is left to read */
  const IlxSandboxFilterField *fields; /* lent */
} Reader;

static const struct
{
  const char *name;
  IlxSandboxOperators op;
} operators[] = {
  { "equals", ILX_SANDBOX_EQUALS },
  { "any", ILX_SANDBOX_ANY },
  { "contains", ILX_SANDBOX_CONTAINS },
  { "starts-with", ILX_SANDBOX_STARTS_WITH },
  { "ends-with", ILX_SANDBOX_ENDS_WITH },
  { "greater-than", ILX_SANDBOX_GREATER_THAN },
  { "greater-or-equal", ILX_SANDBOX_GREATER_OR_EQUAL },
  { "less-than", ILX_SANDBOX_LESS_THAN },
  { "less-or-equal", ILX_SANDBOX_LESS_OR_EQUAL },
  { "has", ILX_SANDBOX_HAS },
};

static void
expression_free (Expression *expression)
{
  g_ptr_array_unref (expression->values);
  g_free (expression);
}

static Expression *
expression_new (void)
{
  Expression *expression = g_new0 (Expression, 1);

  expression->values = g_ptr_array_new_with_free_func (g_free);
  return expression;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Expression, expression_free)

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  g_autofree char *detail = NULL;
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);
  if (error != NULL)
    {
      *error = ilx_error_new (ILX_ERROR_INVALID_INPUT, "Invalid filter: %s", detail);
      ilx_error_set_field (*error, "filter");
    }
  return FALSE;
}

static gboolean
take_char (Reader *reader, char expected)
{
  if (*reader->at != expected)
    return FALSE;
  reader->at++;
  return TRUE;
}

/* A comma may be followed by blanks, as in the platform's own examples. */
static gboolean
take_comma (Reader *reader)
{
  if (!take_char (reader, ','))
    return FALSE;
  while (take_char (reader, ' '))
    ;
  return TRUE;
}

static char *
take_until (Reader *reader, const char *stops)
{
  gsize length = strcspn (reader->at, stops);
  char *text = g_strndup (reader->at, length);

  reader->at += length;
  return text;
}

/* RFC 3339 with upper-case T and Z; ilx_time_parse() alone would take more. */
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
is_number (const char *text)
{
  return g_regex_match_simple ("^-?\\d+(\\.\\d+)?$", text, G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
is_choice (const IlxSandboxFilterField *field, const char *text)
{
  return field->choices == NULL || g_strv_contains (field->choices, text);
}

static gboolean
check_value (const IlxSandboxFilterField *field,
             const char *text,
             gboolean is_quoted,
             GError **error)
{
  gboolean is_good = FALSE;

  switch (field->type)
    {
    case ILX_SANDBOX_FILTER_STRING:
      is_good = is_quoted && is_choice (field, text);
      break;
    case ILX_SANDBOX_FILTER_TIME:
      is_good = !is_quoted && is_time (text);
      break;
    case ILX_SANDBOX_FILTER_NUMBER:
      is_good = !is_quoted && is_number (text);
      break;
    case ILX_SANDBOX_FILTER_BOOLEAN:
      is_good = !is_quoted && (g_str_equal (text, "true") || g_str_equal (text, "false"));
      break;
    default:
      g_assert_not_reached ();
    }
  return is_good || fail (error, "'%s' is not a valid value for '%s'.", text, field->name);
}

static gboolean
take_value (Reader *reader, Expression *expression, GError **error)
{
  char quote = *reader->at == '"' || *reader->at == '\'' ? *reader->at : '\0';
  const char stops[] = { quote, '\0' };
  g_autofree char *text = NULL;

  if (quote != '\0')
    reader->at++;
  text = take_until (reader, quote != '\0' ? stops : ",)]");
  if (quote != '\0' && !take_char (reader, quote))
    return fail (error, "a string is not closed.");
  if (!check_value (expression->field, text, quote != '\0', error))
    return FALSE;
  g_ptr_array_add (expression->values, g_steal_pointer (&text));
  return TRUE;
}

static gboolean
take_values (Reader *reader, Expression *expression, GError **error)
{
  gboolean is_list = take_char (reader, '[');
  guint allowed = is_list ? expression->field->list : expression->field->single;

  if ((allowed & expression->op) == 0)
    return fail (error, "this operator is not allowed on '%s'%s.", expression->field->name,
                 is_list ? " with a list" : "");
  do
    if (!take_value (reader, expression, error))
      return FALSE;
  while (is_list && take_comma (reader));
  return !is_list || take_char (reader, ']') || fail (error, "a list is not closed.");
}

static gboolean
take_operator (Reader *reader, Expression *expression, GError **error)
{
  g_autofree char *name = take_until (reader, "(");

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_equal (operators[i].name, name))
      expression->op = operators[i].op;
  if (expression->op == 0 || !take_char (reader, '('))
    return fail (error, "'%s' is not an operator.", name);
  return TRUE;
}

static gboolean
take_field (Reader *reader, Expression *expression, GError **error)
{
  g_autofree char *name = take_until (reader, ",)");

  for (const IlxSandboxFilterField *field = reader->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      expression->field = field;
  return expression->field != NULL || fail (error, "'%s' is not a filterable field.", name);
}

static gboolean
take_expression (Reader *reader, IlxSandboxFilter *self, GError **error)
{
  g_autoptr(Expression) expression = expression_new ();

  if (!take_operator (reader, expression, error) || !take_field (reader, expression, error))
    return FALSE;
  if (expression->op == ILX_SANDBOX_HAS)
    {
      if ((expression->field->single & ILX_SANDBOX_HAS) == 0)
        return fail (error, "'has' is not allowed on '%s'.", expression->field->name);
    }
  else if (!take_comma (reader))
    return fail (error, "'%s' needs a value.", expression->field->name);
  else if (!take_values (reader, expression, error))
    return FALSE;
  if (!take_char (reader, ')'))
    return fail (error, "a bracket is not closed.");
  g_ptr_array_add (self->expressions, g_steal_pointer (&expression));
  return TRUE;
}

static gboolean
take_filter (Reader *reader, IlxSandboxFilter *self, GError **error)
{
  if (!g_str_has_prefix (reader->at, "and("))
    return take_expression (reader, self, error);
  reader->at += strlen ("and(");
  do
    if (!take_expression (reader, self, error))
      return FALSE;
  while (take_comma (reader));
  if (self->expressions->len < 2)
    return fail (error, "'and' needs two expressions.");
  return take_char (reader, ')') || fail (error, "a bracket is not closed.");
}

/**
 * ilx_sandbox_filter_parse:
 * @text: the value of the query's "filter", decoded
 * @fields: what the endpoint allows; lent for as long as the filter lives
 * @error: %ILX_ERROR_INVALID_INPUT on the field "filter", with the platform's words
 *
 * Returns: (transfer full) (nullable): the filter
 */
IlxSandboxFilter *
ilx_sandbox_filter_parse (const char *text, const IlxSandboxFilterField *fields, GError **error)
{
  g_autoptr(IlxSandboxFilter) self = g_new0 (IlxSandboxFilter, 1);
  Reader reader = { text, fields };

  self->expressions = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_free);
  if (!take_filter (&reader, self, error))
    return NULL;
  if (*reader.at != '\0')
    {
      fail (error, "'%s' is too much.", reader.at);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * ilx_sandbox_filter_free:
 * @self: (transfer full) (nullable): a filter
 */
void
ilx_sandbox_filter_free (IlxSandboxFilter *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->expressions);
  g_free (self);
}

/**
 * ilx_sandbox_filter_has_field:
 * @self: (nullable): a filter; NULL has none
 * @name: a field
 *
 * Returns: whether an expression is about the field, for endpoints that insist on one
 */
gboolean
ilx_sandbox_filter_has_field (IlxSandboxFilter *self, const char *name)
{
  for (guint i = 0; self != NULL && i < self->expressions->len; i++)
    {
      Expression *expression = g_ptr_array_index (self->expressions, i);

      if (g_str_equal (expression->field->name, name))
        return TRUE;
    }
  return FALSE;
}

static int
compare_numbers (double a, double b)
{
  return a < b ? -1 : a > b;
}

static char *
dup_scalar (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return ilx_json_to_text (node, FALSE);
}

/* How the resource's value stands to the filter's: below, equal, above. */
static int
compare (IlxSandboxFilterType type, const char *found, const char *wanted)
{
  gint64 found_time = 0, wanted_time = 0;

  switch (type)
    {
    case ILX_SANDBOX_FILTER_TIME:
      ilx_time_parse (found, &found_time);
      ilx_time_parse (wanted, &wanted_time);
      return found_time < wanted_time ? -1 : found_time > wanted_time;
    case ILX_SANDBOX_FILTER_NUMBER:
      return compare_numbers (g_ascii_strtod (found, NULL), g_ascii_strtod (wanted, NULL));
    case ILX_SANDBOX_FILTER_STRING:
    case ILX_SANDBOX_FILTER_BOOLEAN:
    default:
      return g_strcmp0 (found, wanted);
    }
}

static gboolean
contains_folded (const char *found, const char *wanted)
{
  g_autofree char *folded_found = g_utf8_casefold (found, -1);
  g_autofree char *folded_wanted = g_utf8_casefold (wanted, -1);

  return strstr (folded_found, folded_wanted) != NULL;
}

static gboolean
holds (Expression *expression, const char *found, const char *wanted)
{
  int order = compare (expression->field->type, found, wanted);

  switch (expression->op)
    {
    case ILX_SANDBOX_EQUALS:
    case ILX_SANDBOX_ANY:
      return order == 0;
    case ILX_SANDBOX_CONTAINS:
      return contains_folded (found, wanted);
    case ILX_SANDBOX_STARTS_WITH:
      return g_str_has_prefix (found, wanted);
    case ILX_SANDBOX_ENDS_WITH:
      return g_str_has_suffix (found, wanted);
    case ILX_SANDBOX_GREATER_THAN:
      return order > 0;
    case ILX_SANDBOX_GREATER_OR_EQUAL:
      return order >= 0;
    case ILX_SANDBOX_LESS_THAN:
      return order < 0;
    case ILX_SANDBOX_LESS_OR_EQUAL:
      return order <= 0;
    case ILX_SANDBOX_HAS:
    case ILX_SANDBOX_COMPARISONS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
match_value (Expression *expression, JsonNode *found)
{
  g_autofree char *text = NULL;

  if (found == NULL || JSON_NODE_HOLDS_NULL (found))
    return FALSE;
  if (expression->op == ILX_SANDBOX_HAS)
    return TRUE;
  text = dup_scalar (found);
  for (guint i = 0; i < expression->values->len; i++)
    if (holds (expression, text, g_ptr_array_index (expression->values, i)))
      return TRUE;
  return FALSE;
}

/* Follows @path; at "[*]" any element will do. */
static gboolean
match_path (Expression *expression, JsonNode *node, const char *path)
{
  const char *star = strstr (path, "[*]");
  g_autofree char *head = star != NULL ? g_strndup (path, (gsize) (star - path)) : NULL;
  JsonArray *array;

  if (star == NULL)
    return match_value (expression, ilx_json_get (node, path));
  array = ilx_json_get_array (node, head, NULL);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (match_path (expression, json_array_get_element (array, i), star + strlen ("[*]")))
      return TRUE;
  return FALSE;
}

static gboolean
match_expression (Expression *expression, JsonNode *resource)
{
  const IlxSandboxFilterField *field = expression->field;
  g_autofree char *path = field->path != NULL ? g_strdup (field->path)
                                              : g_strconcat ("attributes.", field->name, NULL);

  return match_path (expression, resource, path);
}

/**
 * ilx_sandbox_filter_match:
 * @self: (nullable): a filter; NULL lets everything through
 * @resource: a resource, {type, id, attributes…}
 *
 * A null or absent value matches nothing.
 *
 * Returns: whether every expression holds
 */
gboolean
ilx_sandbox_filter_match (IlxSandboxFilter *self, JsonNode *resource)
{
  for (guint i = 0; self != NULL && i < self->expressions->len; i++)
    if (!match_expression (g_ptr_array_index (self->expressions, i), resource))
      return FALSE;
  return TRUE;
}
