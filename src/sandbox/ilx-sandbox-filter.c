/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-filter.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-time.h"

#include <stdarg.h>
#include <string.h>

typedef enum
{
  NONE,
  EQUALS,
  ANY,
  CONTAINS,
  STARTS_WITH,
  ENDS_WITH,
  GREATER_THAN,
  GREATER_OR_EQUAL,
  LESS_THAN,
  LESS_OR_EQUAL,
  HAS,
  N_OPERATORS
} Operator;

static const char *const operator_names[] = {
  [NONE] = "",
  [EQUALS] = "equals",
  [ANY] = "any",
  [CONTAINS] = "contains",
  [STARTS_WITH] = "starts-with",
  [ENDS_WITH] = "ends-with",
  [GREATER_THAN] = "greater-than",
  [GREATER_OR_EQUAL] = "greater-or-equal",
  [LESS_THAN] = "less-than",
  [LESS_OR_EQUAL] = "less-or-equal",
  [HAS] = "has",
};

typedef struct
{
  const IlxSandboxFilterField *field; /* static */
  Operator op;
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
    case ILX_SANDBOX_VALUE_STRING:
    case ILX_SANDBOX_VALUE_STRINGS:
      is_good = is_quoted && is_choice (field, text);
      break;
    case ILX_SANDBOX_VALUE_TIME:
      is_good = !is_quoted && is_time (text);
      break;
    case ILX_SANDBOX_VALUE_NUMBER:
      is_good = !is_quoted && is_number (text);
      break;
    case ILX_SANDBOX_VALUE_BOOLEAN:
      is_good = !is_quoted && (g_str_equal (text, "true") || g_str_equal (text, "false"));
      break;
    default:
      g_assert_not_reached ();
    }
  return is_good || fail (error, "'%s' is not a valid value for '%s'.", text, field->field);
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

/* Whether the row has the operator in this form; "any" is a list by nature, and so is "equals"
 * where the platform wants a list for both. */
static gboolean
is_allowed (const IlxSandboxFilterField *field, Operator op, gboolean is_list)
{
  g_auto (GStrv) allowed = g_strsplit (field->operators, " ", -1);
  gboolean plain_is_list = op == ANY || (op == EQUALS && field->type == ILX_SANDBOX_VALUE_STRINGS);
  g_autofree char *marked = g_strconcat (operator_names[op], "[]", NULL);

  if (is_list == plain_is_list
      && g_strv_contains ((const char *const *) allowed, operator_names[op]))
    return TRUE;
  return is_list && g_strv_contains ((const char *const *) allowed, marked);
}

static gboolean
take_values (Reader *reader, Expression *expression, GError **error)
{
  gboolean is_list = take_char (reader, '[');

  if (!is_allowed (expression->field, expression->op, is_list))
    return fail (error, "'%s' with %s is not allowed on '%s'.", operator_names[expression->op],
                 is_list ? "a list" : "one value", expression->field->field);
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

  for (Operator op = NONE + 1; op < N_OPERATORS; op++)
    if (g_str_equal (operator_names[op], name))
      expression->op = op;
  if (expression->op == NONE || !take_char (reader, '('))
    return fail (error, "'%s' is not an operator.", name);
  return TRUE;
}

static gboolean
take_field (Reader *reader, Expression *expression, GError **error)
{
  g_autofree char *name = take_until (reader, ",)");

  for (const IlxSandboxFilterField *row = reader->fields; row->field != NULL; row++)
    if (g_str_equal (row->field, name))
      expression->field = row;
  return expression->field != NULL || fail (error, "'%s' is not a filterable field.", name);
}

static gboolean
take_expression (Reader *reader, IlxSandboxFilter *self, GError **error)
{
  g_autoptr (Expression) expression = expression_new ();

  if (!take_operator (reader, expression, error) || !take_field (reader, expression, error))
    return FALSE;
  if (expression->op == HAS)
    {
      if (!is_allowed (expression->field, HAS, FALSE))
        return fail (error, "'has' is not allowed on '%s'.", expression->field->field);
    }
  else if (!take_comma (reader))
    return fail (error, "'%s' needs a value.", expression->field->field);
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
  g_autoptr (IlxSandboxFilter) self = g_new0 (IlxSandboxFilter, 1);
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
 * @field: a field
 *
 * Returns: whether an expression is about the field, for endpoints that insist on one
 */
gboolean
ilx_sandbox_filter_has_field (IlxSandboxFilter *self, const char *field)
{
  for (guint i = 0; self != NULL && i < self->expressions->len; i++)
    {
      Expression *expression = g_ptr_array_index (self->expressions, i);

      if (g_str_equal (expression->field->field, field))
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

/* How the document's value stands to the filter's: below, equal, above. */
static int
compare (IlxSandboxValueType type, const char *found, const char *wanted)
{
  gint64 found_time = 0, wanted_time = 0;

  switch (type)
    {
    case ILX_SANDBOX_VALUE_TIME:
      ilx_time_parse (found, &found_time);
      ilx_time_parse (wanted, &wanted_time);
      return found_time < wanted_time ? -1 : found_time > wanted_time;
    case ILX_SANDBOX_VALUE_NUMBER:
      return compare_numbers (g_ascii_strtod (found, NULL), g_ascii_strtod (wanted, NULL));
    case ILX_SANDBOX_VALUE_STRING:
    case ILX_SANDBOX_VALUE_STRINGS:
    case ILX_SANDBOX_VALUE_BOOLEAN:
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
    case EQUALS:
    case ANY:
      return order == 0;
    case CONTAINS:
      return contains_folded (found, wanted);
    case STARTS_WITH:
      return g_str_has_prefix (found, wanted);
    case ENDS_WITH:
      return g_str_has_suffix (found, wanted);
    case GREATER_THAN:
      return order > 0;
    case GREATER_OR_EQUAL:
      return order >= 0;
    case LESS_THAN:
      return order < 0;
    case LESS_OR_EQUAL:
      return order <= 0;
    case HAS:
    case NONE:
    case N_OPERATORS:
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
  if (expression->op == HAS)
    return TRUE;
  text = dup_scalar (found);
  for (guint i = 0; i < expression->values->len; i++)
    if (holds (expression, text, g_ptr_array_index (expression->values, i)))
      return TRUE;
  return FALSE;
}

/* Follows @path; where there is an array on the way, any of its elements will do. */
static gboolean
match_path (Expression *expression, JsonNode *node, const char *path)
{
  const char *dot = strchr (path, '.');
  g_autofree char *name = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return *path == '\0'
               ? match_value (expression, node)
               : match_path (expression, ilx_json_get (node, name), dot != NULL ? dot + 1 : "");
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (match_path (expression, json_array_get_element (array, i), path))
      return TRUE;
  return FALSE;
}

static gboolean
match_expression (Expression *expression, JsonNode *document)
{
  const IlxSandboxFilterField *field = expression->field;
  g_autofree char *path = field->path != NULL ? g_strdup (field->path)
                                              : g_strconcat ("attributes.", field->field, NULL);

  return match_path (expression, document, path);
}

/**
 * ilx_sandbox_filter_matches:
 * @self: (nullable): a filter; NULL lets everything through
 * @document: an object's document, {type, id, attributes…}
 *
 * A null or absent value matches nothing.
 *
 * Returns: whether every expression holds
 */
gboolean
ilx_sandbox_filter_matches (IlxSandboxFilter *self, JsonNode *document)
{
  for (guint i = 0; self != NULL && i < self->expressions->len; i++)
    if (!match_expression (g_ptr_array_index (self->expressions, i), document))
      return FALSE;
  return TRUE;
}
