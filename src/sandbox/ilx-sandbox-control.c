/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-control.h"

#include "ilx-json.h"
#include "ilx-sandbox-call-private.h"
#include "ilx-sandbox-platform.h"
#include "ilx-time.h"

#include <string.h>

/* The year 9999 ends here, and with it what a date of four digits can say. */
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

/* A control call under way; body is NULL when none came. */
typedef struct
{
  IlxSandboxParts *parts;
  IlxSandboxCall *call;
  JsonNode *body; /* (owned) (nullable) */
} IlxSandboxControl;

typedef struct
{
  const char *method;
  const char *name;
  void (*handle) (IlxSandboxControl *control);
} IlxSandboxControlRow;

static void
reply (IlxSandboxControl *control, guint status, JsonNode *take)
{
  g_autofree char *text = ilx_json_to_text (take, FALSE);

  ilx_sandbox_call_set_reply (control->call, status, "application/json", text);
  json_node_unref (take);
}

static void
reply_error (IlxSandboxControl *control, guint status, const char *words)
{
  reply (control, status, ilx_json_object ("error", ilx_json_string (words), NULL));
}

static void
get_state (IlxSandboxControl *control)
{
  g_autoptr (GHashTable) query = NULL;
  const char *kinds = NULL;

  if (control->call->query_text != NULL)
    query = g_uri_parse_params (control->call->query_text, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (query != NULL)
    kinds = g_hash_table_lookup (query, "kinds");
  ilx_sandbox_platforms_refresh (control->parts->state);
  reply (control, 200, ilx_sandbox_state_build_dump (control->parts->state, kinds));
}

static void
get_requests (IlxSandboxControl *control)
{
  reply (control, 200, ilx_sandbox_log_build (control->parts->log));
}

static void
delete_requests (IlxSandboxControl *control)
{
  ilx_sandbox_log_clear (control->parts->log);
  reply (control, 200, ilx_json_empty_object ());
}

static void
get_faults (IlxSandboxControl *control)
{
  reply (control, 200, ilx_sandbox_faults_build (control->parts->faults));
}

static void
post_faults (IlxSandboxControl *control)
{
  g_autoptr (GError) error = NULL;

  if (control->body == NULL)
    reply_error (control, 400, "A fault or an array of faults is needed.");
  else if (!ilx_sandbox_faults_add (control->parts->faults, control->body, &error))
    reply_error (control, 400, error->message);
  else
    get_faults (control);
}

static void
delete_faults (IlxSandboxControl *control)
{
  ilx_sandbox_faults_clear (control->parts->faults);
  get_faults (control);
}

static void
get_clock (IlxSandboxControl *control)
{
  gint64 now = ilx_sandbox_state_get_now (control->parts->state);

  reply (control, 200, ilx_json_object ("now", ilx_json_time (now), NULL));
}

/* Where the clock shall stand; FALSE when the body doesn't say. */
static gboolean
read_moment (IlxSandboxControl *control, gint64 *moment)
{
  JsonNode *advance = ilx_json_get (control->body, "advance");
  const char *text = ilx_json_get_string_or (control->body, "now", NULL);
  double seconds = ilx_json_get_double_or (advance, "", -1);

  if (text != NULL)
    return ilx_time_parse (text, moment);
  if (advance == NULL || !(seconds >= 0 && seconds <= LAST_SECOND))
    return FALSE;
  *moment = ilx_sandbox_state_get_now (control->parts->state)
            + (gint64) (seconds * (double) ILX_SECOND);
  return TRUE;
}

static void
post_clock (IlxSandboxControl *control)
{
  gint64 moment = 0;

  if (!read_moment (control, &moment) || moment < 0 || moment / ILX_SECOND > LAST_SECOND)
    {
      reply_error (control, 400, "\"advance\" (seconds) or \"now\" (a date) is needed.");
      return;
    }
  ilx_sandbox_state_set_now (control->parts->state, moment);
  ilx_sandbox_platforms_refresh (control->parts->state);
  get_clock (control);
}

static void
add_key (IlxSandboxControl *control)
{
  g_auto (GStrv) scopes = ilx_json_dup_strv (control->body, "scopes");
  g_autofree char *joined = g_strjoinv (" ", scopes);
  gboolean has_all = ilx_json_get (control->body, "scopes") == NULL;
  const char *platform = ilx_json_get_string_or (control->body, "platform", "klaviyo");
  const char *key;

  if (!ilx_sandbox_platforms_have (platform))
    {
      reply_error (control, 400, "There is no such platform.");
      return;
    }
  key = ilx_sandbox_keys_add (control->parts->keys, platform, has_all ? NULL : joined);
  reply (control, 201, ilx_json_object ("api_key", ilx_json_string (key), NULL));
}

static void
post_keys (IlxSandboxControl *control)
{
  const char *revoked = ilx_json_get_string_or (control->body, "revoke", NULL);

  if (revoked == NULL)
    add_key (control);
  else if (ilx_sandbox_keys_revoke (control->parts->keys, revoked))
    reply (control, 200, ilx_json_empty_object ());
  else
    reply_error (control, 404, "There is no such key.");
}

static const char *const switches[] = { "webhooks", "limits", "paid" };

static void
get_plan (IlxSandboxControl *control)
{
  JsonNode *plan = ilx_json_empty_object ();

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    ilx_json_set (
        plan, switches[i],
        ilx_json_bool (ilx_sandbox_state_has_switch (control->parts->state, switches[i])));
  reply (control, 200, plan);
}

static void
post_plan (IlxSandboxControl *control)
{
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (ilx_json_get (control->body, switches[i]) != NULL)
      ilx_sandbox_state_set_switch (control->parts->state, switches[i],
                                    ilx_json_get_bool_or (control->body, switches[i], TRUE));
  get_plan (control);
}

static void
post_reset (IlxSandboxControl *control)
{
  ilx_sandbox_parts_reset (control->parts);
  reply (control, 200, ilx_json_empty_object ());
}

static const IlxSandboxControlRow rows[] = {
  { "GET", "/state", get_state },
  { "GET", "/requests", get_requests },
  { "DELETE", "/requests", delete_requests },
  { "GET", "/faults", get_faults },
  { "POST", "/faults", post_faults },
  { "DELETE", "/faults", delete_faults },
  { "GET", "/clock", get_clock },
  { "POST", "/clock", post_clock },
  { "POST", "/keys", post_keys },
  { "GET", "/plan", get_plan },
  { "POST", "/plan", post_plan },
  { "POST", "/reset", post_reset },
};

/**
 * ilx_sandbox_control_has_path:
 * @path: of a request
 *
 * Returns: whether it is for the control interface
 */
gboolean
ilx_sandbox_control_has_path (const char *path)
{
  return g_str_has_prefix (path, ILX_SANDBOX_CONTROL_PREFIX "/");
}

static void
dispatch (IlxSandboxControl *control, const char *name)
{
  gboolean is_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (!g_str_equal (rows[i].name, name))
        continue;
      is_known = TRUE;
      if (g_str_equal (rows[i].method, control->call->method))
        {
          rows[i].handle (control);
          return;
        }
    }
  if (is_known)
    reply_error (control, 405, "Not with this method.");
  else
    reply_error (control, 404, "The sandbox has no such control.");
}

/**
 * ilx_sandbox_control_handle:
 * @parts: what is controlled
 * @call: a call to a path of the control interface
 * @body: its body, maybe empty
 *
 * The prefix may stand twice: the address is told with it, and some join that to a whole path.
 */
void
ilx_sandbox_control_handle (IlxSandboxParts *parts, IlxSandboxCall *call, GBytes *body)
{
  const char *name = call->path;
  IlxSandboxControl control = { parts, call, NULL };
  g_autoptr (JsonNode) json = NULL;

  while (ilx_sandbox_control_has_path (name))
    name += strlen (ILX_SANDBOX_CONTROL_PREFIX);
  if (g_bytes_get_size (body) > 0)
    json = ilx_json_parse (body, NULL);
  control.body = json;
  if (json == NULL && g_bytes_get_size (body) > 0)
    reply_error (&control, 400, "The body is not JSON.");
  else
    dispatch (&control, name);
}
