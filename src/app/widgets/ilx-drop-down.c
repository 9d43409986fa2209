/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-drop-down.h"

typedef struct
{
  char *title;
  char *empty;
  IlxDropDownWords dup_words; /* (nullable) */
} IlxDropDownTexts;

static void
ilx_drop_down_texts_free (gpointer data)
{
  IlxDropDownTexts *texts = data;

  g_free (texts->title);
  g_free (texts->empty);
  g_free (texts);
}

/* Depth first; NULL: there is none. */
static GtkWidget *
find_stack (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_STACK (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_stack (child);
  return found;
}

static void
set_empty (GtkDropDown *self, const char *words)
{
  GtkWidget *stack = find_stack (GTK_WIDGET (self));
  GtkWidget *label
      = stack != NULL ? gtk_stack_get_child_by_name (GTK_STACK (stack), "empty") : NULL;

  if (!GTK_IS_LABEL (label))
    return; /* a newer GTK made it in another way */
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
}

static char *
dup_chosen (GtkDropDown *self, IlxDropDownTexts *texts)
{
  gpointer item = gtk_drop_down_get_selected_item (self);

  if (item == NULL)
    return g_strdup (texts->empty);
  if (texts->dup_words != NULL)
    return texts->dup_words (item);
  return g_strdup (gtk_string_object_get_string (item));
}

static void
name (GtkDropDown *self)
{
  IlxDropDownTexts *texts = g_object_get_data (G_OBJECT (self), "ilx-texts");
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_autofree char *chosen = dup_chosen (self, texts);
  /* Translators: a choice as a screen reader says it: what is chosen here, and what is chosen now.
   */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), texts->title, chosen);

  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
}

/* --- Rows of one's own words ------------------------------------------------------------------ */

/* A long name must not widen what it stands in. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer unused)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (row, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer texts)
{
  GtkWidget *label = gtk_list_item_get_child (row);
  g_autofree char *words = ((IlxDropDownTexts *) texts)->dup_words (gtk_list_item_get_item (row));

  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_widget_set_tooltip_text (label, words);
}

static void
set_rows (GtkDropDown *self, IlxDropDownTexts *texts)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), texts);
  gtk_drop_down_set_factory (self, factory);
}

/**
 * ilx_drop_down_set_words:
 * @self: a drop-down
 * @title: what is chosen here
 * @empty: what it shows while nothing is chosen
 * @dup_words: (nullable) (scope forever): an item in words; %NULL: items are #GtkStringObject
 *
 * Gives it words, its rows as well where items are no words, and has its name follow what is
 * chosen.
 */
void
ilx_drop_down_set_words (GtkDropDown *self,
                         const char *title,
                         const char *empty,
                         IlxDropDownWords dup_words)
{
  IlxDropDownTexts *texts = g_new0 (IlxDropDownTexts, 1);

  texts->title = g_strdup (title);
  texts->empty = g_strdup (empty);
  texts->dup_words = dup_words;
  g_object_set_data_full (G_OBJECT (self), "ilx-texts", texts, ilx_drop_down_texts_free);
  set_empty (self, empty);
  if (dup_words != NULL)
    set_rows (self, texts);
  g_signal_connect (self, "notify::selected-item", G_CALLBACK (name), NULL);
  name (self);
}
