/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a keystroke in a large mail costs, and what a save of it takes from the main thread. */
#include "config.h"

#include <string.h>

#include "ilx-document.h"
#include "ilx-test-await.h"

#define N_KEYS 2000
#define N_SAVES 50
#define N_BYTES (100 * 1000)

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static void
print_times (const char *what, gint64 *times, guint n)
{
  qsort (times, n, sizeof *times, compare_numbers);
  g_print ("%-44s %8.3f ms median, %8.3f ms at worst of %u\n", what, (double) times[n / 2] / 1000,
           (double) times[n - 1] / 1000, n);
}

static IlxDocument *
open_large (IlxWorkspace *workspace)
{
  IlxStore *store = ilx_workspace_get_store (workspace);
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GString *html = g_string_new (NULL);

  while (html->len < N_BYTES)
    g_string_append (html, "<td style=\"padding: 0\">Grüße aus Hamburg 🎉</td>\n");
  ilx_campaign_set_html (campaign, html->str);
  g_string_free (html, TRUE);
  ilx_campaign_store_save_async (store, campaign, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_campaign_store_save_finish (store, result, NULL));
  return ilx_document_open (workspace, ilx_campaign_get_id (campaign), NULL);
}

/* In the middle of the mail, or here and there. */
static void
measure_keys (IlxDocument *document, const char *what, guint first, guint stride)
{
  gint64 times[N_KEYS];

  for (guint i = 0; i < N_KEYS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      ilx_document_edit_text (document, "html", first + i * stride % (N_BYTES / 2), 0, "x");
      times[i] = g_get_monotonic_time () - start;
      if (i % 20 == 0)
        ilx_test_spin (1);
    }
  print_times (what, times, N_KEYS);
}

static void
measure_saves (IlxDocument *document)
{
  gint64 starts[N_SAVES], ends[N_SAVES];

  for (guint i = 0; i < N_SAVES; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      gint64 start = g_get_monotonic_time ();

      ilx_document_edit_text (document, "html", 40000, 0, "y");
      ilx_document_flush_async (document, NULL, ilx_test_await_cb, &result);
      starts[i] = g_get_monotonic_time () - start;
      ilx_test_await (&result);
      g_assert_true (ilx_document_flush_finish (document, result, NULL));
      ends[i] = g_get_monotonic_time () - start;
    }
  print_times ("a key and the start of its save", starts, N_SAVES);
  print_times ("until it is on the disk", ends, N_SAVES);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("illixis-bench-XXXXXX", NULL);
  g_autoptr (IlxSecretStore) secrets = ilx_memory_secret_store_new ();
  g_autoptr (IlxEngine) engine = ilx_engine_open (dir, NULL, secrets, NULL);
  g_autoptr (GSettings) settings = g_settings_new_with_path (SETTINGS_ID, "/io/illixis/test/");
  g_autoptr (IlxWorkspace) workspace = ilx_workspace_new (engine, settings, ILX_WORKSPACE_PLAIN);
  g_autoptr (IlxDocument) document = open_large (workspace);

  measure_keys (document, "a key in the middle of 100 kB", 40000, 1);
  measure_keys (document, "a key somewhere in 100 kB", 0, 7919);
  measure_saves (document);
  return 0;
}
