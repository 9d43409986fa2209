/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of a list that follows its item: one function writes the item into the widget, when the
 * cell is bound and whenever a property of the item changes. Nothing is made while scrolling. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*IlxCellUpdate) (GtkWidget *child, gpointer item, gpointer user_data);

/* A text of @item: (transfer full). */
typedef char *(*IlxCellText) (gpointer item, gpointer user_data);

/* What the cells of a column have in common. Static. */
typedef struct
{
  GtkWidget *(*create) (void);
  IlxCellUpdate update; /* or, where the cell is one text: */
  IlxCellText dup_text;
} IlxCellKind;

/* Makes cells of @kind: (transfer full). @user_data is for its functions. */
GtkListItemFactory *ilx_cell_new_factory (const IlxCellKind *kind, gpointer user_data);

/* @factory: (transfer full) */
void ilx_cell_set_column (GtkColumnViewColumn *column, GtkListItemFactory *factory);

/* Text on one line that is cut at its end: (transfer floating), a GtkInscription. */
GtkWidget *ilx_cell_new_text (guint min_chars, guint nat_chars, float xalign);
/* As the cell of a name, which is short. */
GtkWidget *ilx_cell_new_name (void);
/* The same for a number: at the end, in figures of one width. */
GtkWidget *ilx_cell_new_number (guint min_chars, guint nat_chars);
void ilx_cell_set_text (GtkWidget *text, const char *value);
/* Both on one line, the first as wide as it can be: (transfer floating). */
GtkWidget *ilx_cell_new_line (GtkWidget *start, GtkWidget *end);
/* A row of a narrow list, of two such lines: (transfer floating). */
GtkWidget *ilx_cell_new_row (GtkWidget *first_line, GtkWidget *second_line);

/* Fills all bound cells below @view once more: what they are made of besides their items changed.
 */
void ilx_cell_update_all (GtkWidget *view);
/* Of the row at these coordinates of @view; %GTK_INVALID_LIST_POSITION when there is none. */
guint ilx_cell_find_position (GtkWidget *view, double x, double y);
/* Of the row that has the focus in @view. */
guint ilx_cell_find_focus (GtkWidget *view, GdkRectangle *area);
/* Names the whole row, of which this is a cell, for a screen reader. */
void ilx_cell_set_row_label (GtkWidget *child, const char *label);

G_END_DECLS
