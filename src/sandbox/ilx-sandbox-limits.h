/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a call may be made: fixed windows of a second, a minute and a day, each call its own,
 * shared by all keys of the account. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IlxSandboxLimits IlxSandboxLimits;

/* What may be done in each window; 0 doesn't limit. */
typedef struct
{
  guint burst;
  guint steady;
  guint daily;
} IlxSandboxAllowance;

typedef struct
{
  gboolean is_throttled;
  guint retry_after; /* seconds, of a call that is throttled */
  guint limit;       /* of the steady window; 0 when there is none */
  guint remaining;
  guint reset; /* seconds until the steady window ends */
} IlxSandboxVerdict;

IlxSandboxLimits *ilx_sandbox_limits_new (void);
void ilx_sandbox_limits_free (IlxSandboxLimits *self);
void ilx_sandbox_limits_clear (IlxSandboxLimits *self);
/* Counts one call of @who (any lasting address) at @steady microseconds, unless it is throttled. */
IlxSandboxVerdict ilx_sandbox_limits_take (IlxSandboxLimits *self,
                                           gconstpointer who,
                                           const IlxSandboxAllowance *allowance,
                                           gint64 steady);

G_END_DECLS
