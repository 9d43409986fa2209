/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-compat.h"
#include "ilx-composer-page.h"
#include "ilx-go-dialog.h"
#include "ilx-go-search.h"

struct _IlxGoDialog
{
  AdwWindow parent_instance;

  GtkEditable *search;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  GListStore *places;
  GtkLabel *count;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  GtkWidget *target;       /* (owned) (nullable): where actions are activated */
};

G_DEFINE_FINAL_TYPE (IlxGoDialog, ilx_go_dialog, ADW_TYPE_WINDOW)

/* --- Rows ------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *detail = new_label ("caption");

  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (lines), new_label (NULL));
  gtk_box_append (GTK_BOX (lines), detail);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_list_item_set_child (row, box);
}

static char *
dup_label (IlxGoPlace *place)
{
  /* Translators: a found thing as a screen reader says it: its name, and what it is. */
  return g_strdup_printf (_ ("%s, %s"), ilx_go_place_get_title (place),
                          ilx_go_place_get_detail (place));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  IlxGoPlace *place = gtk_list_item_get_item (row);
  GtkWidget *box = gtk_list_item_get_child (row);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_next_sibling (icon));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  g_autofree char *label = dup_label (place);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), ilx_go_place_get_icon_name (place));
  gtk_label_set_label (GTK_LABEL (title), ilx_go_place_get_title (place));
  gtk_label_set_label (GTK_LABEL (detail), ilx_go_place_get_detail (place));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* --- Searching -------------------------------------------------------------------------------- */

/* While one types, what Enter leads to is only to be seen. */
static void
announce (IlxGoDialog *self, GPtrArray *found)
{
  g_autofree char *label
      = found->len > 0 ? dup_label (g_ptr_array_index (found, 0)) : g_strdup (_ ("Nothing found"));

  ilx_compat_announce (GTK_WIDGET (self->search), label);
}

static void
search_cb (IlxGoDialog *self)
{
  const char *text = gtk_editable_get_text (self->search);
  const char *group = ILX_IS_COMPOSER_PAGE (self->target) ? "composer." : NULL;
  g_autoptr (GPtrArray) found = ilx_go_search (self->workspace, group, text);
  g_autofree char *count
      = g_strdup_printf (ngettext ("%u place", "%u places", found->len), found->len);

  g_list_store_splice (self->places, 0, g_list_model_get_n_items (G_LIST_MODEL (self->places)),
                       found->pdata, found->len);
  if (found->len > 0)
    {
      gtk_single_selection_set_selected (self->selection, 0);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
    }
  gtk_stack_set_visible_child_name (self->stack, found->len > 0 ? "list" : "nothing");
  gtk_label_set_label (self->count, found->len > 0 ? count : _ ("Nothing found"));
  if (*text != '\0')
    announce (self, found);
}

/* The dialog goes first: what comes may be a dialog itself. */
static void
go_cb (IlxGoDialog *self)
{
  IlxGoPlace *place = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GtkWidget) target = g_object_ref (self->target);
  g_autofree char *detailed = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) parameter = NULL;

  if (place == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  detailed = g_strdup (ilx_go_place_get_action (place));
  gtk_window_close (GTK_WINDOW (self));
  if (g_action_parse_detailed_name (detailed, &name, &parameter, NULL)
      && !gtk_widget_activate_action_variant (target, name, parameter))
    gtk_widget_error_bell (target);
}

static void
stop_cb (IlxGoDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Keys ------------------------------------------------------------------------------------- */

static gboolean
entry_key_cb (GtkEventControllerKey *keys,
              guint keyval,
              guint keycode,
              GdkModifierType state,
              IlxGoDialog *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_DOWN);
}

/* Above the first row is the entry. */
static gboolean
list_key_cb (GtkEventControllerKey *keys,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             IlxGoDialog *self)
{
  if ((keyval != GDK_KEY_Up && keyval != GDK_KEY_KP_Up)
      || gtk_single_selection_get_selected (self->selection) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_position (self->search, -1);
  return GDK_EVENT_STOP;
}

static void
add_keys (IlxGoDialog *self, GtkWidget *widget, GCallback callback)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", callback, self);
  gtk_widget_add_controller (widget, keys);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_go_dialog_dispose (GObject *object)
{
  IlxGoDialog *self = ILX_GO_DIALOG (object);

  g_clear_object (&self->target);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_go_dialog_parent_class)->dispose (object);
}

static void
ilx_go_dialog_class_init (IlxGoDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_go_dialog_dispose;
  g_type_ensure (ILX_TYPE_GO_PLACE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/shell/ilx-go-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxGoDialog, search);
  gtk_widget_class_bind_template_child (widget_class, IlxGoDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxGoDialog, list);
  gtk_widget_class_bind_template_child (widget_class, IlxGoDialog, selection);
  gtk_widget_class_bind_template_child (widget_class, IlxGoDialog, places);
  gtk_widget_class_bind_template_child (widget_class, IlxGoDialog, count);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
}

static void
ilx_go_dialog_init (IlxGoDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search),
                                           GTK_WIDGET (self->list));
  add_keys (self, GTK_WIDGET (self->search), G_CALLBACK (entry_key_cb));
  add_keys (self, GTK_WIDGET (self->list), G_CALLBACK (list_key_cb));
}

/**
 * ilx_go_dialog_present:
 * @parent: a window
 * @workspace: what all windows share
 * @page: (nullable): what is shown in @parent
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
ilx_go_dialog_present (GtkWindow *parent, IlxWorkspace *workspace, IlxPage *page)
{
  IlxGoDialog *self = g_object_new (ILX_TYPE_GO_DIALOG, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->target = g_object_ref (page != NULL ? GTK_WIDGET (page) : GTK_WIDGET (parent));
  search_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}
