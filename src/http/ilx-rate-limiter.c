/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-rate-limiter.h"
#include "ilx-time.h"

/* Of what a platform allows. The rest is for the user's other programs, since an account shares its
 * limits, and for calls that arrive closer together than they left. */
#define SHARE_PERCENT 80

/* Long before any steady time, and far from overflowing. */
#define LONG_AGO (G_MININT64 / 4)

typedef struct
{
  gint64 window;
  guint n_tokens; /* 0: not limited */
  guint oldest;   /* the index of the token taken longest ago */
  gint64 *taken;  /* (array length=n_tokens): when each was taken, in steady time */
} IlxBucket;

typedef struct
{
  IlxBucket second;
  IlxBucket minute;
  gint64 day;   /* counted here only as long as there is no quota */
  guint n_used; /* on that day */
} IlxTierState;

struct _IlxRateLimiter
{
  IlxClock *clock;     /* (owned) */
  IlxHttpQuota *quota; /* (owned) (nullable) */
  char *name;          /* of the platform */
  GHashTable *tiers;   /* name → IlxTierState (owned) */
};

static guint
get_percent (const IlxHttpTier *tier)
{
  return tier->takes_all ? 100 : SHARE_PERCENT;
}

static guint
get_share (guint limit, guint percent)
{
  return MAX (1, (guint) ((guint64) limit * percent / 100));
}

static void
ilx_bucket_init (IlxBucket *self, guint limit, gint64 window, guint percent)
{
  if (limit == 0)
    return;
  self->n_tokens = get_share (limit, percent);
  self->window = window;
  /* A single token can't be cut down, so it stays away longer. */
  if (limit == 1)
    self->window = window * 100 / percent;
  self->taken = g_new (gint64, self->n_tokens);
  for (guint i = 0; i < self->n_tokens; i++)
    self->taken[i] = LONG_AGO;
}

static gint64
ilx_bucket_get_wait (const IlxBucket *self, gint64 monotonic)
{
  if (self->n_tokens == 0)
    return 0;
  return MAX (0, self->taken[self->oldest] + self->window - monotonic);
}

static void
ilx_bucket_take (IlxBucket *self, gint64 monotonic)
{
  if (self->n_tokens == 0)
    return;
  self->taken[self->oldest] = monotonic;
  self->oldest = (self->oldest + 1) % self->n_tokens;
}

static void
ilx_tier_state_free (gpointer data)
{
  IlxTierState *state = data;

  g_free (state->second.taken);
  g_free (state->minute.taken);
  g_free (state);
}

static IlxTierState *
get_state (IlxRateLimiter *self, const IlxHttpTier *tier)
{
  IlxTierState *state = g_hash_table_lookup (self->tiers, tier->name);

  if (state != NULL)
    return state;
  state = g_new0 (IlxTierState, 1);
  ilx_bucket_init (&state->second, tier->per_second, ILX_SECOND, get_percent (tier));
  ilx_bucket_init (&state->minute, tier->per_minute, ILX_MINUTE, get_percent (tier));
  g_hash_table_insert (self->tiers, g_strdup (tier->name), state);
  return state;
}

/* Days since the epoch; also before it, where a plain division would round the wrong way. */
static gint64
get_day (gint64 now)
{
  return now / ILX_DAY - (now % ILX_DAY < 0 ? 1 : 0);
}

static guint
get_used (IlxRateLimiter *self, const IlxHttpTier *tier, gint64 day)
{
  IlxTierState *state;

  if (self->quota != NULL)
    return ilx_http_quota_get_used (self->quota, tier->name, day);
  state = get_state (self, tier);
  return state->day == day ? state->n_used : 0;
}

static void
add_used (IlxRateLimiter *self, const IlxHttpTier *tier, gint64 day)
{
  IlxTierState *state;

  if (self->quota != NULL)
    {
      ilx_http_quota_add (self->quota, tier->name, day);
      return;
    }
  state = get_state (self, tier);
  state->n_used = state->day == day ? state->n_used + 1 : 1;
  state->day = day;
}

/**
 * ilx_http_tier_get_day_share:
 * @tier: a class of endpoints
 *
 * Returns: how many calls a day we make, at most; 0: not limited
 */
guint
ilx_http_tier_get_day_share (const IlxHttpTier *tier)
{
  return tier->per_day != 0 ? get_share (tier->per_day, get_percent (tier)) : 0;
}

static gboolean
check_day (IlxRateLimiter *self, const IlxHttpTier *tier, GError **error)
{
  gint64 day = get_day (ilx_clock_get_now (self->clock));
  gint64 midnight = (day + 1) * ILX_DAY;
  g_autofree char *when = NULL;

  if (tier->per_day == 0 || get_used (self, tier, day) < ilx_http_tier_get_day_share (tier))
    return TRUE;
  when = ilx_time_format_local (midnight);
  ilx_set_error (error, ILX_ERROR_RATE_LIMITED,
                 _ ("What %s allows in a day is used up. Try again after %s."), self->name, when);
  if (error != NULL)
    ilx_error_set_retry_at (*error, midnight);
  return FALSE;
}

/**
 * ilx_rate_limiter_new:
 * @clock: whose time counts
 *
 * Returns: (transfer full): a limiter whose buckets are full and whose days are counted in memory
 */
IlxRateLimiter *
ilx_rate_limiter_new (IlxClock *clock)
{
  IlxRateLimiter *self = g_new0 (IlxRateLimiter, 1);

  self->clock = g_object_ref (clock);
  self->name = g_strdup ("");
  self->tiers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ilx_tier_state_free);
  return self;
}

void
ilx_rate_limiter_free (IlxRateLimiter *self)
{
  g_clear_object (&self->clock);
  g_clear_object (&self->quota);
  g_free (self->name);
  g_hash_table_unref (self->tiers);
  g_free (self);
}

/**
 * ilx_rate_limiter_set_name:
 * @self: a limiter
 * @platform_name: how the user calls the platform
 */
void
ilx_rate_limiter_set_name (IlxRateLimiter *self, const char *platform_name)
{
  char *copy = g_strdup (platform_name);

  g_free (self->name);
  self->name = copy;
}

/**
 * ilx_rate_limiter_set_quota:
 * @self: a limiter
 * @quota: (nullable): who counts days from now on
 */
void
ilx_rate_limiter_set_quota (IlxRateLimiter *self, IlxHttpQuota *quota)
{
  g_set_object (&self->quota, quota);
}

/**
 * ilx_rate_limiter_get_wait:
 * @self: a limiter
 * @tier: (nullable): a class of endpoints
 * @error: %ILX_ERROR_RATE_LIMITED with the next midnight, when the day's calls are used up
 *
 * Returns: how long until a call may go, in microseconds of steady time, at most 75 seconds; 0 for
 * now; -1 with an error
 */
gint64
ilx_rate_limiter_get_wait (IlxRateLimiter *self, const IlxHttpTier *tier, GError **error)
{
  gint64 monotonic = ilx_clock_get_monotonic (self->clock);
  IlxTierState *state;

  if (tier == NULL)
    return 0;
  if (!check_day (self, tier, error))
    return -1;
  state = get_state (self, tier);
  return MAX (ilx_bucket_get_wait (&state->second, monotonic),
              ilx_bucket_get_wait (&state->minute, monotonic));
}

/**
 * ilx_rate_limiter_take:
 * @self: a limiter
 * @tier: (nullable): a class of endpoints whose wait is 0
 *
 * Counts a call that goes out now.
 */
void
ilx_rate_limiter_take (IlxRateLimiter *self, const IlxHttpTier *tier)
{
  gint64 monotonic = ilx_clock_get_monotonic (self->clock);
  IlxTierState *state;

  if (tier == NULL)
    return;
  state = get_state (self, tier);
  ilx_bucket_take (&state->second, monotonic);
  ilx_bucket_take (&state->minute, monotonic);
  if (tier->per_day > 0)
    add_used (self, tier, get_day (ilx_clock_get_now (self->clock)));
}
