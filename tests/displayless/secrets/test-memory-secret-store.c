/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store in memory works as every other, and overwrites what it lets go. */
#include "config.h"

#include <string.h>

#include "secrets-await.h"

static const IlxSecretId id = { "default", "klaviyo", "0abc", "api-key" };

/* What was overwritten so far; the C library's function, watched. */
static GPtrArray *wiped;

static void
note_and_wipe (void *bytes, gsize length)
{
  volatile char *place = bytes;
  g_autofree char *copy = g_malloc0 (length + 1);

  for (gsize i = 0; i < length; i++)
    copy[i] = place[i];
  if (wiped != NULL)
    g_ptr_array_add (wiped, g_steal_pointer (&copy));
  for (gsize i = 0; i < length; i++)
    place[i] = 0;
}

void
explicit_bzero (void *bytes, gsize length)
{
  note_and_wipe (bytes, length);
}

void __explicit_bzero_chk (void *bytes, gsize length, gsize size);
void
__explicit_bzero_chk (void *bytes, gsize length, gsize size)
{
  note_and_wipe (bytes, length);
}

static guint
count_wiped (const char *secret)
{
  guint n = 0;

  for (guint i = 0; i < wiped->len; i++)
    n += g_str_equal (g_ptr_array_index (wiped, i), secret);
  return n;
}

static void
test_works (void)
{
  g_autoptr (IlxSecretStore) store = ilx_memory_secret_store_new ();

  assert_store_works (store);
}

static void
test_cancels (void)
{
  g_autoptr (IlxSecretStore) store = ilx_memory_secret_store_new ();

  assert_cancels (store, &id);
  assert_secret (store, &id, NULL);
}

/* A store and its reading back make copies: the operation's own, what was read, the one kept. */
static void
test_wipes (void)
{
  IlxSecretStore *store = ilx_memory_secret_store_new ();

  wiped = g_ptr_array_new_with_free_func (g_free);
  g_assert_true (store_now (store, &id, "first", NULL));
  g_assert_cmpuint (count_wiped ("first"), ==, 2);
  g_assert_true (store_now (store, &id, "second", NULL));
  g_assert_cmpuint (count_wiped ("first"), ==, 3);
  g_assert_true (clear_now (store, &id, NULL));
  g_assert_cmpuint (count_wiped ("second"), ==, 3);
  g_assert_true (store_now (store, &id, "third", NULL));
  g_assert_cmpuint (count_wiped ("third"), ==, 2);
  g_object_unref (store);
  g_assert_cmpuint (count_wiped ("third"), ==, 3);
  g_clear_pointer (&wiped, g_ptr_array_unref);
}

/* A look-up that nobody finishes still overwrites what it found. */
static void
test_wipes_unclaimed (void)
{
  g_autoptr (IlxSecretStore) store = ilx_memory_secret_store_new ();
  GAsyncResult *result = NULL;

  g_assert_true (store_now (store, &id, "unclaimed", NULL));
  wiped = g_ptr_array_new_with_free_func (g_free);
  ilx_secret_store_lookup_async (store, &id, NULL, await_cb, &result);
  g_object_unref (await (&result));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count_wiped ("unclaimed"), ==, 1);
  g_clear_pointer (&wiped, g_ptr_array_unref);
}

/* Ids that look alike when their parts are put together. */
static void
test_ids_apart (void)
{
  g_autoptr (IlxSecretStore) store = ilx_memory_secret_store_new ();
  const IlxSecretId ids[]
      = { { "a", "b", "c", "d" },     { "ab", "", "c", "d" },     { "a", "bc", "", "d" },
          { "a", "", "bc", "d" },     { "a:b", "c", "d", "" },    { "a", "b:c", "d", "" },
          { "1:a", "1:b", "c", "d" }, { "", "1:a1:b", "c", "d" }, { "a\nb", "c", "d", "e" },
          { "a", "\nbc", "d", "e" } };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *secret = g_strdup_printf ("secret %u", i);

      g_assert_true (store_now (store, &ids[i], secret, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *secret = g_strdup_printf ("secret %u", i);

      assert_secret (store, &ids[i], secret);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/secrets/memory/works", test_works);
  g_test_add_func ("/secrets/memory/cancels", test_cancels);
  g_test_add_func ("/secrets/memory/wipes", test_wipes);
  g_test_add_func ("/secrets/memory/wipes-unclaimed", test_wipes_unclaimed);
  g_test_add_func ("/secrets/memory/ids-apart", test_ids_apart);
  return g_test_run ();
}
