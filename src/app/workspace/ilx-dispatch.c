/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-dispatch-private.h"
#include "ilx-error.h"

/* An agreement should be to how things are. */
#define STALE_AFTER (10 * ILX_MINUTE)

typedef enum
{
  PROP_PHASE = 1,
  PROP_CAMPAIGN,
  PROP_OPERATION,
  PROP_STEP_TITLE,
  PROP_STEP_POSITION,
  PROP_N_STEPS,
  PROP_SECONDS_LEFT,
  PROP_RETRY_AT,
  PROP_CAN_DECIDE,
  PROP_ERROR,
  PROP_NOTICE,
  PROP_IS_BUSY,
} IlxDispatchProperty;
static GParamSpec *properties[PROP_IS_BUSY + 1];

G_DEFINE_FINAL_TYPE (IlxDispatch, ilx_dispatch, G_TYPE_OBJECT)

static void
notify (IlxDispatch *self, IlxDispatchProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
get_string (IlxDispatch *self, guint id, GValue *value)
{
  g_value_set_string (value, id == PROP_NOTICE ? self->notice : self->step_title);
}

static void
get_uint (IlxDispatch *self, guint id, GValue *value)
{
  g_value_set_uint (value, id == PROP_SECONDS_LEFT    ? self->seconds_left
                           : id == PROP_STEP_POSITION ? self->step_position
                                                      : self->n_steps);
}

static void
ilx_dispatch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxDispatch *self = ILX_DISPATCH (object);

  switch ((IlxDispatchProperty) id)
    {
    case PROP_PHASE:
      g_value_set_int (value, (int) self->phase);
      break;
    case PROP_CAMPAIGN:
      g_value_set_object (value, self->campaign);
      break;
    case PROP_OPERATION:
      g_value_set_object (value, self->operation);
      break;
    case PROP_STEP_TITLE:
    case PROP_NOTICE:
      get_string (self, id, value);
      break;
    case PROP_STEP_POSITION:
    case PROP_N_STEPS:
    case PROP_SECONDS_LEFT:
      get_uint (self, id, value);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, ilx_dispatch_get_retry_at (self));
      break;
    case PROP_CAN_DECIDE:
      g_value_set_boolean (value, ilx_dispatch_can_decide (self));
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, ilx_dispatch_is_busy (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_dispatch_dispose (GObject *object)
{
  IlxDispatch *self = ILX_DISPATCH (object);

  ilx_dispatch_stop_waiting (self);
  if (self->workspace != NULL)
    ilx_keeper_remove (ilx_workspace_get_keeper (self->workspace), self->campaign_id);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->campaign);
  g_clear_object (&self->operation);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_dispatch_parent_class)->dispose (object);
}

static void
ilx_dispatch_finalize (GObject *object)
{
  IlxDispatch *self = ILX_DISPATCH (object);

  g_clear_error (&self->error);
  g_free (self->agreed_id);
  g_free (self->campaign_id);
  g_free (self->notice);
  g_free (self->repeats);
  g_free (self->step_title);
  G_OBJECT_CLASS (ilx_dispatch_parent_class)->finalize (object);
}

static void
ilx_dispatch_class_init (IlxDispatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_dispatch_get_property;
  object_class->dispose = ilx_dispatch_dispose;
  object_class->finalize = ilx_dispatch_finalize;
  properties[PROP_PHASE] = g_param_spec_int ("phase", NULL, NULL, ILX_DISPATCH_IDLE,
                                             ILX_DISPATCH_FAILED, ILX_DISPATCH_IDLE, flags);
  properties[PROP_CAMPAIGN]
      = g_param_spec_object ("campaign", NULL, NULL, ILX_TYPE_CAMPAIGN, flags);
  properties[PROP_OPERATION]
      = g_param_spec_object ("operation", NULL, NULL, ILX_TYPE_OPERATION, flags);
  properties[PROP_STEP_TITLE] = g_param_spec_string ("step-title", NULL, NULL, NULL, flags);
  properties[PROP_STEP_POSITION]
      = g_param_spec_uint ("step-position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_STEPS] = g_param_spec_uint ("n-steps", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SECONDS_LEFT]
      = g_param_spec_uint ("seconds-left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RETRY_AT]
      = g_param_spec_int64 ("retry-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_CAN_DECIDE] = g_param_spec_boolean ("can-decide", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_dispatch_init (IlxDispatch *self)
{
  self->counted = -1;
  self->look_pause = 0;
}

/* --- What the files of it share --------------------------------------------------------------- */

IlxEngine *
ilx_dispatch_get_engine (IlxDispatch *self)
{
  return ilx_workspace_get_engine (self->workspace);
}

IlxClock *
ilx_dispatch_get_clock (IlxDispatch *self)
{
  return ilx_engine_get_clock (ilx_dispatch_get_engine (self));
}

/* Whether the last operation is in that state. */
gboolean
ilx_dispatch_is_open (IlxDispatch *self, IlxOperationState state)
{
  return self->operation != NULL && ilx_operation_get_state (self->operation) == state;
}

/* @error: (transfer full) (nullable) */
void
ilx_dispatch_take_error (IlxDispatch *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  notify (self, PROP_ERROR);
}

void
ilx_dispatch_set_notice (IlxDispatch *self, const char *notice)
{
  if (g_strcmp0 (self->notice, notice) == 0)
    return;
  g_free (self->notice);
  self->notice = g_strdup (notice);
  notify (self, PROP_NOTICE);
}

void
ilx_dispatch_set_step (IlxDispatch *self, const char *title, guint position, guint n_steps)
{
  if (g_strcmp0 (self->step_title, title) != 0)
    {
      g_free (self->step_title);
      self->step_title = g_strdup (title);
      notify (self, PROP_STEP_TITLE);
    }
  if (self->n_steps != n_steps)
    {
      self->n_steps = n_steps;
      notify (self, PROP_N_STEPS);
    }
  if (self->step_position != position)
    {
      self->step_position = position;
      notify (self, PROP_STEP_POSITION);
    }
}

void
ilx_dispatch_set_seconds_left (IlxDispatch *self, guint seconds_left)
{
  if (self->seconds_left == seconds_left)
    return;
  self->seconds_left = seconds_left;
  notify (self, PROP_SECONDS_LEFT);
}

void
ilx_dispatch_notify_busy (IlxDispatch *self)
{
  notify (self, PROP_IS_BUSY);
}

/* --- Following what is stored ----------------------------------------------------------------- */

void
ilx_dispatch_set_phase (IlxDispatch *self, IlxDispatchPhase phase)
{
  g_autoptr (IlxDispatch) held = g_object_ref (self);
  IlxDispatchPhase before = self->phase;

  self->phase = phase;
  if (phase != before)
    {
      self->look_pause = 0;
      if (before == ILX_DISPATCH_COUNTDOWN)
        ilx_dispatch_set_seconds_left (self, 0);
      notify (self, PROP_PHASE);
    }
  notify (self, PROP_RETRY_AT);
  notify (self, PROP_CAN_DECIDE);
  ilx_dispatch_arrange (self);
  ilx_keeper_follow (ilx_workspace_get_keeper (self->workspace), self);
  if (phase != before && ilx_dispatch_is_end (before, phase))
    g_signal_emit_by_name (self->workspace, "dispatch-ended", self->campaign_id, (int) phase);
}

/* The row of the list is shared by all, and brought up to date: another process may have been at
 * the campaign. */
static void
load_campaign (IlxDispatch *self)
{
  IlxCampaignList *list = ilx_workspace_get_campaigns (self->workspace);
  IlxCampaign *row = ilx_campaign_list_find (list, self->campaign_id);
  g_autoptr (IlxCampaign) stored = NULL;

  if (row != NULL)
    {
      ilx_campaign_list_refresh (list, self->campaign_id);
      row = ilx_campaign_list_find (list, self->campaign_id);
    }
  if (row == NULL)
    row = stored = ilx_campaign_store_load (ilx_workspace_get_store (self->workspace),
                                            self->campaign_id, NULL);
  if (row != NULL && g_set_object (&self->campaign, row))
    notify (self, PROP_CAMPAIGN);
}

static void
load_operation (IlxDispatch *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxOperation) last = ilx_journal_store_load_last (
      ilx_workspace_get_store (self->workspace), self->campaign_id, &error);

  if (error != NULL)
    return;
  g_set_object (&self->operation, last);
  notify (self, PROP_OPERATION);
}

/* What somebody had counted, or agreed to, is not what is there any more. */
static void
tell_of_change (IlxDispatch *self, IlxDispatchPhase before)
{
  gboolean was_counted = before == ILX_DISPATCH_AWAITING || before == ILX_DISPATCH_COUNTDOWN;

  if (before == ILX_DISPATCH_COUNTDOWN && self->phase == ILX_DISPATCH_AWAITING)
    ilx_dispatch_set_notice (
        self, _ ("The number of people changed during the countdown, so nothing was sent. Look at "
                 "it once more."));
  else if (was_counted && self->phase == ILX_DISPATCH_IDLE && self->notice == NULL
           && ilx_dispatch_is_open (self, ILX_OPERATION_ABANDONED)
           && ilx_campaign_get_revision (self->campaign)
                  != ilx_operation_get_revision (self->operation))
    ilx_dispatch_set_notice (
        self, _ ("The campaign was changed after it was counted, so what was counted is void. "
                 "Nothing was sent."));
}

/* Reads what is stored, and follows it. While a call is under way the phase is the call's. */
void
ilx_dispatch_sync (IlxDispatch *self)
{
  g_autoptr (IlxDispatch) held = g_object_ref (self);
  IlxDispatchPhase before = self->phase;

  load_campaign (self);
  load_operation (self);
  if (self->is_calling || self->campaign == NULL)
    return;
  ilx_dispatch_set_phase (self, ilx_dispatch_find_phase (self));
  tell_of_change (self, before);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
campaign_changed_cb (IlxWorkspace *workspace, const char *id, IlxDispatch *self)
{
  if (g_str_equal (id, self->campaign_id))
    ilx_dispatch_sync (self);
}

static void
progress_cb (IlxEngine *engine,
             IlxOperation *operation,
             const char *title,
             guint position,
             guint n_rows,
             IlxDispatch *self)
{
  if (!g_str_equal (ilx_operation_get_campaign_id (operation), self->campaign_id))
    return;
  ilx_dispatch_set_step (self, _ (title), position, n_rows);
}

/**
 * ilx_dispatch_open:
 * @workspace: what all windows share
 * @campaign_id: of a campaign
 *
 * There is one dispatch a campaign in a process.
 *
 * Returns: (transfer full): that of the campaign, in the phase that follows from what is stored
 */
IlxDispatch *
ilx_dispatch_open (IlxWorkspace *workspace, const char *campaign_id)
{
  IlxKeeper *keeper = ilx_workspace_get_keeper (workspace);
  IlxDispatch *self = ilx_keeper_find (keeper, campaign_id);

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (ILX_TYPE_DISPATCH, NULL);
  self->workspace = g_object_ref (workspace);
  self->campaign_id = g_strdup (campaign_id);
  ilx_keeper_add (keeper, campaign_id, self);
  g_signal_connect_object (workspace, "campaign-changed", G_CALLBACK (campaign_changed_cb), self,
                           0);
  g_signal_connect_object (ilx_dispatch_get_engine (self), "progress", G_CALLBACK (progress_cb),
                           self, 0);
  load_campaign (self);
  load_operation (self);
  if (self->campaign == NULL)
    {
      self->campaign = ilx_campaign_new ();
      ilx_campaign_set_id (self->campaign, campaign_id);
    }
  self->phase = ilx_dispatch_find_phase (self);
  ilx_dispatch_arrange (self);
  ilx_keeper_follow (keeper, self);
  return self;
}

/* --- What one may ask ------------------------------------------------------------------------- */

IlxDispatchPhase
ilx_dispatch_get_phase (IlxDispatch *self)
{
  return self->phase;
}

IlxOperation *
ilx_dispatch_get_operation (IlxDispatch *self)
{
  return self->operation;
}

IlxCampaign *
ilx_dispatch_get_campaign (IlxDispatch *self)
{
  return self->campaign;
}

IlxWorkspace *
ilx_dispatch_get_workspace (IlxDispatch *self)
{
  return self->workspace;
}

const char *
ilx_dispatch_get_campaign_id (IlxDispatch *self)
{
  return self->campaign_id;
}

const GError *
ilx_dispatch_get_error (IlxDispatch *self)
{
  return self->error;
}

const char *
ilx_dispatch_get_notice (IlxDispatch *self)
{
  return self->notice;
}

const char *
ilx_dispatch_get_step_title (IlxDispatch *self)
{
  return self->step_title;
}

guint
ilx_dispatch_get_step_position (IlxDispatch *self)
{
  return self->step_position;
}

guint
ilx_dispatch_get_n_steps (IlxDispatch *self)
{
  return self->n_steps;
}

guint
ilx_dispatch_get_seconds_left (IlxDispatch *self)
{
  return self->seconds_left;
}

gboolean
ilx_dispatch_is_busy (IlxDispatch *self)
{
  return self->is_calling && !self->is_checking;
}

/**
 * ilx_dispatch_get_retry_at:
 * @self: a dispatch
 *
 * Returns: when it goes on by itself after a limit, microseconds since the epoch; 0: it does not
 *   wait for one
 */
gint64
ilx_dispatch_get_retry_at (IlxDispatch *self)
{
  if (self->is_calling || !ilx_dispatch_is_open (self, ILX_OPERATION_RUNNING))
    return 0;
  return ilx_operation_get_retry_at (self->operation);
}

/**
 * ilx_dispatch_can_decide:
 * @self: a dispatch
 *
 * Returns: whether it is uncertain and the platform was asked so often that it is the user's turn
 */
gboolean
ilx_dispatch_can_decide (IlxDispatch *self)
{
  return ilx_dispatch_is_open (self, ILX_OPERATION_NEEDS_ATTENTION)
         && ilx_engine_can_decide (self->operation);
}

/**
 * ilx_dispatch_is_stale:
 * @self: a dispatch
 *
 * Returns: whether the count is so old that it should be counted again before somebody agrees to it
 */
gboolean
ilx_dispatch_is_stale (IlxDispatch *self)
{
  gint64 age;

  if (!ilx_dispatch_is_open (self, ILX_OPERATION_AWAITING_CONFIRMATION))
    return FALSE;
  age = ilx_workspace_get_now (self->workspace) - ilx_operation_get_updated_at (self->operation);
  return age > STALE_AFTER || age < 0;
}

/**
 * ilx_dispatch_check:
 * @self: a dispatch
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): everything that stands against sending it, and what is worth
 *   knowing before, from what is known here
 */
IlxFindings *
ilx_dispatch_check (IlxDispatch *self, GError **error)
{
  g_autoptr (IlxCampaign) complete = ilx_campaign_store_load (
      ilx_workspace_get_store (self->workspace), self->campaign_id, error);

  return complete != NULL
             ? ilx_engine_check_campaign (ilx_dispatch_get_engine (self), complete, error)
             : NULL;
}

/**
 * ilx_dispatch_is_repeat:
 * @self: a dispatch
 *
 * Returns: whether what is prepared, or on its way, sends a mail again on purpose
 */
gboolean
ilx_dispatch_is_repeat (IlxDispatch *self)
{
  return self->operation != NULL && ilx_operation_is_open (self->operation)
         && ilx_operation_get_repeats (self->operation) != NULL;
}
