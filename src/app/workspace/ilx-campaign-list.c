/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-campaign-list.h"
#include "ilx-error.h"

/* Enough for the tallest screen; and what an idle moment reads without being felt. */
#define FIRST_PAGE 100
#define NEXT_PAGE 200

struct _IlxCampaignList
{
  GObject parent_instance;

  IlxStore *store; /* (owned) */
  gboolean is_trash;
  IlxRecordList *rows; /* (owned) */
  IlxCampaignPage next;
  char *next_id; /* (owned): what next points to */
  guint idle_id;
  gboolean is_complete;
  char *error_message; /* (owned) (nullable) */
};

typedef enum
{
  PROP_IS_COMPLETE = 1,
  PROP_ERROR_MESSAGE,
} IlxCampaignListProperty;
static GParamSpec *properties[PROP_ERROR_MESSAGE + 1];

static GType
get_item_type (GListModel *model)
{
  return ILX_TYPE_CAMPAIGN;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ILX_CAMPAIGN_LIST (model)->rows));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (ILX_CAMPAIGN_LIST (model)->rows), position);
}

static void
ilx_campaign_list_init_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IlxCampaignList,
                               ilx_campaign_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      ilx_campaign_list_init_model))

static void
set_complete (IlxCampaignList *self, gboolean is_complete)
{
  if (self->is_complete == is_complete)
    return;
  self->is_complete = is_complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_COMPLETE]);
}

static void
set_error_message (IlxCampaignList *self, const char *message)
{
  if (g_strcmp0 (self->error_message, message) == 0)
    return;
  g_free (self->error_message);
  self->error_message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_MESSAGE]);
}

static void
take_page (IlxCampaignList *self, GPtrArray *page)
{
  ilx_record_list_append (self->rows, page);
  if (page->len < self->next.limit)
    {
      set_complete (self, TRUE);
      return;
    }
  g_free (self->next_id);
  self->next_id = g_strdup (ilx_campaign_get_id (g_ptr_array_index (page, page->len - 1)));
  self->next.before_id = self->next_id;
  self->next.before_created = ilx_campaign_get_created_at (g_ptr_array_index (page, page->len - 1));
  self->next.limit = NEXT_PAGE;
}

static void
read_page (IlxCampaignList *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = ilx_campaign_store_load_page (self->store, &self->next, &error);

  if (page != NULL)
    take_page (self, page);
  else
    set_complete (self, TRUE);
  set_error_message (self, error != NULL ? error->message : NULL);
}

static gboolean
idle_cb (gpointer user_data)
{
  IlxCampaignList *self = user_data;

  read_page (self);
  if (!self->is_complete)
    return G_SOURCE_CONTINUE;
  self->idle_id = 0;
  return G_SOURCE_REMOVE;
}

/**
 * ilx_campaign_list_reload:
 * @self: a list
 *
 * Reads everything again: the first page now, the rest when nothing else is to do.
 */
void
ilx_campaign_list_reload (IlxCampaignList *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (ILX_IS_CAMPAIGN_LIST (self));
  ilx_record_list_replace (self->rows, none);
  set_complete (self, FALSE);
  self->next = (IlxCampaignPage){ .is_trash = self->is_trash, .limit = FIRST_PAGE };
  read_page (self);
  if (!self->is_complete && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

static void
ilx_campaign_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxCampaignList *self = ILX_CAMPAIGN_LIST (object);

  switch ((IlxCampaignListProperty) id)
    {
    case PROP_IS_COMPLETE:
      g_value_set_boolean (value, self->is_complete);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error_message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_campaign_list_dispose (GObject *object)
{
  IlxCampaignList *self = ILX_CAMPAIGN_LIST (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ilx_campaign_list_parent_class)->dispose (object);
}

static void
ilx_campaign_list_finalize (GObject *object)
{
  IlxCampaignList *self = ILX_CAMPAIGN_LIST (object);

  g_object_unref (self->rows);
  g_free (self->next_id);
  g_free (self->error_message);
  G_OBJECT_CLASS (ilx_campaign_list_parent_class)->finalize (object);
}

static void
ilx_campaign_list_class_init (IlxCampaignListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_campaign_list_get_property;
  object_class->dispose = ilx_campaign_list_dispose;
  object_class->finalize = ilx_campaign_list_finalize;
  properties[PROP_IS_COMPLETE] = g_param_spec_boolean ("is-complete", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR_MESSAGE] = g_param_spec_string ("error-message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rows_changed_cb (GListModel *rows, guint position, guint removed, guint added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, removed, added);
}

static void
ilx_campaign_list_init (IlxCampaignList *self)
{
  self->rows = ilx_record_list_new (ILX_TYPE_CAMPAIGN);
  g_signal_connect (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self);
}

/**
 * ilx_campaign_list_new:
 * @store: where they are
 * @is_trash: what is in the trash, else what is not
 *
 * Returns: (transfer full): the list, with its first page
 */
IlxCampaignList *
ilx_campaign_list_new (IlxStore *store, gboolean is_trash)
{
  IlxCampaignList *self = g_object_new (ILX_TYPE_CAMPAIGN_LIST, NULL);

  self->store = g_object_ref (store);
  self->is_trash = is_trash;
  ilx_campaign_list_reload (self);
  return self;
}

/**
 * ilx_campaign_list_find:
 * @self: a list
 * @id: (nullable): of a campaign
 *
 * Returns: (transfer none) (nullable): its row
 */
IlxCampaign *
ilx_campaign_list_find (IlxCampaignList *self, const char *id)
{
  return ilx_record_list_find (self->rows, id);
}

/**
 * ilx_campaign_list_is_complete:
 * @self: a list
 *
 * Returns: whether everything has been read
 */
gboolean
ilx_campaign_list_is_complete (IlxCampaignList *self)
{
  return self->is_complete;
}

/* Whether @a comes before @b: the newest first, as the store has it. */
static gboolean
comes_before (IlxCampaign *a, IlxCampaign *b)
{
  gint64 created_a = ilx_campaign_get_created_at (a);
  gint64 created_b = ilx_campaign_get_created_at (b);

  if (created_a != created_b)
    return created_a > created_b;
  return g_strcmp0 (ilx_campaign_get_id (a), ilx_campaign_get_id (b)) > 0;
}

static guint
find_position (IlxCampaignList *self, IlxCampaign *campaign)
{
  guint low = 0;
  guint high = get_n_items (G_LIST_MODEL (self));

  while (low < high)
    {
      guint middle = (low + high) / 2;
      g_autoptr (IlxCampaign) other = get_item (G_LIST_MODEL (self), middle);

      if (comes_before (other, campaign))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
put (IlxCampaignList *self, IlxCampaign *campaign)
{
  gboolean is_listed = ilx_campaign_list_find (self, ilx_campaign_get_id (campaign)) != NULL;
  guint position = find_position (self, campaign);

  if (!is_listed && !self->is_complete && position == get_n_items (G_LIST_MODEL (self)))
    return;
  ilx_record_list_put (self->rows, campaign, position);
}

/**
 * ilx_campaign_list_refresh:
 * @self: a list
 * @id: of a campaign
 *
 * Reads that campaign from the store, and has it come in, change, or go out. One that is older than
 * what has been read so far waits for its page.
 */
void
ilx_campaign_list_refresh (IlxCampaignList *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IlxCampaign) campaign = ilx_campaign_store_load_row (self->store, id, &error);

  if (campaign == NULL && !ilx_error_is (error, ILX_ERROR_NOT_FOUND))
    set_error_message (self, error->message);
  else if (campaign == NULL || (ilx_campaign_get_trashed_at (campaign) != 0) != self->is_trash)
    ilx_record_list_remove (self->rows, id);
  else
    put (self, campaign);
}
