/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app's words for every error code, in one table. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-problem-words.h"

typedef struct
{
  const char *title;
  const char *advice;
  const char *label;  /* (nullable): of the button that helps */
  const char *action; /* (nullable): its detailed action */
} IlxProblemWords;

static const IlxProblemWords words[ILX_N_ERRORS] = {
  [ILX_ERROR_FAILED] = {
    N_ ("Something went wrong"),
    N_ ("What you wrote is saved. Try again, and report the details if it happens again."),
  },
  [ILX_ERROR_USAGE] = {
    N_ ("This can't be done like that"),
    N_ ("Nothing was changed. It is a mistake of Illixis: please report the details."),
  },
  [ILX_ERROR_INVALID_INPUT] = {
    N_ ("Something needs another value"),
    N_ ("Nothing was changed; correct it and try again."),
  },
  [ILX_ERROR_NOT_CONNECTED] = {
    N_ ("No account is connected"),
    N_ ("Your campaigns are safe here; sending them needs an account."),
    N_ ("_Connect an Account"),
    "win.connect::",
  },
  [ILX_ERROR_BAD_CREDENTIALS] = {
    N_ ("The key is no longer accepted"),
    N_ ("Nothing is lost; sending and syncs wait until you reconnect."),
    N_ ("_Reconnect"),
    "win.connect::",
  },
  [ILX_ERROR_MISSING_PERMISSION] = {
    N_ ("The key lacks a permission"),
    N_ ("Campaigns stay drafts here until the key can do this."),
    N_ ("_How to Change the Key"),
    "app.help::klaviyo-key",
  },
  [ILX_ERROR_RATE_LIMITED] = {
    N_ ("The platform asks us to slow down"),
    N_ ("Nothing is lost; it can go on after that."),
  },
  [ILX_ERROR_REJECTED] = {
    N_ ("The platform refused"),
    N_ ("Your mail here is unchanged; the details say what it wants."),
  },
  [ILX_ERROR_NOT_FOUND] = {
    N_ ("It is no longer there"),
    N_ ("Your mail is unchanged; refresh what is shown, or choose another."),
  },
  [ILX_ERROR_CONFLICT] = {
    N_ ("It has changed meanwhile"),
    N_ ("Nothing was overwritten; look at its present state and decide again."),
  },
  [ILX_ERROR_NETWORK] = {
    N_ ("The platform can't be reached"),
    N_ ("Everything here still works; check the network and try again."),
  },
  [ILX_ERROR_TIMED_OUT] = {
    N_ ("The platform did not answer in time"),
    N_ ("What you wrote is saved; try again in a moment."),
  },
  [ILX_ERROR_SERVER] = {
    N_ ("The platform has a problem"),
    N_ ("What you wrote is saved; try again in a few minutes."),
  },
  [ILX_ERROR_BAD_REPLY] = {
    N_ ("The answer can't be understood"),
    N_ ("What you wrote is saved; see whether this network wants you to sign in, and try again."),
  },
  [ILX_ERROR_UPDATE_NEEDED] = {
    N_ ("Illixis is too old for the platform"),
    N_ ("Your campaigns are safe here; update Illixis to send them."),
  },
  [ILX_ERROR_BLOCKED] = {
    N_ ("A check stands against it"),
    N_ ("Nothing was sent; mend what the check names and review it again."),
  },
  [ILX_ERROR_NOT_CONFIRMED] = {
    N_ ("It has not been confirmed"),
    N_ ("Nothing was sent; look at the audience and the number of people, then confirm."),
  },
  [ILX_ERROR_UNCERTAIN] = {
    N_ ("We do not know whether it happened"),
    N_ ("Nothing is repeated by itself; see in Activity where it stands."),
    N_ ("_Open Activity"),
    "win.show-section::activity",
  },
  [ILX_ERROR_BUSY] = {
    N_ ("Another Illixis is at it"),
    N_ ("Nothing is lost; wait until it has finished, or stop it there."),
  },
  [ILX_ERROR_STORAGE] = {
    N_ ("The data can't be read or written"),
    N_ ("What was saved before is safe; check the disk and the permissions of the data folder."),
  },
  [ILX_ERROR_STORAGE_FULL] = {
    N_ ("The disk is full"),
    N_ ("What was saved before is safe; free some space and try again."),
  },
  [ILX_ERROR_STORAGE_READ_ONLY] = {
    N_ ("The data folder can't be written"),
    N_ ("What was saved before is safe; make the folder writable and try again."),
  },
  [ILX_ERROR_STORAGE_CORRUPT] = {
    N_ ("The database is damaged"),
    N_ ("It was left as it is; copies of it are in the folder “backups” beside it."),
  },
  [ILX_ERROR_STORAGE_NEWER] = {
    N_ ("The data is from a newer Illixis"),
    N_ ("It was left untouched; update Illixis to open it."),
  },
  [ILX_ERROR_SECRETS_ABSENT] = {
    N_ ("No keyring is running"),
    N_ ("Without one, keys are kept only until you close Illixis."),
    N_ ("_How to Set One Up"),
    "app.help::keyring",
  },
  [ILX_ERROR_SECRETS_LOCKED] = {
    N_ ("The keyring is locked"),
    N_ ("The keys in it are safe; unlock it and try again."),
    N_ ("_How to Unlock It"),
    "app.help::keyring",
  },
};

/* Another domain than ours is a mistake of ours. */
static const IlxProblemWords *
get_words (const GError *error)
{
  if (error->domain != ILX_ERROR || error->code < 0 || error->code >= ILX_N_ERRORS)
    return &words[ILX_ERROR_FAILED];
  return &words[error->code];
}

/**
 * ilx_problem_get_title:
 * @error: what went wrong
 *
 * Returns: (transfer none): a few words for it
 */
const char *
ilx_problem_get_title (const GError *error)
{
  return _ (get_words (error)->title);
}

/**
 * ilx_problem_get_sentence:
 * @error: what went wrong
 *
 * Returns: (transfer none): what happened. The messages of our errors are made for people; those of
 * others belong into the details.
 */
const char *
ilx_problem_get_sentence (const GError *error)
{
  if (error->domain != ILX_ERROR)
    return _ ("Illixis could not finish this.");
  return error->message;
}

/**
 * ilx_problem_get_advice:
 * @error: what went wrong
 *
 * Returns: (transfer none): what it means for the mail, and what to do
 */
const char *
ilx_problem_get_advice (const GError *error)
{
  return _ (get_words (error)->advice);
}

/**
 * ilx_problem_get_remedy:
 * @error: what went wrong
 * @label: (out): of the button that helps
 * @action: (out): its detailed action
 *
 * Returns: whether there is such a button
 */
gboolean
ilx_problem_get_remedy (const GError *error, const char **label, const char **action)
{
  const IlxProblemWords *found = get_words (error);

  if (found->label == NULL)
    return FALSE;
  *label = _ (found->label);
  *action = found->action;
  return TRUE;
}
