/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-composer-page.h"

struct _IlxComposerPage
{
  IlxPage parent_instance;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxComposerPage, ilx_composer_page, ILX_TYPE_PAGE)

static void
ilx_composer_page_dispose (GObject *object)
{
  g_clear_object (&ILX_COMPOSER_PAGE (object)->workspace);
  G_OBJECT_CLASS (ilx_composer_page_parent_class)->dispose (object);
}

static void
ilx_composer_page_class_init (IlxComposerPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_composer_page_dispose;
}

static void
ilx_composer_page_init (IlxComposerPage *self)
{
  ilx_page_set_title (ILX_PAGE (self), _ ("Composer"));
  ilx_page_set_icon_name (ILX_PAGE (self), "document-edit-symbolic");
}

/**
 * ilx_composer_page_new:
 * @workspace: what all windows share
 * @campaign_id: what it shows
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_composer_page_new (IlxWorkspace *workspace, const char *campaign_id)
{
  IlxComposerPage *self = g_object_new (ILX_TYPE_COMPOSER_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  ilx_page_set_document_id (ILX_PAGE (self), campaign_id);
  return ILX_PAGE (self);
}
