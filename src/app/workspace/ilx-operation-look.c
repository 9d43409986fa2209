/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-campaign-look.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-operation-look.h"

/* Longer than any number that a platform gives to what it keeps. */
#define MAX_REMOTE_ID 64

static const struct
{
  const char *title;
  const char *icon_name;
  const char *tone;
  const char *meaning;
} looks[] = {
  [ILX_OPERATION_RUNNING]
  = { N_ ("Under way"), "content-loading-symbolic", "accent",
      N_ ("It is being handed over, or was interrupted and can go on where it stopped.") },
  [ILX_OPERATION_AWAITING_CONFIRMATION]
  = { N_ ("Waits for you"), "document-edit-symbolic", "accent",
      N_ ("Nothing has left. Review it to send it, or give it up.") },
  [ILX_OPERATION_NEEDS_ATTENTION]
  = { N_ ("Uncertain"), "dialog-question-symbolic", "warning",
      N_ ("The platform did not answer. It is not known whether the mail went out; nothing is "
          "repeated by itself.") },
  [ILX_OPERATION_DONE] = { N_ ("Done"), "object-select-symbolic", "success",
                           N_ ("Everything that was wanted has been done.") },
  [ILX_OPERATION_FAILED]
  = { N_ ("Failed"), "dialog-error-symbolic", "error",
      N_ ("It ended before the mail left. The campaign here is unchanged.") },
  [ILX_OPERATION_ABANDONED]
  = { N_ ("Given up"), "process-stop-symbolic", NULL, N_ ("It was given up; nothing was sent.") },
};

/**
 * ilx_operation_look_get_title:
 * @state: a state
 *
 * Returns: (transfer none): a word or two for it
 */
const char *
ilx_operation_look_get_title (IlxOperationState state)
{
  return _ (looks[state].title);
}

/**
 * ilx_operation_look_get_icon_name:
 * @state: a state
 *
 * Returns: (transfer none): its symbol
 */
const char *
ilx_operation_look_get_icon_name (IlxOperationState state)
{
  return looks[state].icon_name;
}

/**
 * ilx_operation_look_get_tone:
 * @state: a state
 *
 * Returns: (transfer none) (nullable): the tone of its badge
 */
const char *
ilx_operation_look_get_tone (IlxOperationState state)
{
  return looks[state].tone;
}

/**
 * ilx_operation_look_get_meaning:
 * @state: a state
 *
 * Returns: (transfer none): what it means for the mail, a sentence
 */
const char *
ilx_operation_look_get_meaning (IlxOperationState state)
{
  return _ (looks[state].meaning);
}

/**
 * ilx_operation_look_dup_wish:
 * @operation: an operation
 * @now: the time
 *
 * Returns: (transfer full): what was wanted, in words
 */
char *
ilx_operation_look_dup_wish (IlxOperation *operation, gint64 now)
{
  gboolean is_repeat = ilx_operation_get_repeats (operation) != NULL;
  g_autofree char *moment = NULL;

  if (ilx_operation_get_mode (operation) == ILX_DELIVER_DRAFT)
    return g_strdup (_ ("Hand over as a draft"));
  if (ilx_operation_get_mode (operation) == ILX_DELIVER_NOW)
    return g_strdup (is_repeat ? _ ("Send again, on purpose") : _ ("Send now"));
  moment = ilx_moment_format (ilx_operation_get_scheduled_at (operation), now);
  if (is_repeat)
    /* Translators: %s is a moment, as in "Tomorrow 09:00 CEST". */
    return g_strdup_printf (_ ("Schedule again, on purpose, for: %s"), moment);
  /* Translators: %s is a moment, as in "Tomorrow 09:00 CEST". */
  return g_strdup_printf (_ ("Schedule for: %s"), moment);
}

static IlxErrorCode
find_code (const char *name)
{
  for (int code = 0; code < ILX_N_ERRORS; code++)
    if (g_strcmp0 (ilx_error_code_get_name ((IlxErrorCode) code), name) == 0)
      return (IlxErrorCode) code;
  return ILX_ERROR_FAILED;
}

/**
 * ilx_operation_look_dup_error:
 * @operation: an operation
 *
 * Returns: (transfer full) (nullable): what went wrong, as the journal has it
 */
GError *
ilx_operation_look_dup_error (IlxOperation *operation)
{
  const char *message = ilx_operation_get_error_message (operation);
  GError *error;

  if (message == NULL || ilx_operation_get_state (operation) == ILX_OPERATION_DONE)
    return NULL;
  error = ilx_error_new (find_code (ilx_operation_get_error_code (operation)), "%s", message);
  ilx_error_set_detail (error, ilx_operation_get_error_detail (operation));
  return error;
}

/* --- Steps ------------------------------------------------------------------------------------ */

static const struct
{
  const char *title;
  const char *icon_name;
} step_looks[] = {
  [ILX_STEP_INTENDED]
  = { N_ ("Begun; it is not known whether it happened"), "dialog-question-symbolic" },
  [ILX_STEP_DONE] = { N_ ("Done"), "object-select-symbolic" },
  [ILX_STEP_REFUSED] = { N_ ("Refused; nothing happened"), "dialog-error-symbolic" },
  [ILX_STEP_UNDONE] = { N_ ("Taken back"), "edit-undo-symbolic" },
};

/**
 * ilx_step_look_get_icon_name:
 * @state: of a step
 *
 * Returns: (transfer none): its symbol
 */
const char *
ilx_step_look_get_icon_name (IlxStepState state)
{
  return step_looks[state].icon_name;
}

/* What the platform calls what the step made: texts of its result, never the result itself. */
static char *
dup_remote_ids (IlxOperationStep *step)
{
  const char *result = ilx_operation_step_get_result (step);
  g_autoptr (JsonNode) node = result != NULL ? ilx_json_parse_text (result, NULL) : NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  JsonObjectIter iter;
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, NULL, &member))
    {
      const char *id = ilx_json_get_string_or (member, "", NULL);

      if (id != NULL && *id != '\0' && strlen (id) <= MAX_REMOTE_ID)
        g_ptr_array_add (ids, (gpointer) id);
    }
  g_ptr_array_add (ids, NULL);
  return ids->len > 1 ? g_strjoinv (", ", (char **) ids->pdata) : NULL;
}

static void
add_line (GPtrArray *lines, char *line)
{
  if (line != NULL)
    g_ptr_array_add (lines, line);
}

static char *
dup_time_line (IlxOperationStep *step, gint64 now)
{
  gint64 time = ilx_operation_step_get_finished_at (step);
  const char *title = _ (step_looks[ilx_operation_step_get_state (step)].title);
  g_autofree char *moment
      = ilx_moment_format (time != 0 ? time : ilx_operation_step_get_started_at (step), now);

  /* Translators: what became of a step, and when. */
  return g_strdup_printf (_ ("%s · %s"), title, moment);
}

static char *
dup_attempts_line (IlxOperationStep *step)
{
  gulong attempts = (gulong) ilx_operation_step_get_attempts (step);

  return attempts > 1
             ? g_strdup_printf (ngettext ("Tried %lu time", "Tried %lu times", attempts), attempts)
             : NULL;
}

static char *
dup_remote_line (IlxOperationStep *step)
{
  g_autofree char *ids = dup_remote_ids (step);

  /* Translators: %s is how the platform numbers what was made there. */
  return ids != NULL ? g_strdup_printf (_ ("Number on the platform: %s"), ids) : NULL;
}

/**
 * ilx_step_look_dup_words:
 * @step: a step of an operation
 * @now: the time
 *
 * Returns: (transfer full): all that is known of it, a line each
 */
char *
ilx_step_look_dup_words (IlxOperationStep *step, gint64 now)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  add_line (lines, dup_time_line (step, now));
  add_line (lines, dup_attempts_line (step));
  add_line (lines, dup_remote_line (step));
  if (ilx_operation_step_get_state (step) != ILX_STEP_DONE)
    add_line (lines, g_strdup (ilx_operation_step_get_message (step)));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}
