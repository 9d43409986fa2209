/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counters of daily limits, which must survive a restart. The client asks; who keeps them (a
 * database, or memory in tests) implements this. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ILX_TYPE_HTTP_QUOTA (ilx_http_quota_get_type ())
G_DECLARE_INTERFACE (IlxHttpQuota, ilx_http_quota, ILX, HTTP_QUOTA, GObject)

struct _IlxHttpQuotaInterface
{
  GTypeInterface parent;
  /* Calls of @tier on @day (days since the epoch, UTC). An indexed read, main thread. */
  guint (*get_used) (IlxHttpQuota *self, const char *tier, gint64 day);
  /* Counts one more; keeps it in the background, main thread. */
  void (*add) (IlxHttpQuota *self, const char *tier, gint64 day);
};

guint ilx_http_quota_get_used (IlxHttpQuota *self, const char *tier, gint64 day);
void ilx_http_quota_add (IlxHttpQuota *self, const char *tier, gint64 day);

G_END_DECLS
