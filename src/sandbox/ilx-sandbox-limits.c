/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-limits.h"

#include "ilx-clock.h"

#define N_WINDOWS 3

static const gint64 lengths[N_WINDOWS] = { ILX_SECOND, ILX_MINUTE, ILX_DAY };

/* The present windows of one call: which one it is by number, and how much of it is used. */
typedef struct
{
  gint64 numbers[N_WINDOWS];
  guint used[N_WINDOWS];
} IlxSandboxWindows;

struct _IlxSandboxLimits
{
  GHashTable *windows; /* who → IlxSandboxWindows (owned) */
};

/**
 * ilx_sandbox_limits_new:
 *
 * Returns: (transfer full): limits of which nothing is used
 */
IlxSandboxLimits *
ilx_sandbox_limits_new (void)
{
  IlxSandboxLimits *self = g_new0 (IlxSandboxLimits, 1);

  self->windows = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
ilx_sandbox_limits_free (IlxSandboxLimits *self)
{
  g_hash_table_unref (self->windows);
  g_free (self);
}

void
ilx_sandbox_limits_clear (IlxSandboxLimits *self)
{
  g_hash_table_remove_all (self->windows);
}

static IlxSandboxWindows *
ensure_windows (IlxSandboxLimits *self, gconstpointer who, gint64 steady)
{
  IlxSandboxWindows *windows = g_hash_table_lookup (self->windows, who);

  if (windows == NULL)
    {
      windows = g_new0 (IlxSandboxWindows, 1);
      g_hash_table_insert (self->windows, (gpointer) who, windows);
    }
  for (guint i = 0; i < N_WINDOWS; i++)
    if (windows->numbers[i] != steady / lengths[i])
      {
        windows->numbers[i] = steady / lengths[i];
        windows->used[i] = 0;
      }
  return windows;
}

/* Whole seconds until the window ends, at least one. */
static guint
get_reset (gint64 steady, guint window)
{
  gint64 left = lengths[window] - steady % lengths[window];

  return (guint) ((left + ILX_SECOND - 1) / ILX_SECOND);
}

/**
 * ilx_sandbox_limits_take:
 * @self: the account's limits
 * @who: what is limited: a route's row
 * @allowance: how often
 * @steady: the sandbox's steady time
 *
 * A throttled call counts in no window, as Klaviyo's doesn't.
 *
 * Returns: whether the call may go on, and what its headers must say
 */
IlxSandboxVerdict
ilx_sandbox_limits_take (IlxSandboxLimits *self,
                         gconstpointer who,
                         const IlxSandboxAllowance *allowance,
                         gint64 steady)
{
  const guint allowed[N_WINDOWS] = { allowance->burst, allowance->steady, allowance->daily };
  IlxSandboxWindows *windows = ensure_windows (self, who, steady);
  IlxSandboxVerdict verdict = { .limit = allowance->steady, .reset = get_reset (steady, 1) };

  for (guint i = 0; i < N_WINDOWS; i++)
    if (allowed[i] > 0 && windows->used[i] >= allowed[i])
      {
        verdict.is_throttled = TRUE;
        verdict.retry_after = MAX (verdict.retry_after, get_reset (steady, i));
      }
  for (guint i = 0; i < N_WINDOWS && !verdict.is_throttled; i++)
    windows->used[i]++;
  if (verdict.limit > windows->used[1])
    verdict.remaining = verdict.limit - windows->used[1];
  return verdict;
}
