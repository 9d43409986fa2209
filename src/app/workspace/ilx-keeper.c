/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-dispatch-private.h"
#include "ilx-keeper.h"
#include "ilx-sleep.h"

/* More operations than anybody has open. */
#define MAX_OPEN 1000

struct _IlxKeeper
{
  GObject parent_instance;

  IlxWorkspace *workspace; /* (unowned): it owns this */
  GHashTable *all;         /* (owned): campaign id to IlxDispatch (unowned) */
  GHashTable *kept;        /* (owned): IlxDispatch (owned) that are needed without a viewer */
  IlxSleep *sleep;         /* (owned) (nullable) */
  gboolean is_started;
  gboolean is_working;
};

typedef enum
{
  PROP_IS_WORKING = 1
} IlxKeeperProperty;
static GParamSpec *properties[PROP_IS_WORKING + 1];

G_DEFINE_FINAL_TYPE (IlxKeeper, ilx_keeper, G_TYPE_OBJECT)

static void
ilx_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IlxKeeperProperty) id)
    {
    case PROP_IS_WORKING:
      g_value_set_boolean (value, ILX_KEEPER (object)->is_working);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_keeper_dispose (GObject *object)
{
  IlxKeeper *self = ILX_KEEPER (object);

  g_clear_object (&self->sleep);
  G_OBJECT_CLASS (ilx_keeper_parent_class)->dispose (object);
}

static void
ilx_keeper_finalize (GObject *object)
{
  IlxKeeper *self = ILX_KEEPER (object);

  g_hash_table_unref (self->all);
  g_hash_table_unref (self->kept);
  G_OBJECT_CLASS (ilx_keeper_parent_class)->finalize (object);
}

static void
ilx_keeper_class_init (IlxKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ilx_keeper_get_property;
  object_class->dispose = ilx_keeper_dispose;
  object_class->finalize = ilx_keeper_finalize;
  properties[PROP_IS_WORKING]
      = g_param_spec_boolean ("is-working", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_keeper_init (IlxKeeper *self)
{
  self->all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kept = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * ilx_keeper_new:
 * @workspace: its owner
 *
 * Returns: (transfer full): a keeper that keeps nothing yet
 */
IlxKeeper *
ilx_keeper_new (IlxWorkspace *workspace)
{
  IlxKeeper *self = g_object_new (ILX_TYPE_KEEPER, NULL);

  self->workspace = workspace;
  return self;
}

/* --- The dispatches --------------------------------------------------------------------------- */

IlxDispatch *
ilx_keeper_find (IlxKeeper *self, const char *campaign_id)
{
  return g_hash_table_lookup (self->all, campaign_id);
}

/**
 * ilx_keeper_add:
 * @self: the keeper
 * @campaign_id: of a campaign
 * @dispatch: a new one, of that campaign
 */
void
ilx_keeper_add (IlxKeeper *self, const char *campaign_id, IlxDispatch *dispatch)
{
  g_hash_table_insert (self->all, g_strdup (campaign_id), dispatch);
}

void
ilx_keeper_remove (IlxKeeper *self, const char *campaign_id)
{
  g_hash_table_remove (self->all, campaign_id);
}

/**
 * ilx_keeper_dup_all:
 * @self: the keeper
 *
 * Returns: (transfer full) (element-type IlxDispatch): all that anybody holds
 */
GPtrArray *
ilx_keeper_dup_all (IlxKeeper *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer dispatch;

  g_hash_table_iter_init (&iter, self->all);
  while (g_hash_table_iter_next (&iter, NULL, &dispatch))
    g_ptr_array_add (all, g_object_ref (dispatch));
  return all;
}

static void
update_is_working (IlxKeeper *self)
{
  gboolean is_working = FALSE;
  GHashTableIter iter;
  gpointer dispatch;

  g_hash_table_iter_init (&iter, self->kept);
  while (!is_working && g_hash_table_iter_next (&iter, &dispatch, NULL))
    is_working = ilx_dispatch_is_working (dispatch);
  if (is_working == self->is_working)
    return;
  self->is_working = is_working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

/**
 * ilx_keeper_follow:
 * @self: the keeper
 * @dispatch: one whose phase may have changed
 *
 * Holds it while it is needed, and lets it go then.
 */
void
ilx_keeper_follow (IlxKeeper *self, IlxDispatch *dispatch)
{
  gboolean is_kept = g_hash_table_contains (self->kept, dispatch);

  if (ilx_dispatch_is_kept (dispatch) && !is_kept)
    g_hash_table_add (self->kept, g_object_ref (dispatch));
  else if (!ilx_dispatch_is_kept (dispatch) && is_kept)
    g_hash_table_remove (self->kept, dispatch);
  update_is_working (self);
}

gboolean
ilx_keeper_is_started (IlxKeeper *self)
{
  return self->is_started;
}

gboolean
ilx_keeper_is_working (IlxKeeper *self)
{
  return self->is_working;
}

/**
 * ilx_keeper_stop_countdowns:
 * @self: the keeper
 * @notice: why, a sentence
 *
 * Stops every countdown.
 */
void
ilx_keeper_stop_countdowns (IlxKeeper *self, const char *notice)
{
  g_autoptr (GPtrArray) all = ilx_keeper_dup_all (self);

  for (guint i = 0; i < all->len; i++)
    ilx_dispatch_stop_countdown (g_ptr_array_index (all, i), notice);
}

/**
 * ilx_keeper_wake:
 * @self: the keeper
 *
 * Has everything that waits look at the date.
 */
void
ilx_keeper_wake (IlxKeeper *self)
{
  g_autoptr (GPtrArray) all = ilx_keeper_dup_all (self);

  for (guint i = 0; i < all->len; i++)
    ilx_dispatch_arrange (g_ptr_array_index (all, i));
}

/* --- The start -------------------------------------------------------------------------------- */

static void
take_up_operations (IlxKeeper *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = ilx_journal_store_load_all (
      ilx_workspace_get_store (self->workspace), TRUE, MAX_OPEN, &error);

  if (open == NULL)
    g_message ("The open operations could not be read: %s", error->message);
  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      IlxOperation *operation = g_ptr_array_index (open, i);
      g_autoptr (IlxDispatch) dispatch
          = ilx_dispatch_open (self->workspace, ilx_operation_get_campaign_id (operation));

      if (ilx_operation_get_retry_at (operation) <= ilx_workspace_get_now (self->workspace))
        ilx_dispatch_resume (dispatch);
    }
}

static gboolean
is_watched (IlxCampaign *campaign)
{
  IlxCampaignState state = ilx_campaign_get_state (campaign);

  return state == ILX_CAMPAIGN_SENDING || state == ILX_CAMPAIGN_SCHEDULED;
}

/* Rows come page by page; whatever comes is looked at once. */
static void
rows_changed_cb (
    GListModel *rows, guint position, guint n_removed, guint n_added, gpointer user_data)
{
  IlxKeeper *self = user_data;

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (rows, i);

      if (is_watched (campaign))
        g_object_unref (ilx_dispatch_open (self->workspace, ilx_campaign_get_id (campaign)));
    }
}

static void
campaign_changed_cb (IlxWorkspace *workspace, const char *id, gpointer user_data)
{
  IlxKeeper *self = user_data;
  IlxCampaign *campaign = ilx_campaign_list_find (ilx_workspace_get_campaigns (workspace), id);

  if (campaign != NULL && is_watched (campaign) && ilx_keeper_find (self, id) == NULL)
    g_object_unref (ilx_dispatch_open (workspace, id));
}

static void
watch_campaigns (IlxKeeper *self)
{
  GListModel *rows = G_LIST_MODEL (ilx_workspace_get_campaigns (self->workspace));

  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed_cb), self, 0);
  g_signal_connect_object (self->workspace, "campaign-changed", G_CALLBACK (campaign_changed_cb),
                           self, 0);
  rows_changed_cb (rows, 0, 0, g_list_model_get_n_items (rows), self);
}

static void
sleep_cb (IlxSleep *sleep, gboolean begins, gpointer user_data)
{
  if (begins)
    ilx_keeper_stop_countdowns (user_data, _ ("The computer went to sleep during the countdown, so "
                                              "nothing was sent. Look at it once more."));
  else
    ilx_keeper_wake (user_data);
}

/**
 * ilx_keeper_start:
 * @self: the keeper
 *
 * Takes up what is open: what was interrupted goes on, where it begins with asking the platform
 * what happened; what is uncertain is asked for at its times; what awaits a confirmation waits on.
 * Campaigns that are on their way are watched. A second call does nothing.
 */
void
ilx_keeper_start (IlxKeeper *self)
{
  if (self->is_started)
    return;
  self->is_started = TRUE;
  take_up_operations (self);
  watch_campaigns (self);
  ilx_keeper_wake (self);
  self->sleep = ilx_sleep_new ();
  g_signal_connect_object (self->sleep, "sleep", G_CALLBACK (sleep_cb), self, 0);
}

/**
 * ilx_keeper_stop:
 * @self: the keeper
 *
 * Ends all waiting, and every call that may be broken off. What is being handed over right now is
 * in the journal, and is taken up at the next start.
 */
void
ilx_keeper_stop (IlxKeeper *self)
{
  g_autoptr (GPtrArray) all = ilx_keeper_dup_all (self);

  self->is_started = FALSE;
  for (guint i = 0; i < all->len; i++)
    ilx_dispatch_break_off (g_ptr_array_index (all, i));
  g_hash_table_remove_all (self->kept);
}
