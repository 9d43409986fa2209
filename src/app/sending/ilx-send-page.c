/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-send-page.h"

struct _IlxSendPage
{
  IlxPage parent_instance;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxSendPage, ilx_send_page, ILX_TYPE_PAGE)

static void
ilx_send_page_dispose (GObject *object)
{
  g_clear_object (&ILX_SEND_PAGE (object)->workspace);
  G_OBJECT_CLASS (ilx_send_page_parent_class)->dispose (object);
}

static void
ilx_send_page_class_init (IlxSendPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_send_page_dispose;
}

static void
ilx_send_page_init (IlxSendPage *self)
{
  ilx_page_set_title (ILX_PAGE (self), _ ("Send"));
  ilx_page_set_icon_name (ILX_PAGE (self), "mail-send-symbolic");
}

/**
 * ilx_send_page_new:
 * @workspace: what all windows share
 * @campaign_id: what it shows
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_send_page_new (IlxWorkspace *workspace, const char *campaign_id)
{
  IlxSendPage *self = g_object_new (ILX_TYPE_SEND_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  ilx_page_set_document_id (ILX_PAGE (self), campaign_id);
  return ILX_PAGE (self);
}
