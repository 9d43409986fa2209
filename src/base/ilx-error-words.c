/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of every error code, in one table: its stable name for scripts, a title, and what the
 * user can do. A test counts that no code lacks any of the three. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"

typedef struct
{
  const char *name;
  const char *title;
  const char *remedy;
} IlxErrorWords;


static const IlxErrorWords words[ILX_N_ERRORS] = {
  [ILX_ERROR_FAILED] = {
    "failed",
    N_ ("Something went wrong"),
    N_ ("Try again. If it happens again, report it with the details shown."),
  },
  [ILX_ERROR_USAGE] = {
    "usage",
    N_ ("The command is not complete"),
    N_ ("Add --help to the command to see how it is used."),
  },
  [ILX_ERROR_INVALID_INPUT] = {
    "invalid-input",
    N_ ("Something needs another value"),
    N_ ("Change what the message names and try again."),
  },
  [ILX_ERROR_NOT_CONNECTED] = {
    "not-connected",
    N_ ("No account is connected"),
    N_ ("Connect the account: illixisctl connect PLATFORM --api-key-file FILE"),
  },
  [ILX_ERROR_BAD_CREDENTIALS] = {
    "bad-credentials",
    N_ ("The connection is no longer accepted"),
    N_ ("Nothing is lost. Connect the account again with a valid key."),
  },
  [ILX_ERROR_MISSING_PERMISSION] = {
    "missing-permission",
    N_ ("The key lacks a permission"),
    N_ ("Create a key with full access on the platform and connect again."),
  },
  [ILX_ERROR_RATE_LIMITED] = {
    "rate-limited",
    N_ ("The platform asks us to slow down"),
    N_ ("Nothing is lost. Try again later."),
  },
  [ILX_ERROR_REJECTED] = {
    "rejected",
    N_ ("The platform refused"),
    N_ ("Read what the platform says, change it, and try again."),
  },
  [ILX_ERROR_NOT_FOUND] = {
    "not-found",
    N_ ("It does not exist"),
    N_ ("Check the name or id, or refresh what is shown."),
  },
  [ILX_ERROR_CONFLICT] = {
    "conflict",
    N_ ("It has changed meanwhile"),
    N_ ("Look at its present state, then decide again."),
  },
  [ILX_ERROR_NETWORK] = {
    "network",
    N_ ("The platform can't be reached"),
    N_ ("Everything here still works. Check the network and try again."),
  },
  [ILX_ERROR_TIMED_OUT] = {
    "timed-out",
    N_ ("The platform did not answer in time"),
    N_ ("Try again in a moment."),
  },
  [ILX_ERROR_SERVER] = {
    "server",
    N_ ("The platform has a problem"),
    N_ ("Try again in a few minutes."),
  },
  [ILX_ERROR_BAD_REPLY] = {
    "bad-reply",
    N_ ("The platform's answer can't be understood"),
    N_ ("Try again. If it happens again, report it with the details shown."),
  },
  [ILX_ERROR_UPDATE_NEEDED] = {
    "update-needed",
    N_ ("Illixis is too old for the platform"),
    N_ ("Update Illixis."),
  },
  [ILX_ERROR_BLOCKED] = {
    "blocked",
    N_ ("A check stands against it"),
    N_ ("Mend what the check names and try again."),
  },
  [ILX_ERROR_NOT_CONFIRMED] = {
    "not-confirmed",
    N_ ("It has not been confirmed"),
    N_ ("Look at the audience and the count, then confirm with --yes."),
  },
  [ILX_ERROR_UNCERTAIN] = {
    "uncertain",
    N_ ("We do not know whether it happened"),
    N_ ("Nothing is repeated by itself. See: illixisctl operations show ID"),
  },
  [ILX_ERROR_BUSY] = {
    "busy",
    N_ ("Another Illixis is at it"),
    N_ ("Wait until it has finished, or stop it."),
  },
  [ILX_ERROR_STORAGE] = {
    "storage",
    N_ ("The data can't be read or written"),
    N_ ("Check the disk and the permissions of the data folder."),
  },
  [ILX_ERROR_STORAGE_FULL] = {
    "storage-full",
    N_ ("The disk is full"),
    N_ ("Free some space and try again. What was saved before is safe."),
  },
  [ILX_ERROR_STORAGE_READ_ONLY] = {
    "storage-read-only",
    N_ ("The data folder can't be written"),
    N_ ("Make the data folder writable, or choose another with --data-dir."),
  },
  [ILX_ERROR_STORAGE_CORRUPT] = {
    "storage-corrupt",
    N_ ("The database is damaged"),
    N_ ("It was left as it is. Restore a copy from the folder “backups” beside it."),
  },
  [ILX_ERROR_STORAGE_NEWER] = {
    "storage-newer",
    N_ ("The data is from a newer Illixis"),
    N_ ("Update Illixis. The data was left untouched."),
  },
  [ILX_ERROR_SECRETS_ABSENT] = {
    "secrets-absent",
    N_ ("No keyring is running"),
    N_ ("Start a Secret Service such as GNOME Keyring or KWallet, or give the key for this run "
        "alone with --api-key-file."),
  },
  [ILX_ERROR_SECRETS_LOCKED] = {
    "secrets-locked",
    N_ ("The keyring is locked"),
    N_ ("Unlock the keyring and try again, or give the key for this run alone with "
        "--api-key-file."),
  },
};


static const IlxErrorWords *
get_words (IlxErrorCode code)
{
  g_return_val_if_fail (code < ILX_N_ERRORS, &words[ILX_ERROR_FAILED]);
  return &words[code];
}

/**
 * ilx_error_code_get_name:
 * @code: an error code
 *
 * Returns: (transfer none): its stable name for scripts, such as "rate-limited"
 */
const char *
ilx_error_code_get_name (IlxErrorCode code)
{
  return get_words (code)->name;
}

/**
 * ilx_error_code_get_title:
 * @code: an error code
 *
 * Returns: (transfer none): a translated title of a few words
 */
const char *
ilx_error_code_get_title (IlxErrorCode code)
{
  return _ (get_words (code)->title);
}

/**
 * ilx_error_code_get_remedy:
 * @code: an error code
 *
 * Returns: (transfer none): a translated sentence that says what to do
 */
const char *
ilx_error_code_get_remedy (IlxErrorCode code)
{
  return _ (get_words (code)->remedy);
}
