/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and segments being fetched and counted again: what a picker and a form show of it. One for
 * each account in a process, however many ask.
 *
 * Properties: "is-running" (boolean), "fraction" (double, 0 to 1), "error" (boxed GError, nullable:
 * how the last one ended). */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_REFRESH (ilx_audience_refresh_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceRefresh, ilx_audience_refresh, ILX, AUDIENCE_REFRESH, GObject)

/* (transfer full) */
IlxAudienceRefresh *ilx_audience_refresh_get (IlxWorkspace *workspace, const char *connection_id);
/* Does nothing while one runs. */
void ilx_audience_refresh_start (IlxAudienceRefresh *self);
gboolean ilx_audience_refresh_is_running (IlxAudienceRefresh *self);
double ilx_audience_refresh_get_fraction (IlxAudienceRefresh *self);
const GError *ilx_audience_refresh_get_error (IlxAudienceRefresh *self);

G_END_DECLS
