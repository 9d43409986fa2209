/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-record-list.h"

struct _IlxRecordList
{
  GObject parent_instance;

  GType item_type;
  GPtrArray *records; /* (element-type IlxRecord) (owned) */
  GHashTable *by_id;  /* (owned): id (owned) to record (unowned) */
};

static GType
get_item_type (GListModel *model)
{
  return ILX_RECORD_LIST (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return ILX_RECORD_LIST (model)->records->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *records = ILX_RECORD_LIST (model)->records;

  return position < records->len ? g_object_ref (g_ptr_array_index (records, position)) : NULL;
}

static void
ilx_record_list_init_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IlxRecordList,
                               ilx_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      ilx_record_list_init_model))

static void
ilx_record_list_finalize (GObject *object)
{
  IlxRecordList *self = ILX_RECORD_LIST (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->records);
  G_OBJECT_CLASS (ilx_record_list_parent_class)->finalize (object);
}

static void
ilx_record_list_class_init (IlxRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_record_list_finalize;
}

static void
ilx_record_list_init (IlxRecordList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * ilx_record_list_new:
 * @item_type: a subclass of #IlxRecord with a string property "id"
 *
 * Returns: (transfer full): an empty list, for the main thread
 */
IlxRecordList *
ilx_record_list_new (GType item_type)
{
  IlxRecordList *self = g_object_new (ILX_TYPE_RECORD_LIST, NULL);

  g_assert (g_type_is_a (item_type, ILX_TYPE_RECORD));
  self->item_type = item_type;
  return self;
}

static char *
dup_id (gpointer record)
{
  char *id = NULL;

  g_object_get (record, "id", &id, NULL);
  g_assert (id != NULL);
  return id;
}

/**
 * ilx_record_list_find:
 * @self: a list
 * @id: of a record
 *
 * Returns: (transfer none) (nullable): the record
 */
gpointer
ilx_record_list_find (IlxRecordList *self, const char *id)
{
  g_return_val_if_fail (ILX_IS_RECORD_LIST (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

static void
insert (IlxRecordList *self, gpointer record, guint position)
{
  g_hash_table_insert (self->by_id, dup_id (record), record);
  g_ptr_array_insert (self->records, (int) position, g_object_ref (record));
}

static void
bring_up_to_date (IlxRecordList *self, gpointer present, gpointer record)
{
  guint position;

  if (present == record || ilx_record_is_equal (present, record))
    return;
  g_object_freeze_notify (present);
  ilx_record_copy_fields (record, present, ILX_FIELD_NONE);
  g_object_thaw_notify (present);
  if (g_ptr_array_find (self->records, present, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

/**
 * ilx_record_list_put:
 * @self: a list
 * @record: a record
 * @position: where it goes when it is new
 *
 * Brings the record of the same id up to date, or inserts @record.
 *
 * Returns: (transfer none): the record that is in the list
 */
gpointer
ilx_record_list_put (IlxRecordList *self, gpointer record, guint position)
{
  g_autofree char *id = dup_id (record);
  gpointer present = ilx_record_list_find (self, id);

  if (present != NULL)
    {
      bring_up_to_date (self, present, record);
      return present;
    }
  position = MIN (position, self->records->len);
  insert (self, record, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  return record;
}

/**
 * ilx_record_list_append:
 * @self: a list
 * @records: (element-type IlxRecord): a further page
 *
 * Adds at the end what is not here yet.
 */
void
ilx_record_list_append (IlxRecordList *self, GPtrArray *records)
{
  guint before = self->records->len;

  for (guint i = 0; i < records->len; i++)
    {
      gpointer record = g_ptr_array_index (records, i);
      g_autofree char *id = dup_id (record);

      if (ilx_record_list_find (self, id) == NULL)
        insert (self, record, self->records->len);
    }
  if (self->records->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->records->len - before);
}

static void
remove_at (IlxRecordList *self, guint position)
{
  g_autofree char *id = dup_id (g_ptr_array_index (self->records, position));

  g_hash_table_remove (self->by_id, id);
  g_ptr_array_remove_index (self->records, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/**
 * ilx_record_list_remove:
 * @self: a list
 * @id: of a record
 *
 * Returns: whether it was there
 */
gboolean
ilx_record_list_remove (IlxRecordList *self, const char *id)
{
  gpointer record = ilx_record_list_find (self, id);
  guint position;

  if (record == NULL || !g_ptr_array_find (self->records, record, &position))
    return FALSE;
  remove_at (self, position);
  return TRUE;
}

static GHashTable *
collect_ids (GPtrArray *records)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (ids, dup_id (g_ptr_array_index (records, i)));
  return ids;
}

static void
remove_others (IlxRecordList *self, GPtrArray *records)
{
  g_autoptr (GHashTable) wanted = collect_ids (records);

  for (guint i = self->records->len; i > 0; i--)
    {
      g_autofree char *id = dup_id (g_ptr_array_index (self->records, i - 1));

      if (!g_hash_table_contains (wanted, id))
        remove_at (self, i - 1);
    }
}

/* A record that stands elsewhere moves; the others stay as they are, and with them what is selected
 * and where the view is scrolled to. */
static void
put_at (IlxRecordList *self, gpointer record, guint position)
{
  gpointer present = ilx_record_list_put (self, record, position);
  guint found;

  if (g_ptr_array_index (self->records, position) == present)
    return;
  if (!g_ptr_array_find (self->records, present, &found))
    g_assert_not_reached ();
  g_ptr_array_insert (self->records, (int) position,
                      g_ptr_array_steal_index (self->records, found));
  g_list_model_items_changed (G_LIST_MODEL (self), position, found - position + 1,
                              found - position + 1);
}

/**
 * ilx_record_list_replace:
 * @self: a list
 * @records: (element-type IlxRecord): what it shall have, each once
 *
 * Makes the list have exactly @records, in their order, with as little change as that takes.
 */
void
ilx_record_list_replace (IlxRecordList *self, GPtrArray *records)
{
  remove_others (self, records);
  for (guint i = 0; i < records->len; i++)
    put_at (self, g_ptr_array_index (records, i), i);
}
