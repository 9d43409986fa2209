/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-compat.h"
#include "ilx-dispatch-view.h"
#include "ilx-inbox-row.h"
#include "ilx-line-layout.h"
#include "ilx-platforms.h"
#include "ilx-problem.h"
#include "ilx-send-checks.h"
#include "ilx-send-confirm.h"
#include "ilx-send-lines.h"
#include "ilx-send-page.h"
#include "ilx-send-thumbnail.h"
#include "ilx-send-when.h"
#include "ilx-send-words.h"
#include "ilx-wrap-layout.h"

/* A count that is shown is not older than this. */
#define COUNT_MAX_AGE ILX_MINUTE

struct _IlxSendPage
{
  IlxPage parent_instance;

  IlxDispatchView *status;
  IlxSendLines *who;
  IlxSendLines *what;
  IlxSendThumbnail *thumbnail;
  IlxSendWhen *when;
  IlxSendChecks *checks;
  GtkRevealer *bar;
  GtkStack *bar_stack;
  GtkButton *draft_button;
  GtkButton *main_button;
  GtkLabel *countdown;
  GtkWidget *undo_button;
  IlxInboxRow *inbox; /* (unowned): in @what */

  IlxDispatch *dispatch;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): cancelled when it goes */
  gboolean is_viewer;
  guint n_blocking;
  char *counted;   /* (owned) (nullable): the audiences that were asked for */
  guint tick;      /* each second while it is shown: ages and distances change */
  guint update_id; /* an update is to come */
};

G_DEFINE_FINAL_TYPE (IlxSendPage, ilx_send_page, ILX_TYPE_PAGE)

static IlxWorkspace *
get_workspace (IlxSendPage *self)
{
  return ilx_dispatch_get_workspace (self->dispatch);
}

static IlxCampaign *
get_campaign (IlxSendPage *self)
{
  return ilx_dispatch_get_campaign (self->dispatch);
}

static IlxConnection *
get_connection (IlxSendPage *self)
{
  const char *id = ilx_campaign_get_connection_id (get_campaign (self));

  return id != NULL ? ilx_workspace_find_connection (get_workspace (self), id) : NULL;
}

/* --- Counting the audiences ------------------------------------------------------------------- */

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  IlxSendPage *self = user_data;

  if (!ilx_engine_count_audiences_finish (ILX_ENGINE (source), result, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* and the page is gone */
  if (get_connection (self) != NULL)
    ilx_workspace_refresh_audiences (get_workspace (self),
                                     ilx_connection_get_id (get_connection (self)));
  if (error != NULL)
    g_debug ("The audiences could not be counted: %s", error->message);
}

static char *
dup_audiences_key (IlxSendPage *self)
{
  IlxCampaign *campaign = get_campaign (self);
  const char *const *included = ilx_campaign_get_included (campaign);
  g_autofree char *ids = included != NULL ? g_strjoinv ("\n", (GStrv) included) : g_strdup ("");

  return g_strdup_printf ("%s\n%s", ilx_campaign_get_connection_id (campaign), ids);
}

/* Once for each choice of audiences, while it can still be sent. */
static void
count_audiences (IlxSendPage *self)
{
  g_autofree char *key = dup_audiences_key (self);
  IlxConnection *connection = get_connection (self);
  const char *const *included = ilx_campaign_get_included (get_campaign (self));

  if (connection == NULL || included == NULL || *included == NULL
      || !ilx_dispatch_may_review (self->dispatch) || g_strcmp0 (key, self->counted) == 0)
    return;
  g_free (self->counted);
  self->counted = g_steal_pointer (&key);
  ilx_engine_count_audiences_async (ilx_workspace_get_engine (get_workspace (self)), connection,
                                    included, COUNT_MAX_AGE, self->cancellable, counted_cb, self);
}

/* --- What is shown ---------------------------------------------------------------------------- */

static gboolean
is_wish_of_operation (IlxSendPage *self)
{
  IlxOperation *operation = ilx_dispatch_get_operation (self->dispatch);
  gint64 at;

  return ilx_dispatch_get_phase (self->dispatch) == ILX_DISPATCH_AWAITING
         && ilx_send_when_get_time (self->when, &at)
         && ilx_operation_get_mode (operation) == ilx_send_when_get_mode (self->when)
         && (ilx_operation_get_mode (operation) != ILX_DELIVER_AT
             || ilx_operation_get_scheduled_at (operation) == at);
}

/* The number is on the button as soon as it is known. */
static char *
dup_main_label (IlxSendPage *self)
{
  g_autofree char *answer = NULL;

  if (!is_wish_of_operation (self))
    return g_strdup (ilx_send_when_get_mode (self->when) == ILX_DELIVER_AT ? _ ("_Schedule…")
                                                                           : _ ("_Send…"));
  answer = ilx_send_dup_answer (self->dispatch);
  /* Translators: what a button does, as "Send to 332 people"; a question comes first. */
  return g_strdup_printf (_ ("%s…"), answer);
}

/* With large letters in a narrow window a label has more than one line. */
static void
set_label (GtkButton *button, const char *label)
{
  GtkWidget *child;

  if (g_strcmp0 (gtk_button_get_label (button), label) == 0)
    return;
  gtk_button_set_label (button, label);
  child = gtk_button_get_child (button);
  gtk_label_set_wrap (GTK_LABEL (child), TRUE);
  gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
}

static void
update_main_button (IlxSendPage *self)
{
  g_autofree char *label = dup_main_label (self);

  set_label (self->main_button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->main_button),
                                  is_wish_of_operation (self) ? "send.confirm" : "send.prepare");
}

static void
update_bar (IlxSendPage *self)
{
  IlxDispatchPhase phase = ilx_dispatch_get_phase (self->dispatch);
  gboolean is_counting_down = phase == ILX_DISPATCH_COUNTDOWN;
  gboolean may_review = ilx_dispatch_may_review (self->dispatch);
  g_autofree char *countdown
      = g_strdup_printf (_ ("Sending in %u s"), ilx_dispatch_get_seconds_left (self->dispatch));
  g_autofree char *draft = g_strdup_printf (_ ("Save as _Draft on %s"),
                                            ilx_send_get_platform_name (get_campaign (self)));

  gtk_revealer_set_reveal_child (self->bar,
                                 is_counting_down || may_review || phase == ILX_DISPATCH_PREPARING);
  gtk_stack_set_visible_child_name (self->bar_stack, is_counting_down ? "countdown" : "actions");
  gtk_label_set_label (self->countdown, countdown);
  set_label (self->draft_button, draft);
  gtk_widget_set_visible (GTK_WIDGET (self->draft_button), phase != ILX_DISPATCH_AWAITING);
  update_main_button (self);
}

static void
enable (IlxSendPage *self, const char *action, gboolean is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, is_enabled);
}

static void
update_actions (IlxSendPage *self)
{
  static const char *const by_phase[]
      = { "send.abandon",        "send.recount",      "send.check-now",   "send.went-out",
          "send.did-not-go-out", "send.unschedule",   "send.cancel-rest", "send.correct",
          "send.duplicate",      "send.open-platform" };
  const char *const *actions = ilx_dispatch_view_get_actions (self->dispatch);
  IlxDispatchPhase phase = ilx_dispatch_get_phase (self->dispatch);
  gboolean is_busy = ilx_dispatch_is_busy (self->dispatch);
  gboolean is_ready = ilx_dispatch_may_review (self->dispatch) && !is_busy && self->n_blocking == 0;
  gint64 at;

  for (guint i = 0; i < G_N_ELEMENTS (by_phase); i++)
    enable (self, by_phase[i],
            g_strv_contains (actions, by_phase[i])
                && (!is_busy || phase == ILX_DISPATCH_PREPARING));
  enable (self, "send.prepare", is_ready && ilx_send_when_get_time (self->when, &at));
  enable (self, "send.again",
          ilx_dispatch_may_review (self->dispatch) && !is_busy && self->n_blocking == 1
              && ilx_send_checks_has_repeat (self->checks)
              && ilx_send_when_get_time (self->when, &at));
  enable (self, "send.save-draft", is_ready);
  enable (self, "send.confirm", is_ready && is_wish_of_operation (self));
  enable (self, "send.undo", phase == ILX_DISPATCH_COUNTDOWN);
}

static void
update_what (IlxSendPage *self)
{
  g_autoptr (IlxCampaign) complete
      = ilx_campaign_store_load (ilx_workspace_get_store (get_workspace (self)),
                                 ilx_dispatch_get_campaign_id (self->dispatch), NULL);
  IlxCampaign *campaign = get_campaign (self);
  g_autofree char *from = ilx_send_dup_sender_name (self->dispatch);

  ilx_send_lines_take (self->what, ilx_send_build_what (self->dispatch, complete));
  ilx_inbox_row_set_mail (self->inbox, from, ilx_send_get_subject (campaign),
                          ilx_campaign_get_preview_text (campaign));
  ilx_send_thumbnail_set_html (self->thumbnail,
                               complete != NULL ? ilx_campaign_get_html (complete) : NULL);
}

/* What changes by the clock alone. */
static void
update_by_time (IlxSendPage *self)
{
  ilx_dispatch_view_update (self->status, self->dispatch, self->n_blocking);
  ilx_send_lines_take (self->who, ilx_send_build_who (self->dispatch));
  ilx_send_when_update (self->when);
  update_bar (self);
  update_actions (self);
}

static void
update (IlxSendPage *self)
{
  IlxCampaign *campaign = get_campaign (self);
  IlxConnection *connection = get_connection (self);
  gboolean may_review = ilx_dispatch_may_review (self->dispatch);
  gboolean is_before
      = may_review || ilx_dispatch_get_phase (self->dispatch) < ILX_DISPATCH_SUBMITTING;

  ilx_page_set_title (ILX_PAGE (self), ilx_send_get_subject (campaign));
  ilx_page_set_busy (ILX_PAGE (self), ilx_dispatch_is_busy (self->dispatch));
  ilx_send_when_set_zone (self->when,
                          connection != NULL ? ilx_connection_get_timezone (connection) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->when), is_before);
  gtk_widget_set_sensitive (GTK_WIDGET (self->when), may_review);
  gtk_widget_set_visible (GTK_WIDGET (self->checks), is_before);
  self->n_blocking = is_before ? ilx_send_checks_update (self->checks, self->dispatch) : 0;
  update_what (self);
  update_by_time (self);
  count_audiences (self);
}

static gboolean
update_cb (gpointer user_data)
{
  IlxSendPage *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Many things change at once; they are shown together. */
static void
queue_update (IlxSendPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
when_changed_cb (IlxSendPage *self)
{
  update_bar (self);
  update_actions (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  update_by_time (user_data);
  return G_SOURCE_CONTINUE;
}

static void
ilx_send_page_map (GtkWidget *widget)
{
  IlxSendPage *self = ILX_SEND_PAGE (widget);

  GTK_WIDGET_CLASS (ilx_send_page_parent_class)->map (widget);
  if (self->tick == 0)
    self->tick = g_timeout_add_seconds (1, tick_cb, self);
  if (self->dispatch != NULL)
    ilx_dispatch_nudge (self->dispatch);
}

static void
ilx_send_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ILX_SEND_PAGE (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (ilx_send_page_parent_class)->unmap (widget);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static IlxDispatch *
dispatch_of (GtkWidget *widget)
{
  return ILX_SEND_PAGE (widget)->dispatch;
}

static void
prepare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxSendPage *self = ILX_SEND_PAGE (widget);
  gint64 at;

  if (ilx_send_when_get_time (self->when, &at))
    ilx_dispatch_prepare (self->dispatch, ilx_send_when_get_mode (self->when), at);
}

/* Counts, and sends nothing: what it comes to is confirmed by typing the number. */
static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxSendPage *self = ILX_SEND_PAGE (widget);
  gint64 at;

  if (ilx_send_when_get_time (self->when, &at))
    ilx_dispatch_repeat (self->dispatch, ilx_send_when_get_mode (self->when), at);
}

static void
save_draft_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_dispatch_prepare (dispatch_of (widget), ILX_DELIVER_DRAFT, 0);
}

/* What was counted long ago is counted once more before anybody is asked. */
static void
confirm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxSendPage *self = ILX_SEND_PAGE (widget);

  update (self);
  if (!is_wish_of_operation (self) || self->n_blocking > 0)
    return;
  if (ilx_dispatch_is_stale (self->dispatch))
    prepare_action (widget, name, parameter);
  else
    ilx_send_confirm_present (widget, self->dispatch);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_dispatch_undo (dispatch_of (widget));
}

static void
abandon_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_dispatch_abandon (dispatch_of (widget));
}

static void
check_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_dispatch_check_now (dispatch_of (widget));
}

static void
decide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_dispatch_decide (dispatch_of (widget), g_str_equal (name, "send.went-out"));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_dispatch_cancel (dispatch_of (widget));
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = ilx_workspace_create_campaign_finish (ILX_WORKSPACE (source), result, &error);

  if (id != NULL)
    gtk_widget_activate_action (widget, "win.open-campaign", "s", id);
  else if (gtk_widget_get_root (widget) != NULL)
    ilx_problem_present (widget, error);
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxSendPage *self = ILX_SEND_PAGE (widget);

  ilx_workspace_duplicate_campaign_async (get_workspace (self),
                                          ilx_dispatch_get_campaign_id (self->dispatch), NULL,
                                          duplicated_cb, g_object_ref (widget));
}

static void
correct_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxSendPage *self = ILX_SEND_PAGE (widget);

  ilx_workspace_correct_campaign_async (get_workspace (self),
                                        ilx_dispatch_get_campaign_id (self->dispatch), NULL,
                                        duplicated_cb, g_object_ref (widget));
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ilx_compat_show_uri_finish (NULL, result, &error))
    g_message ("The platform could not be opened: %s", error->message);
}

static void
open_platform_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *id = ilx_campaign_get_platform (get_campaign (ILX_SEND_PAGE (widget)));
  const IlxPlatformInfo *info = id != NULL ? ilx_platforms_find (id) : NULL;
  GtkRoot *root = gtk_widget_get_root (widget);

  if (info != NULL && info->campaigns_url != NULL)
    ilx_compat_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, info->campaigns_url, NULL,
                         shown_cb, NULL);
}

static void
install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "send.prepare", prepare_action },
    { "send.recount", prepare_action },
    { "send.again", again_action },
    { "send.save-draft", save_draft_action },
    { "send.confirm", confirm_action },
    { "send.undo", undo_action },
    { "send.abandon", abandon_action },
    { "send.check-now", check_now_action },
    { "send.went-out", decide_action },
    { "send.did-not-go-out", decide_action },
    { "send.unschedule", cancel_action },
    { "send.cancel-rest", cancel_action },
    { "send.correct", correct_action },
    { "send.duplicate", duplicate_action },
    { "send.open-platform", open_platform_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, NULL, actions[i].activate);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
stop_viewing (IlxSendPage *self)
{
  if (!self->is_viewer)
    return;
  self->is_viewer = FALSE;
  ilx_dispatch_remove_viewer (self->dispatch);
}

static void
ilx_send_page_closed (IlxPage *page)
{
  stop_viewing (ILX_SEND_PAGE (page));
}

static void
ilx_send_page_dispose (GObject *object)
{
  IlxSendPage *self = ILX_SEND_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->dispatch != NULL) /* which changes when nobody looks at it any more */
    g_signal_handlers_disconnect_by_data (self->dispatch, self);
  stop_viewing (self);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->dispatch);
  G_OBJECT_CLASS (ilx_send_page_parent_class)->dispose (object);
}

static void
ilx_send_page_finalize (GObject *object)
{
  IlxSendPage *self = ILX_SEND_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->counted);
  G_OBJECT_CLASS (ilx_send_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/sending/ilx-send-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, status);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, who);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, what);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, when);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, checks);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, bar);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, bar_stack);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, draft_button);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, main_button);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, countdown);
  gtk_widget_class_bind_template_child (widget_class, IlxSendPage, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, when_changed_cb);
}

static void
ilx_send_page_class_init (IlxSendPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_send_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_send_page_finalize;
  widget_class->map = ilx_send_page_map;
  widget_class->unmap = ilx_send_page_unmap;
  ILX_PAGE_CLASS (klass)->closed = ilx_send_page_closed;
  g_type_ensure (ILX_TYPE_DISPATCH_VIEW);
  g_type_ensure (ILX_TYPE_SEND_LINES);
  g_type_ensure (ILX_TYPE_SEND_THUMBNAIL);
  g_type_ensure (ILX_TYPE_SEND_WHEN);
  g_type_ensure (ILX_TYPE_SEND_CHECKS);
  g_type_ensure (ILX_TYPE_WRAP_LAYOUT);
  install_actions (widget_class);
  bind_template (widget_class);
}

/* Ctrl+Z reaches it wherever the focus is in the window; while nothing counts down it is left to
 * whoever else wants it. */
static void
add_shortcut (IlxSendPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                        gtk_named_action_new ("send.undo")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
ilx_send_page_init (IlxSendPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_shortcut (self);
  self->inbox = g_object_new (ILX_TYPE_INBOX_ROW, NULL);
  ilx_send_lines_set_picture (self->what, GTK_WIDGET (self->inbox));
  ilx_page_set_subtitle (ILX_PAGE (self), _ ("Review and send"));
  ilx_page_set_icon_name (ILX_PAGE (self), "mail-send-symbolic");
  ilx_page_set_help_topic (ILX_PAGE (self), "send");
}

/* To undo it must be at hand, by key as well as by pointer. */
static void
phase_changed_cb (IlxDispatch *dispatch, GParamSpec *pspec, IlxSendPage *self)
{
  g_autoptr (IlxSendStatus) status = ilx_send_build_status (dispatch, self->n_blocking);

  update (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  ilx_compat_announce (GTK_WIDGET (self), status->title);
  if (ilx_dispatch_get_phase (dispatch) == ILX_DISPATCH_COUNTDOWN)
    gtk_widget_grab_focus (self->undo_button);
}

static void
follow (IlxSendPage *self)
{
  IlxWorkspace *workspace = get_workspace (self);
  IlxConnection *connection = get_connection (self);

  g_signal_connect_object (self->dispatch, "notify::phase", G_CALLBACK (phase_changed_cb), self, 0);
  g_signal_connect_object (self->dispatch, "notify", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "campaign-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "connections-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  if (connection != NULL)
    g_signal_connect_object (
        ilx_workspace_get_audiences (workspace, ilx_connection_get_id (connection)),
        "items-changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
new_open_button (const char *campaign_id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Open"));

  gtk_widget_set_tooltip_text (button, _ ("Open in the Composer"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-campaign");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", campaign_id);
  return button;
}

/* What was wished before is what the page begins with. */
static void
show_wish (IlxSendPage *self)
{
  IlxOperation *operation = ilx_dispatch_get_operation (self->dispatch);

  if (operation != NULL && ilx_operation_is_open (operation)
      && ilx_operation_get_mode (operation) != ILX_DELIVER_DRAFT)
    ilx_send_when_set (self->when, ilx_operation_get_mode (operation),
                       ilx_operation_get_scheduled_at (operation));
}

/**
 * ilx_send_page_new:
 * @workspace: what all windows share
 * @campaign_id: what it is about
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_send_page_new (IlxWorkspace *workspace, const char *campaign_id)
{
  IlxSendPage *self = g_object_new (ILX_TYPE_SEND_PAGE, NULL);

  self->dispatch = ilx_dispatch_open (workspace, campaign_id);
  ilx_dispatch_add_viewer (self->dispatch);
  self->is_viewer = TRUE;
  ilx_page_set_document_id (ILX_PAGE (self), campaign_id);
  ilx_send_when_set_clock (self->when, ilx_engine_get_clock (ilx_workspace_get_engine (workspace)));
  ilx_send_lines_set_suffix (self->what, new_open_button (campaign_id));
  show_wish (self);
  follow (self);
  update (self);
  return ILX_PAGE (self);
}

IlxDispatch *
ilx_send_page_get_dispatch (IlxSendPage *self)
{
  return self->dispatch;
}
