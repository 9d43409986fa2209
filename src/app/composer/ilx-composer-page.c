/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-words.h"
#include "ilx-banner.h"
#include "ilx-composer-keys.h"
#include "ilx-composer-private.h"
#include "ilx-composer-tools.h"
#include "ilx-details-form.h"
#include "ilx-document.h"
#include "ilx-error.h"
#include "ilx-problem.h"
#include "ilx-source-pane.h"
#include "ilx-text.h"
#include "ilx-versions-dialog.h"
#include "ilx-width-bin.h"

G_DEFINE_FINAL_TYPE (IlxComposerPage, ilx_composer_page, ILX_TYPE_PAGE)

/* --- Undo ------------------------------------------------------------------------------------- */

static void
campaign_notify_cb (IlxCampaign *campaign, GParamSpec *pspec, IlxComposerPage *self)
{
  if (self->is_stepping && !g_str_equal (pspec->name, "revision")
      && !g_str_equal (pspec->name, "updated-at"))
    self->stepped = g_intern_string (pspec->name);
}

static void
text_changed_cb (IlxDocument *document,
                 const char *field,
                 guint offset,
                 guint n_removed,
                 const char *inserted,
                 IlxComposerPage *self)
{
  if (self->is_stepping)
    self->stepped = g_intern_string (field);
}

/* What an undo changed is shown, wherever one is. */
static void
reveal_stepped (IlxComposerPage *self)
{
  const char *pane = g_strcmp0 (self->stepped, "html") == 0 ? "source" : "details";

  if (self->stepped == NULL || (ilx_composer_panes_is_preview_only (self) && self->is_wide))
    return;
  if (!ilx_composer_panes_is_shown (self, pane))
    ilx_composer_panes_show (self, pane);
  if (g_str_equal (pane, "source"))
    ilx_source_pane_focus (ilx_composer_panes_get_source (self));
  else
    ilx_details_form_focus (self->details, self->stepped);
}

static void
step (IlxComposerPage *self, void (*function) (IlxDocument *))
{
  self->is_stepping = TRUE;
  self->stepped = NULL;
  function (self->document);
  self->is_stepping = FALSE;
  reveal_stepped (self);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, ilx_document_undo);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, ilx_document_redo);
}

/* --- Other actions ---------------------------------------------------------------------------- */

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxComposerPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_flushed = ilx_document_flush_finish (ILX_DOCUMENT (source), result, &error);

  ilx_page_set_busy (ILX_PAGE (self), FALSE);
  if (self->document == NULL)
    return;
  if (is_flushed)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.review-campaign", "s",
                                ilx_page_get_document_id (ILX_PAGE (self)));
  else
    ilx_problem_present (GTK_WIDGET (self), error);
}

/* What is reviewed is what is on the disk. */
static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxComposerPage *self = user_data;

  ilx_page_set_busy (ILX_PAGE (self), TRUE);
  ilx_document_flush_async (self->document, NULL, flushed_cb, g_object_ref (self));
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxComposerPage *self = user_data;

  ilx_composer_panes_show (self, "source");
  ilx_source_pane_choose_file (ilx_composer_panes_get_source (self));
}

static void
open_search (IlxComposerPage *self, gboolean is_replacing)
{
  ilx_composer_panes_show (self, "source");
  ilx_source_search_open (ilx_source_pane_get_search (ilx_composer_panes_get_source (self)),
                          is_replacing);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_search (user_data, FALSE);
}

static void
replace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_search (user_data, TRUE);
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxComposerPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = ilx_workspace_create_campaign_finish (ILX_WORKSPACE (source), result, &error);

  if (self->document == NULL)
    return;
  if (id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-campaign", "s", id);
  else
    ilx_problem_present (GTK_WIDGET (self), error);
}

static void
duplicate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxComposerPage *self = user_data;

  ilx_workspace_duplicate_campaign_async (self->workspace,
                                          ilx_page_get_document_id (ILX_PAGE (self)), NULL,
                                          duplicated_cb, g_object_ref (self));
}

static void
show_problem_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxComposerPage *self = user_data;
  const GError *error = ilx_document_get_error (self->document);

  if (error != NULL)
    ilx_problem_present (GTK_WIDGET (self), error);
}

static void
reload_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxComposerPage *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ilx_document_reload (self->document, &error))
    ilx_problem_present (GTK_WIDGET (self), error);
}

static void
keep_version_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ilx_versions_dialog_ask_name (user_data, ILX_COMPOSER_PAGE (user_data)->document);
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxComposerPage *self = user_data;

  ilx_versions_dialog_present (GTK_WIDGET (self), self->workspace, self->document);
}

static const GActionEntry entries[] = {
  { "show", NULL, "s", "'details'", ilx_composer_panes_show_cb },
  { "preview-only", ilx_composer_panes_toggle_preview_cb, NULL, "false" },
  { "source", ilx_composer_panes_source_cb },
  { "next-pane", ilx_composer_panes_next_cb, "i" },
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "review", review_cb },
  { "import", import_cb },
  { "find", find_cb },
  { "replace", replace_cb },
  { "duplicate", duplicate_cb },
  { "keep-version", keep_version_cb },
  { "history", history_cb },
  { "show-problem", show_problem_cb },
  { "reload", reload_cb },
};

/* --- Shown ------------------------------------------------------------------------------------ */

/* A new mail begins with its subject. */
static void
focus_new (IlxComposerPage *self)
{
  if (self->was_shown)
    return;
  self->was_shown = TRUE;
  if (ilx_text_is_blank (ilx_campaign_get_subject (ilx_document_get_campaign (self->document)))
      && ilx_document_is_editable (self->document))
    ilx_details_form_focus (self->details, "subject");
}

static void
ilx_composer_page_map (GtkWidget *widget)
{
  IlxComposerPage *self = ILX_COMPOSER_PAGE (widget);

  GTK_WIDGET_CLASS (ilx_composer_page_parent_class)->map (widget);
  if (self->document == NULL)
    return;
  self->shortcuts = ilx_composer_keys_new ();
  gtk_widget_add_controller (widget, self->shortcuts);
  ilx_composer_panes_await_preview (self);
  focus_new (self);
}

static void
ilx_composer_page_unmap (GtkWidget *widget)
{
  IlxComposerPage *self = ILX_COMPOSER_PAGE (widget);

  if (self->shortcuts != NULL)
    gtk_widget_remove_controller (widget, self->shortcuts);
  self->shortcuts = NULL;
  ilx_composer_panes_forget_preview (self);
  GTK_WIDGET_CLASS (ilx_composer_page_parent_class)->unmap (widget);
}

/* --- What the document has -------------------------------------------------------------------- */

static void
follow_title (IlxComposerPage *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);
  const char *subject = ilx_campaign_get_subject (campaign);
  IlxConnection *connection
      = ilx_workspace_find_connection (self->workspace, ilx_campaign_get_connection_id (campaign));
  g_autofree char *account = connection != NULL ? ilx_account_words_dup_title (connection) : NULL;

  ilx_page_set_title (ILX_PAGE (self), ilx_text_is_blank (subject) ? _ ("New Campaign") : subject);
  ilx_page_set_subtitle (ILX_PAGE (self), account);
}

static const char *
get_lock_reason (IlxCampaign *campaign)
{
  if (ilx_campaign_get_trashed_at (campaign) != 0)
    return _ ("This campaign is in the trash, so it can't be changed.");
  switch (ilx_campaign_get_state (campaign))
    {
    case ILX_CAMPAIGN_UNCERTAIN:
      return _ ("The platform did not say whether this campaign started, so it can't be changed.");
    case ILX_CAMPAIGN_SCHEDULED:
      return _ ("This campaign is scheduled. Unschedule it to change it.");
    case ILX_CAMPAIGN_SENDING:
      return _ ("This campaign is being sent, so it can't be changed.");
    case ILX_CAMPAIGN_SENT:
      return _ ("This campaign was sent and stays as it was.");
    case ILX_CAMPAIGN_SUBMITTING:
    case ILX_CAMPAIGN_DRAFT:
    case ILX_CAMPAIGN_CANCELLED:
    case ILX_CAMPAIGN_FAILED:
    default:
      return _ ("This campaign is on its way out, so it can't be changed.");
    }
}

static void
enable (IlxComposerPage *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
      is_enabled);
}

static void
follow_editable (IlxComposerPage *self)
{
  gboolean is_editable = ilx_document_is_editable (self->document);

  ilx_banner_set_button (self->locked_banner, _ ("Duplicate"), "composer.duplicate");
  ilx_banner_set_title (self->locked_banner,
                        is_editable ? NULL
                                    : get_lock_reason (ilx_document_get_campaign (self->document)));
  enable (self, "import", is_editable);
  enable (self, "replace", is_editable);
}

static void
follow_history (IlxComposerPage *self)
{
  gboolean can_undo, can_redo;

  g_object_get (self->document, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  enable (self, "undo", can_undo);
  enable (self, "redo", can_redo);
}

static void
follow_error (IlxComposerPage *self)
{
  const GError *error = ilx_document_get_error (self->document);

  if (ilx_error_is (error, ILX_ERROR_CONFLICT))
    ilx_banner_set_button (self->problem_banner, _ ("Reload"), "composer.reload");
  else
    ilx_banner_set_button (self->problem_banner, _ ("Details"), "composer.show-problem");
  ilx_banner_set_title (self->problem_banner, error != NULL ? error->message : NULL);
}

static void
watch (IlxComposerPage *self)
{
  IlxCampaign *campaign = ilx_document_get_campaign (self->document);
  const struct
  {
    gpointer object;
    const char *signal;
    void (*follow) (IlxComposerPage *);
  } signals[] = {
    { campaign, "notify::subject", follow_title },
    { campaign, "notify::connection-id", follow_title },
    { campaign, "notify::state", follow_editable },
    { campaign, "notify::trashed-at", follow_editable },
    { self->workspace, "connections-changed", follow_title },
    { self->document, "notify::is-editable", follow_editable },
    { self->document, "notify::undo-label", follow_history },
    { self->document, "notify::redo-label", follow_history },
    { self->document, "notify::error", follow_error },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (signals[i].object, signals[i].signal, G_CALLBACK (signals[i].follow),
                             self, G_CONNECT_SWAPPED);
  g_signal_connect_object (campaign, "notify", G_CALLBACK (campaign_notify_cb), self, 0);
  g_signal_connect_object (self->document, "text-changed", G_CALLBACK (text_changed_cb), self, 0);
}

/* --- Life ------------------------------------------------------------------------------------- */

static gboolean
ilx_composer_page_start_search (IlxPage *page)
{
  IlxComposerPage *self = ILX_COMPOSER_PAGE (page);

  if (self->document == NULL)
    return FALSE;
  open_search (self, FALSE);
  return TRUE;
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ilx_document_flush_finish (ILX_DOCUMENT (source), result, &error))
    g_message ("A campaign could not be written when it was closed: %s", error->message);
}

static void
ilx_composer_page_closed (IlxPage *page)
{
  IlxComposerPage *self = ILX_COMPOSER_PAGE (page);

  if (self->document != NULL)
    ilx_document_flush_async (self->document, NULL, closed_cb, NULL);
}

static void
ilx_composer_page_dispose (GObject *object)
{
  IlxComposerPage *self = ILX_COMPOSER_PAGE (object);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "composer", NULL);
  if (self->tools != NULL)
    gtk_widget_insert_action_group (GTK_WIDGET (self->tools), "composer", NULL);
  g_clear_object (&self->tools);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_composer_page_parent_class)->dispose (object);
}

static void
ilx_composer_page_finalize (GObject *object)
{
  g_clear_object (&ILX_COMPOSER_PAGE (object)->actions);
  G_OBJECT_CLASS (ilx_composer_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-composer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, bin);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, locked_banner);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, preview_toggle);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, preview_only_toggle);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, paned);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, left);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, details);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, source_bin);
  gtk_widget_class_bind_template_child (widget_class, IlxComposerPage, preview_bin);
  gtk_widget_class_bind_template_callback (widget_class, ilx_composer_panes_arrange);
}

static void
ilx_composer_page_class_init (IlxComposerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_composer_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_composer_page_finalize;
  widget_class->map = ilx_composer_page_map;
  widget_class->unmap = ilx_composer_page_unmap;
  ILX_PAGE_CLASS (klass)->start_search = ilx_composer_page_start_search;
  ILX_PAGE_CLASS (klass)->closed = ilx_composer_page_closed;
  g_type_ensure (ILX_TYPE_BANNER);
  g_type_ensure (ILX_TYPE_DETAILS_FORM);
  g_type_ensure (ILX_TYPE_WIDTH_BIN);
  bind_template (widget_class);
}

static void
ilx_composer_page_init (IlxComposerPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "composer", G_ACTION_GROUP (self->actions));
}

static void
show_document (IlxComposerPage *self)
{
  ilx_details_form_set_document (self->details, self->workspace, self->document);
  self->tools = g_object_ref_sink (ILX_COMPOSER_TOOLS (ilx_composer_tools_new (self->document)));
  gtk_widget_insert_action_group (GTK_WIDGET (self->tools), "composer",
                                  G_ACTION_GROUP (self->actions));
  ilx_page_set_tools (ILX_PAGE (self), GTK_WIDGET (self->tools));
  watch (self);
  follow_title (self);
  follow_editable (self);
  follow_history (self);
  follow_error (self);
  ilx_composer_panes_arrange (self);
}

/* Nothing to compose: why, in place of everything. */
static void
show_failure (IlxComposerPage *self, const GError *error)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *message = g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), ilx_problem_get_title (error));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), message);
  adw_bin_set_child (ADW_BIN (self), page);
  ilx_page_set_title (ILX_PAGE (self), _ ("Campaign"));
}

/**
 * ilx_composer_page_new:
 * @workspace: what all windows share
 * @campaign_id: what it shows
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_composer_page_new (IlxWorkspace *workspace, const char *campaign_id)
{
  IlxComposerPage *self = g_object_new (ILX_TYPE_COMPOSER_PAGE, NULL);
  g_autoptr (GError) error = NULL;

  self->workspace = g_object_ref (workspace);
  ilx_page_set_document_id (ILX_PAGE (self), campaign_id);
  self->document = ilx_document_open (workspace, campaign_id, &error);
  if (self->document != NULL)
    show_document (self);
  else
    show_failure (self, error);
  return ILX_PAGE (self);
}
