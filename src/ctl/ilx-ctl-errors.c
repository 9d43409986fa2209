/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-ctl-errors.h"
#include "ilx-ctl-output.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-time.h"

/* What isn't named here is refused or failed. */
static const IlxCtlExit exits[ILX_N_ERRORS] = {
  [ILX_ERROR_FAILED] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_USAGE] = ILX_CTL_EXIT_USAGE,
  [ILX_ERROR_INVALID_INPUT] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_NOT_CONNECTED] = ILX_CTL_EXIT_NOT_CONNECTED,
  [ILX_ERROR_BAD_CREDENTIALS] = ILX_CTL_EXIT_NOT_CONNECTED,
  [ILX_ERROR_MISSING_PERMISSION] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_RATE_LIMITED] = ILX_CTL_EXIT_RETRY,
  [ILX_ERROR_REJECTED] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_NOT_FOUND] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_CONFLICT] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_NETWORK] = ILX_CTL_EXIT_RETRY,
  [ILX_ERROR_TIMED_OUT] = ILX_CTL_EXIT_RETRY,
  [ILX_ERROR_SERVER] = ILX_CTL_EXIT_RETRY,
  [ILX_ERROR_BAD_REPLY] = ILX_CTL_EXIT_RETRY, /* a hotel's sign-in page in place of JSON, mostly */
  [ILX_ERROR_UPDATE_NEEDED] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_BLOCKED] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_NOT_CONFIRMED] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_UNCERTAIN] = ILX_CTL_EXIT_UNCERTAIN,
  [ILX_ERROR_BUSY] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_STORAGE] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_STORAGE_FULL] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_STORAGE_READ_ONLY] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_STORAGE_CORRUPT] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_STORAGE_NEWER] = ILX_CTL_EXIT_FAILED,
  [ILX_ERROR_SECRETS_ABSENT] = ILX_CTL_EXIT_NOT_CONNECTED,
  [ILX_ERROR_SECRETS_LOCKED] = ILX_CTL_EXIT_NOT_CONNECTED,
};

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Another domain than ours is a mistake of ours. */
static IlxErrorCode
get_code (const GError *error)
{
  return error->domain == ILX_ERROR && error->code >= 0 && error->code < ILX_N_ERRORS
             ? (IlxErrorCode) error->code
             : ILX_ERROR_FAILED;
}

/**
 * ilx_ctl_error_get_exit:
 * @error: what went wrong
 *
 * Returns: the exit code for it
 */
IlxCtlExit
ilx_ctl_error_get_exit (const GError *error)
{
  return exits[get_code (error)];
}

static const char *
get_remedy (const GError *error)
{
  if (is_cancelled (error))
    return _ ("Nothing is lost. Give the command again to go on.");
  return ilx_error_code_get_remedy (get_code (error));
}

static void
set_if_there (JsonNode *object, const char *name, const char *text)
{
  if (text != NULL)
    ilx_json_set (object, name, ilx_json_string (text));
}

/**
 * ilx_ctl_error_to_json:
 * @error: what went wrong
 *
 * Returns: (transfer full): `{code, message, remedy, detail}`, with `field`, `permission`,
 *   `request_id` and `retry_at` where they are known
 */
JsonNode *
ilx_ctl_error_to_json (const GError *error)
{
  const char *code
      = is_cancelled (error) ? "cancelled" : ilx_error_code_get_name (get_code (error));
  JsonNode *object = ilx_json_object ("code", ilx_json_string (code), "message",
                                      ilx_json_string (error->message), "remedy",
                                      ilx_json_string (get_remedy (error)), "detail",
                                      ilx_json_string (ilx_error_get_detail (error)), NULL);

  set_if_there (object, "field", ilx_error_get_field (error));
  set_if_there (object, "permission", ilx_error_get_permission (error));
  set_if_there (object, "request_id", ilx_error_get_request_id (error));
  if (ilx_error_get_retry_at (error) != 0)
    ilx_json_set (object, "retry_at", ilx_json_time (ilx_error_get_retry_at (error)));
  return object;
}

/**
 * ilx_ctl_error_tell:
 * @error: what went wrong
 *
 * Tells it to people: what happened, what to do, and the details, on the standard error output.
 */
void
ilx_ctl_error_tell (const GError *error)
{
  ilx_ctl_tell ("illixisctl: %s", error->message);
  ilx_ctl_tell ("%s", get_remedy (error));
  if (ilx_error_get_retry_at (error) != 0)
    {
      g_autofree char *time = ilx_time_format_local (ilx_error_get_retry_at (error));

      ilx_ctl_tell (_ ("It may be tried again after %s."), time);
    }
  if (ilx_error_get_detail (error) != NULL)
    ilx_ctl_tell (_ ("Details: %s"), ilx_error_get_detail (error));
  if (ilx_error_get_request_id (error) != NULL)
    ilx_ctl_tell (_ ("Request: %s"), ilx_error_get_request_id (error));
}

/**
 * ilx_ctl_error_print:
 * @error: what went wrong
 * @is_json: whether scripts read it
 *
 * Prints it where there is no answer beside it.
 */
void
ilx_ctl_error_print (const GError *error, gboolean is_json)
{
  g_autoptr (JsonNode) failure = NULL;

  if (!is_json)
    {
      ilx_ctl_error_tell (error);
      return;
    }
  failure = ilx_json_object ("error", ilx_ctl_error_to_json (error), NULL);
  ilx_ctl_print_json (failure, TRUE);
}
