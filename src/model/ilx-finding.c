/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-finding.h"
#include "ilx-json.h"

static void
ilx_finding_free (gpointer data)
{
  IlxFinding *self = data;

  g_free (self->code);
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

/**
 * ilx_findings_new:
 *
 * Returns: (transfer full): an empty list
 */
IlxFindings *
ilx_findings_new (void)
{
  return g_ptr_array_new_with_free_func (ilx_finding_free);
}

/**
 * ilx_findings_add:
 * @self: the list
 * @level: how much it matters
 * @code: stable, for scripts and tests
 * @field: (nullable): the property it speaks of
 * @format: a sentence in the user's words, with the remedy
 */
void
ilx_findings_add (IlxFindings *self,
                  IlxFindingLevel level,
                  const char *code,
                  const char *field,
                  const char *format,
                  ...)
{
  IlxFinding *finding = g_new0 (IlxFinding, 1);
  va_list args;

  finding->level = level;
  finding->code = g_strdup (code);
  finding->field = g_strdup (field);
  va_start (args, format);
  finding->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self, finding);
}

/**
 * ilx_findings_take_all:
 * @self: the list
 * @others: (transfer full): more, appended
 */
void
ilx_findings_take_all (IlxFindings *self, IlxFindings *others)
{
  g_ptr_array_extend_and_steal (self, others);
}

/**
 * ilx_findings_get_blocking:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): the first finding that blocks
 */
const IlxFinding *
ilx_findings_get_blocking (IlxFindings *self)
{
  for (guint i = 0; i < self->len; i++)
    {
      IlxFinding *finding = g_ptr_array_index (self, i);

      if (finding->level == ILX_FINDING_BLOCKS)
        return finding;
    }
  return NULL;
}

/**
 * ilx_finding_level_get_name:
 * @level: a level
 *
 * Returns: (transfer none): its stable name for scripts
 */
const char *
ilx_finding_level_get_name (IlxFindingLevel level)
{
  static const char *const names[] = { "blocks", "warns", "hints" };

  return names[level];
}

/**
 * ilx_findings_to_json:
 * @self: the list
 *
 * Returns: (transfer full): an array of `{level, code, field, message}`
 */
JsonNode *
ilx_findings_to_json (IlxFindings *self)
{
  JsonNode *array = ilx_json_empty_array ();

  for (guint i = 0; i < self->len; i++)
    {
      IlxFinding *finding = g_ptr_array_index (self, i);

      ilx_json_append (
          array, ilx_json_object (
                     "level", ilx_json_string (ilx_finding_level_get_name (finding->level)), "code",
                     ilx_json_string (finding->code), "field", ilx_json_string (finding->field),
                     "message", ilx_json_string (finding->message), NULL));
    }
  return array;
}
