/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections, audiences, the brand, and the counters of daily limits. */
#include "config.h"

#include "store-fixture.h"

static IlxConnection *
make_connection (const char *id)
{
  IlxConnection *connection = ilx_connection_new ();

  fill_record (connection, 1);
  ilx_connection_set_id (connection, id);
  ilx_connection_set_state (connection, ILX_CONNECTION_CONNECTED);
  return connection;
}

static void
add_connection (Fixture *fixture, const char *id)
{
  g_autoptr (IlxConnection) connection = make_connection (id);
  g_autoptr (GError) error = NULL;

  save_connection (fixture->store, connection, &error);
  g_assert_no_error (error);
}

static gboolean
forget (Fixture *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_connection_store_forget_async (fixture->store, id, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_connection_store_forget_finish (fixture->store, result, error);
}

static char *
join_connections (Fixture *fixture, gboolean with_disconnected)
{
  g_autoptr (GPtrArray) all
      = ilx_connection_store_load_all (fixture->store, with_disconnected, NULL);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (ids, "%s ", ilx_connection_get_id (g_ptr_array_index (all, i)));
  return g_string_free (ids, FALSE);
}

static void
assert_connections (Fixture *fixture, const char *connected, const char *all)
{
  g_autofree char *some = join_connections (fixture, FALSE);
  g_autofree char *every = join_connections (fixture, TRUE);

  g_assert_cmpstr (some, ==, connected);
  g_assert_cmpstr (every, ==, all);
}

static void
test_connections (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxConnection) connection = make_connection ("b");
  g_autoptr (IlxConnection) stored = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  assert_connections (&fixture, "", "");
  g_assert_null (ilx_connection_store_load (fixture.store, "b", &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (save_connection (fixture.store, connection, &error));
  add_connection (&fixture, "a");
  fixture_reopen (&fixture);
  stored = ilx_connection_store_load (fixture.store, "b", &error);
  g_assert_true (ilx_record_is_equal (stored, connection));

  /* Connected again later, it keeps its place. */
  ilx_connection_set_state (connection, ILX_CONNECTION_BROKEN);
  ilx_connection_set_connected_at (connection, G_MAXINT64);
  g_assert_true (save_connection (fixture.store, connection, &error));
  assert_connections (&fixture, "b a ", "b a ");
  g_assert_true (forget (&fixture, "b", &error));
  assert_connections (&fixture, "a ", "b a ");
  g_assert_false (forget (&fixture, "nobody", &error));
  assert_ilx_error (error, ILX_ERROR_NOT_FOUND);
  fixture_clear (&fixture);
}

/* --- Audiences -------------------------------------------------------------------------------- */

static IlxAudience *
make_audience (const char *connection_id, const char *id, const char *name, gint64 count)
{
  IlxAudience *audience = ilx_audience_new ();

  ilx_audience_set_connection_id (audience, connection_id);
  ilx_audience_set_id (audience, id);
  ilx_audience_set_name (audience, name);
  ilx_audience_set_kind (audience, ILX_AUDIENCE_SEGMENT);
  ilx_audience_set_count (audience, count);
  ilx_audience_set_counted_at (audience, count >= 0 ? STORE_NOW : 0);
  return audience;
}

static gboolean
save_audience (Fixture *fixture, IlxAudience *audience, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_audience_store_save_async (fixture->store, audience, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_audience_store_save_finish (fixture->store, result, error);
}

static gboolean
delete_audience (Fixture *fixture, IlxAudience *audience, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_audience_store_delete_async (fixture->store, audience, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_audience_store_delete_finish (fixture->store, result, error);
}

/* @rows: name and count by turns, count -1 for unknown; the name is the id as well. */
static gboolean
replace (Fixture *fixture, const char *connection_id, const char *rows, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) audiences = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (rows, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i += 2)
    g_ptr_array_add (audiences, make_audience (NULL, words[i], words[i],
                                               g_ascii_strtoll (words[i + 1], NULL, 10)));
  ilx_audience_store_replace_async (fixture->store, connection_id, audiences, NULL,
                                    ilx_test_await_cb, &result);
  ilx_test_await (&result);
  return ilx_audience_store_replace_finish (fixture->store, result, error);
}

static void
assert_audiences (Fixture *fixture, const char *connection_id, const char *expected)
{
  g_autoptr (GPtrArray) all = ilx_audience_store_load_all (fixture->store, connection_id, NULL);
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      IlxAudience *audience = g_ptr_array_index (all, i);

      g_assert_cmpstr (ilx_audience_get_connection_id (audience), ==, connection_id);
      g_assert_cmpint (ilx_audience_get_updated_at (audience), ==, STORE_NOW);
      g_string_append_printf (rows, "%s %" G_GINT64_FORMAT " ", ilx_audience_get_name (audience),
                              ilx_audience_get_count (audience));
    }
  g_assert_cmpstr (rows->str, ==, expected);
}

static void
test_audience (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxAudience) audience = make_audience ("c", "A1", "Everybody", 812);
  g_autoptr (IlxAudience) stored = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  add_connection (&fixture, "c");
  g_assert_null (ilx_audience_store_load (fixture.store, "c", "A1", &error));
  g_assert_no_error (error);
  ilx_audience_set_updated_at (audience, 5);
  ilx_audience_set_is_processing (audience, TRUE);
  g_assert_true (save_audience (&fixture, audience, &error));
  stored = ilx_audience_store_load (fixture.store, "c", "A1", &error);
  g_assert_true (ilx_record_is_equal (stored, audience));
  g_assert_null (ilx_audience_store_load (fixture.store, "d", "A1", &error));
  g_assert_no_error (error);

  g_assert_true (delete_audience (&fixture, audience, &error));
  g_assert_null (ilx_audience_store_load (fixture.store, "c", "A1", &error));
  g_assert_true (delete_audience (&fixture, audience, &error));
  g_assert_no_error (error);
  fixture_clear (&fixture);
}

static void
test_replace (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  add_connection (&fixture, "c");
  add_connection (&fixture, "d");
  g_assert_true (replace (&fixture, "d", "other 1", &error));
  g_assert_true (replace (&fixture, "c", "vip -1 all 812 buyers 7", &error));
  assert_audiences (&fixture, "c", "all 812 buyers 7 vip -1 ");
  /* One is new, one is gone, one was counted, one count is kept. */
  g_assert_true (replace (&fixture, "c", "vip 3 all -1 Basket -1", &error));
  assert_audiences (&fixture, "c", "all 812 Basket -1 vip 3 ");
  g_assert_true (replace (&fixture, "c", "", &error));
  assert_audiences (&fixture, "c", "");
  assert_audiences (&fixture, "d", "other 1 ");
  fixture_clear (&fixture);
}

/* What was on its way while the user disconnected is not kept. */
static void
test_disconnected (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxAudience) audience = make_audience ("c", "A1", "Everybody", 812);
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  g_assert_false (replace (&fixture, "c", "all 1", &error));
  assert_ilx_error (error, ILX_ERROR_NOT_CONNECTED);
  g_clear_error (&error);
  add_connection (&fixture, "c");
  g_assert_true (replace (&fixture, "c", "all 1", &error));
  g_assert_true (forget (&fixture, "c", &error));
  assert_audiences (&fixture, "c", "");
  g_assert_false (replace (&fixture, "c", "all 1", &error));
  assert_ilx_error (error, ILX_ERROR_NOT_CONNECTED);
  g_clear_error (&error);
  g_assert_false (save_audience (&fixture, audience, &error));
  assert_ilx_error (error, ILX_ERROR_NOT_CONNECTED);
  assert_audiences (&fixture, "c", "");
  fixture_clear (&fixture);
}

/* --- The brand and the counters --------------------------------------------------------------- */

static void
save_brand (Fixture *fixture, IlxBrand *brand)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_brand_store_save_async (fixture->store, brand, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_brand_store_save_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static void
assert_brand (Fixture *fixture, IlxBrand *brand)
{
  g_autoptr (IlxBrand) stored = ilx_brand_store_load (fixture->store, NULL);

  g_assert_true (ilx_record_is_equal (stored, brand));
}

static void
test_brand (void)
{
  Fixture fixture = { NULL };
  g_autoptr (IlxBrand) empty = ilx_brand_new ();
  g_autoptr (IlxBrand) brand = ilx_brand_new ();

  fixture_init (&fixture);
  assert_brand (&fixture, empty);
  fill_record (brand, 1);
  save_brand (&fixture, brand);
  assert_brand (&fixture, brand);
  fill_record (brand, 2);
  save_brand (&fixture, brand);
  fixture_reopen (&fixture);
  assert_brand (&fixture, brand);
  save_brand (&fixture, empty);
  assert_brand (&fixture, empty);
  fixture_clear (&fixture);
}

static void
count_calls (Fixture *fixture, const char *connection_id, const char *tier, gint64 day, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      ilx_quota_store_add_async (fixture->store, connection_id, tier, day, NULL, ilx_test_await_cb,
                                 &result);
      ilx_test_await (&result);
      g_assert_true (ilx_quota_store_add_finish (fixture->store, result, NULL));
    }
}

static void
test_quota (void)
{
  static const struct
  {
    const char *connection_id;
    const char *tier;
    gint64 day;
    guint n;
  } rows[]
      = { { "a", "estimate", 100, 3 }, { "a", "other", 100, 2 },    { "b", "estimate", 100, 1 },
          { "a", "estimate", 101, 4 }, { "a", "estimate", 107, 1 }, { "a", "estimate", 99, 0 } };
  Fixture fixture = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    count_calls (&fixture, rows[i].connection_id, rows[i].tier, rows[i].day, rows[i].n);
  fixture_reopen (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (ilx_quota_store_load (fixture.store, rows[i].connection_id, rows[i].tier,
                                            rows[i].day, &error),
                      ==, rows[i].n);
  /* After a week a day is dropped, of this connection alone. */
  count_calls (&fixture, "a", "other", 108, 1);
  g_assert_cmpuint (ilx_quota_store_load (fixture.store, "a", "estimate", 100, &error), ==, 0);
  g_assert_cmpuint (ilx_quota_store_load (fixture.store, "a", "estimate", 101, &error), ==, 4);
  g_assert_cmpuint (ilx_quota_store_load (fixture.store, "b", "estimate", 100, &error), ==, 1);
  g_assert_no_error (error);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/account/connections", test_connections);
  g_test_add_func ("/store/account/audience", test_audience);
  g_test_add_func ("/store/account/replace", test_replace);
  g_test_add_func ("/store/account/disconnected", test_disconnected);
  g_test_add_func ("/store/account/brand", test_brand);
  g_test_add_func ("/store/account/quota", test_quota);
  return g_test_run ();
}
