/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audiences-page.h"

struct _IlxAudiencesPage
{
  IlxPage parent_instance;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxAudiencesPage, ilx_audiences_page, ILX_TYPE_PAGE)

static void
ilx_audiences_page_dispose (GObject *object)
{
  g_clear_object (&ILX_AUDIENCES_PAGE (object)->workspace);
  G_OBJECT_CLASS (ilx_audiences_page_parent_class)->dispose (object);
}

static void
ilx_audiences_page_class_init (IlxAudiencesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_audiences_page_dispose;
}

static void
ilx_audiences_page_init (IlxAudiencesPage *self)
{
  ilx_page_set_title (ILX_PAGE (self), _ ("Audiences"));
  ilx_page_set_icon_name (ILX_PAGE (self), "system-users-symbolic");
}

/**
 * ilx_audiences_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_audiences_page_new (IlxWorkspace *workspace)
{
  IlxAudiencesPage *self = g_object_new (ILX_TYPE_AUDIENCES_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  return ILX_PAGE (self);
}
