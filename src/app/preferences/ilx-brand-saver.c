/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-brand-saver.h"

#define PAUSE 250 /* milliseconds */

struct _IlxBrandSaver
{
  IlxWorkspace *workspace; /* (owned) */
  IlxBrand *brand;         /* (owned) (nullable): what is not being saved yet */
  IlxBrandSaverFunc done;
  gpointer user_data;
  guint source; /* 0: nothing to save */
  grefcount references;
};

static void
release (IlxBrandSaver *self)
{
  if (!g_ref_count_dec (&self->references))
    return;
  g_clear_object (&self->brand);
  g_object_unref (self->workspace);
  g_free (self);
}

/**
 * ilx_brand_saver_new:
 * @workspace: whose brand
 * @done: told how each saving ended; with NULL when it went well
 * @user_data: for @done
 *
 * Returns: (transfer full): a saver with nothing to save
 */
IlxBrandSaver *
ilx_brand_saver_new (IlxWorkspace *workspace, IlxBrandSaverFunc done, gpointer user_data)
{
  IlxBrandSaver *self = g_new0 (IlxBrandSaver, 1);

  self->workspace = g_object_ref (workspace);
  self->done = done;
  self->user_data = user_data;
  g_ref_count_init (&self->references);
  return self;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  IlxBrandSaver *self = user_data;
  g_autoptr (GError) error = NULL;

  ilx_brand_store_save_finish (ILX_STORE (source), result, &error);
  if (self->done != NULL)
    self->done (error, self->user_data);
  else if (error != NULL)
    g_warning ("The brand was not saved: %s", error->message);
  release (self);
}

/**
 * ilx_brand_saver_save_now:
 * @self: a saver
 *
 * Hands over what waits. The engine writes it before it closes.
 */
void
ilx_brand_saver_save_now (IlxBrandSaver *self)
{
  g_autoptr (IlxBrand) brand = g_steal_pointer (&self->brand);

  g_clear_handle_id (&self->source, g_source_remove);
  if (brand == NULL)
    return;
  g_ref_count_inc (&self->references);
  ilx_brand_store_save_async (ilx_workspace_get_store (self->workspace), brand, NULL, saved_cb,
                              self);
}

static gboolean
save_cb (gpointer user_data)
{
  IlxBrandSaver *self = user_data;

  self->source = 0;
  ilx_brand_saver_save_now (self);
  return G_SOURCE_REMOVE;
}

/**
 * ilx_brand_saver_save_soon:
 * @self: a saver
 * @brand: what to save; copied
 */
void
ilx_brand_saver_save_soon (IlxBrandSaver *self, IlxBrand *brand)
{
  g_clear_object (&self->brand);
  self->brand = ilx_record_copy (brand);
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (PAUSE, save_cb, self);
}

/**
 * ilx_brand_saver_free:
 * @self: (transfer full): a saver
 *
 * Saves what waits.
 */
void
ilx_brand_saver_free (IlxBrandSaver *self)
{
  self->done = NULL;
  ilx_brand_saver_save_now (self);
  release (self);
}
