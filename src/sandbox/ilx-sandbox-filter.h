/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo's filter grammar: what `?filter=` may say, checked against a table of the endpoint's
 * fields and operators, and matched against documents.
 *
 *   filter := expr | "and(" expr ("," expr)+ ")"
 *   expr   := op "(" field "," value ")" | "has(" field ")"
 *   value  := string | number | true | false | datetime | "[" value ("," value)* "]"
 *   op     := equals any contains starts-with ends-with
 *             greater-than greater-or-equal less-than less-or-equal
 *
 * Strings are quoted by ' or " (no escapes), nothing else is. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_SANDBOX_VALUE_STRING,
  ILX_SANDBOX_VALUE_STRINGS, /* equals and any both want a list: equals(name,["x"]) */
  ILX_SANDBOX_VALUE_TIME,
  ILX_SANDBOX_VALUE_BOOLEAN,
  ILX_SANDBOX_VALUE_NUMBER,
} IlxSandboxValueType;

/* A table of these ends with a row without field. */
typedef struct
{
  const char *field;
  /* Blank-separated: "equals any contains". `any` takes a list, `has` no value, the others one
   * value; "equals[]" stands for an equals with a list. */
  const char *operators;
  IlxSandboxValueType type;
  /* Where it stands in the document: "id", "attributes.name", "relationships.metric.data.id",
   * "hidden.channel". NULL: "attributes." and the field. On the way an array stands for each of its
   * elements; one that matches is enough. */
  const char *path;
  const char *const *choices; /* the only strings that exist; NULL: any */
} IlxSandboxFilterField;

typedef struct _IlxSandboxFilter IlxSandboxFilter;

/* NULL, with an ILX_ERROR_INVALID_INPUT whose message may be shown as the 400's detail. */
IlxSandboxFilter *
ilx_sandbox_filter_parse (const char *text, const IlxSandboxFilterField *fields, GError **error);
gboolean ilx_sandbox_filter_matches (IlxSandboxFilter *self, JsonNode *document);
/* Whether some expression is about @field. */
gboolean ilx_sandbox_filter_has_field (IlxSandboxFilter *self, const char *field);
void ilx_sandbox_filter_free (IlxSandboxFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSandboxFilter, ilx_sandbox_filter_free)

G_END_DECLS
