/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection of a request, mistreated: left hanging, closed, or reset in the middle of an
 * answer. Each takes it away from the server. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The connections that hang until their clients go away. */
typedef struct _IlxSandboxLines IlxSandboxLines;

IlxSandboxLines *ilx_sandbox_lines_new (void);
void ilx_sandbox_lines_free (IlxSandboxLines *self);
/* Closes those that hang. */
void ilx_sandbox_lines_clear (IlxSandboxLines *self);
guint ilx_sandbox_lines_get_n (IlxSandboxLines *self);

void ilx_sandbox_lines_hang (IlxSandboxLines *self, SoupServerMessage *message);
void ilx_sandbox_line_drop (SoupServerMessage *message);
/* Sends @bytes as they are, then resets the connection. */
void ilx_sandbox_line_reset (SoupServerMessage *message, const char *bytes, gsize length);

G_END_DECLS
