/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-connections-page.h"

struct _IlxConnectionsPage
{
  IlxPage parent_instance;

  IlxWorkspace *workspace; /* (owned) */
};

G_DEFINE_FINAL_TYPE (IlxConnectionsPage, ilx_connections_page, ILX_TYPE_PAGE)

static void
ilx_connections_page_dispose (GObject *object)
{
  g_clear_object (&ILX_CONNECTIONS_PAGE (object)->workspace);
  G_OBJECT_CLASS (ilx_connections_page_parent_class)->dispose (object);
}

static void
ilx_connections_page_class_init (IlxConnectionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_connections_page_dispose;
}

static void
ilx_connections_page_init (IlxConnectionsPage *self)
{
  ilx_page_set_title (ILX_PAGE (self), _ ("Connections"));
  ilx_page_set_icon_name (ILX_PAGE (self), "network-server-symbolic");
}

/**
 * ilx_connections_page_new:
 * @workspace: what all windows share
 *
 * Returns: (transfer floating): the page
 */
IlxPage *
ilx_connections_page_new (IlxWorkspace *workspace)
{
  IlxConnectionsPage *self = g_object_new (ILX_TYPE_CONNECTIONS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  return ILX_PAGE (self);
}
