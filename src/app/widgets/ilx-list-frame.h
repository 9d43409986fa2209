/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a list of a page: search, pills, the rows wide and narrow, how many they are,
 * and what is shown in place of rows when there are none. What to show follows from properties.
 *
 * Slots: "wide", "narrow" (the same rows for a wide and for a narrow place), "pills" (nullable).
 * From the models: "n-shown", "n-total" (uint), "is-loading" (boolean), "error" (nullable: plain
 * text, why it could not be read), "count" (how many, in words).
 * Of the filter: "search" (what is searched, never NULL), "is-searching" (the bar is open),
 * "is-filtered" (something besides of the search is chosen), "filter-words" (plain text).
 * Without any: "empty-title", "empty-description", "empty-icon", "empty-label", "empty-action" (a
 * detailed action).
 * "is-narrow" (read-only): which of both is shown.
 *
 * Its buttons activate "page.clear-filters" and "page.retry". */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_LIST_FRAME (ilx_list_frame_get_type ())
G_DECLARE_FINAL_TYPE (IlxListFrame, ilx_list_frame, ILX, LIST_FRAME, GtkWidget)

gboolean ilx_list_frame_start_search (IlxListFrame *self);
/* Ends the search and empties its entry. */
void ilx_list_frame_clear_search (IlxListFrame *self);
gboolean ilx_list_frame_is_narrow (IlxListFrame *self);
/* "rows", "loading", "empty", "nothing" or "error". */
const char *ilx_list_frame_get_shown (IlxListFrame *self);

/* For templates of pages, as "choose_wide" and "choose_narrow": the rows for the view that is
 * shown, nothing for the other, which then makes no widgets. */
void ilx_list_frame_bind_choices (GtkWidgetClass *page_class);

G_END_DECLS
