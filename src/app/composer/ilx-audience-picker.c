/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audience-line.h"
#include "ilx-audience-picker.h"
#include "ilx-audience-refresh.h"
#include "ilx-banner.h"

#define AGE_INTERVAL 30 /* seconds; numbers say how old they are */

struct _IlxAudiencePicker
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress;
  IlxBanner *problem_banner;
  GtkEditable *search;
  GtkStack *stack;
  GtkFilterListModel *shown;
  GtkListView *list;

  IlxWorkspace *workspace;     /* (owned) */
  IlxDocument *document;       /* (owned) */
  IlxAudienceRefresh *refresh; /* (owned) */
  gboolean is_excluding;
  GHashTable *rows; /* (owned): set of the GtkListItems that are bound */
  guint age_id;
};

G_DEFINE_FINAL_TYPE (IlxAudiencePicker, ilx_audience_picker, ADW_TYPE_WINDOW)

/* --- What is ticked --------------------------------------------------------------------------- */

static const char *
get_field (IlxAudiencePicker *self)
{
  return self->is_excluding ? "excluded" : "included";
}

static const char *const *
get_ids (IlxAudiencePicker *self, gboolean of_excluded)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);

  return of_excluded ? ilx_campaign_get_excluded (campaign) : ilx_campaign_get_included (campaign);
}

static gboolean
has_id (const char *const *ids, const char *id)
{
  return ids != NULL && g_strv_contains (ids, id);
}

static void
set_ticked (IlxAudiencePicker *self, const char *id, gboolean is_ticked)
{
  const char *const *ids = get_ids (self, self->is_excluding);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!g_str_equal (ids[i], id))
      g_strv_builder_add (builder, ids[i]);
  if (is_ticked)
    g_strv_builder_add (builder, id);
  changed = g_strv_builder_end (builder);
  ilx_document_set_strv (self->document, get_field (self), (const char *const *) changed);
}

/**
 * ilx_audience_picker_toggle:
 * @self: a picker
 * @position: in what is shown
 *
 * Ticks or unticks that audience. One that stands on the other side is left alone: nobody can both
 * get a mail and be left out.
 */
void
ilx_audience_picker_toggle (IlxAudiencePicker *self, guint position)
{
  g_autoptr (IlxAudience) audience = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  const char *id = audience != NULL ? ilx_audience_get_id (audience) : NULL;

  if (id == NULL || has_id (get_ids (self, !self->is_excluding), id))
    return;
  set_ticked (self, id, !has_id (get_ids (self, self->is_excluding), id));
}

static void
activate_cb (IlxAudiencePicker *self, guint position)
{
  ilx_audience_picker_toggle (self, position);
}

/* Enter in the search ticks what it found, when that is one. */
static void
search_activate_cb (IlxAudiencePicker *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 1)
    ilx_audience_picker_toggle (self, 0);
}

static void
clear_search_cb (IlxAudiencePicker *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
stop_search_cb (IlxAudiencePicker *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  /* The row itself says whether it is ticked. */
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *other = gtk_label_new (NULL);

  /* The row is what has the focus and is clicked. */
  gtk_widget_set_can_focus (check, FALSE);
  gtk_widget_set_can_target (check, FALSE);
  gtk_widget_add_css_class (other, "caption");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), ilx_audience_line_new ());
  gtk_box_append (GTK_BOX (box), other);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_child (row, box);
}

static void
tell_row (GtkWidget *box, IlxAudienceLine *line, const char *other, gboolean is_ticked)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (gtk_widget_get_parent (box));
  /* Translators: an audience as a screen reader says it: name, details, perhaps "Left out". */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s %s"), ilx_audience_line_get_name (line),
                                            ilx_audience_line_get_details (line), other);

  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (
      accessible, GTK_ACCESSIBLE_STATE_CHECKED,
      is_ticked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
show_row (IlxAudiencePicker *self, GtkListItem *row)
{
  IlxAudience *audience = gtk_list_item_get_item (row);
  GtkWidget *box = gtk_list_item_get_child (row);
  GtkWidget *check = gtk_widget_get_first_child (box);
  GtkWidget *line = gtk_widget_get_next_sibling (check);
  gboolean is_ticked = has_id (get_ids (self, self->is_excluding), ilx_audience_get_id (audience));
  gboolean is_other = has_id (get_ids (self, !self->is_excluding), ilx_audience_get_id (audience));
  const char *other = !is_other ? "" : self->is_excluding ? _ ("Gets it") : _ ("Left out");
  gboolean can_change = !is_other && ilx_document_is_editable (self->document);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_ticked);
  ilx_audience_line_refresh (ILX_AUDIENCE_LINE (line));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (line)), other);
  gtk_widget_set_sensitive (box, can_change);
  gtk_list_item_set_activatable (row, can_change);
  tell_row (box, ILX_AUDIENCE_LINE (line), other, is_ticked);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  IlxAudiencePicker *self = user_data;
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (row));

  ilx_audience_line_set (ILX_AUDIENCE_LINE (gtk_widget_get_next_sibling (check)), self->workspace,
                         gtk_list_item_get_item (row), NULL, NULL);
  g_hash_table_add (self->rows, row);
  show_row (self, row);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *row, gpointer user_data)
{
  IlxAudiencePicker *self = user_data;

  if (self->rows != NULL)
    g_hash_table_remove (self->rows, row);
}

static void
show_rows (IlxAudiencePicker *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    show_row (self, row);
}

static gboolean
age_cb (gpointer user_data)
{
  show_rows (user_data);
  return G_SOURCE_CONTINUE;
}

/* --- States ----------------------------------------------------------------------------------- */

static const char *
choose_page (IlxAudiencePicker *self)
{
  GListModel *all = gtk_filter_list_model_get_model (self->shown);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    return "list";
  if (all != NULL && g_list_model_get_n_items (all) > 0)
    return "nothing";
  return self->refresh != NULL && ilx_audience_refresh_is_running (self->refresh) ? "fetching"
                                                                                  : "empty";
}

static void
shown_changed_cb (IlxAudiencePicker *self)
{
  if (self->stack != NULL)
    gtk_stack_set_visible_child_name (self->stack, choose_page (self));
}

static void
refresh_changed_cb (IlxAudiencePicker *self)
{
  gboolean is_running = ilx_audience_refresh_is_running (self->refresh);
  const GError *error = ilx_audience_refresh_get_error (self->refresh);

  gtk_revealer_set_reveal_child (self->progress_revealer, is_running);
  gtk_progress_bar_set_fraction (self->progress, ilx_audience_refresh_get_fraction (self->refresh));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picker.refresh", !is_running);
  ilx_banner_set_title (self->problem_banner, error != NULL && !is_running ? error->message : NULL);
  shown_changed_cb (self);
}

static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_audience_refresh_start (ILX_AUDIENCE_PICKER (widget)->refresh, ILX_MINUTE);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_audience_picker_dispose (GObject *object)
{
  IlxAudiencePicker *self = ILX_AUDIENCE_PICKER (object);

  g_clear_handle_id (&self->age_id, g_source_remove);
  self->stack = NULL;
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->refresh);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_audience_picker_parent_class)->dispose (object);
}

static void
ilx_audience_picker_class_init (IlxAudiencePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_audience_picker_dispose;
  g_type_ensure (ILX_TYPE_AUDIENCE);
  g_type_ensure (ILX_TYPE_BANNER);
  gtk_widget_class_install_action (widget_class, "picker.refresh", NULL, refresh_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/composer/ilx-audience-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, title);
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, progress);
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, search);
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, shown);
  gtk_widget_class_bind_template_child (widget_class, IlxAudiencePicker, list);
  gtk_widget_class_bind_template_callback (widget_class, shown_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
ilx_audience_picker_init (IlxAudiencePicker *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));
}

static void
follow (IlxAudiencePicker *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);

  g_signal_connect_object (campaign, "notify::included", G_CALLBACK (show_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (campaign, "notify::excluded", G_CALLBACK (show_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::is-editable", G_CALLBACK (show_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->refresh, "notify", G_CALLBACK (refresh_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->age_id = g_timeout_add_seconds (AGE_INTERVAL, age_cb, self);
  refresh_changed_cb (self);
}

/**
 * ilx_audience_picker_new:
 * @parent: the window that it belongs to
 * @workspace: what all windows share
 * @document: a campaign that has an account
 * @is_excluding: who is left out, else who gets it
 *
 * Returns: (transfer none): the window, not shown yet
 */
GtkWindow *
ilx_audience_picker_new (GtkWindow *parent,
                         IlxWorkspace *workspace,
                         IlxDocument *document,
                         gboolean is_excluding)
{
  IlxAudiencePicker *self = g_object_new (ILX_TYPE_AUDIENCE_PICKER, "transient-for", parent, NULL);
  const char *title = is_excluding ? _ ("Leave Out") : _ ("Send To");
  const char *account = ilx_campaign_get_connection_id (ilx_document_get_campaign (document));

  self->workspace = g_object_ref (workspace);
  self->document = g_object_ref (document);
  self->refresh = ilx_audience_refresh_get (workspace, account);
  self->is_excluding = is_excluding;
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_filter_list_model_set_model (self->shown, ilx_workspace_get_audiences (workspace, account));
  follow (self);
  return GTK_WINDOW (self);
}

GListModel *
ilx_audience_picker_get_shown (IlxAudiencePicker *self)
{
  return G_LIST_MODEL (self->shown);
}
