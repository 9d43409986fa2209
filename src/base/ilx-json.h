/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign JSON, read by paths ("data[2].attributes.name") that turn up in the error; and own JSON,
 * built from small pieces. json-glib's bare getters only log a critical and give NULL. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading. All lent; a path is members joined by dots, with [n] for elements. */
JsonNode *ilx_json_parse (GBytes *bytes, GError **error);
JsonNode *ilx_json_parse_text (const char *text, GError **error);
JsonNode *ilx_json_get (JsonNode *node, const char *path);
const char *ilx_json_get_string (JsonNode *node, const char *path, GError **error);
const char *ilx_json_get_string_or (JsonNode *node, const char *path, const char *fallback);
gint64 ilx_json_get_int_or (JsonNode *node, const char *path, gint64 fallback);
double ilx_json_get_double_or (JsonNode *node, const char *path, double fallback);
gboolean ilx_json_get_bool_or (JsonNode *node, const char *path, gboolean fallback);
gint64 ilx_json_get_time_or (JsonNode *node, const char *path, gint64 fallback);
JsonArray *ilx_json_get_array (JsonNode *node, const char *path, GError **error);
guint ilx_json_get_length (JsonNode *node, const char *path);
GStrv ilx_json_dup_strv (JsonNode *node, const char *path);

/* Building. Each takes the nodes given to it. */
JsonNode *ilx_json_string (const char *text);
JsonNode *ilx_json_int (gint64 number);
JsonNode *ilx_json_double (double number);
JsonNode *ilx_json_bool (gboolean value);
JsonNode *ilx_json_null (void);
JsonNode *ilx_json_time (gint64 time);
JsonNode *ilx_json_strv (const char *const *strings);
JsonNode *ilx_json_empty_object (void);
JsonNode *ilx_json_empty_array (void);
JsonNode *ilx_json_object (const char *first_name, ...) G_GNUC_NULL_TERMINATED;
JsonNode *ilx_json_array (JsonNode *first, ...) G_GNUC_NULL_TERMINATED;
void ilx_json_set (JsonNode *object, const char *name, JsonNode *value);
void ilx_json_append (JsonNode *array, JsonNode *value);
char *ilx_json_to_text (JsonNode *node, gboolean is_pretty);

G_END_DECLS
