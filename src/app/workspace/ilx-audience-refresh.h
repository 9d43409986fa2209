/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists and segments of an account being fetched and counted again: how far it is, in words,
 * and what stopped it. One for each account in a process, however many views show it; what is
 * counted comes into the lists while the rest is still being counted.
 *
 * Properties: "is-running" (boolean), "fraction" (double, 0 to 1), "words" (string, nullable: what
 * it is at), "error" (boxed GError, nullable: what stopped the last one). */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_REFRESH (ilx_audience_refresh_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceRefresh, ilx_audience_refresh, ILX, AUDIENCE_REFRESH, GObject)

/* (transfer full) */
IlxAudienceRefresh *ilx_audience_refresh_get (IlxWorkspace *workspace, const char *connection_id);
/* Counts what was counted longer ago than @max_age (microseconds; 0: all). Does nothing while it
 * runs. */
void ilx_audience_refresh_start (IlxAudienceRefresh *self, gint64 max_age);
/* What is counted by then stays. */
void ilx_audience_refresh_stop (IlxAudienceRefresh *self);
gboolean ilx_audience_refresh_is_running (IlxAudienceRefresh *self);
double ilx_audience_refresh_get_fraction (IlxAudienceRefresh *self);
const GError *ilx_audience_refresh_get_error (IlxAudienceRefresh *self);
void ilx_audience_refresh_clear_error (IlxAudienceRefresh *self);

G_END_DECLS
