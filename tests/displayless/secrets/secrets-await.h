/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of a secret store as a test wants them: made, waited for, answered. */
#pragma once

#include "ilx-error.h"
#include "ilx-secret-store.h"
#include "ilx-text.h"

static inline void
await_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static inline GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static inline gboolean
store_now (IlxSecretStore *store, const IlxSecretId *id, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_secret_store_store_async (store, id, "A key for tests", secret, NULL, await_cb, &result);
  return ilx_secret_store_store_finish (store, await (&result), error);
}

static inline char *
lookup_now (IlxSecretStore *store, const IlxSecretId *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_secret_store_lookup_async (store, id, NULL, await_cb, &result);
  return ilx_secret_store_lookup_finish (store, await (&result), error);
}

static inline gboolean
clear_now (IlxSecretStore *store, const IlxSecretId *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_secret_store_clear_async (store, id, NULL, await_cb, &result);
  return ilx_secret_store_clear_finish (store, await (&result), error);
}

static inline void
assert_secret (IlxSecretStore *store, const IlxSecretId *id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *found = lookup_now (store, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
  ilx_text_free_secret (found);
}

/* What every store must do, with the secrets that make trouble. */
static inline void
assert_store_works (IlxSecretStore *store)
{
  static const char *const secrets[]
      = { "pk_0123456789abcdef", "", " ", "Größe €\n\ttab", "a\"b'c\\d{}", "🔑" };
  const IlxSecretId id = { "default", "klaviyo", "0abc", "api-key" };
  const IlxSecretId others[] = { { "demo", "klaviyo", "0abc", "api-key" },
                                 { "default", "resend", "0abc", "api-key" },
                                 { "default", "klaviyo", "0abd", "api-key" },
                                 { "default", "klaviyo", "0abc", "token" },
                                 { "", "", "", "" } };
  g_autofree char *large = g_strnfill (20000, 'x');
  g_autoptr (GError) error = NULL;

  assert_secret (store, &id, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_assert_true (store_now (store, &id, secrets[i], &error));
      g_assert_no_error (error);
      assert_secret (store, &id, secrets[i]);
    }
  g_assert_true (store_now (store, &id, large, &error));
  assert_secret (store, &id, large);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      assert_secret (store, &others[i], NULL);
      g_assert_true (clear_now (store, &others[i], &error));
    }
  g_assert_true (store_now (store, &others[1], "another", &error));
  g_assert_true (clear_now (store, &id, &error));
  g_assert_no_error (error);
  assert_secret (store, &id, NULL);
  assert_secret (store, &others[1], "another");
  g_assert_true (clear_now (store, &id, &error));
  g_assert_no_error (error);
}

/* Every call that is cancelled before it is made ends as cancelled. */
static inline void
assert_cancels (IlxSecretStore *store, const IlxSecretId *id)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  ilx_secret_store_store_async (store, id, "label", "secret", cancellable, await_cb, &stored);
  g_assert_false (ilx_secret_store_store_finish (store, await (&stored), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  ilx_secret_store_lookup_async (store, id, cancellable, await_cb, &found);
  g_assert_null (ilx_secret_store_lookup_finish (store, await (&found), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  ilx_secret_store_clear_async (store, id, cancellable, await_cb, &cleared);
  g_assert_false (ilx_secret_store_clear_finish (store, await (&cleared), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* That a call failed for this reason, and did not tell the secret. */
static inline void
assert_told (GError *error, IlxErrorCode code)
{
  const char *detail = ilx_error_get_detail (error);

  g_test_message ("%s (%s)", error->message, detail);
  g_assert_error (error, ILX_ERROR, (int) code);
  g_assert_null (strstr (error->message, "pk_"));
  g_assert_true (detail == NULL || strstr (detail, "pk_") == NULL);
  g_error_free (error);
}

static inline void
assert_all_fail (IlxSecretStore *store, const IlxSecretId *id, IlxErrorCode code)
{
  GError *errors[3] = { NULL, NULL, NULL };

  g_assert_false (store_now (store, id, "pk_secret", &errors[0]));
  g_assert_null (lookup_now (store, id, &errors[1]));
  g_assert_false (clear_now (store, id, &errors[2]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    assert_told (errors[i], code);
}
