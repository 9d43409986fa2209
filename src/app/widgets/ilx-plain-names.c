/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-plain-names.h"

/* What GTK 4.8 calls by its class where nobody names it: "GtkImage Search, push button". */
typedef GType (*TypeFunc) (void);

static const TypeFunc types[]
    = { gtk_image_get_type, gtk_list_box_get_type, gtk_stack_page_get_type };

static void (*constructed[G_N_ELEMENTS (types)]) (GObject *object);

static void
constructed_cb (GObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (object, types[i]()))
      constructed[i](object);
  gtk_accessible_update_property (GTK_ACCESSIBLE (object), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
}

static void (*view_constructed) (GObject *view);

/* The list inside, which has the focus, is called what the table is called. */
static void
view_constructed_cb (GObject *view)
{
  view_constructed (view);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_accessible_update_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      view, NULL, -1);
}

/**
 * ilx_plain_names_use:
 *
 * Has every image, and every page of a stack, that is made from now on say nothing to a screen
 * reader until it is given words, and every table's list say the name of the table. To be called
 * once, before there are any.
 */
void
ilx_plain_names_use (void)
{
  GObjectClass *view_class = g_type_class_ref (GTK_TYPE_COLUMN_VIEW);

  view_constructed = view_class->constructed;
  view_class->constructed = view_constructed_cb;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GObjectClass *klass = g_type_class_ref (types[i]());

      constructed[i] = klass->constructed;
      klass->constructed = constructed_cb;
    }
}
