/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-activity-page.h"

struct _IlxActivityPage
{
  IlxPage parent_instance;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxActivityPage, ilx_activity_page, ILX_TYPE_PAGE)

static void
ilx_activity_page_dispose (GObject *object)
{
  g_clear_object (&ILX_ACTIVITY_PAGE (object)->workspace);
  G_OBJECT_CLASS (ilx_activity_page_parent_class)->dispose (object);
}

static void
ilx_activity_page_class_init (IlxActivityPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_activity_page_dispose;
}

static void
ilx_activity_page_init (IlxActivityPage *self)
{
  ilx_page_set_title (ILX_PAGE (self), _ ("Activity"));
  ilx_page_set_icon_name (ILX_PAGE (self), "view-list-symbolic");
}

/**
 * ilx_activity_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_activity_page_new (IlxWorkspace *workspace)
{
  IlxActivityPage *self = g_object_new (ILX_TYPE_ACTIVITY_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  return ILX_PAGE (self);
}
