/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window shows in a tab: a section of the sidebar or a document. The window takes the title,
 * the tools for its header bar and the help topic from it, and knows nothing else of it.
 *
 * Properties: "title", "subtitle" (nullable), "icon-name", "tools" (a widget for the end of the
 * header bar, nullable), "help-topic" (the id of a help page), "document-id" (nullable: of what it
 * shows; a document is open once in a window), "is-busy" (the tab shows a spinner). */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ILX_TYPE_PAGE (ilx_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (IlxPage, ilx_page, ILX, PAGE, AdwBin)

struct _IlxPageClass
{
  AdwBinClass parent_class;

  /* Ctrl+F: puts the focus where one searches here. FALSE: nothing to search. */
  gboolean (*start_search) (IlxPage *self);
  /* The page is about to be closed; what it has to write it writes. May be NULL. */
  void (*closed) (IlxPage *self);
};

const char *ilx_page_get_title (IlxPage *self);
void ilx_page_set_title (IlxPage *self, const char *title);
const char *ilx_page_get_subtitle (IlxPage *self);
void ilx_page_set_subtitle (IlxPage *self, const char *subtitle);
const char *ilx_page_get_icon_name (IlxPage *self);
void ilx_page_set_icon_name (IlxPage *self, const char *icon_name);
GtkWidget *ilx_page_get_tools (IlxPage *self);
void ilx_page_set_tools (IlxPage *self, GtkWidget *tools);
const char *ilx_page_get_help_topic (IlxPage *self);
void ilx_page_set_help_topic (IlxPage *self, const char *help_topic);
const char *ilx_page_get_document_id (IlxPage *self);
void ilx_page_set_document_id (IlxPage *self, const char *document_id);
gboolean ilx_page_is_busy (IlxPage *self);
void ilx_page_set_busy (IlxPage *self, gboolean is_busy);

gboolean ilx_page_start_search (IlxPage *self);
void ilx_page_closed (IlxPage *self);

G_END_DECLS
