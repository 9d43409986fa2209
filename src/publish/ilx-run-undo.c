/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A failed operation takes back what it made, the last first; what can't be taken back is listed.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-run-private.h"

static gboolean
is_done (IlxRun *self, const IlxDeliveryStep *row)
{
  IlxOperationStep *entry = ilx_run_find_entry (self, row);

  return entry != NULL && ilx_operation_step_get_state (entry) == ILX_STEP_DONE;
}

/* Once there is something the user can go on with, a failure leaves it. */
static gboolean
is_kept (IlxRun *self)
{
  for (const IlxDeliveryStep *row = self->args.rows; row->name != NULL; row++)
    if (row->keeps && is_done (self, row))
      return TRUE;
  return FALSE;
}

/* The next row to take back, from the end; FALSE when there is none. */
static gboolean
find_row (IlxRun *self)
{
  while (self->undo_index > 0)
    {
      const IlxDeliveryStep *row = &self->args.rows[--self->undo_index];

      if (row->undo != NULL && is_done (self, row))
        {
          self->row = row;
          g_set_object (&self->entry, ilx_run_find_entry (self, row));
          return TRUE;
        }
    }
  return FALSE;
}

/* Counts the rows when the first is to be taken back. */
static void
start (IlxRun *self)
{
  if (self->is_undoing)
    return;
  while (self->args.rows[self->undo_index].name != NULL)
    self->undo_index++;
  self->is_undoing = TRUE;
}

static JsonNode *
parse_result (IlxOperationStep *entry)
{
  const char *text = ilx_operation_step_get_result (entry);

  return text != NULL ? ilx_json_parse_text (text, NULL) : NULL;
}

/* A step table's begin: starts to take back the next row, if there is one. */
gboolean
ilx_run_undo_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxRun *self = state;
  g_autoptr (JsonNode) result = NULL;

  if (!self->is_failed || is_kept (self))
    return FALSE;
  start (self);
  if (!find_row (self))
    return FALSE;
  result = parse_result (self->entry);
  self->row->undo (self->args.delivery, result, self->cancellable, callback, data);
  return TRUE;
}

static void
list_as_left (IlxRun *self, const GError *error)
{
  g_string_append_printf (self->left, "%s%s: %s", self->left->len > 0 ? "\n" : "",
                          ilx_operation_step_get_name (self->entry), error->message);
  ilx_operation_set_error_detail (self->args.operation, self->left->str);
}

/* A step table's finish. A failure to take back is told, and does not stop the rest. */
IlxStepOutcome
ilx_run_undo_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxRun *self = state;
  g_autoptr (GError) local = NULL;

  if (self->row->undo_finish (self->args.delivery, result, &local))
    ilx_operation_step_set_state (self->entry, ILX_STEP_UNDONE);
  else
    list_as_left (self, local);
  return ILX_STEP_NEXT;
}
