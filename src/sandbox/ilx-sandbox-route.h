/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform's calls as rows of tables. A row says what the call wants (scopes, query, body), how
 * often it may be made, and who answers it. All checks that the row can express are made before the
 * handler runs. */
#pragma once

#include "ilx-sandbox-call.h"
#include "ilx-sandbox-filter.h"
#include "ilx-sandbox-schema.h"

G_BEGIN_DECLS

/* What the query string may hold; anything else is refused. */
typedef struct
{
  const char *fields;     /* types that fields[…] may name: "campaign campaign-message" */
  const char *additional; /* types that additional-fields[…] may name: "list" */
  const char *includes;   /* relationships that include may name: "campaign-messages tags" */
  const char *sorts;      /* keys that sort may name, each as the path rule of a filter field: "name
                             id created_at" */
  const IlxSandboxFilterField *filters;
  guint page_default; /* objects on a page; 0: not paged, page[cursor] is refused */
  guint page_max;     /* 0: page[size] is refused */
  const char *others; /* further parameters by name */
} IlxSandboxQuery;

/* A table ends with a row without method. Limits of 0 don't limit. */
struct _IlxSandboxRoute
{
  const char *method;
  const char *pattern; /* "/api/templates/{id}" */
  void (*handle) (IlxSandboxCall *call);
  const char *scopes; /* blank-separated, all of them needed */
  guint burst;        /* a second */
  guint steady;       /* a minute */
  guint daily;
  const IlxSandboxQuery *query;   /* NULL: no parameter is allowed */
  const IlxSandboxSchema *schema; /* NULL: a body is ignored */
  const char *needs_switch;       /* 403 when this switch of the account is off */
};

/* A resource's type: where its objects are kept and what it may show. The table of all of them is
 * in ilx-sandbox-klaviyo-types.c. */
typedef struct
{
  const char *type;              /* "list" */
  const char *kinds;             /* where to look for it, the first is the one in links: "lists" */
  const char *fields;            /* attributes that fields[type] may name, dotted ones too */
  const char *additional;        /* attributes shown only when additional-fields[type] asks */
  const char *additional_fields; /* what fields[type] may name of them: with their parts */
} IlxSandboxType;

const IlxSandboxType *ilx_sandbox_klaviyo_find_type (const char *type);

G_END_DECLS
