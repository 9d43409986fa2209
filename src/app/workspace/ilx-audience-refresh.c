/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audience-refresh.h"

/* Reading all of them after each count would be felt with a thousand. */
#define LIVE_PERIOD ILX_SECOND

struct _IlxAudienceRefresh
{
  GObject parent_instance;

  IlxWorkspace *workspace;   /* (unowned): whose data this is; NULL when it has gone */
  char *connection_id;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while it runs */
  gint64 shown_at;           /* when the lists followed last */
  double fraction;
  char *words;   /* (owned) (nullable) */
  GError *error; /* (owned) (nullable) */
};

typedef enum
{
  PROP_IS_RUNNING = 1,
  PROP_FRACTION,
  PROP_WORDS,
  PROP_ERROR,
} IlxAudienceRefreshProperty;
static GParamSpec *properties[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (IlxAudienceRefresh, ilx_audience_refresh, G_TYPE_OBJECT)

static void
notify (IlxAudienceRefresh *self, IlxAudienceRefreshProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
ilx_audience_refresh_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxAudienceRefresh *self = ILX_AUDIENCE_REFRESH (object);

  switch ((IlxAudienceRefreshProperty) id)
    {
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_audience_refresh_finalize (GObject *object)
{
  IlxAudienceRefresh *self = ILX_AUDIENCE_REFRESH (object);

  g_clear_weak_pointer (&self->workspace);
  g_free (self->connection_id);
  g_free (self->words);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (ilx_audience_refresh_parent_class)->finalize (object);
}

static void
ilx_audience_refresh_class_init (IlxAudienceRefreshClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_audience_refresh_get_property;
  object_class->finalize = ilx_audience_refresh_finalize;
  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_audience_refresh_init (IlxAudienceRefresh *self)
{
}

static void
release (gpointer data)
{
  ilx_audience_refresh_stop (data);
  g_object_unref (data);
}

/**
 * ilx_audience_refresh_get:
 * @workspace: what all windows share
 * @connection_id: an account
 *
 * Returns: (transfer full): the one of that account
 */
IlxAudienceRefresh *
ilx_audience_refresh_get (IlxWorkspace *workspace, const char *connection_id)
{
  g_autofree char *key = g_strconcat ("ilx-audience-refresh-", connection_id, NULL);
  IlxAudienceRefresh *self = g_object_get_data (G_OBJECT (workspace), key);

  if (self == NULL)
    {
      self = g_object_new (ILX_TYPE_AUDIENCE_REFRESH, NULL);
      g_set_weak_pointer (&self->workspace, workspace);
      self->connection_id = g_strdup (connection_id);
      g_object_set_data_full (G_OBJECT (workspace), key, self, release);
    }
  return g_object_ref (self);
}

/* @words: (transfer full) (nullable) */
static void
take_progress (IlxAudienceRefresh *self, double fraction, char *words)
{
  self->fraction = CLAMP (fraction, 0, 1);
  g_free (self->words);
  self->words = words;
  notify (self, PROP_FRACTION);
  notify (self, PROP_WORDS);
}

static void
show_counts (IlxAudienceRefresh *self)
{
  gint64 now = ilx_workspace_get_now (self->workspace);

  if (now - self->shown_at < LIVE_PERIOD)
    return;
  self->shown_at = now;
  ilx_workspace_refresh_audiences (self->workspace, self->connection_id);
}

static void
progress_cb (guint n_done, guint n_all, gpointer user_data)
{
  IlxAudienceRefresh *self = user_data;

  if (self->workspace == NULL)
    return;
  /* Translators: which of how many lists and segments is being counted. */
  take_progress (self, n_all > 0 ? (double) n_done / n_all : 1,
                 g_strdup_printf (_ ("Counting %'u of %'u"), MIN (n_done + 1, n_all), n_all));
  show_counts (self);
}

static void
follow (IlxAudienceRefresh *self, const GError *error)
{
  if (self->workspace == NULL)
    return;
  ilx_workspace_refresh_audiences (self->workspace, self->connection_id);
  /* The platform may have refused the key. */
  if (error != NULL)
    ilx_workspace_refresh_connections (self->workspace);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxAudienceRefresh) self = user_data;
  g_autoptr (GPtrArray) audiences = NULL;

  g_clear_error (&self->error);
  audiences = ilx_engine_refresh_audiences_finish (ILX_ENGINE (source), result, &self->error);
  follow (self, self->error);
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  take_progress (self, 0, NULL);
  notify (self, PROP_IS_RUNNING);
  notify (self, PROP_ERROR);
}

/**
 * ilx_audience_refresh_clear_error:
 * @self: of an account
 *
 * Forgets what stopped the last one.
 */
void
ilx_audience_refresh_clear_error (IlxAudienceRefresh *self)
{
  if (self->error == NULL)
    return;
  g_clear_error (&self->error);
  notify (self, PROP_ERROR);
}

/**
 * ilx_audience_refresh_start:
 * @self: of an account
 * @max_age: microseconds; what was counted longer ago is counted again; 0: all
 *
 * Fetches its lists and segments, and counts them.
 */
void
ilx_audience_refresh_start (IlxAudienceRefresh *self, gint64 max_age)
{
  IlxConnection *connection;

  if (self->cancellable != NULL || self->workspace == NULL)
    return;
  connection = ilx_workspace_find_connection (self->workspace, self->connection_id);
  if (connection == NULL)
    return;
  ilx_audience_refresh_clear_error (self);
  self->cancellable = g_cancellable_new ();
  self->shown_at = ilx_workspace_get_now (self->workspace);
  take_progress (self, 0, g_strdup (_ ("Fetching lists and segments")));
  notify (self, PROP_IS_RUNNING);
  ilx_engine_refresh_audiences_async (ilx_workspace_get_engine (self->workspace), connection,
                                      max_age, progress_cb, self, self->cancellable, refreshed_cb,
                                      g_object_ref (self));
}

/**
 * ilx_audience_refresh_stop:
 * @self: of an account
 *
 * Ends it; what is counted by then stays.
 */
void
ilx_audience_refresh_stop (IlxAudienceRefresh *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
ilx_audience_refresh_is_running (IlxAudienceRefresh *self)
{
  return self->cancellable != NULL;
}

double
ilx_audience_refresh_get_fraction (IlxAudienceRefresh *self)
{
  return self->fraction;
}

const GError *
ilx_audience_refresh_get_error (IlxAudienceRefresh *self)
{
  return self->error;
}
