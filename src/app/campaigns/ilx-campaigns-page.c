/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaigns-page.h"

struct _IlxCampaignsPage
{
  IlxPage parent_instance;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxCampaignsPage, ilx_campaigns_page, ILX_TYPE_PAGE)

static void
ilx_campaigns_page_dispose (GObject *object)
{
  g_clear_object (&ILX_CAMPAIGNS_PAGE (object)->workspace);
  G_OBJECT_CLASS (ilx_campaigns_page_parent_class)->dispose (object);
}

static void
ilx_campaigns_page_class_init (IlxCampaignsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_campaigns_page_dispose;
}

static void
ilx_campaigns_page_init (IlxCampaignsPage *self)
{
  ilx_page_set_title (ILX_PAGE (self), _ ("Campaigns"));
  ilx_page_set_icon_name (ILX_PAGE (self), "mail-unread-symbolic");
}

/**
 * ilx_campaigns_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_campaigns_page_new (IlxWorkspace *workspace)
{
  IlxCampaignsPage *self = g_object_new (ILX_TYPE_CAMPAIGNS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  return ILX_PAGE (self);
}
