/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-tour-hand.h"

#include <adwaita.h>

/* --- Looking ---------------------------------------------------------------------------------- */

/**
 * ilx_hand_get_window:
 *
 * Returns: (transfer none) (nullable): the newest window that is shown
 */
GtkWindow *
ilx_hand_get_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

      if (gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window; /* GTK keeps it */
    }
  return NULL;
}

/* What can be read on the widget itself. */
static const char *
get_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  return NULL;
}

static gboolean
is_labelled (GtkWidget *widget, const char *words)
{
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), words) == 0;
  /* "Send to" is the button "Send to 9,310 people". */
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (widget)), words);
  return g_strcmp0 (get_words (widget), words) == 0
         || g_strcmp0 (gtk_widget_get_tooltip_text (widget), words) == 0;
}

static gboolean
is_meant (GtkWidget *widget, const char *what)
{
  switch (what[0])
    {
    case '#':
      return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), what + 1) == 0;
    case '@':
      return GTK_IS_ACTIONABLE (widget)
             && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), what + 1) == 0;
    case ':':
      return g_str_equal (G_OBJECT_TYPE_NAME (widget), what + 1);
    default:
      return is_labelled (widget, what);
    }
}

static gboolean
reads (GtkWidget *widget, const char *words)
{
  const char *text = get_words (widget);

  return text != NULL && strstr (text, words) != NULL;
}

/* Depth first, what is mapped; popovers are children too. */
static GtkWidget *
search (GtkWidget *widget, gboolean (*is_it) (GtkWidget *, const char *), const char *what)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (is_it (widget, what))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = search (child, is_it, what);
  return found;
}

/* "#subject/#entry": each in the one before. */
static GtkWidget *
search_path (GtkWidget *window, const char *what)
{
  g_auto (GStrv) names = what[0] == '#' || what[0] == ':' ? g_strsplit (what, "/", -1) : NULL;
  GtkWidget *found = window;

  if (names == NULL)
    return search (window, is_meant, what);
  for (guint i = 0; names[i] != NULL && found != NULL; i++)
    found = search (found, is_meant, names[i]);
  return found;
}

/**
 * ilx_hand_find:
 * @what: see the top of the header
 *
 * Returns: (transfer none) (nullable): the first such widget on the screen
 */
GtkWidget *
ilx_hand_find (const char *what)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = g_list_model_get_n_items (windows); i > 0 && found == NULL; i--)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i - 1);

      found = search_path (window, what);
    }
  return found;
}

/**
 * ilx_hand_sees:
 * @words: a part of a text
 *
 * Returns: whether it can be read somewhere in the newest window
 */
gboolean
ilx_hand_sees (const char *words)
{
  GtkWindow *window = ilx_hand_get_window ();

  return window != NULL && search (GTK_WIDGET (window), reads, words) != NULL;
}

/* --- Doing ------------------------------------------------------------------------------------ */

/* A label is pressed with the row or button that it stands on. */
static GtkWidget *
find_sensitive (const char *what)
{
  GtkWidget *widget = ilx_hand_find (what);

  while (widget != NULL && (GTK_IS_LABEL (widget) || GTK_IS_IMAGE (widget) || GTK_IS_BOX (widget)))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && gtk_widget_is_sensitive (widget) ? widget : NULL;
}

/**
 * ilx_hand_press:
 * @what: a button, a switch, a row, an item of a menu
 *
 * Presses it, as the space key does.
 *
 * Returns: whether that could be done
 */
gboolean
ilx_hand_press (const char *what)
{
  GtkWidget *widget = find_sensitive (what);

  while (widget != NULL && !gtk_widget_activate (widget))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL;
}

static const char *
get_item_words (gpointer item)
{
  return GTK_IS_STRING_OBJECT (item) ? gtk_string_object_get_string (item) : NULL;
}

static guint
find_item (GListModel *model, const char *words)
{
  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      const char *text = get_item_words (item);

      if (text != NULL && strstr (text, words) != NULL)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * ilx_hand_choose:
 * @what: a drop-down or a combo row
 * @item: words of the item to choose
 *
 * Returns: whether that could be done
 */
gboolean
ilx_hand_choose (const char *what, const char *item)
{
  GtkWidget *widget = find_sensitive (what);
  g_autoptr (GListModel) model = NULL;
  guint position;

  if (widget == NULL
      || g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "selected") == NULL)
    return FALSE;
  g_object_get (widget, "model", &model, NULL);
  position = find_item (model, item);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  g_object_set (widget, "selected", position, NULL);
  return TRUE;
}

/**
 * ilx_hand_enter:
 * @what: a text field
 *
 * Puts the cursor into it and selects what it holds, so that typing replaces it.
 *
 * Returns: whether that could be done
 */
gboolean
ilx_hand_enter (const char *what)
{
  GtkWidget *widget = find_sensitive (what);

  if (widget == NULL || !gtk_widget_grab_focus (widget))
    return FALSE;
  if (GTK_IS_TEXT_VIEW (widget))
    g_signal_emit_by_name (widget, "select-all", TRUE);
  else if (GTK_IS_EDITABLE (widget))
    gtk_editable_select_region (GTK_EDITABLE (widget), 0, -1);
  return TRUE;
}

static void
type_into_view (GtkTextView *view, const char *text, int length)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, text, length, TRUE);
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * ilx_hand_type:
 * @what: the text field that was entered
 * @text: UTF-8
 * @length: how much of it, in bytes
 *
 * Returns: whether that could be done
 */
gboolean
ilx_hand_type (const char *what, const char *text, int length)
{
  GtkWidget *widget = find_sensitive (what);

  if (GTK_IS_TEXT_VIEW (widget))
    type_into_view (GTK_TEXT_VIEW (widget), text, length);
  else if (GTK_IS_EDITABLE (widget))
    {
      int position;

      gtk_editable_delete_selection (GTK_EDITABLE (widget));
      position = gtk_editable_get_position (GTK_EDITABLE (widget));
      gtk_editable_insert_text (GTK_EDITABLE (widget), text, length, &position);
      gtk_editable_set_position (GTK_EDITABLE (widget), position);
    }
  return widget != NULL;
}
