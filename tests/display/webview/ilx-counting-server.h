/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web server on loopback that counts all that reaches it: connections, since a door that was only
 * knocked at tells as much, and requests by their paths. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IlxCountingServer IlxCountingServer;

IlxCountingServer *ilx_counting_server_new (void);
void ilx_counting_server_free (IlxCountingServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxCountingServer, ilx_counting_server_free)

void ilx_counting_server_reset (IlxCountingServer *self);
guint ilx_counting_server_get_n_connections (IlxCountingServer *self);
guint ilx_counting_server_get_n_paths (IlxCountingServer *self);
gboolean ilx_counting_server_has_path (IlxCountingServer *self, const char *path);
/* Returns: (transfer full): the paths that do not begin with @prefix, a line each */
char *ilx_counting_server_dup_others (IlxCountingServer *self, const char *prefix);
/* Returns: (transfer full): @text with @SERVER@ and @HOST@ made this server */
char *ilx_counting_server_fill (IlxCountingServer *self, const char *text);

G_END_DECLS
