/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom campaigns can go to: audiences. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-ctl-output.h"
#include "ilx-ctl.h"
#include "ilx-json.h"
#include "ilx-time.h"

static gboolean
prepare_audiences (IlxCtl *self, GError **error)
{
  return ilx_ctl_find_connection (self, ilx_ctl_get_argument (self, 0), error);
}

static void
tell_progress (guint n_done, guint n_all, gpointer user_data)
{
  IlxCtl *self = user_data;

  if (!self->is_json)
    ilx_ctl_tell (_ ("Counting audiences … %u of %u"), n_done, n_all);
}

static gboolean
refresh_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  if (!ilx_ctl_options_has (self->options, "refresh"))
    return FALSE;
  ilx_engine_refresh_audiences_async (self->engine, self->connection, 0, tell_progress, self,
                                      self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
refresh_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  self->audiences = ilx_engine_refresh_audiences_finish (self->engine, result, error);
  return self->audiences != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static JsonNode *
build_json (IlxAudience *audience)
{
  gint64 count = ilx_audience_get_count (audience);

  return ilx_json_object (
      "id", ilx_json_string (ilx_audience_get_id (audience)), "name",
      ilx_json_string (ilx_audience_get_name (audience)), "kind",
      ilx_json_string (ilx_audience_kind_get_name (ilx_audience_get_kind (audience))), "count",
      count >= 0 ? ilx_json_int (count) : ilx_json_null (), "counted_at",
      ilx_json_time (ilx_audience_get_counted_at (audience)), NULL);
}

static void
add_row (IlxCtl *self, IlxCtlTable *table, IlxAudience *audience)
{
  gint64 counted_at = ilx_audience_get_counted_at (audience);
  g_autofree char *count = ilx_ctl_dup_number (ilx_audience_get_count (audience));
  g_autofree char *age = counted_at != 0 ? ilx_time_format_age (ilx_ctl_get_now (self) - counted_at)
                                         : g_strdup (_ ("never"));

  ilx_ctl_table_add (table, ilx_audience_get_id (audience), ilx_audience_get_name (audience),
                     ilx_audience_kind_get_name (ilx_audience_get_kind (audience)), count, age,
                     NULL);
}

static gboolean
answer_audiences (IlxCtl *self, GError **error)
{
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new_titled (_ ("ID"), _ ("NAME"), _ ("KIND"),
                                                            _ ("COUNT"), _ ("COUNTED"), NULL);
  JsonNode *json;

  if (self->audiences == NULL)
    self->audiences = ilx_audience_store_load_all (ilx_ctl_get_store (self),
                                                   ilx_connection_get_id (self->connection), error);
  if (self->audiences == NULL)
    return FALSE;
  json = ilx_json_empty_array ();
  for (guint i = 0; i < self->audiences->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (self->audiences, i);

      ilx_json_append (json, build_json (audience));
      add_row (self, table, audience);
    }
  ilx_ctl_take_answer (self, json,
                       self->audiences->len > 0
                           ? ilx_ctl_table_to_text (table)
                           : g_strdup (_ ("No audience is known here. Ask the platform with "
                                          "--refresh.\n")));
  return TRUE;
}

static const IlxStep audiences_steps[] = {
  { "ask the platform", refresh_begin, refresh_finish },
  { NULL },
};

static const IlxCtlOption audiences_options[] = {
  { "refresh", NULL, N_ ("Ask the platform, and count all of them again") },
  { NULL },
};

const IlxCtlCommand ilx_ctl_audiences_commands[] = {
  { "audiences", N_ ("PLATFORM"), N_ ("List the audiences of an account, with their counts"),
    N_ ("Shows what was fetched last, and how old the counts are. Counting takes its time, since\n"
        "platforms answer few such questions a minute."),
    audiences_options, 0, 1, ILX_CTL_TAKES_KEY, prepare_audiences, audiences_steps,
    answer_audiences },
  { NULL }
};
