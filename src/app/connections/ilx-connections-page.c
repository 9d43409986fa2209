/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-connection-card.h"
#include "ilx-connections-page.h"

struct _IlxConnectionsPage
{
  IlxPage parent_instance;

  GtkStack *stack;
  GtkBox *cards;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxConnectionsPage, ilx_connections_page, ILX_TYPE_PAGE)

static GtkWidget *
get_card (IlxConnectionsPage *self, guint position)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  for (; card != NULL && position > 0; position--)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

/* The card among @cards that shows @connection, which is taken out of them; NULL: none does. */
static GtkWidget *
take_card (GPtrArray *cards, IlxConnection *connection)
{
  for (guint i = 0; i < cards->len; i++)
    {
      GtkWidget *card = g_ptr_array_index (cards, i);

      if (ilx_connection_card_get_connection (ILX_CONNECTION_CARD (card)) != connection)
        continue;
      g_ptr_array_remove_index (cards, i);
      return card;
    }
  return NULL;
}

static void
place_card (IlxConnectionsPage *self, GPtrArray *before, GListModel *model, guint position)
{
  g_autoptr (IlxConnection) connection = g_list_model_get_item (model, position);
  GtkWidget *previous = position > 0 ? get_card (self, position - 1) : NULL;
  GtkWidget *card = take_card (before, connection);

  if (card != NULL)
    gtk_box_reorder_child_after (self->cards, card, previous);
  else
    gtk_box_insert_child_after (self->cards, ilx_connection_card_new (self->workspace, connection),
                                previous);
}

static void
show_stack (IlxConnectionsPage *self, GListModel *model)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (model) > 0 ? "list" : "empty");
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  IlxConnectionsPage *self = user_data;
  g_autoptr (GPtrArray) before = g_ptr_array_new ();

  for (guint i = 0; i < removed; i++)
    g_ptr_array_add (before, get_card (self, position + i));
  /* A connection whose record changed comes back as itself, and so does its card. */
  for (guint i = 0; i < added; i++)
    place_card (self, before, model, position + i);
  for (guint i = 0; i < before->len; i++)
    gtk_box_remove (self->cards, g_ptr_array_index (before, i));
  show_stack (self, model);
}

static void
ilx_connections_page_dispose (GObject *object)
{
  g_clear_object (&ILX_CONNECTIONS_PAGE (object)->workspace);
  G_OBJECT_CLASS (ilx_connections_page_parent_class)->dispose (object);
}

static void
ilx_connections_page_class_init (IlxConnectionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_connections_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/connections/ilx-connections-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxConnectionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxConnectionsPage, cards);
}

static void
ilx_connections_page_init (IlxConnectionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_connections_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_connections_page_new (IlxWorkspace *workspace)
{
  IlxConnectionsPage *self = g_object_new (ILX_TYPE_CONNECTIONS_PAGE, NULL);
  GListModel *model = ilx_workspace_get_connections (workspace);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  items_changed_cb (model, 0, 0, g_list_model_get_n_items (model), self);
  return ILX_PAGE (self);
}
