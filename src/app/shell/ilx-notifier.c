/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-dispatch.h"
#include "ilx-notifier.h"
#include "ilx-send-page.h"
#include "ilx-window.h"

struct _IlxNotifier
{
  GObject parent_instance;

  GApplication *application; /* (unowned): outlives this */
  IlxWorkspace *workspace;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxNotifier, ilx_notifier, G_TYPE_OBJECT)

/* What is told, by the phase that it ended in; a phase that is missing here is not told. */
static const struct
{
  const char *title;
  const char *body; /* takes the subject */
  const char *body_without_details;
  GNotificationPriority priority;
  gboolean can_stop; /* something may still be stopped */
} words[] = {
  [ILX_DISPATCH_UNCERTAIN] = {
    N_ ("We do not know whether it was sent"),
    N_ ("The platform did not say whether “%s” started. Nothing is repeated by itself."),
    N_ ("The platform did not say whether a campaign started. Nothing is repeated by itself."),
    G_NOTIFICATION_PRIORITY_URGENT,
    TRUE,
  },
  [ILX_DISPATCH_SCHEDULED] = {
    N_ ("Campaign scheduled"),
    N_ ("“%s” is scheduled on the platform."),
    N_ ("A campaign is scheduled on the platform."),
    G_NOTIFICATION_PRIORITY_NORMAL,
    TRUE,
  },
  [ILX_DISPATCH_SENT] = {
    N_ ("Campaign sent"),
    N_ ("“%s” has been sent."),
    N_ ("A campaign has been sent."),
    G_NOTIFICATION_PRIORITY_NORMAL,
  },
  [ILX_DISPATCH_FAILED] = {
    N_ ("Campaign not sent"),
    N_ ("“%s” could not be sent. Open it to see why."),
    N_ ("A campaign could not be sent. Open it to see why."),
    G_NOTIFICATION_PRIORITY_HIGH,
  },
};

static char *
dup_notification_id (const char *campaign_id)
{
  return g_strconcat ("campaign-", campaign_id, NULL);
}

static char *
dup_body (IlxNotifier *self, const char *campaign_id, int phase)
{
  IlxCampaign *campaign
      = ilx_campaign_list_find (ilx_workspace_get_campaigns (self->workspace), campaign_id);
  const char *subject = campaign != NULL ? ilx_campaign_get_subject (campaign) : NULL;
  gboolean hides = g_settings_get_boolean (ilx_workspace_get_settings (self->workspace),
                                           "hides-notification-details");

  if (hides || subject == NULL)
    return g_strdup (_ (words[phase].body_without_details));
  return g_strdup_printf (_ (words[phase].body), subject);
}

/* Whoever looks at the page need not be told. */
static gboolean
is_looked_at (IlxNotifier *self, const char *campaign_id)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  IlxPage *page;

  if (!ILX_IS_WINDOW (window) || !gtk_window_is_active (window))
    return FALSE;
  page = ilx_window_get_page (ILX_WINDOW (window));
  return ILX_IS_SEND_PAGE (page) && g_strcmp0 (ilx_page_get_document_id (page), campaign_id) == 0;
}

static void
ended_cb (IlxNotifier *self, const char *campaign_id, int phase)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *id = dup_notification_id (campaign_id);
  g_autofree char *body = NULL;

  if (phase < 0 || phase >= (int) G_N_ELEMENTS (words) || words[phase].title == NULL
      || is_looked_at (self, campaign_id))
    return;
  body = dup_body (self, campaign_id, phase);
  notification = g_notification_new (_ (words[phase].title));
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, words[phase].priority);
  g_notification_set_default_action_and_target (notification, "app.review-campaign", "s",
                                                campaign_id);
  g_notification_add_button_with_target (notification, _ ("Open"), "app.review-campaign", "s",
                                         campaign_id);
  if (words[phase].can_stop)
    g_notification_add_button (notification, _ ("Stop Everything…"), "app.stop-everything");
  g_application_send_notification (self->application, id, notification);
}

static void
ilx_notifier_dispose (GObject *object)
{
  g_clear_object (&ILX_NOTIFIER (object)->workspace);
  G_OBJECT_CLASS (ilx_notifier_parent_class)->dispose (object);
}

static void
ilx_notifier_class_init (IlxNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_notifier_dispose;
}

static void
ilx_notifier_init (IlxNotifier *self)
{
}

/**
 * ilx_notifier_new:
 * @application: sends them; outlives the notifier
 * @workspace: what it follows
 *
 * Returns: (transfer full): the notifier
 */
IlxNotifier *
ilx_notifier_new (GApplication *application, IlxWorkspace *workspace)
{
  IlxNotifier *self = g_object_new (ILX_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "dispatch-ended", G_CALLBACK (ended_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * ilx_notifier_withdraw:
 * @self: the notifier
 * @campaign_id: whose page is looked at
 *
 * Takes back what was told of that campaign.
 */
void
ilx_notifier_withdraw (IlxNotifier *self, const char *campaign_id)
{
  g_autofree char *id = dup_notification_id (campaign_id);

  g_application_withdraw_notification (self->application, id);
}
