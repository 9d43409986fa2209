/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is it a key, whose is it, and what may it do? Klaviyo has no call that lists a key's scopes, so
 * one cheap read of each kind is tried, one after the other; a 403 names what is missing. Scopes to
 * write show only when something is written. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-error.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-private.h"
#include "ilx-step-runner.h"

static const struct
{
  IlxKlaviyoCall call;
  const char *query;
  const char *value;
} probes[] = {
  { ILX_KLAVIYO_GET_LISTS, "fields[list]", "name" },
  { ILX_KLAVIYO_GET_SEGMENTS, "fields[segment]", "name" },
  { ILX_KLAVIYO_GET_TEMPLATES, "fields[template]", "name" },
  { ILX_KLAVIYO_GET_CAMPAIGNS, "filter", "equals(messages.channel,'email')" },
  { ILX_KLAVIYO_GET_FLOWS, "fields[flow]", "name" },
  { ILX_KLAVIYO_GET_METRICS, "fields[metric]", "name" },
  { ILX_KLAVIYO_GET_PROFILES, "page[size]", "1" },
  { ILX_KLAVIYO_GET_EVENTS, "page[size]", "1" },
  { ILX_KLAVIYO_GET_WEBHOOK_TOPICS, NULL, NULL },
};

typedef struct
{
  IlxSteps steps;
  /* in */
  IlxKlaviyoClient *client; /* (owned) */
  /* progress */
  guint probe;        /* the one under way */
  GPtrArray *missing; /* (element-type utf8) (owned) */
  /* out */
  IlxConnection *connection; /* (owned) (nullable) */
} Verify;

static void
verify_free (gpointer data)
{
  Verify *verify = data;

  g_object_unref (verify->client);
  g_ptr_array_unref (verify->missing);
  g_clear_object (&verify->connection);
  g_free (verify);
}

/* --- The form of a key ------------------------------------------------------------------------ */

static gboolean
refuse_key (GError **error, const char *message)
{
  ilx_set_error (error, ILX_ERROR_INVALID_INPUT, "%s", message);
  if (error != NULL)
    ilx_error_set_field (*error, "api-key");
  return FALSE;
}

static gboolean
has_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isspace (g_utf8_get_char (text)) || g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

static gboolean
is_alphanumeric (const char *text, const char *besides)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (besides, *text) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * ilx_klaviyo_check_secret:
 * @secret: (nullable): what the user gave as a key, without blanks at its ends
 * @error: %ILX_ERROR_INVALID_INPUT with the field "api-key"; it never shows @secret
 *
 * No network.
 *
 * Returns: whether it has the form of a private API key
 */
gboolean
ilx_klaviyo_check_secret (const char *secret, GError **error)
{
  if (secret == NULL || *secret == '\0')
    return refuse_key (error, _ ("The API key is empty. Copy a private API key from Klaviyo, "
                                 "Settings, API keys."));
  if (!g_utf8_validate (secret, -1, NULL))
    return refuse_key (error, _ ("The API key is not text. Copy a private API key from Klaviyo."));
  if (has_blank (secret))
    return refuse_key (error, _ ("The API key has blanks or line breaks in it. Copy it from "
                                 "Klaviyo again, in one piece."));
  if (strlen (secret) == 6 && is_alphanumeric (secret, ""))
    return refuse_key (error, _ ("This is the public API key (site ID). Illixis needs a private "
                                 "API key, which begins with “pk_”."));
  if (!g_str_has_prefix (secret, "pk_"))
    return refuse_key (error, _ ("This is no private API key of Klaviyo: those begin with “pk_”. "
                                 "Create one in Klaviyo, Settings, API keys."));
  if (secret[3] == '\0' || !is_alphanumeric (secret, "_"))
    return refuse_key (error, _ ("The API key is damaged: after “pk_” come letters and digits "
                                 "only. Copy it from Klaviyo again."));
  return TRUE;
}

/* --- Whose it is ------------------------------------------------------------------------------ */

static gboolean
account_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Verify *verify = state;
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (ILX_KLAVIYO_GET_ACCOUNTS, NULL);

  ilx_klaviyo_client_send_async (verify->client, ILX_KLAVIYO_GET_ACCOUNTS, request,
                                 g_task_get_cancellable (task), callback, data);
  return TRUE;
}

static IlxStepOutcome
account_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Verify *verify = state;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, error);

  if (reply != NULL)
    verify->connection = ilx_klaviyo_json_parse_account (reply, error);
  return verify->connection != NULL ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

/* --- What it may do --------------------------------------------------------------------------- */

static gboolean
probe_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  Verify *verify = state;
  IlxKlaviyoCall call = probes[verify->probe].call;
  g_autoptr (IlxHttpRequest) request = ilx_klaviyo_request_new (call, NULL);

  if (probes[verify->probe].query != NULL)
    ilx_http_request_add_query (request, probes[verify->probe].query, probes[verify->probe].value);
  ilx_klaviyo_client_send_async (verify->client, call, request, g_task_get_cancellable (task),
                                 callback, data);
  return TRUE;
}

static void
add_missing (Verify *verify, const char *scopes)
{
  g_auto (GStrv) names = g_strsplit (scopes, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (verify->missing, names[i], g_str_equal, NULL))
      g_ptr_array_add (verify->missing, g_strdup (names[i]));
}

/* A key that was good a moment ago and no longer is, or no network: the rest makes no sense. Any
 * other failure says nothing about scopes, and what is not known to be missing is not missing. */
static gboolean
ends_verification (const GError *error)
{
  return error->domain != ILX_ERROR || ilx_error_is (error, ILX_ERROR_BAD_CREDENTIALS)
         || ilx_error_is (error, ILX_ERROR_NETWORK)
         || ilx_error_is (error, ILX_ERROR_UPDATE_NEEDED);
}

static IlxStepOutcome
probe_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  Verify *verify = state;
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply
      = ilx_klaviyo_client_send_finish (ILX_KLAVIYO_CLIENT (source), result, &local);

  if (reply == NULL && ends_verification (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return ILX_STEP_FAILED;
    }
  if (ilx_error_is (local, ILX_ERROR_MISSING_PERMISSION))
    add_missing (verify, ilx_error_get_permission (local));
  verify->probe++;
  return verify->probe < G_N_ELEMENTS (probes) ? ILX_STEP_AGAIN : ILX_STEP_NEXT;
}

static const IlxStep verify_steps[] = {
  { "whose key", account_begin, account_finish },
  { "what it may do", probe_begin, probe_finish },
  { NULL, NULL, NULL },
};

/**
 * ilx_klaviyo_verify_async:
 * @platform: an account on Klaviyo
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * `GET /api/accounts`, then one read of each kind. Ten calls.
 */
void
ilx_klaviyo_verify_async (IlxPlatform *platform,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (platform, cancellable, callback, user_data);
  Verify *verify = g_new0 (Verify, 1);

  verify->client = g_object_ref (ilx_klaviyo_platform_get_client (ILX_KLAVIYO_PLATFORM (platform)));
  verify->missing = g_ptr_array_new_with_free_func (g_free);
  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_klaviyo_verify_async);
  g_task_set_task_data (task, verify, verify_free);
  ilx_steps_run (task, verify_steps);
}

/**
 * ilx_klaviyo_verify_finish:
 * @platform: an account on Klaviyo
 * @result: the result
 * @error: %ILX_ERROR_BAD_CREDENTIALS; %ILX_ERROR_MISSING_PERMISSION when not even the account can
 * be read; what a platform can answer
 *
 * Returns: (transfer full): the account, without id, with the missing scopes named
 */
IlxConnection *
ilx_klaviyo_verify_finish (IlxPlatform *platform, GAsyncResult *result, GError **error)
{
  Verify *verify;

  g_return_val_if_fail (g_task_is_valid (result, platform), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  verify = g_task_get_task_data (G_TASK (result));
  g_ptr_array_add (verify->missing, NULL);
  ilx_connection_set_missing_permissions (verify->connection,
                                          (const char *const *) verify->missing->pdata);
  return g_steal_pointer (&verify->connection);
}
