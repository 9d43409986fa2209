/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A path in the first line, JSON behind it: whatever they are, they are read or refused; and what
 * was read is written and read again. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "ilx-error.h"
#include "ilx-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
ask (JsonNode *root, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) strings = ilx_json_dup_strv (root, path);
  const char *text = ilx_json_get_string (root, path, &error);

  g_assert_true ((text == NULL) == (error != NULL));
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (error == NULL || ilx_error_is (error, ILX_ERROR_BAD_REPLY));
  g_assert_cmpuint (g_strv_length (strings), <=, ilx_json_get_length (root, path));
  ilx_json_get_int_or (root, path, 0);
  g_assert_true (isfinite (ilx_json_get_double_or (root, path, 0)));
  ilx_json_get_bool_or (root, path, FALSE);
  ilx_json_get_time_or (root, path, 0);
}

static void
check_written (JsonNode *root)
{
  g_autofree char *text = ilx_json_to_text (root, FALSE);
  g_autoptr (JsonNode) again = ilx_json_parse_text (text, NULL);
  g_autofree char *text_again = again != NULL ? ilx_json_to_text (again, FALSE) : NULL;

  /* json-glib writes numbers beyond 1e17 or near zero as "1e+47.0", "2e-52.0" or "inf.0", which
   * nobody reads. We have no use for them. */
  if (again == NULL
      && (strstr (text, "e+") != NULL || strstr (text, "e-") != NULL
          || strstr (text, "inf") != NULL))
    return;
  g_assert_cmpstr (text_again, ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const paths[] = {
    "", "data", "data[0].id", "data.attributes.name", "errors[0].detail", "links.next", "[0]"
  };
  const guint8 *line_end = size > 0 ? memchr (data, '\n', size) : NULL;
  gsize line_length = line_end != NULL ? (gsize) (line_end - data) : 0;
  gsize skipped = line_end != NULL ? line_length + 1 : 0;
  g_autofree char *path
      = line_length > 0 ? g_strndup ((const char *) data, line_length) : g_strdup ("");
  g_autoptr (GBytes) bytes = g_bytes_new (data + skipped, size - skipped);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = ilx_json_parse (bytes, &error);

  g_assert_true ((root == NULL) == ilx_error_is (error, ILX_ERROR_BAD_REPLY));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    ask (root, paths[i]);
  ask (root, path);
  if (root != NULL)
    check_written (root);
  return 0;
}
