/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast a class of endpoints may be called, from what the platform allows.
 *
 * For each tier there are two buckets of tokens, for a second and for a minute. A call takes a
 * token of each; a token comes back exactly one window after it was taken:
 *
 *      limit 5/s → 4 tokens      t=0.0 0.1 0.2 0.3 take     t=1.0 the first is back, 1.1 the second
 * …
 *
 * So no window, wherever it starts, ever sees more calls than there are tokens. A bucket that fills
 * drop by drop would let twice as many through in its first window, which platforms that count by
 * fixed windows answer with 429. We use 80 % of what is allowed. Windows are measured in steady
 * time: a date that jumps neither stalls nor bursts them. Days are counted by UTC date in an
 * #IlxHttpQuota. */
#pragma once

#include "ilx-clock.h"
#include "ilx-http-quota.h"
#include "ilx-http-request.h"

G_BEGIN_DECLS

typedef struct _IlxRateLimiter IlxRateLimiter;

IlxRateLimiter *ilx_rate_limiter_new (IlxClock *clock);
void ilx_rate_limiter_free (IlxRateLimiter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxRateLimiter, ilx_rate_limiter_free)

void ilx_rate_limiter_set_name (IlxRateLimiter *self, const char *platform_name);
void ilx_rate_limiter_set_quota (IlxRateLimiter *self, IlxHttpQuota *quota);
gint64 ilx_rate_limiter_get_wait (IlxRateLimiter *self, const IlxHttpTier *tier, GError **error);
void ilx_rate_limiter_take (IlxRateLimiter *self, const IlxHttpTier *tier);
guint ilx_http_tier_get_day_share (const IlxHttpTier *tier);

G_END_DECLS
