/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-ctl-errors.h"
#include "ilx-ctl-help.h"
#include "ilx-ctl-input.h"
#include "ilx-ctl-output.h"
#include "ilx-ctl.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-text.h"

#define EXIT_BY_SIGNAL 130 /* as a shell tells of Ctrl+C */

/* The run itself: what happens around the command's own rows. */
typedef struct
{
  IlxSteps steps;
  IlxCtl *ctl;
} IlxCtlRun;

/**
 * ilx_ctl_new:
 *
 * Returns: (transfer full): a run that has not begun
 */
IlxCtl *
ilx_ctl_new (void)
{
  IlxCtl *self = g_new0 (IlxCtl, 1);

  self->options = ilx_ctl_options_new ();
  self->cancellable = g_cancellable_new ();
  self->count = -1;
  return self;
}

/**
 * ilx_ctl_free:
 * @self: (transfer full): a run that has finished
 */
void
ilx_ctl_free (IlxCtl *self)
{
  if (self->engine != NULL)
    ilx_engine_close (self->engine);
  g_clear_object (&self->engine);
  g_clear_object (&self->brand);
  g_clear_object (&self->connection);
  g_clear_object (&self->campaign);
  g_clear_object (&self->operation);
  g_clear_object (&self->server);
  g_clear_pointer (&self->audiences, g_ptr_array_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_error (&self->problem);
  g_free (self->repeats);
  g_free (self->text);
  ilx_text_free_secret (self->secret);
  g_strfreev (self->arguments);
  ilx_ctl_options_free (self->options);
  g_object_unref (self->cancellable);
  g_free (self);
}

/**
 * ilx_ctl_take_answer:
 * @self: the run
 * @json: (transfer full): the answer for scripts
 * @text: (transfer full): the same for people, ended by a line break
 */
void
ilx_ctl_take_answer (IlxCtl *self, JsonNode *json, char *text)
{
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->text);
  self->json = json;
  self->text = text;
}

/**
 * ilx_ctl_take_problem:
 * @self: the run
 * @problem: (transfer full): an error that is told beside the answer; the first one stays
 */
void
ilx_ctl_take_problem (IlxCtl *self, GError *problem)
{
  if (self->problem == NULL)
    self->problem = problem;
  else
    g_error_free (problem);
}

/**
 * ilx_ctl_get_argument:
 * @self: the run
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): the argument after the command's words
 */
const char *
ilx_ctl_get_argument (IlxCtl *self, guint index)
{
  return index < g_strv_length (self->arguments) ? self->arguments[index] : NULL;
}

/**
 * ilx_ctl_get_now:
 * @self: the run, with an engine
 *
 * Returns: the time of the engine's clock
 */
gint64
ilx_ctl_get_now (IlxCtl *self)
{
  return ilx_clock_get_now (ilx_engine_get_clock (self->engine));
}

/* --- The command line --- */

static void
remove_argument (GStrv args, guint index)
{
  g_free (args[index]);
  for (; args[index] != NULL; index++)
    args[index] = args[index + 1];
}

/* Adds the next word; FALSE when the words name neither a command nor a group. */
static gboolean
take_word (IlxCtl *self, GString *words, GStrv *args, GError **error)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, (*args)[1]);
  remove_argument (*args, 1);
  self->command = ilx_ctl_command_find (words->str);
  if (self->command != NULL || ilx_ctl_group_find (words->str) != NULL)
    return TRUE;
  ilx_set_error (error, ILX_ERROR_USAGE, _ ("There is no command “%s”."), words->str);
  return FALSE;
}

/* Takes words until they name a command. Global options may stand anywhere between them. */
static gboolean
parse_words (IlxCtl *self, GString *words, GStrv *args, GError **error)
{
  do
    {
      if (!ilx_ctl_options_parse_leading (self->options, args, error))
        return FALSE;
      if ((*args)[1] == NULL)
        return TRUE;
      if (!take_word (self, words, args, error))
        return FALSE;
    }
  while (self->command == NULL);
  return TRUE;
}

static gboolean
check_arguments (IlxCtl *self, GError **error)
{
  guint n = g_strv_length (self->arguments);

  if (n < self->command->min_arguments)
    ilx_set_error (error, ILX_ERROR_USAGE, _ ("Something is missing: illixisctl %s %s"),
                   self->command->words, _ (self->command->usage));
  else if (n > self->command->max_arguments)
    ilx_set_error (error, ILX_ERROR_USAGE, _ ("“%s” is one argument too many."),
                   self->arguments[self->command->max_arguments]);
  else
    return TRUE;
  return FALSE;
}

/* The standard input can be read once. */
static gboolean
check_stdin (IlxCtl *self, GError **error)
{
  static const char *const files[] = { "html", "text", "api-key-file" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    n += g_strcmp0 (ilx_ctl_options_get (self->options, files[i]), "-") == 0 ? 1 : 0;
  if (n <= 1)
    return TRUE;
  ilx_set_error (error, ILX_ERROR_USAGE,
                 _ ("Only one of --html, --text and --api-key-file can read the standard input."));
  return FALSE;
}

static gboolean
check_key_option (IlxCtl *self, GError **error)
{
  if ((self->command->flags & ILX_CTL_TAKES_KEY) != 0
      || !ilx_ctl_options_has (self->options, "api-key-file"))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_USAGE, _ ("“%s” talks to no platform and needs no key."),
                 self->command->words);
  return FALSE;
}

static gboolean
parse_rest (IlxCtl *self, GStrv *args, GError **error)
{
  if (!ilx_ctl_options_parse_all (self->options, self->command->options, args, error))
    return FALSE;
  remove_argument (*args, 0);
  if ((*args)[0] != NULL && g_str_equal ((*args)[0], "--"))
    remove_argument (*args, 0);
  self->arguments = g_strdupv (*args);
  if (ilx_ctl_options_has (self->options, "help"))
    return TRUE;
  return check_arguments (self, error) && check_stdin (self, error)
         && check_key_option (self, error);
}

static char *
build_help (IlxCtl *self, const char *words)
{
  if (self->command != NULL)
    return ilx_ctl_help_build_command (self->command);
  if (ilx_ctl_group_find (words) != NULL)
    return ilx_ctl_help_build_group (ilx_ctl_group_find (words));
  return ilx_ctl_help_build_global ();
}

/* Answers what needs no command; TRUE when that was all. */
static gboolean
answer_at_once (IlxCtl *self, const char *words)
{
  if (ilx_ctl_options_has (self->options, "help"))
    {
      g_autofree char *help = build_help (self, words);

      ilx_ctl_take_answer (self, ilx_json_object ("help", ilx_json_string (help), NULL),
                           g_strdup (help));
      return TRUE;
    }
  if (!ilx_ctl_options_has (self->options, "version"))
    return FALSE;
  ilx_ctl_take_answer (self, ilx_json_object ("version", ilx_json_string (PACKAGE_VERSION), NULL),
                       g_strdup ("illixisctl " PACKAGE_VERSION "\n"));
  return TRUE;
}

/* Fills the run from the command line; a command of NULL then means that the answer is there. */
static gboolean
parse_command_line (IlxCtl *self, const char *const *arguments, GError **error)
{
  g_auto (GStrv) args = g_strdupv ((GStrv) arguments);
  g_autoptr (GString) words = g_string_new (NULL);

  /* Before all else, so that a mistake in what follows is told in JSON too. */
  self->is_json = g_strv_contains (arguments, "--json");
  if (!parse_words (self, words, &args, error))
    return FALSE;
  if (self->command != NULL && !parse_rest (self, &args, error))
    return FALSE;
  if (answer_at_once (self, words->str))
    {
      self->command = NULL;
      return TRUE;
    }
  if (self->command != NULL)
    return TRUE;
  if (words->len > 0)
    ilx_set_error (error, ILX_ERROR_USAGE, _ ("“%s” what? See: illixisctl %s --help"), words->str,
                   words->str);
  else
    ilx_set_error (error, ILX_ERROR_USAGE, _ ("Which command? See: illixisctl --help"));
  return FALSE;
}

/* --- The run --- */

static gboolean
is_typed (IlxCtl *self)
{
  return g_strcmp0 (ilx_ctl_options_get (self->options, "api-key-file"), "-") == 0
         && ilx_ctl_is_terminal ();
}

static gboolean
key_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = ((IlxCtlRun *) state)->ctl;
  const char *path = ilx_ctl_options_get (self->options, "api-key-file");

  if (path == NULL)
    return FALSE;
  if (!is_typed (self))
    {
      ilx_ctl_read_file_async (path, ILX_CTL_MAX_KEY_BYTES, self->cancellable, callback, data);
      return TRUE;
    }
  ilx_ctl_set_echo (FALSE);
  ilx_ctl_tell (_ ("Paste the key and press Enter. It is not shown."));
  ilx_ctl_read_line_async (self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
key_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = ((IlxCtlRun *) state)->ctl;
  g_autoptr (GBytes) bytes = ilx_ctl_read_finish (result, error);

  if (is_typed (self))
    ilx_ctl_set_echo (TRUE);
  if (bytes != NULL)
    self->secret = ilx_ctl_dup_key (bytes, error);
  return self->secret != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static void
progress_cb (IlxEngine *engine,
             IlxOperation *operation,
             const char *title,
             guint position,
             guint n_rows,
             gpointer user_data)
{
  IlxCtl *self = user_data;

  g_set_object (&self->operation, operation);
  /* A step that is asked for again and again is told once. */
  if (self->is_json || self->told_position == position + 1)
    return;
  self->told_position = position + 1;
  /* Translators: what is being done, and which of how many steps it is. */
  ilx_ctl_tell (_ ("%s … %u of %u"), _ (title), position + 1, n_rows);
}

static gboolean
open_profile (IlxCtl *self, GError **error)
{
  if ((self->command->flags & ILX_CTL_NO_PROFILE) != 0)
    return TRUE;
  self->engine = ilx_engine_open (ilx_ctl_options_get (self->options, "data-dir"),
                                  ilx_ctl_options_get (self->options, "profile"), NULL, error);
  if (self->engine == NULL)
    return FALSE;
  g_signal_connect (self->engine, "progress", G_CALLBACK (progress_cb), self);
  return TRUE;
}

static gboolean
work_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = ((IlxCtlRun *) state)->ctl;
  GTask *work = g_task_new (NULL, self->cancellable, callback, data);
  GError *error = NULL;

  g_task_set_source_tag (work, (gpointer) (guintptr) work_begin);
  g_task_set_task_data (work, self, NULL);
  if (!open_profile (self, &error)
      || (self->command->prepare != NULL && !self->command->prepare (self, &error)))
    g_task_return_error (work, error);
  else if (self->command->steps != NULL)
    ilx_steps_run (g_object_ref (work), self->command->steps);
  else
    g_task_return_boolean (work, TRUE);
  g_object_unref (work);
  return TRUE;
}

static IlxStepOutcome
work_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = ((IlxCtlRun *) state)->ctl;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return ILX_STEP_FAILED;
  return self->command->answer (self, error) ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static const IlxStep run_steps[] = {
  { "read the key", key_begin, key_finish },
  { "do the work", work_begin, work_finish },
  { NULL },
};

/**
 * ilx_ctl_run_async:
 * @self: the run
 * @args: (array zero-terminated=1): the program's name and its arguments
 * @callback: then ilx_ctl_run_finish()
 * @user_data: for @callback
 */
void
ilx_ctl_run_async (IlxCtl *self,
                   const char *const *args,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  IlxCtlRun *run = g_new0 (IlxCtlRun, 1);
  GError *error = NULL;

  run->ctl = self;
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_ctl_run_async);
  g_task_set_task_data (task, run, g_free);
  if (!parse_command_line (self, args, &error))
    g_task_return_error (task, error);
  else if (self->command == NULL)
    g_task_return_boolean (task, TRUE);
  else
    ilx_steps_run (g_steal_pointer (&task), run_steps);
}

/**
 * ilx_ctl_stop:
 * @self: a run under way
 *
 * Asks it politely to end. Nothing is lost: what it began with a platform can be resumed.
 */
void
ilx_ctl_stop (IlxCtl *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* --- The end --- */

/* An operation that the run leaves open, for whoever wants to go on with it. */
static IlxOperation *
get_open_operation (IlxCtl *self)
{
  return self->operation != NULL && ilx_operation_is_open (self->operation) ? self->operation
                                                                            : NULL;
}

static gboolean
print_json_error (IlxCtl *self, const GError *error)
{
  IlxOperation *open = get_open_operation (self);
  gboolean has_answer = self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json);
  g_autoptr (JsonNode) json = has_answer ? json_node_ref (self->json) : ilx_json_empty_object ();

  if (!has_answer && open != NULL)
    ilx_json_set (json, "operation", ilx_json_string (ilx_operation_get_id (open)));
  ilx_json_set (json, "error", ilx_ctl_error_to_json (error));
  return ilx_ctl_print_json (json, TRUE);
}

static gboolean
print_json (IlxCtl *self, const GError *error)
{
  if (error != NULL)
    return print_json_error (self, error);
  return self->json == NULL || ilx_ctl_print_json (self->json, TRUE);
}

/* What was begun waits in the journal; how it goes on depends on what it waits for. */
static void
tell_way_on (IlxOperation *operation)
{
  const char *id = ilx_operation_get_id (operation);

  switch (ilx_operation_get_state (operation))
    {
    case ILX_OPERATION_AWAITING_CONFIRMATION:
      ilx_ctl_tell (_ ("To give it up instead: illixisctl operations abandon %s"), id);
      break;
    case ILX_OPERATION_NEEDS_ATTENTION:
      ilx_ctl_tell (_ ("How it stands, and what you can do: illixisctl operations show %s"), id);
      break;
    case ILX_OPERATION_RUNNING:
      ilx_ctl_tell (_ ("What was begun is safe. To go on: illixisctl operations resume %s"), id);
      break;
    case ILX_OPERATION_DONE:
    case ILX_OPERATION_FAILED:
    case ILX_OPERATION_ABANDONED:
    default:
      break;
    }
}

static gboolean
print_text (IlxCtl *self, const GError *error)
{
  IlxOperation *open = get_open_operation (self);
  gboolean is_printed = TRUE;

  if (self->text != NULL)
    is_printed = self->is_raw ? ilx_ctl_print_raw (self->text) : ilx_ctl_print_text (self->text);
  if (error != NULL)
    ilx_ctl_error_tell (error);
  if (error != NULL && open != NULL)
    tell_way_on (open);
  return is_printed;
}

static int
get_exit (const GError *error)
{
  if (error == NULL)
    return ILX_CTL_EXIT_DONE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return EXIT_BY_SIGNAL;
  return (int) ilx_ctl_error_get_exit (error);
}

/* Help and version are text for whoever asks. */
static gboolean
print (IlxCtl *self, const GError *error)
{
  return self->is_json && (self->command != NULL || error != NULL || self->text == NULL)
             ? print_json (self, error)
             : print_text (self, error);
}

/**
 * ilx_ctl_run_finish:
 * @self: the run
 * @result: of ilx_ctl_run_async()
 *
 * Prints the answer, and what went wrong.
 *
 * Returns: the exit code
 */
int
ilx_ctl_run_finish (IlxCtl *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (error == NULL)
    error = g_steal_pointer (&self->problem);
  if (self->command != NULL && (self->command->flags & ILX_CTL_SERVES) != 0
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ILX_CTL_EXIT_DONE;
  if (!print (self, error))
    {
      ilx_ctl_tell (_ ("illixisctl: The answer could not be written. Is the disk full?"));
      return error != NULL ? get_exit (error) : ILX_CTL_EXIT_FAILED;
    }
  return get_exit (error);
}
