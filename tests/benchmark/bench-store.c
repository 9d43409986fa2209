/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of the database: opening a profile with 10,000 campaigns, a page of its list, and what a
 * commit of the journal costs beside the one sync of the disk that it can't do without. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ilx-campaign-store.h"
#include "ilx-journal-store.h"
#include "ilx-test-await.h"

#define N_CAMPAIGNS 10000
#define N_ROUNDS 20
#define N_COMMITS 500
#define PAGE 200

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static void
sort_times (gint64 *times, guint n)
{
  qsort (times, n, sizeof *times, compare_numbers);
}

static void
print_times (const char *what, gint64 *times, guint n)
{
  sort_times (times, n);
  g_print ("%-44s %8.3f ms median, %8.3f ms at worst of %u\n", what, (double) times[n / 2] / 1000,
           (double) times[n - 1] / 1000, n);
}

static IlxCampaign *
make_campaign (const char *html, gint64 i)
{
  static const char *const included[] = { "SegmentA", "SegmentB", NULL };
  IlxCampaign *campaign = ilx_campaign_new ();
  g_autofree char *subject = g_strdup_printf ("Campaign number %" G_GINT64_FORMAT, i);

  ilx_campaign_set_platform (campaign, "klaviyo");
  ilx_campaign_set_connection_id (campaign, "connection-1");
  ilx_campaign_set_subject (campaign, subject);
  ilx_campaign_set_preview_text (campaign, "What you see in the inbox before you open it");
  ilx_campaign_set_included (campaign, included);
  ilx_campaign_set_html (campaign, html);
  ilx_campaign_set_revision (campaign, 1);
  ilx_campaign_set_created_at (campaign, i * ILX_HOUR);
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_SENT);
  ilx_campaign_set_remote (campaign, "campaign", "01JABCDEFGHIJKLMNOPQRSTUVW");
  return campaign;
}

static gboolean
insert_body (IlxDb *db, IlxCampaign *campaign, GError **error)
{
  g_autoptr (IlxStmt) stmt = ilx_db_prepare (
      db, "INSERT INTO campaign_body (campaign_id, html, text) VALUES (?1, ?2, NULL)", error);

  if (stmt == NULL)
    return FALSE;
  ilx_stmt_bind_text (stmt, 1, ilx_campaign_get_id (campaign));
  ilx_stmt_bind_text (stmt, 2, ilx_campaign_get_html (campaign));
  return ilx_stmt_run (stmt, error);
}

static gboolean
insert_many (IlxDb *db, gpointer data, GError **error)
{
  g_autofree char *html = g_strnfill (20 * 1000, 'x');

  for (gint64 i = 1; i <= N_CAMPAIGNS; i++)
    {
      g_autoptr (IlxCampaign) campaign = make_campaign (html, i);

      if (!ilx_db_upsert (db, "campaign", campaign, error) || !insert_body (db, campaign, error))
        return FALSE;
    }
  return TRUE;
}

static void
fill (IlxStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_store_write_async (store, insert_many, NULL, NULL, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_store_write_finish (store, result, &error);
  g_assert_no_error (error);
}

static void
measure_open (const char *path, IlxClock *clock)
{
  gint64 times[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (IlxStore) store = ilx_store_open (path, clock, NULL);

      times[i] = g_get_monotonic_time () - start;
      g_assert_nonnull (store);
    }
  print_times ("opening a profile with 10,000 campaigns", times, N_ROUNDS);
}

static void
measure_page (IlxStore *store, const char *what, gint64 before_created)
{
  gint64 times[N_ROUNDS];
  IlxCampaignPage page = { .before_created = before_created, .before_id = "", .limit = PAGE };

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) campaigns = ilx_campaign_store_load_page (store, &page, NULL);

      times[i] = g_get_monotonic_time () - start;
      g_assert_cmpuint (campaigns->len, ==, PAGE);
    }
  print_times (what, times, N_ROUNDS);
}

/* The least that a durable note costs on this disk: 4 KiB appended and synced. */
static void
measure_bare_sync (const char *folder, gint64 *times)
{
  g_autofree char *path = g_build_filename (folder, "bare", NULL);
  int fd = g_open (path, O_WRONLY | O_CREAT, 0600);
  char block[4096] = "";

  for (guint i = 0; i < N_COMMITS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      g_assert_cmpint (write (fd, block, sizeof block), ==, sizeof block);
      g_assert_cmpint (fdatasync (fd), ==, 0);
      times[i] = g_get_monotonic_time () - start;
    }
  close (fd);
  g_unlink (path);
}

static IlxOperation *
begin (IlxStore *store, IlxCampaign *campaign)
{
  IlxOperation *operation = ilx_operation_new ();
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GError) error = NULL;

  ilx_campaign_store_save_async (store, campaign, NULL, ilx_test_await_cb, &saved);
  ilx_test_await (&saved);
  ilx_campaign_store_save_finish (store, saved, &error);
  g_assert_no_error (error);
  ilx_operation_set_campaign_id (operation, ilx_campaign_get_id (campaign));
  ilx_operation_set_revision (operation, ilx_campaign_get_revision (campaign));
  ilx_journal_store_begin_async (store, operation, NULL, ilx_test_await_cb, &begun);
  ilx_test_await (&begun);
  ilx_journal_store_begin_finish (store, begun, &error);
  g_assert_no_error (error);
  return operation;
}

static void
commit (IlxStore *store, IlxOperation *operation, IlxCampaign *campaign, guint i)
{
  static const char *const names[] = { "upload", "create", "assign", "estimate", "send" };
  g_autoptr (IlxOperationStep) step = ilx_operation_step_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_operation_step_set_operation_id (step, ilx_operation_get_id (operation));
  ilx_operation_step_set_name (step, names[i % G_N_ELEMENTS (names)]);
  ilx_operation_step_set_attempts (step, i);
  ilx_operation_step_set_intent (step,
                                 "{\"name\":\"ILLIXIS Campaign - Hello - 2026-11-22 09:30:05\"}");
  ilx_journal_store_commit_async (store, operation, step, campaign, NULL, ilx_test_await_cb,
                                  &result);
  ilx_test_await (&result);
  ilx_journal_store_commit_finish (store, result, &error);
  g_assert_no_error (error);
}

static void
measure_commits (IlxStore *store, const char *folder)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxOperation) operation = begin (store, campaign);
  gint64 commits[N_COMMITS];
  gint64 syncs[N_COMMITS];

  for (guint i = 0; i < N_COMMITS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      commit (store, operation, campaign, i);
      commits[i] = g_get_monotonic_time () - start;
    }
  measure_bare_sync (folder, syncs);
  print_times ("a commit of the journal, to its callback", commits, N_COMMITS);
  print_times ("4 KiB appended and synced", syncs, N_COMMITS);
  g_print ("%-44s %8.3f ms (goal: under 2)\n", "the journal beside its sync, by medians",
           (double) (commits[N_COMMITS / 2] - syncs[N_COMMITS / 2]) / 1000);
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("illixis-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "illixis.db", NULL);
  g_autoptr (IlxClock) clock = ilx_clock_new ();
  g_autoptr (IlxStore) store = ilx_store_open (path, clock, NULL);

  g_assert_nonnull (store);
  fill (store);
  g_clear_object (&store);
  measure_open (path, clock);
  store = ilx_store_open (path, clock, NULL);
  measure_page (store, "the first page of 200", 0);
  measure_page (store, "a page of 200 in the middle", N_CAMPAIGNS / 2 * ILX_HOUR);
  measure_commits (store, folder);
  g_clear_object (&store);
  remove_files (folder);
  return 0;
}
