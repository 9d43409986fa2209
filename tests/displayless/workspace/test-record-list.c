/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-campaign.h"
#include "ilx-record-list.h"

static IlxCampaign *
new_campaign (const char *id, const char *subject)
{
  IlxCampaign *campaign = ilx_campaign_new ();

  ilx_campaign_set_id (campaign, id);
  ilx_campaign_set_subject (campaign, subject);
  return campaign;
}

static GPtrArray *
new_campaigns (const char *ids)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (const char *id = ids; *id != '\0'; id++)
    {
      const char name[] = { *id, '\0' };

      g_ptr_array_add (records, new_campaign (name, name));
    }
  return records;
}

static char *
dup_ids (IlxRecordList *list)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (ids, ilx_campaign_get_id (campaign));
    }
  return g_string_free (ids, FALSE);
}

/* Follows the list by its signals alone, as a view does. */
static void
follow_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  GPtrArray *copy = user_data;

  g_ptr_array_remove_range (copy, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (copy, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
assert_same (IlxRecordList *list, GPtrArray *copy)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, copy->len);
  for (guint i = 0; i < copy->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_true (item == g_ptr_array_index (copy, i));
    }
}

static void
test_replace_keeps_objects (void)
{
  static const char *const orders[]
      = { "abc", "abc", "cab", "", "b", "abcdefgh", "hgfedcba", "adgbehcf", "xyz", "zaybxc" };
  g_autoptr (IlxRecordList) list = ilx_record_list_new (ILX_TYPE_CAMPAIGN);
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (list, "items-changed", G_CALLBACK (follow_cb), copy);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GPtrArray) records = new_campaigns (orders[i]);
      IlxCampaign *b = ilx_record_list_find (list, "b");
      g_autofree char *ids = NULL;

      ilx_record_list_replace (list, records);
      ids = dup_ids (list);
      g_assert_cmpstr (ids, ==, orders[i]);
      assert_same (list, copy);
      if (b != NULL && strchr (orders[i], 'b') != NULL)
        g_assert_true (ilx_record_list_find (list, "b") == b);
    }
}

static void
test_put_updates_in_place (void)
{
  g_autoptr (IlxRecordList) list = ilx_record_list_new (ILX_TYPE_CAMPAIGN);
  g_autoptr (IlxCampaign) first = new_campaign ("a", "Before");
  g_autoptr (IlxCampaign) second = new_campaign ("a", "After");

  g_assert_true (ilx_record_list_put (list, first, 7) == first);
  g_assert_true (ilx_record_list_put (list, second, 0) == first);
  g_assert_cmpstr (ilx_campaign_get_subject (first), ==, "After");
  g_assert_true (ilx_record_list_remove (list, "a"));
  g_assert_false (ilx_record_list_remove (list, "a"));
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *n_changed = user_data;

  g_assert_cmpuint (removed, ==, 1);
  g_assert_cmpuint (added, ==, 1);
  *n_changed += 1;
}

/* Who sorts by the subject must look at it again; who is told nothing new must not. */
static void
test_change_is_announced (void)
{
  g_autoptr (IlxRecordList) list = ilx_record_list_new (ILX_TYPE_CAMPAIGN);
  g_autoptr (IlxCampaign) first = new_campaign ("a", "Before");
  g_autoptr (IlxCampaign) second = new_campaign ("a", "After");
  guint n_changed = 0;

  ilx_record_list_put (list, first, 0);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &n_changed);
  ilx_record_list_put (list, second, 0);
  g_assert_cmpuint (n_changed, ==, 1);
  ilx_record_list_put (list, second, 0);
  g_assert_cmpuint (n_changed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/record-list/replace-keeps-objects", test_replace_keeps_objects);
  g_test_add_func ("/record-list/put-updates-in-place", test_put_updates_in_place);
  g_test_add_func ("/record-list/change-is-announced", test_change_is_announced);
  return g_test_run ();
}
