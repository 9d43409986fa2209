/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-keeper.h"
#include "ilx-platforms.h"
#include "ilx-stop-everything.h"
#include "ilx-text.h"

/* More operations than anybody has open. */
#define MAX_OPEN 1000

struct _IlxStopItem
{
  GObject parent_instance;

  IlxDispatch *dispatch; /* (owned) */
  char *subject;
  char *account;
  const char *plan;
  char *answer; /* (owned) (nullable) */
  IlxStopState state;

  /* while it works */
  GTask *task; /* (owned) (nullable): of all of them */
  gboolean has_asked;
  gboolean has_acted;
};

typedef enum
{
  PROP_SUBJECT = 1,
  PROP_ACCOUNT,
  PROP_PLAN,
  PROP_ANSWER,
  PROP_STATE,
} IlxStopItemProperty;
static GParamSpec *properties[PROP_STATE + 1];

G_DEFINE_FINAL_TYPE (IlxStopItem, ilx_stop_item, G_TYPE_OBJECT)

static void
ilx_stop_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxStopItem *self = ILX_STOP_ITEM (object);

  switch ((IlxStopItemProperty) id)
    {
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    case PROP_PLAN:
      g_value_set_string (value, self->plan);
      break;
    case PROP_ANSWER:
      g_value_set_string (value, self->answer);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_stop_item_dispose (GObject *object)
{
  IlxStopItem *self = ILX_STOP_ITEM (object);

  g_clear_object (&self->dispatch);
  g_clear_object (&self->task);
  G_OBJECT_CLASS (ilx_stop_item_parent_class)->dispose (object);
}

static void
ilx_stop_item_finalize (GObject *object)
{
  IlxStopItem *self = ILX_STOP_ITEM (object);

  g_free (self->subject);
  g_free (self->account);
  g_free (self->answer);
  G_OBJECT_CLASS (ilx_stop_item_parent_class)->finalize (object);
}

static void
ilx_stop_item_class_init (IlxStopItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_stop_item_get_property;
  object_class->dispose = ilx_stop_item_dispose;
  object_class->finalize = ilx_stop_item_finalize;
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  properties[PROP_PLAN] = g_param_spec_string ("plan", NULL, NULL, NULL, flags);
  properties[PROP_ANSWER] = g_param_spec_string ("answer", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, ILX_STOP_WAITING, ILX_STOP_FAILED,
                                             ILX_STOP_WAITING, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_stop_item_init (IlxStopItem *self)
{
}

const char *
ilx_stop_item_get_subject (IlxStopItem *self)
{
  return self->subject;
}

const char *
ilx_stop_item_get_account (IlxStopItem *self)
{
  return self->account;
}

const char *
ilx_stop_item_get_plan (IlxStopItem *self)
{
  return self->plan;
}

const char *
ilx_stop_item_get_answer (IlxStopItem *self)
{
  return self->answer;
}

IlxStopState
ilx_stop_item_get_state (IlxStopItem *self)
{
  return self->state;
}

static void
set_state (IlxStopItem *self, IlxStopState state, const char *answer)
{
  g_free (self->answer);
  self->answer = g_strdup (answer);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANSWER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* --- What there is to stop -------------------------------------------------------------------- */

/* (nullable): there is nothing to stop. */
static const char *
get_plan (IlxDispatch *dispatch)
{
  switch (ilx_dispatch_get_phase (dispatch))
    {
    case ILX_DISPATCH_COUNTDOWN:
      return _ ("Undo the countdown; nothing has left");
    case ILX_DISPATCH_PREPARING:
      return _ ("Stop preparing it; nothing has left");
    case ILX_DISPATCH_AWAITING:
      return _ ("Give up what is prepared; nothing has left");
    case ILX_DISPATCH_SUBMITTING:
      return _ ("Stop it as soon as it has been handed over");
    case ILX_DISPATCH_UNCERTAIN:
      return _ ("Ask the platform whether it started, and stop it if it did");
    case ILX_DISPATCH_SCHEDULED:
      return _ ("Unschedule it");
    case ILX_DISPATCH_SENDING:
      return _ ("Cancel what has not left yet");
    case ILX_DISPATCH_IDLE:
      return ilx_dispatch_is_interrupted (dispatch)
                 ? _ ("Give up what was interrupted; nothing has "
                      "left")
                 : NULL;
    case ILX_DISPATCH_SENT:
    case ILX_DISPATCH_CANCELLED:
    case ILX_DISPATCH_FAILED:
    default:
      return NULL;
    }
}

static char *
dup_account (IlxDispatch *dispatch)
{
  IlxCampaign *campaign = ilx_dispatch_get_campaign (dispatch);
  const IlxPlatformInfo *info = ilx_platforms_find (ilx_campaign_get_platform (campaign));
  IlxConnection *connection = ilx_workspace_find_connection (
      ilx_dispatch_get_workspace (dispatch), ilx_campaign_get_connection_id (campaign));
  const char *platform = info != NULL ? info->name : "–";

  return connection != NULL
             ? g_strdup_printf ("%s, %s", platform, ilx_connection_get_account_name (connection))
             : g_strdup (platform);
}

static IlxStopItem *
new_item (IlxDispatch *dispatch, const char *plan)
{
  IlxStopItem *self = g_object_new (ILX_TYPE_STOP_ITEM, NULL);
  const char *subject = ilx_campaign_get_subject (ilx_dispatch_get_campaign (dispatch));

  self->dispatch = g_object_ref (dispatch);
  self->subject = g_strdup (ilx_text_is_blank (subject) ? _ ("(no subject)") : subject);
  self->account = dup_account (dispatch);
  self->plan = plan;
  return self;
}

static gboolean
has_item (GListModel *items, IlxDispatch *dispatch)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (IlxStopItem) item = g_list_model_get_item (items, i);

      if (item->dispatch == dispatch)
        return TRUE;
    }
  return FALSE;
}

static int
compare_accounts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return g_strcmp0 (ILX_STOP_ITEM ((gpointer) a)->account, ILX_STOP_ITEM ((gpointer) b)->account);
}

static void
add (IlxWorkspace *self, GListStore *items, const char *campaign_id)
{
  g_autoptr (IlxDispatch) dispatch = ilx_dispatch_open (self, campaign_id);
  const char *plan = get_plan (dispatch);
  g_autoptr (IlxStopItem) item = NULL;

  if (plan == NULL || has_item (G_LIST_MODEL (items), dispatch))
    return;
  item = new_item (dispatch, plan);
  g_list_store_insert_sorted (items, item, compare_accounts, NULL);
}

/* Those of this process, also what has only just begun, and those that the journal knows. */
static void
add_operations (IlxWorkspace *self, GListStore *items)
{
  g_autoptr (GPtrArray) live = ilx_keeper_dup_all (ilx_workspace_get_keeper (self));
  g_autoptr (GPtrArray) open
      = ilx_journal_store_load_all (ilx_workspace_get_store (self), TRUE, MAX_OPEN, NULL);

  for (guint i = 0; i < live->len; i++)
    add (self, items, ilx_dispatch_get_campaign_id (g_ptr_array_index (live, i)));
  for (guint i = 0; open != NULL && i < open->len; i++)
    add (self, items, ilx_operation_get_campaign_id (g_ptr_array_index (open, i)));
}

static void
add_campaigns (IlxWorkspace *self, GListStore *items)
{
  GListModel *campaigns = G_LIST_MODEL (ilx_workspace_get_campaigns (self));

  for (guint i = 0; i < g_list_model_get_n_items (campaigns); i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (campaigns, i);
      IlxCampaignState state = ilx_campaign_get_state (campaign);

      if (state == ILX_CAMPAIGN_SCHEDULED || state == ILX_CAMPAIGN_SENDING)
        add (self, items, ilx_campaign_get_id (campaign));
    }
}

/**
 * ilx_workspace_list_stoppable:
 * @self: the workspace
 *
 * Returns: (transfer full): what would be stopped now, by account
 */
GListModel *
ilx_workspace_list_stoppable (IlxWorkspace *self)
{
  GListStore *items = g_list_store_new (ILX_TYPE_STOP_ITEM);

  add_operations (self, items);
  add_campaigns (self, items);
  return G_LIST_MODEL (items);
}

/* --- Stopping --------------------------------------------------------------------------------- */

/* All of them at work. */
typedef struct
{
  guint n_working;
  guint n_failed;
} Stopping;

static void
end (IlxStopItem *self, IlxStopState state, const char *answer)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  Stopping *stopping = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (self->dispatch, self);
  stopping->n_failed += state == ILX_STOP_FAILED;
  stopping->n_working--;
  set_state (self, state, answer);
  if (stopping->n_working == 0)
    g_task_return_boolean (task, stopping->n_failed == 0);
}

static void
end_with_error (IlxStopItem *self, const char *otherwise)
{
  const GError *error = ilx_dispatch_get_error (self->dispatch);

  end (self, ILX_STOP_FAILED, error != NULL ? error->message : otherwise);
}

/* Once; when it has been done and nothing came of it, that is the answer. */
static void
act (IlxStopItem *self, void (*what) (IlxDispatch *), const char *otherwise)
{
  if (self->has_acted)
    {
      end_with_error (self, otherwise);
      return;
    }
  self->has_acted = TRUE;
  what (self->dispatch);
}

static void
stop_uncertain (IlxStopItem *self)
{
  if (self->has_asked)
    {
      end (self, ILX_STOP_FAILED,
           _ ("The platform does not say whether it started. Look there, and cancel it by hand."));
      return;
    }
  self->has_asked = TRUE;
  ilx_dispatch_check_now (self->dispatch);
}

static void
stop_submitting (IlxStopItem *self)
{
  if (ilx_dispatch_get_retry_at (self->dispatch) != 0)
    act (self, ilx_dispatch_abandon, _ ("It could not be given up."));
  /* Else it is on the line; what comes of it is stopped then. */
}

static void
stop_idle (IlxStopItem *self)
{
  if (ilx_dispatch_is_interrupted (self->dispatch))
    act (self, ilx_dispatch_abandon, _ ("It could not be given up."));
  else
    end (self, ILX_STOP_STOPPED, _ ("Stopped. Nothing will be sent."));
}

static void
go_on (IlxStopItem *self)
{
  switch (ilx_dispatch_get_phase (self->dispatch))
    {
    case ILX_DISPATCH_COUNTDOWN:
      ilx_dispatch_undo (self->dispatch);
      break;
    case ILX_DISPATCH_PREPARING:
    case ILX_DISPATCH_AWAITING:
      act (self, ilx_dispatch_abandon, _ ("It could not be given up."));
      break;
    case ILX_DISPATCH_SUBMITTING:
      stop_submitting (self);
      break;
    case ILX_DISPATCH_UNCERTAIN:
      stop_uncertain (self);
      break;
    case ILX_DISPATCH_SCHEDULED:
    case ILX_DISPATCH_SENDING:
      act (self, ilx_dispatch_cancel, _ ("The platform did not cancel it."));
      break;
    case ILX_DISPATCH_IDLE:
      stop_idle (self);
      break;
    case ILX_DISPATCH_CANCELLED:
      end (self, ILX_STOP_STOPPED, _ ("Stopped. What had left before has arrived."));
      break;
    case ILX_DISPATCH_SENT:
      end (self, ILX_STOP_FAILED, _ ("It had gone out already."));
      break;
    case ILX_DISPATCH_FAILED:
    default:
      end (self, ILX_STOP_STOPPED, _ ("It had failed already. Nothing will be sent."));
    }
}

static gboolean
is_breakable (IlxDispatch *dispatch)
{
  return ilx_dispatch_get_phase (dispatch) == ILX_DISPATCH_PREPARING;
}

/* Also called by its own doing; the last call finds what is to be done last. */
static void
changed_cb (IlxDispatch *dispatch, GParamSpec *pspec, gpointer user_data)
{
  g_autoptr (IlxStopItem) self = g_object_ref (user_data);

  if (self->task != NULL && !ilx_dispatch_is_busy (dispatch))
    go_on (self);
}

static void
start (IlxStopItem *self, GTask *task)
{
  Stopping *stopping = g_task_get_task_data (task);

  stopping->n_working++;
  self->task = g_object_ref (task);
  self->has_asked = self->has_acted = FALSE;
  set_state (self, ILX_STOP_WORKING, NULL);
  g_signal_connect_object (self->dispatch, "notify::is-busy", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (self->dispatch, "notify::phase", G_CALLBACK (changed_cb), self, 0);
  if (is_breakable (self->dispatch) || !ilx_dispatch_is_busy (self->dispatch))
    go_on (self);
}

/**
 * ilx_workspace_stop_everything_async:
 * @self: the workspace
 * @items: of ilx_workspace_list_stoppable()
 * @cancellable: (nullable): not used, since stopping is not stopped
 * @callback: called on the main context when each has answered
 * @user_data: for @callback
 *
 * Countdowns are undone before anything else.
 */
void
ilx_workspace_stop_everything_async (IlxWorkspace *self,
                                     GListModel *items,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Stopping *stopping = g_new0 (Stopping, 1);

  g_task_set_source_tag (task, (gpointer) (guintptr) ilx_workspace_stop_everything_async);
  g_task_set_task_data (task, stopping, g_free);
  stopping->n_working = 1; /* this loop */
  ilx_keeper_stop_countdowns (ilx_workspace_get_keeper (self),
                              _ ("Everything was stopped, so nothing was sent."));
  add_operations (self, G_LIST_STORE (items));
  add_campaigns (self, G_LIST_STORE (items));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (IlxStopItem) item = g_list_model_get_item (items, i);

      if (item->task == NULL)
        start (item, task);
    }
  if (--stopping->n_working == 0)
    g_task_return_boolean (task, stopping->n_failed == 0);
}

/**
 * ilx_workspace_stop_everything_finish:
 * @self: the workspace
 * @result: the result
 * @error: not used
 *
 * Returns: whether all of it was stopped
 */
gboolean
ilx_workspace_stop_everything_finish (IlxWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
