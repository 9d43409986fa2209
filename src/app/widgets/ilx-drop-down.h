/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK's drop-downs lack: words of ours while nothing is chosen, in place of "(None)", and a
 * name of the button in it, which is what has the focus and is read aloud. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): @item in words; NULL as a function: the items are strings. */
typedef char *(*IlxDropDownWords) (gpointer item);

/* @title: what is chosen here. @empty: while nothing is. */
void ilx_drop_down_set_words (GtkDropDown *self,
                              const char *title,
                              const char *empty,
                              IlxDropDownWords dup_words);

G_END_DECLS
