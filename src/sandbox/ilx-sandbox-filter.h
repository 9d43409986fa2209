/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Klaviyo's filter grammar: and(equals(name,"x"),greater-or-equal(created,2026-01-01T00:00:00Z)).
 * A field allows only the operators that its row names, and only values of its type. */
#pragma once

#include <gio/gio.h>
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
  const char *operators; /* blank-separated: "equals any contains" */
  IlxSandboxValueType type;
  /* Where it stands in the document: "id", "attributes.name", "relationships.metric.data.id",
   * "hidden.channel". NULL: "attributes." and the field. On the way an array stands for each of its
   * elements; one that matches is enough. */
  const char *path;
} IlxSandboxFilterField;

typedef struct _IlxSandboxFilter IlxSandboxFilter;

/* NULL, with a G_IO_ERROR_INVALID_ARGUMENT whose message may be shown as the 400's detail. */
IlxSandboxFilter *
ilx_sandbox_filter_parse (const char *text, const IlxSandboxFilterField *fields, GError **error);
gboolean ilx_sandbox_filter_matches (IlxSandboxFilter *self, JsonNode *document);
/* Whether some expression is about @field. */
gboolean ilx_sandbox_filter_has_field (IlxSandboxFilter *self, const char *field);
void ilx_sandbox_filter_free (IlxSandboxFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSandboxFilter, ilx_sandbox_filter_free)

G_END_DECLS
