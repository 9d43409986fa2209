/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-http-quota.h"

G_DEFINE_INTERFACE (IlxHttpQuota, ilx_http_quota, G_TYPE_OBJECT)

static void
ilx_http_quota_default_init (IlxHttpQuotaInterface *iface)
{
}

/**
 * ilx_http_quota_get_used:
 * @self: the counters
 * @tier: the name of a class of endpoints
 * @day: days since the epoch, UTC
 *
 * Returns: how many calls were made on that day. Main thread.
 */
guint
ilx_http_quota_get_used (IlxHttpQuota *self, const char *tier, gint64 day)
{
  g_return_val_if_fail (ILX_IS_HTTP_QUOTA (self), 0);
  return ILX_HTTP_QUOTA_GET_IFACE (self)->get_used (self, tier, day);
}

/**
 * ilx_http_quota_add:
 * @self: the counters
 * @tier: the name of a class of endpoints
 * @day: days since the epoch, UTC
 *
 * Counts one more call. It shows in the next ilx_http_quota_get_used(), before it is on disk. Main
 * thread.
 */
void
ilx_http_quota_add (IlxHttpQuota *self, const char *tier, gint64 day)
{
  g_return_if_fail (ILX_IS_HTTP_QUOTA (self));
  ILX_HTTP_QUOTA_GET_IFACE (self)->add (self, tier, day);
}
