/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platforms of the demo: `illixisctl sandbox` as a child of this process, which ends with it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IlxDemo IlxDemo;

IlxDemo *ilx_demo_start (GError **error);
void ilx_demo_free (IlxDemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxDemo, ilx_demo_free)

/* A key that the sandbox takes for @platform ("klaviyo"); NULL: it does not play that one. */
const char *ilx_demo_get_key (IlxDemo *self, const char *platform);

G_END_DECLS
