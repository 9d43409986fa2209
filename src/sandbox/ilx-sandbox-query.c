/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-query.h"

#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-words.h"

#include <string.h>

/* A parameter under check. */
typedef struct
{
  IlxSandboxCall *call;
  const IlxSandboxQuery *query;
  const char *name;  /* "fields[list]" */
  const char *value; /* "name,created" */
} IlxSandboxParameter;

/* The T of "fields[T]"; NULL when the name is another. */
static char *
dup_bracketed (const char *name, const char *prefix)
{
  gsize length = strlen (prefix), all = strlen (name);

  if (!g_str_has_prefix (name, prefix) || all < length + 3 || name[length] != '['
      || name[all - 1] != ']')
    return NULL;
  return g_strndup (name + length + 1, all - length - 2);
}

static gboolean
refuse_value (const IlxSandboxParameter *parameter, const char *value, gsize length)
{
  ilx_sandbox_call_reply_invalid (parameter->call, parameter->name,
                                  "'%.*s' is not a valid value for the parameter '%s'.",
                                  (int) length, value, parameter->name);
  return FALSE;
}

static gboolean
refuse_name (const IlxSandboxParameter *parameter)
{
  ilx_sandbox_call_reply_invalid (parameter->call, parameter->name,
                                  "'%s' is not a valid query parameter for this endpoint.",
                                  parameter->name);
  return FALSE;
}

/* Each of the comma-separated values must be one of either set of words. */
static gboolean
check_values (const IlxSandboxParameter *parameter, const char *words, const char *more)
{
  const char *rest = parameter->value;
  const char *word;
  gsize length;

  while ((word = ilx_sandbox_words_next (&rest, ',', &length)) != NULL)
    if (!ilx_sandbox_words_have (words, word, length)
        && !ilx_sandbox_words_have (more, word, length))
      return refuse_value (parameter, word, length);
  return TRUE;
}

static gboolean
check_fields (const IlxSandboxParameter *parameter, const char *type_name)
{
  const IlxSandboxType *type = ilx_sandbox_klaviyo_find_type (type_name);
  gboolean has_more = ilx_sandbox_words_have (parameter->query->additional, type_name, -1);

  if (type == NULL || !ilx_sandbox_words_have (parameter->query->fields, type_name, -1))
    return refuse_name (parameter);
  if (!has_more)
    return check_values (parameter, type->fields, NULL);
  /* The additional ones are named with their parts: "subscriptions.email.marketing.consent". */
  return check_values (parameter, type->fields, type->additional_fields);
}

static gboolean
check_additional (const IlxSandboxParameter *parameter, const char *type_name)
{
  const IlxSandboxType *type = ilx_sandbox_klaviyo_find_type (type_name);

  if (type == NULL || !ilx_sandbox_words_have (parameter->query->additional, type_name, -1))
    return refuse_name (parameter);
  return check_values (parameter, type->additional, NULL);
}

static gboolean
check_sort (const IlxSandboxParameter *parameter)
{
  const char *key = parameter->value + (*parameter->value == '-' ? 1 : 0);

  if (parameter->query->sorts == NULL)
    return refuse_name (parameter);
  if (!ilx_sandbox_words_have (parameter->query->sorts, key, -1))
    return refuse_value (parameter, parameter->value, strlen (parameter->value));
  return TRUE;
}

static gboolean
check_page_size (const IlxSandboxParameter *parameter)
{
  guint64 size = 0;

  if (parameter->query->page_max == 0)
    return refuse_name (parameter);
  if (g_ascii_string_to_unsigned (parameter->value, 10, 1, parameter->query->page_max, &size, NULL))
    return TRUE;
  ilx_sandbox_call_reply_invalid (parameter->call, parameter->name,
                                  "Page size must be an integer between 1 and %u.",
                                  parameter->query->page_max);
  return FALSE;
}

static gboolean
check_filter (const IlxSandboxParameter *parameter)
{
  g_autoptr (GError) error = NULL;

  if (parameter->query->filters == NULL)
    return refuse_name (parameter);
  parameter->call->filter
      = ilx_sandbox_filter_parse (parameter->value, parameter->query->filters, &error);
  if (parameter->call->filter != NULL)
    return TRUE;
  ilx_sandbox_call_reply_invalid (parameter->call, "filter", "%s", error->message);
  return FALSE;
}

static gboolean
check_named (const IlxSandboxParameter *parameter)
{
  const char *name = parameter->name;

  if (g_str_equal (name, "filter"))
    return check_filter (parameter);
  if (g_str_equal (name, "sort"))
    return check_sort (parameter);
  if (g_str_equal (name, "include") && parameter->query->includes != NULL)
    return check_values (parameter, parameter->query->includes, NULL);
  if (g_str_equal (name, "page[size]"))
    return check_page_size (parameter);
  if (g_str_equal (name, "page[cursor]") && parameter->query->page_default > 0)
    return TRUE;
  if (ilx_sandbox_words_have (parameter->query->others, name, -1))
    return TRUE;
  return refuse_name (parameter);
}

static gboolean
check_parameter (const IlxSandboxParameter *parameter)
{
  g_autofree char *fields = dup_bracketed (parameter->name, "fields");
  g_autofree char *additional = NULL;

  if (fields != NULL)
    return check_fields (parameter, fields);
  additional = dup_bracketed (parameter->name, "additional-fields");
  if (additional != NULL)
    return check_additional (parameter, additional);
  return check_named (parameter);
}

/**
 * ilx_sandbox_query_read:
 * @call: a call with a route and without reply
 *
 * Decodes the query and holds each parameter against the route's query row.
 *
 * Returns: %FALSE when 400 has been answered
 */
gboolean
ilx_sandbox_query_read (IlxSandboxCall *call)
{
  static const IlxSandboxQuery nothing = { NULL };
  IlxSandboxParameter parameter
      = { call, call->route->query != NULL ? call->route->query : &nothing, NULL, NULL };
  GHashTableIter iter;
  gpointer name, value;

  if (call->query_text == NULL || *call->query_text == '\0')
    return TRUE;
  call->query = g_uri_parse_params (call->query_text, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (call->query == NULL)
    {
      ilx_sandbox_call_reply_invalid (call, "/", "The query string could not be decoded.");
      return FALSE;
    }
  g_hash_table_iter_init (&iter, call->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      parameter.name = name;
      parameter.value = value;
      if (!check_parameter (&parameter))
        return FALSE;
    }
  return TRUE;
}
