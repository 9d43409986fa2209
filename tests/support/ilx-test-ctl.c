/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <pty.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "ilx-json.h"
#include "ilx-test-ctl.h"

#define SHORT_BODY                                                                                 \
  "<!DOCTYPE html><html><head><title>Sale</title></head><body><h1>Sale</h1>"                       \
  "<p>Hello {{ first_name|default:'you' }}, <a href=\"https://shop.example/sale\">look</a>.</p>"   \
  "<p>Shop, 1 Main Street, Springfield · {% unsubscribe 'Unsubscribe' %}</p></body></html>\n"

struct _IlxTestCtl
{
  char *dir;
  char *key_file;
  GStrv environment;
  GSubprocess *sandbox;    /* (nullable) */
  JsonNode *description;   /* (nullable): what the sandbox said of itself */
  SoupSession *controller; /* for the control address */
};

/**
 * ilx_test_run_free:
 * @self: (transfer full): how a run ended
 */
void
ilx_test_run_free (IlxTestRun *self)
{
  g_free (self->out);
  g_free (self->err);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* --- The sandbox --- */

/* A test that aborts must not leave a sandbox behind that holds its output open. */
static void
die_with_test (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocessLauncher *
new_launcher (IlxTestCtl *self, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_environ (launcher, self->environment);
  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  return launcher;
}

static void
start_sandbox (IlxTestCtl *self)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  self->sandbox = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("ILLIXISCTL"), "sandbox",
                                               "--speed", ILX_TEST_CTL_SPEED, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->sandbox));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  self->description = ilx_json_parse_text (line, &error);
  g_assert_no_error (error);
  self->controller = soup_session_new_with_options ("timeout", 20, NULL);
}

/* No locale but UTF-8, no keyring but a file, no folder but our own. */
static void
set_environment (IlxTestCtl *self)
{
  const char *const folders[][2] = { { "HOME", "home" },
                                     { "XDG_DATA_HOME", "home" },
                                     { "XDG_CONFIG_HOME", "home" },
                                     { "XDG_CACHE_HOME", "home" },
                                     { "ILLIXIS_DATA_DIR", "data" },
                                     { "SECRET_FILE_TEST_PATH", "keyring" } };

  self->environment = g_get_environ ();
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = ilx_test_ctl_dup_path (self, folders[i][1]);

      ilx_test_ctl_set_env (self, folders[i][0], path);
    }
  ilx_test_ctl_set_env (self, "SECRET_BACKEND", "file");
  ilx_test_ctl_set_env (self, "SECRET_FILE_TEST_PASSWORD", "test");
  ilx_test_ctl_set_env (self, "DBUS_SESSION_BUS_ADDRESS", NULL);
}

/**
 * ilx_test_ctl_new:
 * @flags: what it needs
 *
 * Returns: (transfer full): an empty profile in a folder of its own
 */
IlxTestCtl *
ilx_test_ctl_new (IlxTestCtlFlags flags)
{
  IlxTestCtl *self = g_new0 (IlxTestCtl, 1);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (g_getenv ("ILLIXISCTL"));
  self->dir = g_dir_make_tmp ("ilx-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  set_environment (self);
  if ((flags & ILX_TEST_CTL_SANDBOX) == 0)
    return self;
  start_sandbox (self);
  ilx_test_ctl_set_env (self, "ILLIXIS_KLAVIYO_URL", ilx_test_ctl_get_url (self));
  ilx_test_ctl_set_env (self, "ILLIXIS_TEST_SPEED", ILX_TEST_CTL_SPEED);
  self->key_file = ilx_test_ctl_write (self, "key", ilx_test_ctl_get_key (self), -1);
  return self;
}

/**
 * ilx_test_ctl_stop_sandbox:
 * @self: a profile with a sandbox
 */
void
ilx_test_ctl_stop_sandbox (IlxTestCtl *self)
{
  if (self->sandbox == NULL)
    return;
  g_subprocess_send_signal (self->sandbox, SIGTERM);
  g_subprocess_wait (self->sandbox, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (self->sandbox));
  g_assert_cmpint (g_subprocess_get_exit_status (self->sandbox), ==, 0);
  g_clear_object (&self->sandbox);
}

/**
 * ilx_test_ctl_free:
 * @self: (transfer full): a profile
 */
void
ilx_test_ctl_free (IlxTestCtl *self)
{
  g_clear_object (&self->controller);
  ilx_test_ctl_stop_sandbox (self);
  g_clear_pointer (&self->description, json_node_unref);
  remove_tree (self->dir);
  g_strfreev (self->environment);
  g_free (self->key_file);
  g_free (self->dir);
  g_free (self);
}

const char *
ilx_test_ctl_get_dir (IlxTestCtl *self)
{
  return self->dir;
}

char *
ilx_test_ctl_dup_path (IlxTestCtl *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

/**
 * ilx_test_ctl_write:
 * @self: a profile
 * @name: of the file
 * @text: bytes
 * @length: of @text, or -1
 *
 * Returns: (transfer full): the file's path
 */
char *
ilx_test_ctl_write (IlxTestCtl *self, const char *name, const char *text, gssize length)
{
  char *path = ilx_test_ctl_dup_path (self, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

const char *
ilx_test_ctl_get_url (IlxTestCtl *self)
{
  return ilx_json_get_string_or (self->description, "klaviyo.url", NULL);
}

const char *
ilx_test_ctl_get_key (IlxTestCtl *self)
{
  return ilx_json_get_string_or (self->description, "klaviyo.api_key", NULL);
}

const char *
ilx_test_ctl_get_key_file (IlxTestCtl *self)
{
  return self->key_file;
}

void
ilx_test_ctl_set_env (IlxTestCtl *self, const char *name, const char *value)
{
  if (value != NULL)
    self->environment = g_environ_setenv (self->environment, name, value, TRUE);
  else
    self->environment = g_environ_unsetenv (self->environment, name);
}

/* --- Runs --- */

static GStrv
build_command_line (const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, g_getenv ("ILLIXISCTL"));
  for (; *arguments != NULL; arguments++)
    g_strv_builder_add (builder, *arguments);
  return g_strv_builder_end (builder);
}

static GStrv
collect (const char *first, va_list args)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *argument = first; argument != NULL; argument = va_arg (args, const char *))
    g_strv_builder_add (builder, argument);
  return g_strv_builder_end (builder);
}

static int
get_status (GSubprocess *process)
{
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                              : -g_subprocess_get_term_sig (process);
}

static IlxTestRun *
build_run (GSubprocess *process, char *out, char *err)
{
  IlxTestRun *run = g_new0 (IlxTestRun, 1);

  run->status = get_status (process);
  run->out = out;
  run->err = err;
  if (*out == '{' || *out == '[')
    run->json = ilx_json_parse_text (out, NULL);
  return run;
}

/**
 * ilx_test_ctl_spawn:
 * @self: a profile
 * @arguments: (array zero-terminated=1): without the program's name
 *
 * Returns: (transfer full): the process, with pipes for all three streams
 */
GSubprocess *
ilx_test_ctl_spawn (IlxTestCtl *self, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher
      = new_launcher (self, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_auto (GStrv) command = build_command_line (arguments);
  g_autoptr (GError) error = NULL;
  GSubprocess *process
      = g_subprocess_launcher_spawnv (launcher, (const char *const *) command, &error);

  g_assert_no_error (error);
  return process;
}

/* A pipe's bytes need not be text. */
static char *
to_text (GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return g_strndup (data != NULL ? data : "", length);
}

/**
 * ilx_test_ctl_finish:
 * @process: of ilx_test_ctl_spawn()
 * @input: (nullable): its standard input
 *
 * Returns: (transfer full): how it ended
 */
IlxTestRun *
ilx_test_ctl_finish (GSubprocess *process, const char *input)
{
  g_autoptr (GBytes) in
      = g_bytes_new (input != NULL ? input : "", input != NULL ? strlen (input) : 0);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;

  /* Who doesn't read what it is given may end before that is written. */
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    g_assert_no_error (error);
  g_subprocess_wait (process, NULL, NULL);
  return build_run (process, to_text (out), to_text (err));
}

/**
 * ilx_test_ctl_runv:
 * @self: a profile
 * @input: (nullable): the standard input
 * @arguments: (array zero-terminated=1): without the program's name
 *
 * Returns: (transfer full): how it ended
 */
IlxTestRun *
ilx_test_ctl_runv (IlxTestCtl *self, const char *input, const char *const *arguments)
{
  g_autoptr (GSubprocess) process = ilx_test_ctl_spawn (self, arguments);

  return ilx_test_ctl_finish (process, input);
}

IlxTestRun *
ilx_test_ctl_run (IlxTestCtl *self, const char *input, const char *first_argument, ...)
{
  g_auto (GStrv) arguments = NULL;
  va_list args;

  va_start (args, first_argument);
  arguments = collect (first_argument, args);
  va_end (args);
  return ilx_test_ctl_runv (self, input, (const char *const *) arguments);
}

/**
 * ilx_test_ctl_expect:
 * @self: a profile
 * @status: the exit code that it must have
 * @first_argument: its arguments, then NULL
 *
 * Returns: (transfer full): how it ended
 */
IlxTestRun *
ilx_test_ctl_expect (IlxTestCtl *self, int status, const char *first_argument, ...)
{
  g_auto (GStrv) arguments = NULL;
  IlxTestRun *run;
  va_list args;

  va_start (args, first_argument);
  arguments = collect (first_argument, args);
  va_end (args);
  run = ilx_test_ctl_runv (self, NULL, (const char *const *) arguments);
  if (run->status != status)
    {
      g_autofree char *line = g_strjoinv (" ", arguments);

      g_error ("%s: exit %d, not %d\n%s%s", line, run->status, status, run->out, run->err);
    }
  return run;
}

/* Reads until @text (nullable) was shown, or until the other side is closed. */
static void
read_terminal (int fd, const char *text, GString *shown)
{
  char buffer[4096];
  gssize n;

  /* At the end of the other side a terminal gives an error instead of an end. */
  while ((text == NULL || strstr (shown->str, text) == NULL)
         && (n = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (shown, buffer, n);
}

/**
 * ilx_test_ctl_run_on_terminal:
 * @self: a profile
 * @prompt: what it shows before it is typed
 * @typed: what is typed then
 * @arguments: (array zero-terminated=1): without the program's name
 *
 * Returns: (transfer full): how it ended; what the terminal showed is in `err`
 */
IlxTestRun *
ilx_test_ctl_run_on_terminal (IlxTestCtl *self,
                              const char *prompt,
                              const char *typed,
                              const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_auto (GStrv) command = build_command_line (arguments);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  GString *shown = g_string_new (NULL);
  int master, slave;

  g_assert_cmpint (openpty (&master, &slave, NULL, NULL, NULL), ==, 0);
  g_subprocess_launcher_take_stdin_fd (launcher, fcntl (slave, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_take_stderr_fd (launcher, fcntl (slave, F_DUPFD_CLOEXEC, 3));
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command, NULL);
  g_assert_nonnull (process);
  g_clear_object (&launcher);
  g_close (slave, NULL);
  read_terminal (master, prompt, shown);
  g_assert_cmpint (write (master, typed, strlen (typed)), ==, (gssize) strlen (typed));
  read_terminal (master, NULL, shown);
  g_close (master, NULL);
  g_subprocess_communicate (process, NULL, NULL, &out, NULL, NULL);
  return build_run (process, to_text (out), g_string_free (shown, FALSE));
}

/**
 * ilx_test_ctl_connect:
 * @self: a profile with a sandbox
 */
void
ilx_test_ctl_connect (IlxTestCtl *self)
{
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (self, 0, "connect", "klaviyo", "--api-key-file", self->key_file, NULL);
}

/* The first list that the sandbox has. */
static char *
dup_some_audience (IlxTestCtl *self)
{
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (self, 0, "audiences", "klaviyo", "--json", NULL);

  for (guint i = 0; i < ilx_json_get_length (run->json, ""); i++)
    {
      g_autofree char *kind = g_strdup_printf ("[%u].kind", i);
      g_autofree char *id = g_strdup_printf ("[%u].id", i);

      if (g_strcmp0 (ilx_json_get_string_or (run->json, kind, NULL), "list") == 0)
        return g_strdup (ilx_json_get_string_or (run->json, id, NULL));
    }
  g_error ("The sandbox has no list:\n%s", run->out);
}

/**
 * ilx_test_ctl_create_campaign:
 * @self: a profile that is connected
 * @subject: the subject
 *
 * Returns: (transfer full): the id of a campaign that can be sent
 */
char *
ilx_test_ctl_create_campaign (IlxTestCtl *self, const char *subject)
{
  g_autofree char *html = ilx_test_ctl_write (self, "mail.html", SHORT_BODY, -1);
  g_autofree char *audience = dup_some_audience (self);
  g_autoptr (IlxTestRun) run
      = ilx_test_ctl_expect (self, 0, "campaign", "create", "--platform", "klaviyo", "--audience",
                             audience, "--subject", subject, "--html", html, "--from-name", "Shop",
                             "--from-email", "hello@shop.example", "--json", NULL);

  return g_strdup (ilx_json_get_string_or (run->json, "id", NULL));
}

/* --- The control address --- */

static JsonNode *
control (IlxTestCtl *self, const char *method, const char *name, const char *json)
{
  const char *base = ilx_json_get_string_or (self->description, "control", NULL);
  g_autofree char *url = g_strconcat (base, "/", name, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;
  g_autoptr (GBytes) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  reply = soup_session_send_and_read (self->controller, message, NULL, &error);
  g_assert_no_error (error);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    g_error ("%s %s: %u", method, url, soup_message_get_status (message));
  return g_bytes_get_size (reply) > 0 ? ilx_json_parse (reply, NULL) : NULL;
}

/**
 * ilx_test_ctl_ask:
 * @self: a profile with a sandbox
 * @name: "state", "requests"
 *
 * Returns: (transfer full): what the sandbox answers
 */
JsonNode *
ilx_test_ctl_ask (IlxTestCtl *self, const char *name)
{
  JsonNode *reply = control (self, "GET", name, NULL);

  g_assert_nonnull (reply);
  return reply;
}

void
ilx_test_ctl_post (IlxTestCtl *self, const char *name, const char *json)
{
  g_autoptr (JsonNode) reply = control (self, "POST", name, json);
}

/**
 * ilx_test_ctl_post_for:
 * @self: a profile with a sandbox
 * @name: "keys"
 * @json: the body
 *
 * Returns: (transfer full): what the sandbox answers
 */
JsonNode *
ilx_test_ctl_post_for (IlxTestCtl *self, const char *name, const char *json)
{
  JsonNode *reply = control (self, "POST", name, json);

  g_assert_nonnull (reply);
  return reply;
}

/**
 * ilx_test_ctl_wait_for_requests:
 * @self: a profile with a sandbox
 * @n: how many requests its log must have
 */
void
ilx_test_ctl_wait_for_requests (IlxTestCtl *self, guint n)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autoptr (JsonNode) log = ilx_test_ctl_ask (self, "requests");

      if (ilx_json_get_length (log, "") >= n)
        return;
      if (g_get_monotonic_time () > deadline)
        g_error ("The sandbox was not asked %u times", n);
      g_usleep (5000);
    }
}

void
ilx_test_ctl_delete (IlxTestCtl *self, const char *name)
{
  g_autoptr (JsonNode) reply = control (self, "DELETE", name, NULL);
}

/**
 * ilx_test_ctl_count:
 * @self: a profile with a sandbox
 * @kind: as the state names it
 *
 * Returns: how many objects of it there are
 */
guint
ilx_test_ctl_count (IlxTestCtl *self, const char *kind)
{
  g_autoptr (JsonNode) state = ilx_test_ctl_ask (self, "state");
  g_autofree char *path = g_strconcat ("klaviyo.", kind, NULL);

  return ilx_json_get_length (state, path);
}
