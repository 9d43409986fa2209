/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the brand a moment after its last change, and at once when it goes, so that nothing typed
 * is lost. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

typedef struct _IlxBrandSaver IlxBrandSaver;

/* @error: (nullable): why it was not saved; not told any more after ilx_brand_saver_free() */
typedef void (*IlxBrandSaverFunc) (const GError *error, gpointer user_data);

IlxBrandSaver *
ilx_brand_saver_new (IlxWorkspace *workspace, IlxBrandSaverFunc done, gpointer user_data);
/* Copies @brand. */
void ilx_brand_saver_save_soon (IlxBrandSaver *self, IlxBrand *brand);
void ilx_brand_saver_save_now (IlxBrandSaver *self);
void ilx_brand_saver_free (IlxBrandSaver *self);

G_END_DECLS
