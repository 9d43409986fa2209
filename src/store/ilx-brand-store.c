/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The brand: one row. */
#include "config.h"

#include "ilx-account-store.h"

/**
 * ilx_brand_store_load:
 * @store: a store
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Main thread.
 *
 * Returns: (transfer full) (nullable): the brand, empty before it is first saved
 */
IlxBrand *
ilx_brand_store_load (IlxStore *store, GError **error)
{
  g_autofree char *columns = ilx_db_dup_columns (ILX_TYPE_BRAND, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM brand", columns);
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (ilx_store_get_reader (store), sql, error);
  GError *failure = NULL;
  IlxBrand *brand;

  if (stmt == NULL)
    return NULL;
  brand = ilx_db_read_one (stmt, ILX_TYPE_BRAND, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return brand != NULL ? brand : ilx_brand_new ();
}

static gboolean
save (IlxDb *db, gpointer data, GError **error)
{
  return ilx_db_upsert (db, "brand", data, error);
}

/**
 * ilx_brand_store_save_async:
 * @store: a store
 * @brand: what to save; copied at once
 * @cancellable: (nullable): until it starts
 * @callback: called on the caller's main context
 * @user_data: for @callback
 */
void
ilx_brand_store_save_async (IlxStore *store,
                            IlxBrand *brand,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (ILX_IS_BRAND (brand));
  ilx_store_write_async (store, save, ilx_record_copy (brand), g_object_unref, cancellable,
                         callback, user_data);
}

/**
 * ilx_brand_store_save_finish:
 * @store: a store
 * @result: the result
 * @error: %ILX_ERROR_STORAGE and its siblings
 *
 * Returns: whether it is saved
 */
gboolean
ilx_brand_store_save_finish (IlxStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (IlxBrand) brand = ilx_store_write_finish (store, result, error);

  return brand != NULL;
}
