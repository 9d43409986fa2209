/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a check found: it blocks, warns, or is good to know. A plain value. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_FINDING_BLOCKS,
  ILX_FINDING_WARNS,
  ILX_FINDING_HINTS,
} IlxFindingLevel;

typedef struct
{
  IlxFindingLevel level;
  char *code;    /* stable, "no-unsubscribe" */
  char *field;   /* the property that it speaks of */
  char *message; /* a sentence, with the remedy */
} IlxFinding;

typedef GPtrArray IlxFindings; /* (element-type IlxFinding) */

IlxFindings *ilx_findings_new (void);
void ilx_findings_add (IlxFindings *self,
                       IlxFindingLevel level,
                       const char *code,
                       const char *field,
                       const char *format,
                       ...) G_GNUC_PRINTF (5, 6);
void ilx_findings_take_all (IlxFindings *self, IlxFindings *others);
const IlxFinding *ilx_findings_get_blocking (IlxFindings *self);
JsonNode *ilx_findings_to_json (IlxFindings *self);
const char *ilx_finding_level_get_name (IlxFindingLevel level);

G_END_DECLS
