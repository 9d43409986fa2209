/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of the user's data, for elsewhere: export. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-ctl.h"
#include "ilx-json.h"

static gboolean
export_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_engine_export_async (self->engine, ilx_ctl_get_argument (self, 0), self->cancellable,
                           callback, data);
  return TRUE;
}

static IlxStepOutcome
export_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  self->count = ilx_engine_export_finish (self->engine, result, error);
  return self->count >= 0 ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
answer_export (IlxCtl *self, GError **error)
{
  const char *dir = ilx_ctl_get_argument (self, 0);

  ilx_ctl_take_answer (
      self,
      ilx_json_object ("dir", ilx_json_string (dir), "campaigns", ilx_json_int (self->count), NULL),
      g_strdup_printf (ngettext ("%d campaign and all settings are in “%s”.\n",
                                 "%d campaigns and all settings are in “%s”.\n",
                                 (gulong) self->count),
                       (int) self->count, dir));
  return TRUE;
}

static const IlxStep export_steps[] = {
  { "export", export_begin, export_finish },
  { NULL },
};

const IlxCtlCommand ilx_ctl_export_commands[] = {
  { "export", N_ ("DIR"), N_ ("Write all data into a folder: JSON, HTML and CSV"),
    N_ ("The folder must be new or empty. Keys are never exported."), NULL, 1, 1, ILX_CTL_PLAIN,
    NULL, export_steps, answer_export },
  { NULL },
};
