/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of JSON that a client asks for, or asks to be spared, by comma-separated dotted paths.
 * Elements of an array have the array's path. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What lies below @path: all of it when the path itself is named, else those members whose own path
 * is. @names NULL: all. The result shares what is inside. */
JsonNode *ilx_sandbox_pick (JsonNode *node, const char *path, const char *names);
/* All but what is named. */
JsonNode *ilx_sandbox_pick_others (JsonNode *node, const char *path, const char *names);

G_END_DECLS
