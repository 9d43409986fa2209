/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-chooser.h"
#include "ilx-account-words.h"
#include "ilx-drop-down.h"

struct _IlxAccountChooser
{
  AdwBin parent_instance;

  GtkDropDown *chooser;
  IlxWorkspace *workspace; /* (owned) (nullable) */
  GPtrArray *ids;          /* (element-type utf8) (owned): of the items; the first is empty */
  gboolean is_following;   /* the chooser is being set to what is chosen */
};

G_DEFINE_FINAL_TYPE (IlxAccountChooser, ilx_account_chooser, ADW_TYPE_BIN)

static IlxAccountChoice *
get_choice (IlxAccountChooser *self)
{
  return ilx_workspace_get_account_choice (self->workspace);
}

static void
selected_cb (IlxAccountChooser *self)
{
  guint position = gtk_drop_down_get_selected (self->chooser);

  if (!self->is_following && position < self->ids->len)
    ilx_account_choice_set_account (get_choice (self), g_ptr_array_index (self->ids, position));
}

static void
follow_choice (IlxAccountChooser *self)
{
  guint position;

  if (!g_ptr_array_find_with_equal_func (
          self->ids, ilx_account_choice_get_account (get_choice (self)), g_str_equal, &position))
    return;
  self->is_following = TRUE;
  gtk_drop_down_set_selected (self->chooser, position);
  self->is_following = FALSE;
}

static void
append (IlxAccountChooser *self, GtkStringList *titles, const char *title, const char *id)
{
  gtk_string_list_append (titles, title);
  g_ptr_array_add (self->ids, g_strdup (id));
}

static void
follow_connections (IlxAccountChooser *self)
{
  GListModel *connections = ilx_workspace_get_connections (self->workspace);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->ids, 0);
  append (self, titles, _ ("All Accounts"), "");
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);
      g_autofree char *title = ilx_account_words_dup_title (connection);

      append (self, titles, title, ilx_connection_get_id (connection));
    }
  self->is_following = TRUE;
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (titles));
  self->is_following = FALSE;
  follow_choice (self);
}

static char *
dup_words (gpointer item)
{
  return g_strdup (gtk_string_object_get_string (item));
}

static void
ilx_account_chooser_dispose (GObject *object)
{
  IlxAccountChooser *self = ILX_ACCOUNT_CHOOSER (object);

  /* What the chooser tells while it goes is nobody's choice. */
  self->is_following = TRUE;
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_account_chooser_parent_class)->dispose (object);
}

static void
ilx_account_chooser_finalize (GObject *object)
{
  g_ptr_array_unref (ILX_ACCOUNT_CHOOSER (object)->ids);
  G_OBJECT_CLASS (ilx_account_chooser_parent_class)->finalize (object);
}

static void
ilx_account_chooser_class_init (IlxAccountChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_account_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_account_chooser_finalize;
}

static void
ilx_account_chooser_init (IlxAccountChooser *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->chooser = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  ilx_drop_down_set_words (self->chooser, _ ("Account"), _ ("All Accounts"), dup_words);
  g_signal_connect_swapped (self->chooser, "notify::selected", G_CALLBACK (selected_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->chooser));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ilx_account_chooser_set_workspace:
 * @self: a chooser, once
 * @workspace: what all windows share
 */
void
ilx_account_chooser_set_workspace (IlxAccountChooser *self, IlxWorkspace *workspace)
{
  IlxAccountChoice *choice = ilx_workspace_get_account_choice (workspace);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (follow_connections), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (choice, "notify::account", G_CALLBACK (follow_choice), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (choice, "has-choice", self, "visible", G_BINDING_SYNC_CREATE);
  follow_connections (self);
}
