/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors carry their data wherever they go, and no code lacks words. */
#include "config.h"

#include <string.h>

#include "ilx-error.h"

static GError *
new_full_error (void)
{
  GError *error = ilx_error_new (ILX_ERROR_RATE_LIMITED, "Wait %d s.", 42);

  ilx_error_set_detail (error, "Request was throttled.");
  ilx_error_set_field (error, "subject");
  ilx_error_set_permission (error, "campaigns:write");
  ilx_error_set_request_id (error, "abc");
  ilx_error_set_status (error, 429);
  ilx_error_set_retry_at (error, 1234567890123456);
  ilx_error_set_may_have_happened (error, TRUE);
  return error;
}

static void
assert_full (const GError *error)
{
  g_assert_error (error, ILX_ERROR, ILX_ERROR_RATE_LIMITED);
  g_assert_true (ilx_error_is (error, ILX_ERROR_RATE_LIMITED));
  g_assert_false (ilx_error_is (error, ILX_ERROR_FAILED));
  g_assert_cmpstr (ilx_error_get_detail (error), ==, "Request was throttled.");
  g_assert_cmpstr (ilx_error_get_field (error), ==, "subject");
  g_assert_cmpstr (ilx_error_get_permission (error), ==, "campaigns:write");
  g_assert_cmpstr (ilx_error_get_request_id (error), ==, "abc");
  g_assert_cmpuint (ilx_error_get_status (error), ==, 429);
  g_assert_cmpint (ilx_error_get_retry_at (error), ==, 1234567890123456);
  g_assert_true (ilx_error_get_may_have_happened (error));
}

static void
assert_bare (const GError *error)
{
  g_assert_null (ilx_error_get_detail (error));
  g_assert_null (ilx_error_get_field (error));
  g_assert_null (ilx_error_get_permission (error));
  g_assert_null (ilx_error_get_request_id (error));
  g_assert_cmpuint (ilx_error_get_status (error), ==, 0);
  g_assert_cmpint (ilx_error_get_retry_at (error), ==, 0);
  g_assert_false (ilx_error_get_may_have_happened (error));
}

/* A copy outlives its original. */
static void
test_copies (void)
{
  GError *error = new_full_error ();
  g_autoptr (GError) copy = g_error_copy (error);

  assert_full (error);
  g_assert_cmpstr (error->message, ==, "Wait 42 s.");
  g_error_free (error);
  assert_full (copy);
}

static void
test_propagates (void)
{
  g_autoptr (GError) error = NULL;

  g_propagate_prefixed_error (&error, new_full_error (), "Campaign 1: ");
  assert_full (error);
  g_assert_cmpstr (error->message, ==, "Campaign 1: Wait 42 s.");
}

static void
test_sets (void)
{
  g_autoptr (GError) error = NULL;

  ilx_set_error (NULL, ILX_ERROR_BUSY, "Nobody asked.");
  ilx_set_error (&error, ILX_ERROR_BUSY, "%s is at it.", "Somebody");
  g_assert_error (error, ILX_ERROR, ILX_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "Somebody is at it.");
  assert_bare (error);
}

/* Also with a value of its own. */
static void
test_replaces (void)
{
  g_autoptr (GError) error = new_full_error ();

  ilx_error_set_detail (error, ilx_error_get_detail (error));
  ilx_error_set_field (error, ilx_error_get_field (error) + 3);
  g_assert_cmpstr (ilx_error_get_detail (error), ==, "Request was throttled.");
  g_assert_cmpstr (ilx_error_get_field (error), ==, "ject");
  ilx_error_set_detail (error, NULL);
  g_assert_null (ilx_error_get_detail (error));
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  ilx_error_set_detail (error, "detail");
  ilx_error_set_field (error, "field");
  ilx_error_set_permission (error, "permission");
  ilx_error_set_request_id (error, "id");
  ilx_error_set_status (error, 500);
  ilx_error_set_retry_at (error, 1);
  ilx_error_set_may_have_happened (error, TRUE);
  assert_bare (error);
  assert_bare (NULL);
  g_assert_false (ilx_error_is (error, (IlxErrorCode) G_IO_ERROR_CANCELLED));
  g_assert_false (ilx_error_is (NULL, ILX_ERROR_FAILED));
}

/* Names are for scripts and never two of a kind; titles have no stop, remedies are sentences. */
static void
test_words (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint code = 0; code < ILX_N_ERRORS; code++)
    {
      const char *name = ilx_error_code_get_name (code);
      const char *title = ilx_error_code_get_title (code);
      const char *remedy = ilx_error_code_get_remedy (code);

      g_test_message ("code %u", code);
      g_assert_nonnull (name);
      g_assert_cmpuint (strspn (name, "abcdefghijklmnopqrstuvwxyz-"), ==, strlen (name));
      g_assert_cmpuint (strlen (name), >, 2);
      g_assert_true (g_hash_table_add (names, (gpointer) name));
      g_assert_nonnull (title);
      g_assert_false (g_str_has_suffix (title, "."));
      g_assert_true (g_ascii_isupper (title[0]));
      g_assert_nonnull (remedy);
      g_assert_cmpuint (strlen (remedy), >, 10);
      g_assert_null (strchr (remedy, '!'));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/error/copies", test_copies);
  g_test_add_func ("/base/error/propagates", test_propagates);
  g_test_add_func ("/base/error/sets", test_sets);
  g_test_add_func ("/base/error/replaces", test_replaces);
  g_test_add_func ("/base/error/foreign", test_foreign);
  g_test_add_func ("/base/error/words", test_words);
  return g_test_run ();
}
