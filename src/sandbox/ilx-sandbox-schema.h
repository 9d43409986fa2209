/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request's body must look like, told by static tables; whatever a table does not name is
 * refused, as the real platforms refuse it.
 *
 * A table is an array of rows, one a member of an object, and ends with a row without name. What
 * `inner` means depends on the kind:
 *
 *   OBJECT   the members, as a table
 *   ARRAY    one row (its name is not read) that every element must fit
 *   VARIANT  an object of one of several shapes. `tag` is the member (a string or a boolean) that
 *            says which; `inner` has an OBJECT row for each of its values, named after the value,
 *            whose members name the tag as well
 *
 *   static const IlxSandboxSchema id_rows[] = { { "", ILX_SANDBOX_STRING }, { NULL } };
 *   static const IlxSandboxSchema audience_rows[] = {
 *     { "included", ILX_SANDBOX_ARRAY, ILX_SANDBOX_REQUIRED, .inner = id_rows, .min = 1 },
 *     { "excluded", ILX_SANDBOX_ARRAY, .inner = id_rows },
 *     { NULL },
 *   };
 *
 * A member that is not REQUIRED may be absent; one that is not NULLABLE may not be null. A route's
 * schema is the table of the root's members, so mostly of the single member "data". */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_SANDBOX_STRING,  /* min and max are bounds of its length in characters */
  ILX_SANDBOX_EMAIL,   /* a string that looks like an address */
  ILX_SANDBOX_TIME,    /* a string, RFC 3339 with T and Z or an offset */
  ILX_SANDBOX_DATE,    /* a string, YYYY-MM-DD */
  ILX_SANDBOX_INTEGER, /* min and max are its bounds, choices its values as text */
  ILX_SANDBOX_BOOLEAN,
  ILX_SANDBOX_OBJECT,
  ILX_SANDBOX_ARRAY, /* min and max are bounds of its length */
  ILX_SANDBOX_VARIANT,
  ILX_SANDBOX_OPEN, /* an object with whatever members */
} IlxSandboxShape;

typedef enum
{
  ILX_SANDBOX_REQUIRED = 1 << 0,
  ILX_SANDBOX_NULLABLE = 1 << 1,
} IlxSandboxPresence;

typedef struct _IlxSandboxSchema IlxSandboxSchema;

struct _IlxSandboxSchema
{
  const char *name; /* NULL ends a table */
  IlxSandboxShape kind;
  IlxSandboxPresence flags;
  const IlxSandboxSchema *inner; /* see above */
  const char *const *choices;    /* the only values allowed, as text; NULL: any */
  const char *tag;               /* of a VARIANT */
  guint min;                     /* 0: none */
  guint max;                     /* 0: none */
};

/* What is wrong, for platforms with words of their own. */
typedef enum
{
  ILX_SANDBOX_FLAW_REQUIRED,
  ILX_SANDBOX_FLAW_UNKNOWN,
  ILX_SANDBOX_FLAW_NULL,
  ILX_SANDBOX_FLAW_KIND,
  ILX_SANDBOX_FLAW_CHOICE,
  ILX_SANDBOX_FLAW_BOUNDS,
} IlxSandboxFlaw;

/* TRUE with the first; @pointer and @detail are owned in any case. */
gboolean ilx_sandbox_schema_find_flaw (const IlxSandboxSchema *schema,
                                       JsonNode *body,
                                       IlxSandboxFlaw *kind,
                                       char **pointer,
                                       char **detail);
/* FALSE with the first fault: @pointer (owned) as "/data/attributes/name", @detail (owned) as
 * "'name' is a required field." */
gboolean ilx_sandbox_schema_check (const IlxSandboxSchema *schema,
                                   JsonNode *body,
                                   char **pointer,
                                   char **detail);

G_END_DECLS
