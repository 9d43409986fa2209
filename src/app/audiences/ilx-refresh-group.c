/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-refresh-group.h"

struct _IlxRefreshGroup
{
  GObject parent_instance;

  GPtrArray *refreshes; /* (element-type IlxAudienceRefresh) (owned) */
};

typedef enum
{
  PROP_IS_RUNNING = 1,
  PROP_FRACTION,
  PROP_WORDS,
  PROP_ERROR,
} IlxRefreshGroupProperty;
static GParamSpec *properties[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (IlxRefreshGroup, ilx_refresh_group, G_TYPE_OBJECT)

/* --- What they are at ------------------------------------------------------------------------- */

/* NULL: none. */
static IlxAudienceRefresh *
find_running (IlxRefreshGroup *self)
{
  for (guint i = 0; i < self->refreshes->len; i++)
    if (ilx_audience_refresh_is_running (g_ptr_array_index (self->refreshes, i)))
      return g_ptr_array_index (self->refreshes, i);
  return NULL;
}

/* Of those that run: one that is through counts nothing any more. */
static double
get_fraction (IlxRefreshGroup *self)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < self->refreshes->len; i++)
    {
      IlxAudienceRefresh *refresh = g_ptr_array_index (self->refreshes, i);

      if (!ilx_audience_refresh_is_running (refresh))
        continue;
      sum += ilx_audience_refresh_get_fraction (refresh);
      n++;
    }
  return n > 0 ? sum / n : 0;
}

static const GError *
get_error (IlxRefreshGroup *self)
{
  for (guint i = 0; i < self->refreshes->len; i++)
    {
      const GError *error = ilx_audience_refresh_get_error (g_ptr_array_index (self->refreshes, i));

      if (error != NULL)
        return error;
    }
  return NULL;
}

static void
ilx_refresh_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxRefreshGroup *self = ILX_REFRESH_GROUP (object);
  IlxAudienceRefresh *running = find_running (self);

  switch ((IlxRefreshGroupProperty) id)
    {
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, running != NULL);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, get_fraction (self));
      break;
    case PROP_WORDS:
      if (running != NULL)
        g_object_get_property (G_OBJECT (running), "words", value);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, get_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tell (IlxRefreshGroup *self)
{
  for (guint i = PROP_IS_RUNNING; i < G_N_ELEMENTS (properties); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
release (IlxRefreshGroup *self)
{
  for (guint i = 0; i < self->refreshes->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->refreshes, i), tell, self);
  g_ptr_array_set_size (self->refreshes, 0);
}

static void
ilx_refresh_group_dispose (GObject *object)
{
  release (ILX_REFRESH_GROUP (object));
  G_OBJECT_CLASS (ilx_refresh_group_parent_class)->dispose (object);
}

static void
ilx_refresh_group_finalize (GObject *object)
{
  g_ptr_array_unref (ILX_REFRESH_GROUP (object)->refreshes);
  G_OBJECT_CLASS (ilx_refresh_group_parent_class)->finalize (object);
}

static void
ilx_refresh_group_class_init (IlxRefreshGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_refresh_group_get_property;
  object_class->dispose = ilx_refresh_group_dispose;
  object_class->finalize = ilx_refresh_group_finalize;
  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_refresh_group_init (IlxRefreshGroup *self)
{
  self->refreshes = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ilx_refresh_group_new:
 *
 * Returns: (transfer full): a group of no account
 */
IlxRefreshGroup *
ilx_refresh_group_new (void)
{
  return g_object_new (ILX_TYPE_REFRESH_GROUP, NULL);
}

static void
add (IlxRefreshGroup *self, IlxAudienceRefresh *refresh)
{
  g_ptr_array_add (self->refreshes, refresh);
  g_signal_connect_swapped (refresh, "notify", G_CALLBACK (tell), self);
}

/**
 * ilx_refresh_group_follow:
 * @self: a group
 * @workspace: what all windows share
 * @account: an account; empty: all that are connected
 *
 * Makes it the group of those.
 */
void
ilx_refresh_group_follow (IlxRefreshGroup *self, IlxWorkspace *workspace, const char *account)
{
  GListModel *connections = ilx_workspace_get_connections (workspace);

  release (self);
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);
      const char *id = ilx_connection_get_id (connection);

      if (*account == '\0' || g_str_equal (account, id))
        add (self, ilx_audience_refresh_get (workspace, id));
    }
  tell (self);
}

/**
 * ilx_refresh_group_is_empty:
 * @self: a group
 *
 * Returns: whether there is no account in it
 */
gboolean
ilx_refresh_group_is_empty (IlxRefreshGroup *self)
{
  return self->refreshes->len == 0;
}

/**
 * ilx_refresh_group_is_running:
 * @self: a group
 *
 * Returns: whether one of them is
 */
gboolean
ilx_refresh_group_is_running (IlxRefreshGroup *self)
{
  return find_running (self) != NULL;
}

/* One may end at once, and have the accounts read again, and with them the group made anew. */
static GPtrArray *
copy (IlxRefreshGroup *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->refreshes->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (self->refreshes, i)));
  return all;
}

/**
 * ilx_refresh_group_start:
 * @self: a group
 *
 * Counts everything again that is not being counted.
 */
void
ilx_refresh_group_start (IlxRefreshGroup *self)
{
  g_autoptr (GPtrArray) all = copy (self);

  for (guint i = 0; i < all->len; i++)
    ilx_audience_refresh_start (g_ptr_array_index (all, i), 0);
}

/**
 * ilx_refresh_group_stop:
 * @self: a group
 *
 * Ends them; what is counted by then stays.
 */
void
ilx_refresh_group_stop (IlxRefreshGroup *self)
{
  g_autoptr (GPtrArray) all = copy (self);

  for (guint i = 0; i < all->len; i++)
    ilx_audience_refresh_stop (g_ptr_array_index (all, i));
}
