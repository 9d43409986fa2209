/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists and segments of an account being fetched and counted again, as a view shows it: how far
 * it is, in words, and what stopped it. What is counted comes into the lists while the rest is
 * still being counted.
 *
 * Properties, all notified: "is-working" (boolean), "fraction" (double), "words" (string,
 * nullable), "error" (boxed GError, nullable: of the last time). */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_AUDIENCE_REFRESH (ilx_audience_refresh_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudienceRefresh, ilx_audience_refresh, ILX, AUDIENCE_REFRESH, GObject)

IlxAudienceRefresh *ilx_audience_refresh_new (IlxWorkspace *workspace);

/* Begins, unless it works already. */
void ilx_audience_refresh_start (IlxAudienceRefresh *self, IlxConnection *connection);
/* What is counted by then stays. */
void ilx_audience_refresh_stop (IlxAudienceRefresh *self);
gboolean ilx_audience_refresh_is_working (IlxAudienceRefresh *self);
const GError *ilx_audience_refresh_get_error (IlxAudienceRefresh *self); /* nullable */
void ilx_audience_refresh_clear_error (IlxAudienceRefresh *self);

G_END_DECLS
