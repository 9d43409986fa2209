/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audience-field.h"
#include "ilx-audience-line.h"
#include "ilx-audience-picker.h"
#include "ilx-line-layout.h"

struct _IlxAudienceField
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkWidget *add_button;
  GtkListBox *list;
  GtkLabel *nobody;

  gboolean is_excluding;
  GtkStringList *ids;      /* (owned): one a row */
  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxDocument *document;   /* (owned) (nullable) */
  GSignalGroup *audiences; /* (owned): the list of the account */
};

typedef enum
{
  PROP_IS_EXCLUDING = 1
} IlxAudienceFieldProperty;
static GParamSpec *properties[PROP_IS_EXCLUDING + 1];

G_DEFINE_FINAL_TYPE (IlxAudienceField, ilx_audience_field, GTK_TYPE_WIDGET)

/* --- Rows ------------------------------------------------------------------------------------- */

static const char *const *
get_chosen (IlxAudienceField *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);

  return self->is_excluding ? ilx_campaign_get_excluded (campaign)
                            : ilx_campaign_get_included (campaign);
}

static const char *
get_account (IlxAudienceField *self)
{
  return ilx_campaign_get_connection_id (ilx_document_get_campaign (self->document));
}

/* Why there is nothing known of it: the name may still be known by another account. */
static const char *
find_elsewhere (IlxAudienceField *self, const char *id, const char **name)
{
  GListModel *connections = ilx_workspace_get_connections (self->workspace);

  *name = id;
  if (get_account (self) == NULL)
    return _ ("No account is chosen. Its people get nothing.");
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);
      IlxAudience *audience
          = ilx_workspace_find_audience (self->workspace, ilx_connection_get_id (connection), id);

      if (audience == NULL)
        continue;
      *name = ilx_audience_get_name (audience);
      return _ ("Belongs to another account. Take it out.");
    }
  return _ ("No longer exists. Choose another one; the mail is unchanged.");
}

static void
show_line (IlxAudienceField *self, IlxAudienceLine *line, const char *id)
{
  IlxAudience *audience = ilx_workspace_find_audience (self->workspace, get_account (self), id);
  const char *name = NULL;
  const char *note = audience == NULL ? find_elsewhere (self, id, &name) : NULL;

  ilx_audience_line_set (line, self->workspace, audience, name, note);
}

static IlxAudienceLine *
get_line (GtkListBoxRow *row)
{
  return ILX_AUDIENCE_LINE (gtk_widget_get_first_child (gtk_list_box_row_get_child (row)));
}

static GtkWidget *
get_remove_button (GtkListBoxRow *row)
{
  return gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
}

static GtkWidget *
new_remove_button (IlxAudienceField *self, IlxAudienceLine *line, const char *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s: the name of a list or segment. */
  g_autofree char *label = g_strdup_printf (_ ("Take “%s” Out"), ilx_audience_line_get_name (line));

  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "audiences.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  return button;
}

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  IlxAudienceField *self = user_data;
  const char *id = gtk_string_object_get_string (GTK_STRING_OBJECT (item));
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *line = ilx_audience_line_new ();

  show_line (self, ILX_AUDIENCE_LINE (line), id);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), new_remove_button (self, ILX_AUDIENCE_LINE (line), id));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
show_lines (IlxAudienceField *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));

  for (guint i = 0; i < n; i++)
    show_line (self, get_line (gtk_list_box_get_row_at_index (self->list, (int) i)),
               gtk_string_list_get_string (self->ids, i));
}

/* --- What the document has -------------------------------------------------------------------- */

/* Changes the rows that differ, so that the others keep the focus. */
static void
follow_ids (IlxAudienceField *self)
{
  static const char *const none[] = { NULL };
  const char *const *chosen = get_chosen (self);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  guint n_new, n_same = 0;

  chosen = chosen != NULL ? chosen : none;
  n_new = g_strv_length ((GStrv) chosen);
  while (n_same < MIN (n_old, n_new)
         && g_str_equal (gtk_string_list_get_string (self->ids, n_same), chosen[n_same]))
    n_same++;
  if (n_old == n_new + 1
      && (n_same + 1 == n_old
          || g_str_equal (gtk_string_list_get_string (self->ids, n_same + 1), chosen[n_same])))
    gtk_string_list_remove (self->ids, n_same);
  else if (n_old != n_new || n_same != n_old)
    gtk_string_list_splice (self->ids, n_same, n_old - n_same, chosen + n_same);
}

static void
follow_account (IlxAudienceField *self)
{
  const char *account = get_account (self);

  g_signal_group_set_target (
      self->audiences,
      account != NULL ? ilx_workspace_get_audiences (self->workspace, account) : NULL);
  show_lines (self);
}

static void
follow_editable (IlxAudienceField *self)
{
  gboolean is_editable = ilx_document_is_editable (self->document);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audiences.remove", is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audiences.add",
                                 is_editable && get_account (self) != NULL);
}

static void
account_changed_cb (IlxAudienceField *self)
{
  follow_account (self);
  follow_editable (self);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxAudienceField *self = ILX_AUDIENCE_FIELD (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_window_present (ilx_audience_picker_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                               self->workspace, self->document,
                                               self->is_excluding));
}

/* The focus goes to what took the place of the row. */
static void
move_focus (IlxAudienceField *self, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));

  gtk_widget_grab_focus (n > 0 ? get_remove_button (gtk_list_box_get_row_at_index (
                             self->list, (int) MIN (position, n - 1)))
                               : self->add_button);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxAudienceField *self = ILX_AUDIENCE_FIELD (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const char *const *chosen = get_chosen (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) left = NULL;
  guint position = 0;

  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (g_str_equal (chosen[i], id))
      position = i;
    else
      g_strv_builder_add (builder, chosen[i]);
  left = g_strv_builder_end (builder);
  ilx_document_set_strv (self->document, self->is_excluding ? "excluded" : "included",
                         (const char *const *) left);
  move_focus (self, position);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_audience_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IlxAudienceFieldProperty) id)
    {
    case PROP_IS_EXCLUDING:
      g_value_set_boolean (value, ILX_AUDIENCE_FIELD (object)->is_excluding);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_excluding (IlxAudienceField *self, gboolean is_excluding)
{
  self->is_excluding = is_excluding;
  gtk_label_set_label (self->title, is_excluding ? _ ("Leave Out") : _ ("Send To"));
  gtk_label_set_label (self->nobody,
                       is_excluding ? _ ("Nobody is left out") : _ ("Nobody is chosen yet"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
      is_excluding ? _ ("Add Who Is Left Out") : _ ("Add Who Gets This Mail"), -1);
}

static void
ilx_audience_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((IlxAudienceFieldProperty) id)
    {
    case PROP_IS_EXCLUDING:
      set_excluding (ILX_AUDIENCE_FIELD (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_audience_field_dispose (GObject *object)
{
  IlxAudienceField *self = ILX_AUDIENCE_FIELD (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->audiences);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->ids);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_audience_field_parent_class)->dispose (object);
}

static void
ilx_audience_field_class_init (IlxAudienceFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_audience_field_get_property;
  object_class->set_property = ilx_audience_field_set_property;
  object_class->dispose = ilx_audience_field_dispose;
  properties[PROP_IS_EXCLUDING]
      = g_param_spec_boolean ("is-excluding", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_install_action (widget_class, "audiences.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "audiences.remove", "s", remove_action);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/composer/ilx-audience-field.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceField, title);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceField, add_button);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceField, list);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceField, nobody);
}

static void
ilx_audience_field_init (IlxAudienceField *self)
{
  self->ids = gtk_string_list_new (NULL);
  self->audiences = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->audiences, "items-changed", G_CALLBACK (show_lines), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->ids), new_row, self, NULL);
}

/**
 * ilx_audience_field_set_document:
 * @self: a field, once
 * @workspace: what all windows share
 * @document: what is edited
 */
void
ilx_audience_field_set_document (IlxAudienceField *self,
                                 IlxWorkspace *workspace,
                                 IlxDocument *document)
{
  IlxCampaign *campaign = ilx_document_get_campaign (document);
  const char *notify = self->is_excluding ? "notify::excluded" : "notify::included";

  self->workspace = g_object_ref (workspace);
  self->document = g_object_ref (document);
  g_signal_connect_object (campaign, notify, G_CALLBACK (follow_ids), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (campaign, "notify::connection-id", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::is-editable", G_CALLBACK (follow_editable), self,
                           G_CONNECT_SWAPPED);
  follow_ids (self);
  account_changed_cb (self);
}

guint
ilx_audience_field_get_n_rows (IlxAudienceField *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->ids));
}

/**
 * ilx_audience_field_refresh:
 * @self: a field
 *
 * Says anew how old the numbers are.
 */
void
ilx_audience_field_refresh (IlxAudienceField *self)
{
  show_lines (self);
}
