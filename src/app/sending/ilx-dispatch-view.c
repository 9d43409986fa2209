/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-dispatch-view.h"
#include "ilx-problem-expander.h"
#include "ilx-line-layout.h"
#include "ilx-problem.h"
#include "ilx-send-words.h"
#include "ilx-wrap-layout.h"

struct _IlxDispatchView
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkProgressBar *progress;
  GtkWidget *notice;
  GtkLabel *notice_text;
  GtkWidget *problem;
  GtkLabel *problem_text;
  IlxProblemExpander *details;
  GtkBox *buttons;

  const char *tone; /* (nullable): static */
  char *shown;      /* (owned) (nullable): the buttons that are there */
};

G_DEFINE_FINAL_TYPE (IlxDispatchView, ilx_dispatch_view, ADW_TYPE_BIN)

/* Every action of a phase with its words. None of them sends. */
static const struct
{
  const char *action;
  const char *label;
} labels[] = {
  { "send.abandon", N_ ("_Stop, Do Not Send") },
  { "send.recount", N_ ("_Count Again") },
  { "send.check-now", N_ ("Check _Now") },
  { "send.went-out", N_ ("It _Went Out") },
  { "send.did-not-go-out", N_ ("It Did _Not Go Out") },
  /* Translators: %s is a platform. */
  { "send.open-platform", N_ ("_Open %s") },
  { "send.unschedule", N_ ("_Unschedule") },
  { "send.cancel-rest", N_ ("_Cancel the Rest") },
  { "send.correct", N_ ("Write a _Correction") },
  { "send.duplicate", N_ ("_Duplicate") },
};

/**
 * ilx_dispatch_view_get_actions:
 * @dispatch: a dispatch
 *
 * Returns: (transfer none) (array zero-terminated=1): the actions that make sense in its phase
 */
const char *const *
ilx_dispatch_view_get_actions (IlxDispatch *dispatch)
{
  static const char *const none[] = { NULL };
  static const char *const preparing[] = { "send.abandon", NULL };
  static const char *const awaiting[] = { "send.recount", "send.abandon", NULL };
  static const char *const uncertain[] = { "send.check-now", "send.open-platform", NULL };
  static const char *const deciding[]
      = { "send.check-now", "send.open-platform", "send.went-out", "send.did-not-go-out", NULL };
  static const char *const scheduled[] = { "send.unschedule", NULL };
  static const char *const sending[] = { "send.cancel-rest", "send.check-now", NULL };
  static const char *const over[] = { "send.duplicate", NULL };
  static const char *const sent[] = { "send.correct", "send.duplicate", NULL };

  switch (ilx_dispatch_get_phase (dispatch))
    {
    case ILX_DISPATCH_IDLE:
      return ilx_dispatch_is_interrupted (dispatch) ? preparing : none;
    case ILX_DISPATCH_PREPARING:
      return preparing;
    case ILX_DISPATCH_AWAITING:
      return awaiting;
    case ILX_DISPATCH_SUBMITTING:
      return ilx_dispatch_get_retry_at (dispatch) != 0 ? preparing : none;
    case ILX_DISPATCH_UNCERTAIN:
      return ilx_dispatch_can_decide (dispatch) ? deciding : uncertain;
    case ILX_DISPATCH_SCHEDULED:
      return scheduled;
    case ILX_DISPATCH_SENDING:
      return sending;
    case ILX_DISPATCH_SENT:
    case ILX_DISPATCH_CANCELLED:
      return sent;
    case ILX_DISPATCH_FAILED:
      return over;
    case ILX_DISPATCH_COUNTDOWN: /* to undo it is in the bar, large */
    default:
      return none;
    }
}

static void
ilx_dispatch_view_finalize (GObject *object)
{
  g_free (ILX_DISPATCH_VIEW (object)->shown);
  G_OBJECT_CLASS (ilx_dispatch_view_parent_class)->finalize (object);
}

static void
ilx_dispatch_view_class_init (IlxDispatchViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ilx_dispatch_view_finalize;
  g_type_ensure (ILX_TYPE_WRAP_LAYOUT);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  g_type_ensure (ILX_TYPE_PROBLEM_EXPANDER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/sending/ilx-dispatch-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, icon);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, title);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, text);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, progress);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, notice);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, notice_text);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, problem);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, problem_text);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, details);
  gtk_widget_class_bind_template_child (widget_class, IlxDispatchView, buttons);
}

static void
ilx_dispatch_view_init (IlxDispatchView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_dispatch_view_new:
 *
 * Returns: (transfer floating): a view of nothing yet
 */
GtkWidget *
ilx_dispatch_view_new (void)
{
  return g_object_new (ILX_TYPE_DISPATCH_VIEW, NULL);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text != NULL ? text : "") != 0)
    gtk_label_set_label (label, text != NULL ? text : "");
}

static void
set_tone (IlxDispatchView *self, const char *tone)
{
  if (self->tone != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->tone);
  self->tone = tone;
  if (tone != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), tone);
}

static void
update_progress (IlxDispatchView *self, IlxDispatch *dispatch)
{
  guint n_steps = ilx_dispatch_get_n_steps (dispatch);
  gboolean is_shown = n_steps > 0
                      && (ilx_dispatch_get_phase (dispatch) == ILX_DISPATCH_PREPARING
                          || ilx_dispatch_get_phase (dispatch) == ILX_DISPATCH_SUBMITTING);

  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_shown);
  if (is_shown)
    gtk_progress_bar_set_fraction (
        self->progress, (double) (ilx_dispatch_get_step_position (dispatch) + 1) / (n_steps + 1));
}

/* --- Buttons ---------------------------------------------------------------------------------- */

static char *
dup_label (const char *action, IlxDispatch *dispatch)
{
  const char *platform = ilx_send_get_platform_name (ilx_dispatch_get_campaign (dispatch));

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].action, action))
      return strstr (labels[i].label, "%s") != NULL
                 ? g_strdup_printf (_ (labels[i].label), platform)
                 : g_strdup (_ (labels[i].label));
  return g_strdup (action);
}

static void
add_button (IlxDispatchView *self, const char *label, const char *detailed_action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), detailed_action);
  gtk_box_append (self->buttons, button);
}

static void
clear_buttons (IlxDispatchView *self)
{
  GtkWidget *button;

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, button);
}

static void
update_buttons (IlxDispatchView *self, IlxDispatch *dispatch)
{
  const char *const *actions = ilx_dispatch_view_get_actions (dispatch);
  const GError *error = ilx_dispatch_get_error (dispatch);
  const char *remedy_label = NULL, *remedy_action = NULL;
  g_autofree char *names = g_strjoinv (" ", (GStrv) actions);
  g_autofree char *shown = NULL;

  if (error != NULL)
    ilx_problem_get_remedy (error, &remedy_label, &remedy_action);
  shown = g_strconcat (names, " ", remedy_action, NULL);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  clear_buttons (self);
  if (remedy_action != NULL)
    add_button (self, remedy_label, remedy_action);
  for (; *actions != NULL; actions++)
    {
      g_autofree char *label = dup_label (*actions, dispatch);

      add_button (self, label, *actions);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->buttons),
                          gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) != NULL);
}

/* An error whose sentence stands in the status is not told twice. */
static void
update_problem (IlxDispatchView *self, IlxDispatch *dispatch, const IlxSendStatus *status)
{
  const GError *error = ilx_dispatch_get_error (dispatch);
  gboolean is_told
      = error != NULL && status->text != NULL && strstr (status->text, error->message) != NULL;

  /* While it waits for a limit the status has said it all. */
  if (ilx_dispatch_get_retry_at (dispatch) != 0)
    error = NULL;
  gtk_widget_set_visible (self->problem, error != NULL);
  if (error == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->problem_text), !is_told);
  set_text (self->problem_text, error->message);
  ilx_problem_expander_set_error (self->details, error);
}

/**
 * ilx_dispatch_view_update:
 * @self: a view
 * @dispatch: what it shows
 * @n_blocking: how many checks stand against it
 *
 * Shows where it stands now.
 */
void
ilx_dispatch_view_update (IlxDispatchView *self, IlxDispatch *dispatch, guint n_blocking)
{
  g_autoptr (IlxSendStatus) status = ilx_send_build_status (dispatch, n_blocking);
  const char *notice = ilx_dispatch_get_notice (dispatch);

  gtk_image_set_from_icon_name (self->icon, status->icon_name);
  set_tone (self, status->tone);
  set_text (self->title, status->title);
  set_text (self->text, status->text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), status->text != NULL);
  gtk_widget_set_visible (self->notice, notice != NULL);
  set_text (self->notice_text, notice);
  update_progress (self, dispatch);
  update_problem (self, dispatch, status);
  update_buttons (self, dispatch);
}
