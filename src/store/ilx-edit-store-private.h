/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of saving a campaign that writes down how it came about. Writer thread. */
#pragma once

#include "ilx-edit-store.h"

G_BEGIN_DECLS

/* @revision: that @log leads to */
gboolean ilx_edit_log_write (
    IlxDb *db, const char *campaign_id, gint64 revision, const IlxEditLog *log, GError **error);
/* A save without a log, of a campaign that has one: what changes becomes an edit. Before @after
 * overwrites what is stored. */
gboolean ilx_edit_log_write_elsewhere (IlxDb *db, IlxCampaign *after, gint64 now, GError **error);

G_END_DECLS
