/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the dispatches of a workspace: it takes up at the start what was open when the program
 * ended, holds what is under way although nobody looks, and ends countdowns when the computer is
 * about to sleep. Owned by the workspace; windows go through that. */
#pragma once

#include "ilx-dispatch.h"

G_BEGIN_DECLS

/* Property "is-working" (boolean): an operation is under way, or a countdown. */
#define ILX_TYPE_KEEPER (ilx_keeper_get_type ())
G_DECLARE_FINAL_TYPE (IlxKeeper, ilx_keeper, ILX, KEEPER, GObject)

IlxKeeper *ilx_keeper_new (IlxWorkspace *workspace);
/* Takes up every open operation, and watches what is on its way out. Before anything else. */
void ilx_keeper_start (IlxKeeper *self);
/* The program ends. */
void ilx_keeper_stop (IlxKeeper *self);
gboolean ilx_keeper_is_started (IlxKeeper *self);
gboolean ilx_keeper_is_working (IlxKeeper *self);
/* Ends all countdowns, and says why. */
void ilx_keeper_stop_countdowns (IlxKeeper *self, const char *notice);
/* The computer slept: whatever waited for a date is looked at. */
void ilx_keeper_wake (IlxKeeper *self);

GPtrArray *ilx_keeper_dup_all (IlxKeeper *self); /* (element-type IlxDispatch) */

/* For dispatches. */
IlxDispatch *ilx_keeper_find (IlxKeeper *self, const char *campaign_id); /* lent, nullable */
void ilx_keeper_add (IlxKeeper *self, const char *campaign_id, IlxDispatch *dispatch);
void ilx_keeper_remove (IlxKeeper *self, const char *campaign_id);
void ilx_keeper_follow (IlxKeeper *self, IlxDispatch *dispatch);

G_END_DECLS
