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

#define ILX_TYPE_AUDIENCES_REFRESH (ilx_audiences_refresh_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudiencesRefresh, ilx_audiences_refresh, ILX, AUDIENCES_REFRESH, GObject)

IlxAudiencesRefresh *ilx_audiences_refresh_new (IlxWorkspace *workspace);

/* Begins, unless it works already. */
void ilx_audiences_refresh_start (IlxAudiencesRefresh *self, IlxConnection *connection);
/* What is counted by then stays. */
void ilx_audiences_refresh_stop (IlxAudiencesRefresh *self);
gboolean ilx_audiences_refresh_is_working (IlxAudiencesRefresh *self);
const GError *ilx_audiences_refresh_get_error (IlxAudiencesRefresh *self); /* nullable */
void ilx_audiences_refresh_clear_error (IlxAudiencesRefresh *self);

G_END_DECLS
