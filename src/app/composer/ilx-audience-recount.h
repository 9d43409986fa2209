/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and segments being fetched and counted again: what a picker and a form show of it. One for
 * each account in a process, however many ask.
 *
 * Properties: "is-running" (boolean), "fraction" (double, 0 to 1), "error" (boxed GError, nullable:
 * how the last one ended). */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_RECOUNT (ilx_audience_recount_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceRecount, ilx_audience_recount, ILX, AUDIENCE_RECOUNT, GObject)

/* (transfer full) */
IlxAudienceRecount *ilx_audience_recount_get (IlxWorkspace *workspace, const char *connection_id);
/* Does nothing while one runs. */
void ilx_audience_recount_start (IlxAudienceRecount *self);
gboolean ilx_audience_recount_is_running (IlxAudienceRecount *self);
double ilx_audience_recount_get_fraction (IlxAudienceRecount *self);
const GError *ilx_audience_recount_get_error (IlxAudienceRecount *self);

G_END_DECLS
