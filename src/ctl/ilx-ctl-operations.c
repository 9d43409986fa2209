/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is under way, and what got stuck: operations list, show, resume, abandon. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-ctl-delivery.h"
#include "ilx-ctl-output.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-time.h"

#define MAX_LISTED 1000

/* Everything of @record but what is of use inside only. */
static JsonNode *
build_json (gpointer record)
{
  static const char *const inside[]
      = { "fingerprint", "confirmation", "intent", "result", "stamp" };
  JsonNode *json = ilx_record_to_json (record);

  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    json_object_remove_member (json_node_get_object (json), inside[i]);
  return json;
}

static void
add_operation (IlxCtlTable *table, IlxOperation *operation)
{
  g_autofree char *started = ilx_time_format_local (ilx_operation_get_created_at (operation));
  const char *step = ilx_operation_get_step (operation);

  ilx_ctl_table_add (table, ilx_operation_get_id (operation),
                     ilx_operation_state_get_name (ilx_operation_get_state (operation)),
                     ilx_operation_get_campaign_id (operation), started, step != NULL ? step : "",
                     NULL);
}

static gboolean
answer_list (IlxCtl *self, GError **error)
{
  gboolean only_open = !ilx_ctl_options_has (self->options, "all");
  g_autoptr (GPtrArray) all
      = ilx_journal_store_load_all (ilx_ctl_get_store (self), only_open, MAX_LISTED, error);
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new_titled (_ ("ID"), _ ("STATE"), _ ("CAMPAIGN"),
                                                            _ ("STARTED"), _ ("STEP"), NULL);
  JsonNode *json;

  if (all == NULL)
    return FALSE;
  json = ilx_json_empty_array ();
  for (guint i = 0; i < all->len; i++)
    {
      ilx_json_append (json, build_json (g_ptr_array_index (all, i)));
      add_operation (table, g_ptr_array_index (all, i));
    }
  ilx_ctl_take_answer (self, json,
                       all->len > 0 ? ilx_ctl_table_to_text (table)
                                    : g_strdup (_ ("Nothing is under way.\n")));
  return TRUE;
}

static gboolean
prepare_operation (IlxCtl *self, GError **error)
{
  self->operation
      = ilx_journal_store_load (ilx_ctl_get_store (self), ilx_ctl_get_argument (self, 0), error);
  return self->operation != NULL
         && ilx_ctl_load_connection (self, ilx_operation_get_connection_id (self->operation), error)
         && ilx_ctl_load_campaign (self, ilx_operation_get_campaign_id (self->operation), error);
}

/* --- show --- */

static JsonNode *
build_show_json (IlxCtl *self, GPtrArray *steps)
{
  JsonNode *json = build_json (self->operation);
  JsonNode *rows = ilx_json_empty_array ();

  for (guint i = 0; i < steps->len; i++)
    ilx_json_append (rows, build_json (g_ptr_array_index (steps, i)));
  ilx_json_set (json, "steps", rows);
  return json;
}

static void
append_steps (GString *text, GPtrArray *steps)
{
  g_autoptr (IlxCtlTable) table
      = ilx_ctl_table_new_titled (_ ("STEP"), _ ("STATE"), _ ("CALLS"), _ ("STARTED"), "", NULL);
  g_autofree char *lines = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      IlxOperationStep *step = g_ptr_array_index (steps, i);
      const char *message = ilx_operation_step_get_message (step);
      g_autofree char *calls = ilx_ctl_dup_number (ilx_operation_step_get_attempts (step));
      g_autofree char *started = ilx_time_format_local (ilx_operation_step_get_started_at (step));

      ilx_ctl_table_add (table, ilx_operation_step_get_name (step),
                         ilx_step_state_get_name (ilx_operation_step_get_state (step)), calls,
                         started, message != NULL ? message : "", NULL);
    }
  lines = ilx_ctl_table_to_text (table);
  g_string_append_printf (text, "\n%s", lines);
}

/* How an uncertain one goes on: the platform is asked by itself, the user decides last. */
static void
append_choices (GString *text, IlxOperation *operation)
{
  gint64 next = ilx_operation_get_next_probe_at (operation);
  const char *id = ilx_operation_get_id (operation);

  if (ilx_operation_get_state (operation) != ILX_OPERATION_NEEDS_ATTENTION)
    return;
  g_string_append_c (text, '\n');
  if (next != 0)
    {
      g_autofree char *time = ilx_time_format_local (next);

      g_string_append_printf (text, _ ("The platform is to be asked again at %s.\n"), time);
    }
  g_string_append_printf (text, _ ("Ask now:            illixisctl operations resume %s\n"), id);
  if (next != 0)
    return;
  g_string_append_printf (
      text, _ ("It went out:        illixisctl operations resume %s --went-out\n"), id);
  g_string_append_printf (
      text, _ ("It did not go out:  illixisctl operations resume %s --did-not-go-out\n"), id);
}

static char *
build_show_text (IlxCtl *self, GPtrArray *steps)
{
  IlxOperation *operation = self->operation;
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();
  g_autofree char *lines = NULL;
  g_autofree char *started = ilx_time_format_local (ilx_operation_get_created_at (operation));
  GString *text;

  ilx_ctl_table_add (table, _ ("Operation"), ilx_operation_get_id (operation), NULL);
  ilx_ctl_table_add (table, _ ("State"),
                     ilx_operation_state_get_name (ilx_operation_get_state (operation)), NULL);
  ilx_ctl_table_add (table, _ ("Campaign"), ilx_operation_get_campaign_id (operation), NULL);
  ilx_ctl_table_add (table, _ ("Subject"), ilx_ctl_get_subject (self->campaign), NULL);
  ilx_ctl_table_add (table, _ ("Started"), started, NULL);
  if (ilx_operation_get_error_message (operation) != NULL)
    ilx_ctl_table_add (table, _ ("Problem"), ilx_operation_get_error_message (operation), NULL);
  if (ilx_operation_get_error_detail (operation) != NULL)
    ilx_ctl_table_add (table, _ ("Details"), ilx_operation_get_error_detail (operation), NULL);
  lines = ilx_ctl_table_to_text (table);
  text = g_string_new (lines);
  append_steps (text, steps);
  append_choices (text, operation);
  return g_string_free (text, FALSE);
}

static gboolean
answer_show (IlxCtl *self, GError **error)
{
  g_autoptr (GPtrArray) steps = ilx_journal_store_load_steps (
      ilx_ctl_get_store (self), ilx_operation_get_id (self->operation), error);

  if (steps == NULL)
    return FALSE;
  ilx_ctl_take_answer (self, build_show_json (self, steps), build_show_text (self, steps));
  return TRUE;
}

/* --- resume and abandon --- */

static gboolean
prepare_resume (IlxCtl *self, GError **error)
{
  static const char *const decisions[] = { "went-out", "did-not-go-out", NULL };

  if (ilx_ctl_options_count (self->options, decisions) > 1)
    {
      ilx_set_error (error, ILX_ERROR_USAGE,
                     _ ("--went-out and --did-not-go-out say the opposite."));
      return FALSE;
    }
  return prepare_operation (self, error);
}

static IlxStepOutcome
take_operation (IlxCtl *self, IlxOperation *operation)
{
  if (operation == NULL)
    return ILX_STEP_FAILED;
  g_clear_object (&self->operation);
  self->operation = operation;
  return ILX_STEP_NEXT;
}

static gboolean
is_decided (IlxCtl *self)
{
  return ilx_ctl_options_has (self->options, "went-out")
         || ilx_ctl_options_has (self->options, "did-not-go-out");
}

static gboolean
resume_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  if (is_decided (self))
    return FALSE;
  ilx_engine_resume_async (self->engine, ilx_ctl_get_argument (self, 0), self->cancellable,
                           callback, data);
  return TRUE;
}

static IlxStepOutcome
resume_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return take_operation (self, ilx_engine_resume_finish (self->engine, result, error));
}

static gboolean
decide_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  if (!is_decided (self))
    return FALSE;
  ilx_engine_decide_async (self->engine, ilx_ctl_get_argument (self, 0),
                           ilx_ctl_options_has (self->options, "went-out"), self->cancellable,
                           callback, data);
  return TRUE;
}

static IlxStepOutcome
decide_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return take_operation (self, ilx_engine_decide_finish (self->engine, result, error));
}

/* To confirm is the part of "campaign send", which shows what is agreed to. */
static gboolean
answer_resume (IlxCtl *self, GError **error)
{
  if (ilx_operation_get_state (self->operation) == ILX_OPERATION_AWAITING_CONFIRMATION)
    ilx_ctl_take_problem (
        self, ilx_error_new (ILX_ERROR_NOT_CONFIRMED,
                             _ ("It is ready and waits for you to agree, so nothing was sent. "
                                "Review it: illixisctl campaign send %s"),
                             ilx_operation_get_campaign_id (self->operation)));
  return ilx_ctl_answer_delivery (self, error);
}

static gboolean
abandon_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_engine_abandon_async (self->engine, ilx_ctl_get_argument (self, 0), self->cancellable,
                            callback, data);
  return TRUE;
}

static IlxStepOutcome
abandon_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return take_operation (self, ilx_engine_abandon_finish (self->engine, result, error));
}

static const IlxStep resume_steps[] = {
  { "go on", resume_begin, resume_finish },
  { "decide", decide_begin, decide_finish },
  { NULL },
};

static const IlxStep abandon_steps[] = {
  { "give it up", abandon_begin, abandon_finish },
  { NULL },
};

static const IlxCtlOption list_options[] = {
  { "all", NULL, N_ ("Also those that have ended") },
  { NULL },
};

static const IlxCtlOption resume_options[] = {
  { "went-out", NULL, N_ ("You saw on the platform that it went out") },
  { "did-not-go-out", NULL, N_ ("You saw on the platform that it did not go out") },
  { NULL },
};

const IlxCtlCommand ilx_ctl_operations_commands[] = {
  { "operations list", NULL, N_ ("List what is under way"), NULL, list_options, 0, 0, ILX_CTL_PLAIN,
    NULL, NULL, answer_list },
  { "operations show", N_ ("ID"), N_ ("Show an operation, step by step"), NULL, NULL, 1, 1,
    ILX_CTL_PLAIN, prepare_operation, NULL, answer_show },
  { "operations resume", N_ ("ID"), N_ ("Go on with an operation"),
    N_ ("The platform is asked first what already happened, so nothing is done twice. Only "
        "when it\n"
        "stays silent to all questions it is yours to say whether the mail went out."),
    resume_options, 1, 1, ILX_CTL_TAKES_KEY, prepare_resume, resume_steps, answer_resume },
  { "operations abandon", N_ ("ID"), N_ ("Give an operation up"),
    N_ ("What it made stays as a draft on the platform or is taken back. Refused when mail "
        "may have\n"
        "left."),
    NULL, 1, 1, ILX_CTL_TAKES_KEY, prepare_operation, abandon_steps, ilx_ctl_answer_delivery },
  { NULL },
};
