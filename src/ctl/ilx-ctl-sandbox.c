/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated platforms to try things with: sandbox. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-ctl-output.h"
#include "ilx-ctl.h"
#include "ilx-error.h"
#include "ilx-sandbox.h"

#define MAX_PORT 65535

static gboolean
prepare_sandbox (IlxCtl *self, GError **error)
{
  gint64 port = 0;
  double speed = 1;

  if (!ilx_ctl_options_get_int (self->options, "port", &port, error)
      || !ilx_ctl_options_get_double (self->options, "speed", &speed, error))
    return FALSE;
  if (port > MAX_PORT)
    {
      ilx_set_error (error, ILX_ERROR_USAGE, _ ("--port goes up to %d."), MAX_PORT);
      return FALSE;
    }
  self->server = G_OBJECT (ilx_sandbox_new (speed));
  return ilx_sandbox_start (ILX_SANDBOX (self->server), (guint) port, error);
}

static gboolean
stopped_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Tells where it is, then only its end is awaited. */
static gboolean
serve_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;
  g_autoptr (JsonNode) description = ilx_sandbox_describe (ILX_SANDBOX (self->server));
  g_autoptr (GTask) end = g_task_new (NULL, self->cancellable, callback, data);
  g_autoptr (GSource) stopped = g_cancellable_source_new (self->cancellable);

  g_task_set_source_tag (end, (gpointer) (guintptr) serve_begin);
  if (!ilx_ctl_print_json (description, FALSE))
    {
      g_task_return_new_error (end, ILX_ERROR, ILX_ERROR_FAILED, "%s",
                               _ ("Nobody reads where the sandbox is."));
      return TRUE;
    }
  g_source_set_callback (stopped, G_SOURCE_FUNC (stopped_cb), g_object_ref (end), g_object_unref);
  g_source_attach (stopped, g_main_context_get_thread_default ());
  return TRUE;
}

static IlxStepOutcome
serve_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  ilx_sandbox_stop (ILX_SANDBOX (self->server));
  g_task_propagate_boolean (G_TASK (result), error);
  return ILX_STEP_FAILED;
}

/* It is never reached: to be stopped is the only end. */
static gboolean
answer_sandbox (IlxCtl *self, GError **error)
{
  return TRUE;
}

static const IlxStep serve_steps[] = {
  { "serve", serve_begin, serve_finish },
  { NULL },
};

static const IlxCtlOption sandbox_options[] = {
  { "port", N_ ("N"), N_ ("Port to listen on; else a free one") },
  { "speed", N_ ("X"), N_ ("How fast limits and jobs run; 1 as for real") },
  { NULL },
};

const IlxCtlCommand ilx_ctl_sandbox_commands[] = {
  { "sandbox", NULL, N_ ("Serve simulated platforms on this computer"),
    N_ ("Prints one line of JSON with an address and a key for each platform, then serves "
        "until it\n"
        "is stopped. To use it: ILLIXIS_KLAVIYO_URL=… illixisctl --profile try …"),
    sandbox_options, 0, 0, ILX_CTL_NO_PROFILE | ILX_CTL_SERVES, prepare_sandbox, serve_steps,
    answer_sandbox },
  { NULL },
};
