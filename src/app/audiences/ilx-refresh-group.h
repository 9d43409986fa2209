/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The refreshes of several accounts as one: what is running, how far all are, and what stopped the
 * first of those that were stopped.
 *
 * Properties, as those of IlxAudienceRefresh: "is-running", "fraction", "words", "error". */
#pragma once

#include "ilx-audience-refresh.h"

G_BEGIN_DECLS

#define ILX_TYPE_REFRESH_GROUP (ilx_refresh_group_get_type ())
G_DECLARE_FINAL_TYPE (IlxRefreshGroup, ilx_refresh_group, ILX, REFRESH_GROUP, GObject)

IlxRefreshGroup *ilx_refresh_group_new (void);
/* @account: empty for all that are connected. Those of others go on by themselves. */
void ilx_refresh_group_follow (IlxRefreshGroup *self, IlxWorkspace *workspace, const char *account);
gboolean ilx_refresh_group_is_empty (IlxRefreshGroup *self);
gboolean ilx_refresh_group_is_running (IlxRefreshGroup *self);
void ilx_refresh_group_start (IlxRefreshGroup *self);
void ilx_refresh_group_stop (IlxRefreshGroup *self);

G_END_DECLS
