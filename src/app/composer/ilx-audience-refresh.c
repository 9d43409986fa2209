/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-audience-refresh.h"
#include "ilx-error.h"

/* A number is good for as long; what is older is counted again. */
#define MAX_AGE (60 * G_USEC_PER_SEC)

struct _IlxAudienceRefresh
{
  GObject parent_instance;

  IlxWorkspace *workspace;   /* (unowned): whose data this is; NULL when it has gone */
  char *connection_id;       /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when the workspace goes */
  gboolean is_running;
  double fraction;
  GError *error; /* (owned) (nullable) */
};

typedef enum
{
  PROP_IS_RUNNING = 1,
  PROP_FRACTION,
  PROP_ERROR,
} IlxAudienceRefreshProperty;
static GParamSpec *properties[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (IlxAudienceRefresh, ilx_audience_refresh, G_TYPE_OBJECT)

static void
ilx_audience_refresh_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxAudienceRefresh *self = ILX_AUDIENCE_REFRESH (object);

  switch ((IlxAudienceRefreshProperty) id)
    {
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->is_running);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
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
  g_object_unref (self->cancellable);
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
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_audience_refresh_init (IlxAudienceRefresh *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
release (gpointer data)
{
  g_cancellable_cancel (ILX_AUDIENCE_REFRESH (data)->cancellable);
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

static void
set_fraction (IlxAudienceRefresh *self, double fraction)
{
  self->fraction = CLAMP (fraction, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
set_running (IlxAudienceRefresh *self, gboolean is_running)
{
  self->is_running = is_running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

/* Each count shows as it comes. */
static void
progress_cb (guint n_done, guint n_all, gpointer user_data)
{
  IlxAudienceRefresh *self = user_data;

  if (self->workspace != NULL)
    ilx_workspace_refresh_audiences (self->workspace, self->connection_id);
  set_fraction (self, n_all > 0 ? (double) n_done / n_all : 0);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxAudienceRefresh) self = user_data;
  g_autoptr (GPtrArray) audiences = NULL;

  g_clear_error (&self->error);
  audiences = ilx_engine_refresh_audiences_finish (ILX_ENGINE (source), result, &self->error);
  if (self->workspace != NULL)
    ilx_workspace_refresh_audiences (self->workspace, self->connection_id);
  set_running (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  /* The platform may have refused the key. */
  if (self->workspace != NULL && self->error != NULL)
    ilx_workspace_refresh_connections (self->workspace);
}

/**
 * ilx_audience_refresh_start:
 * @self: of an account
 *
 * Fetches its lists and segments, and counts those whose number is old.
 */
void
ilx_audience_refresh_start (IlxAudienceRefresh *self)
{
  IlxConnection *connection;

  if (self->is_running || self->workspace == NULL)
    return;
  connection = ilx_workspace_find_connection (self->workspace, self->connection_id);
  if (connection == NULL)
    return;
  set_running (self, TRUE);
  set_fraction (self, 0);
  ilx_engine_refresh_audiences_async (ilx_workspace_get_engine (self->workspace), connection,
                                      MAX_AGE, progress_cb, self, self->cancellable, refreshed_cb,
                                      g_object_ref (self));
}

gboolean
ilx_audience_refresh_is_running (IlxAudienceRefresh *self)
{
  return self->is_running;
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
