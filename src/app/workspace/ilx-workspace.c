/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-keeper.h"
#include "ilx-workspace.h"

/* What an activity page shows; older ones stay in the database. */
#define MAX_OPERATIONS 500

struct _IlxWorkspace
{
  GObject parent_instance;

  IlxEngine *engine;   /* (owned) */
  GSettings *settings; /* (owned) */
  IlxWorkspaceFlags flags;
  IlxSecretsState secrets_state;
  GCancellable *cancellable;  /* (owned): cancelled when it goes */
  IlxKeeper *keeper;          /* (owned) */
  IlxCampaignList *campaigns; /* (owned) */
  IlxCampaignList *trash;     /* (owned) (nullable): made when first asked for */
  IlxRecordList *connections; /* (owned) */
  IlxAccountChoice *choice;   /* (owned): of those */
  IlxRecordList *operations;  /* (owned) (nullable): made when first asked for */
  GHashTable *demo_keys;      /* (owned): platform to a key that its sandbox takes */
  GHashTable *audiences;      /* (owned): connection id to IlxRecordList, made when asked for */
};

enum
{
  CAMPAIGN_CHANGED,
  CONNECTIONS_CHANGED,
  DISPATCH_ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_SECRETS_STATE = 1,
  PROP_IS_WORKING,
} IlxWorkspaceProperty;
static GParamSpec *properties[PROP_IS_WORKING + 1];

G_DEFINE_FINAL_TYPE (IlxWorkspace, ilx_workspace, G_TYPE_OBJECT)

static void
ilx_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IlxWorkspaceProperty) id)
    {
    case PROP_SECRETS_STATE:
      g_value_set_int (value, (int) ILX_WORKSPACE (object)->secrets_state);
      break;
    case PROP_IS_WORKING:
      g_value_set_boolean (value, ilx_workspace_is_working (ILX_WORKSPACE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_workspace_dispose (GObject *object)
{
  IlxWorkspace *self = ILX_WORKSPACE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->campaigns);
  g_clear_object (&self->trash);
  g_clear_object (&self->choice);
  g_clear_object (&self->connections);
  g_clear_object (&self->operations);
  g_hash_table_remove_all (self->audiences);
  g_clear_object (&self->keeper);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (ilx_workspace_parent_class)->dispose (object);
}

static void
ilx_workspace_finalize (GObject *object)
{
  IlxWorkspace *self = ILX_WORKSPACE (object);

  g_hash_table_unref (self->audiences);
  g_hash_table_unref (self->demo_keys);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (ilx_workspace_parent_class)->finalize (object);
}

static void
ilx_workspace_class_init (IlxWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ilx_workspace_get_property;
  object_class->dispose = ilx_workspace_dispose;
  object_class->finalize = ilx_workspace_finalize;
  properties[PROP_SECRETS_STATE] = g_param_spec_int (
      "secrets-state", NULL, NULL, ILX_SECRETS_AVAILABLE, ILX_SECRETS_ABSENT, ILX_SECRETS_AVAILABLE,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_WORKING]
      = g_param_spec_boolean ("is-working", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CAMPAIGN_CHANGED]
      = g_signal_new ("campaign-changed", ILX_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CONNECTIONS_CHANGED]
      = g_signal_new ("connections-changed", ILX_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[DISPATCH_ENDED]
      = g_signal_new ("dispatch-ended", ILX_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
}

static void
is_working_cb (IlxKeeper *keeper, GParamSpec *pspec, gpointer user_data)
{
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_IS_WORKING]);
}

static void
ilx_workspace_init (IlxWorkspace *self)
{
  self->cancellable = g_cancellable_new ();
  self->keeper = ilx_keeper_new (self);
  g_signal_connect_object (self->keeper, "notify::is-working", G_CALLBACK (is_working_cb), self, 0);
  self->demo_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->audiences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static void
connection_changed_cb (IlxEngine *engine, const char *id, IlxWorkspace *self)
{
  ilx_workspace_refresh_connections (self);
}

/**
 * ilx_workspace_new:
 * @engine: an open engine
 * @settings: the profile's preferences
 * @flags: what kind of workspace it is
 *
 * Returns: (transfer full): the workspace; the first campaigns and the accounts are read
 */
IlxWorkspace *
ilx_workspace_new (IlxEngine *engine, GSettings *settings, IlxWorkspaceFlags flags)
{
  IlxWorkspace *self = g_object_new (ILX_TYPE_WORKSPACE, NULL);

  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  self->flags = flags;
  self->campaigns = ilx_campaign_list_new (ilx_engine_get_store (engine), FALSE);
  self->connections = ilx_record_list_new (ILX_TYPE_CONNECTION);
  g_signal_connect_object (engine, "connection-changed", G_CALLBACK (connection_changed_cb), self,
                           0);
  self->choice = ilx_account_choice_new (G_LIST_MODEL (self->connections), settings);
  ilx_workspace_refresh_connections (self);
  return self;
}

/**
 * ilx_workspace_get_engine:
 * @self: the workspace
 *
 * Returns: (transfer none): what does the work
 */
IlxEngine *
ilx_workspace_get_engine (IlxWorkspace *self)
{
  return self->engine;
}

/**
 * ilx_workspace_get_settings:
 * @self: the workspace
 *
 * Returns: (transfer none): the profile's preferences
 */
GSettings *
ilx_workspace_get_settings (IlxWorkspace *self)
{
  return self->settings;
}

/**
 * ilx_workspace_get_store:
 * @self: the workspace
 *
 * Returns: (transfer none): the user's data
 */
IlxStore *
ilx_workspace_get_store (IlxWorkspace *self)
{
  return ilx_engine_get_store (self->engine);
}

/**
 * ilx_workspace_get_now:
 * @self: the workspace
 *
 * Returns: the time, microseconds since the epoch
 */
gint64
ilx_workspace_get_now (IlxWorkspace *self)
{
  return ilx_clock_get_now (ilx_engine_get_clock (self->engine));
}

/**
 * ilx_workspace_is_demo:
 * @self: the workspace
 *
 * Returns: whether platforms are played by the sandbox, so that nothing leaves this computer
 */
gboolean
ilx_workspace_is_demo (IlxWorkspace *self)
{
  return (self->flags & ILX_WORKSPACE_IS_DEMO) != 0;
}

/**
 * ilx_workspace_set_demo_key:
 * @self: the workspace of a demo
 * @platform: "klaviyo"
 * @key: (nullable): what its sandbox takes for a key
 *
 * It opens nothing but the sandbox, so it is no secret.
 */
void
ilx_workspace_set_demo_key (IlxWorkspace *self, const char *platform, const char *key)
{
  if (key != NULL)
    g_hash_table_insert (self->demo_keys, g_strdup (platform), g_strdup (key));
}

/**
 * ilx_workspace_get_demo_key:
 * @self: the workspace
 * @platform: "klaviyo"
 *
 * Returns: (transfer none) (nullable): what the demo takes for a key
 */
const char *
ilx_workspace_get_demo_key (IlxWorkspace *self, const char *platform)
{
  return g_hash_table_lookup (self->demo_keys, platform);
}

/**
 * ilx_workspace_get_secrets_state:
 * @self: the workspace
 *
 * Returns: whether keys can be kept, as far as is known
 */
IlxSecretsState
ilx_workspace_get_secrets_state (IlxWorkspace *self)
{
  return self->secrets_state;
}

/**
 * ilx_workspace_get_campaigns:
 * @self: the workspace
 *
 * Returns: (transfer none): all campaigns that are not in the trash, newest first
 */
IlxCampaignList *
ilx_workspace_get_campaigns (IlxWorkspace *self)
{
  return self->campaigns;
}

/**
 * ilx_workspace_get_trash:
 * @self: the workspace
 *
 * Returns: (transfer none): the campaigns in the trash
 */
IlxCampaignList *
ilx_workspace_get_trash (IlxWorkspace *self)
{
  if (self->trash == NULL)
    self->trash = ilx_campaign_list_new (ilx_workspace_get_store (self), TRUE);
  return self->trash;
}

/**
 * ilx_workspace_get_connections:
 * @self: the workspace
 *
 * Returns: (transfer none): the accounts that are connected, or were and are broken
 */
GListModel *
ilx_workspace_get_connections (IlxWorkspace *self)
{
  return G_LIST_MODEL (self->connections);
}

/**
 * ilx_workspace_get_account_choice:
 * @self: the workspace
 *
 * Returns: (transfer none): whose campaigns, audiences and operations are shown
 */
IlxAccountChoice *
ilx_workspace_get_account_choice (IlxWorkspace *self)
{
  return self->choice;
}

/**
 * ilx_workspace_get_operations:
 * @self: the workspace
 *
 * Returns: (transfer none): the last operations, newest first
 */
GListModel *
ilx_workspace_get_operations (IlxWorkspace *self)
{
  if (self->operations == NULL)
    {
      self->operations = ilx_record_list_new (ILX_TYPE_OPERATION);
      ilx_workspace_refresh_operations (self);
    }
  return G_LIST_MODEL (self->operations);
}

/**
 * ilx_workspace_get_audiences:
 * @self: the workspace
 * @connection_id: an account
 *
 * Returns: (transfer none): what is cached of its lists and segments, by name
 */
GListModel *
ilx_workspace_get_audiences (IlxWorkspace *self, const char *connection_id)
{
  IlxRecordList *list = g_hash_table_lookup (self->audiences, connection_id);

  if (list == NULL)
    {
      list = ilx_record_list_new (ILX_TYPE_AUDIENCE);
      g_hash_table_insert (self->audiences, g_strdup (connection_id), list);
      ilx_workspace_refresh_audiences (self, connection_id);
    }
  return G_LIST_MODEL (list);
}

/**
 * ilx_workspace_find_connection:
 * @self: the workspace
 * @id: (nullable): of an account
 *
 * Returns: (transfer none) (nullable): the account
 */
IlxConnection *
ilx_workspace_find_connection (IlxWorkspace *self, const char *id)
{
  return ilx_record_list_find (self->connections, id);
}

/**
 * ilx_workspace_find_audience:
 * @self: the workspace
 * @connection_id: (nullable): an account
 * @id: (nullable): of a list or segment
 *
 * Returns: (transfer none) (nullable): the audience, as cached
 */
IlxAudience *
ilx_workspace_find_audience (IlxWorkspace *self, const char *connection_id, const char *id)
{
  if (connection_id == NULL)
    return NULL;
  return ilx_record_list_find (ILX_RECORD_LIST (ilx_workspace_get_audiences (self, connection_id)),
                               id);
}

static void
replace (IlxRecordList *list, GPtrArray *records, const GError *error)
{
  if (records != NULL)
    ilx_record_list_replace (list, records);
  else
    g_debug ("What is stored could not be read: %s", error->message);
}

/**
 * ilx_workspace_refresh_campaign:
 * @self: the workspace
 * @id: of a campaign
 *
 * Has all lists follow what is stored of it.
 */
void
ilx_workspace_refresh_campaign (IlxWorkspace *self, const char *id)
{
  ilx_campaign_list_refresh (self->campaigns, id);
  if (self->trash != NULL)
    ilx_campaign_list_refresh (self->trash, id);
  g_signal_emit (self, signals[CAMPAIGN_CHANGED], 0, id);
}

/**
 * ilx_workspace_refresh_connections:
 * @self: the workspace
 *
 * Has the list of accounts follow what is stored.
 */
void
ilx_workspace_refresh_connections (IlxWorkspace *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records
      = ilx_connection_store_load_all (ilx_workspace_get_store (self), FALSE, &error);

  replace (self->connections, records, error);
  if (records != NULL)
    ilx_account_choice_follow (self->choice);
  g_signal_emit (self, signals[CONNECTIONS_CHANGED], 0);
}

/**
 * ilx_workspace_refresh_operations:
 * @self: the workspace
 *
 * Has the list of operations follow what is stored, if anybody looks at it.
 */
void
ilx_workspace_refresh_operations (IlxWorkspace *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (self->operations == NULL)
    return;
  records
      = ilx_journal_store_load_all (ilx_workspace_get_store (self), FALSE, MAX_OPERATIONS, &error);
  replace (self->operations, records, error);
}

/**
 * ilx_workspace_refresh_audiences:
 * @self: the workspace
 * @connection_id: an account
 *
 * Has the list of its audiences follow what is stored, if anybody looks at it.
 */
void
ilx_workspace_refresh_audiences (IlxWorkspace *self, const char *connection_id)
{
  IlxRecordList *list = g_hash_table_lookup (self->audiences, connection_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (list == NULL)
    return;
  records = ilx_audience_store_load_all (ilx_workspace_get_store (self), connection_id, &error);
  replace (list, records, error);
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxWorkspace) self = user_data;
  IlxSecretsState state = ilx_keyring_probe_finish (result);

  if (state == self->secrets_state)
    return;
  self->secrets_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECRETS_STATE]);
}

/**
 * ilx_workspace_probe_secrets:
 * @self: the workspace
 *
 * Finds out whether a keyring runs and can be used. In the demo no keyring is touched.
 */
void
ilx_workspace_probe_secrets (IlxWorkspace *self)
{
  if (!ilx_workspace_is_demo (self))
    ilx_keyring_probe_async (self->cancellable, probed_cb, g_object_ref (self));
}

/**
 * ilx_workspace_get_keeper:
 * @self: the workspace
 *
 * Returns: (transfer none): what keeps the dispatches
 */
IlxKeeper *
ilx_workspace_get_keeper (IlxWorkspace *self)
{
  return self->keeper;
}

/**
 * ilx_workspace_start:
 * @self: the workspace
 *
 * Takes up what was open when the program ended, and watches what is on its way out.
 */
void
ilx_workspace_start (IlxWorkspace *self)
{
  ilx_keeper_start (self->keeper);
}

/**
 * ilx_workspace_stop:
 * @self: the workspace
 *
 * Ends what goes on by itself; what is open is taken up at the next start.
 */
void
ilx_workspace_stop (IlxWorkspace *self)
{
  ilx_keeper_stop (self->keeper);
}

/**
 * ilx_workspace_windows_closed:
 * @self: the workspace
 *
 * Stops countdowns, since nobody could undo them any more.
 */
void
ilx_workspace_windows_closed (IlxWorkspace *self)
{
  ilx_keeper_stop_countdowns (self->keeper, _ ("The window was closed during the countdown, so "
                                               "nothing was sent. Look at it once more."));
}

/**
 * ilx_workspace_is_working:
 * @self: the workspace
 *
 * Returns: whether an operation is under way, or a countdown
 */
gboolean
ilx_workspace_is_working (IlxWorkspace *self)
{
  return self->keeper != NULL && ilx_keeper_is_working (self->keeper);
}
