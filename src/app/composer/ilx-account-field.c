/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ilx-account-field.h"
#include "ilx-account-words.h"
#include "ilx-drop-down.h"
#include "ilx-platforms.h"
#include "ilx-text.h"

struct _IlxAccountField
{
  GtkWidget parent_instance;

  GtkWidget *connect_list;
  GtkWidget *choose_box;
  GtkDropDown *chooser;
  GtkLabel *note;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxDocument *document;   /* (owned) (nullable) */
  GListStore *nobody;      /* (owned): a row that stands for none, while none is chosen */
  gboolean is_following;   /* the chooser is being set to what the document has */
};

G_DEFINE_FINAL_TYPE (IlxAccountField, ilx_account_field, GTK_TYPE_WIDGET)

/* A drop-down of newer GTK always has something chosen, so "none" is a row. */
static char *
dup_title (gpointer item)
{
  return ilx_connection_get_id (item) != NULL ? ilx_account_words_dup_title (item)
                                              : g_strdup (_ ("No account chosen"));
}

static IlxConnection *
get_connection (IlxAccountField *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);

  return ilx_workspace_find_connection (self->workspace, ilx_campaign_get_connection_id (campaign));
}

static void
select_row (IlxAccountField *self, IlxConnection *connection)
{
  GListModel *rows = gtk_drop_down_get_model (self->chooser);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (IlxConnection) one = g_list_model_get_item (rows, i);

      if (one == connection || (connection == NULL && ilx_connection_get_id (one) == NULL))
        gtk_drop_down_set_selected (self->chooser, i);
    }
}

/* The row for none is there as long as it is true. */
static void
show_choice (IlxAccountField *self, IlxConnection *connection)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->nobody));
  g_autoptr (IlxConnection) none = connection == NULL ? ilx_connection_new () : NULL;

  if (none != NULL && n == 0)
    g_list_store_append (self->nobody, none);
  select_row (self, connection);
  if (none == NULL)
    g_list_store_remove_all (self->nobody);
}

/* What is wrong with the account that the campaign has. */
static const char *
get_trouble (IlxAccountField *self, IlxConnection *connection)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);

  if (connection == NULL && ilx_campaign_get_connection_id (campaign) != NULL)
    return _ ("The account of this mail is not connected any more. Choose another one, or connect "
              "it again.");
  if (connection == NULL)
    return _ ("Choose the account that this mail goes out by.");
  if (ilx_connection_get_state (connection) == ILX_CONNECTION_BROKEN)
    return _ ("This account no longer accepts its key. You can write on; reconnect it before you "
              "send.");
  return NULL;
}

static void
follow (IlxAccountField *self)
{
  GListModel *connections = ilx_workspace_get_connections (self->workspace);
  IlxConnection *connection = get_connection (self);
  gboolean has_any = g_list_model_get_n_items (connections) > 0;
  const char *trouble = get_trouble (self, connection);

  gtk_widget_set_visible (self->connect_list, !has_any);
  gtk_widget_set_visible (self->choose_box, has_any);
  gtk_label_set_label (self->note, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), trouble != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chooser), ilx_document_is_editable (self->document));
  self->is_following = TRUE;
  show_choice (self, connection);
  self->is_following = FALSE;
}

static void
selected_cb (IlxAccountField *self)
{
  IlxConnection *chosen = gtk_drop_down_get_selected_item (self->chooser);

  if (self->document != NULL && !self->is_following && chosen != NULL
      && ilx_connection_get_id (chosen) != NULL && chosen != get_connection (self))
    ilx_document_set_account (self->document, chosen);
}

/* The chooser selects by itself when its model changes; that is no choice of the user's. This runs
 * before it does, connections_changed_cb() after it. */
static void
connections_changing_cb (IlxAccountField *self)
{
  self->is_following = TRUE;
}

/* Who connects the first account from here means it for this mail. */
static void
connections_changed_cb (
    GListModel *connections, guint position, guint n_removed, guint n_added, IlxAccountField *self)
{
  g_autoptr (IlxConnection) first = g_list_model_get_item (connections, 0);
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);

  follow (self);
  if (n_added == 1 && g_list_model_get_n_items (connections) == 1
      && ilx_campaign_get_connection_id (campaign) == NULL
      && ilx_document_is_editable (self->document) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ilx_document_set_account (self->document, first);
}

static void
ilx_account_field_dispose (GObject *object)
{
  IlxAccountField *self = ILX_ACCOUNT_FIELD (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  self->is_following = TRUE;
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_clear_object (&self->nobody);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_account_field_parent_class)->dispose (object);
}

static void
ilx_account_field_class_init (IlxAccountFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_account_field_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-account-field.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxAccountField, connect_list);
  gtk_widget_class_bind_template_child (widget_class, IlxAccountField, choose_box);
  gtk_widget_class_bind_template_child (widget_class, IlxAccountField, chooser);
  gtk_widget_class_bind_template_child (widget_class, IlxAccountField, note);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
ilx_account_field_init (IlxAccountField *self)
{
  self->nobody = g_list_store_new (ILX_TYPE_CONNECTION);
  gtk_widget_init_template (GTK_WIDGET (self));
  ilx_drop_down_set_words (self->chooser, _ ("Account"), _ ("No account chosen"), dup_title);
}

static void
set_rows (IlxAccountField *self, GListModel *connections)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkFlattenListModel) rows = gtk_flatten_list_model_new (G_LIST_MODEL (parts));

  g_list_store_append (parts, self->nobody);
  g_list_store_append (parts, connections);
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (rows));
}

/**
 * ilx_account_field_set_document:
 * @self: a field, once
 * @workspace: what all windows share
 * @document: what is edited
 */
void
ilx_account_field_set_document (IlxAccountField *self,
                                IlxWorkspace *workspace,
                                IlxDocument *document)
{
  GListModel *connections = ilx_workspace_get_connections (workspace);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (connections_changing_cb), self,
                           G_CONNECT_SWAPPED);
  self->is_following = TRUE;
  set_rows (self, connections);
  self->document = g_object_ref (document);
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (connections_changed_cb), self,
                           0);
  g_signal_connect_object (ilx_document_get_campaign (document), "notify::connection-id",
                           G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::is-editable", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  follow (self);
}
