/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real process types, and is killed by a real SIGKILL at random moments. What it had typed a
 * second before is there, text and history are those of one moment, and the next run says what was
 * cut off. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ilx-session.h"
#include "workspace-fixture.h"

#define N_ROUNDS 12
/* After which a letter can't be lost. */
#define SAFE ILX_SECOND
/* How often the child looks whether it is given any time at all. */
#define BEAT_MILLISECONDS 10

/* --- The child -------------------------------------------------------------------------------- */

typedef struct
{
  Fixture fixture;
  IlxDocument *document;
  GRand *rand;
  gint64 last_beat;
  gint64 latest; /* the longest that a beat ever was late */
} Child;

static char *
dup_state (IlxDocument *document)
{
  IlxCampaign *campaign = ilx_document_get_campaign (document);
  const char *html = ilx_campaign_get_html (campaign);
  g_autofree char *all = g_strdup_printf ("%s|%s", html != NULL ? html : "(none)",
                                          ilx_campaign_get_subject (campaign));

  return g_compute_checksum_for_string (G_CHECKSUM_MD5, all, -1);
}

/* Says what is there now, and since when: before it can be on the disk. */
static void
say (Child *child)
{
  g_autofree char *state = dup_state (child->document);

  printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", g_get_monotonic_time (), child->latest,
          state);
  fflush (stdout);
}

static void
do_something (Child *child)
{
  static const char *const pieces[] = { "a", "ö", "🎉", "<p>", " ", "\n" };
  IlxDocument *document = child->document;
  const char *html = ilx_campaign_get_html (ilx_document_get_campaign (document));
  glong length = html != NULL ? g_utf8_strlen (html, -1) : 0;
  const char *piece = pieces[g_rand_int_range (child->rand, 0, G_N_ELEMENTS (pieces))];
  gint dice = g_rand_int_range (child->rand, 0, 100);

  if (dice < 70)
    ilx_document_edit_text (document, "html", (guint) length, 0, piece);
  else if (dice < 80 && length > 0)
    ilx_document_edit_text (document, "html", (guint) length - 1, 1, "");
  else if (dice < 86)
    ilx_document_undo (document);
  else if (dice < 90)
    ilx_document_redo (document);
  else if (dice < 95)
    ilx_document_edit_text (document, "html", 0, (guint) MIN (length, 5),
                            "<!-- pasted in a piece that is longer than anybody types at once -->");
  else
    ilx_document_set_string (document, "subject", piece);
  say (child);
}

static gboolean
type_cb (gpointer user_data)
{
  Child *child = user_data;
  gint dice = g_rand_int_range (child->rand, 0, 100);

  do_something (child);
  /* Runs of letters, and thoughts between them. */
  g_timeout_add (dice < 90 ? (guint) g_rand_int_range (child->rand, 1, 60)
                           : (guint) g_rand_int_range (child->rand, 200, 700),
                 type_cb, child);
  return G_SOURCE_REMOVE;
}

static gboolean
beat_cb (gpointer user_data)
{
  Child *child = user_data;
  gint64 now = g_get_monotonic_time ();

  child->latest = MAX (child->latest, now - child->last_beat - BEAT_MILLISECONDS * 1000);
  child->last_beat = now;
  return G_SOURCE_CONTINUE;
}

static int
run_child (const char *dir, const char *id, const char *seed)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Child child = { .fixture = { .dir = (char *) dir } };

  child.rand = g_rand_new_with_seed ((guint32) g_ascii_strtoull (seed, NULL, 10));
  child.last_beat = g_get_monotonic_time ();
  fixture_open (&child.fixture);
  ilx_workspace_begin_session (child.fixture.workspace);
  child.document = fixture_open_document (&child.fixture, id);
  say (&child);
  g_timeout_add (BEAT_MILLISECONDS, beat_cb, &child);
  g_idle_add (type_cb, &child);
  g_main_loop_run (loop);
  return 0;
}

/* --- The parent ------------------------------------------------------------------------------- */

typedef struct
{
  gint64 time;
  char *state;
} Said;

static void
clear_said (gpointer data)
{
  g_free (((Said *) data)->state);
}

/* What it said, and how long it waited for the processor at worst. */
static GArray *
parse (const char *output, gint64 *latest)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Said));
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  g_array_set_clear_func (all, clear_said);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
      Said said = { g_ascii_strtoll (words[0], NULL, 10), g_strdup (words[2]) };

      *latest = g_ascii_strtoll (words[1], NULL, 10);
      g_array_append_val (all, said);
    }
  return all;
}

/* Runs a child for a while: what it said, and when it was killed. */
static GArray *
type_and_kill (const char *dir, const char *id, gint64 *killed_at, gint64 *latest)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *seed = g_strdup_printf ("%d", g_test_rand_int ());
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                                    "--child", dir, id, seed, NULL);

  g_assert_no_error (error);
  g_usleep ((gulong) g_test_rand_int_range (100 * 1000, 2800 * 1000));
  *killed_at = g_get_monotonic_time ();
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  return parse (output, latest);
}

/* The last time that it looked like that. */
static gint
find_state (GArray *said, const char *state)
{
  for (gint i = (gint) said->len - 1; i >= 0; i--)
    if (g_str_equal (g_array_index (said, Said, i).state, state))
      return i;
  return -1;
}

static void
assert_state (IlxDocument *document, const char *expected)
{
  g_autofree char *state = dup_state (document);

  g_assert_cmpstr (state, ==, expected);
}

/* Undone to the start it is what it was before the first letter; redone, as it was found or
 * beyond. */
static void
assert_history (IlxDocument *document, const char *first)
{
  g_autofree char *last = NULL;

  while (fixture_can (document, "can-redo"))
    ilx_document_redo (document);
  last = dup_state (document);
  while (fixture_can (document, "can-undo"))
    ilx_document_undo (document);
  assert_state (document, first);
  while (fixture_can (document, "can-redo"))
    ilx_document_redo (document);
  assert_state (document, last);
}

static void
end_session (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  ilx_workspace_end_session_async (self->workspace, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_workspace_end_session_finish (self->workspace, result, NULL));
}

/* Told if there is something to tell: if a letter of that run is on the disk. */
static void
assert_recovered (Fixture *self, const char *id, gboolean is_written)
{
  GPtrArray *recovered = ilx_workspace_get_recovered (self->workspace);

  g_assert_cmpuint (recovered->len, ==, is_written ? 1 : 0);
  if (is_written)
    g_assert_cmpstr (ilx_campaign_get_id (g_ptr_array_index (recovered, 0)), ==, id);
}

static void
check_round (Fixture *self, const char *id, gint64 revision)
{
  g_autoptr (IlxDocument) document = NULL;
  g_autoptr (GArray) said = NULL;
  g_autofree char *state = NULL;
  gint64 killed_at, latest = 0;
  gint found;

  fixture_close (self);
  said = type_and_kill (self->dir, id, &killed_at, &latest);
  fixture_open (self);
  ilx_workspace_begin_session (self->workspace);
  document = fixture_open_document (self, id);
  state = dup_state (document);
  if (said->len > 0)
    {
      found = find_state (said, state);
      g_assert_cmpint (found, >=, 0);
      g_test_message ("%u changes, the last %u lost", said->len - 1, said->len - 1 - (guint) found);
      if (found + 1 < (gint) said->len)
        g_assert_cmpint (killed_at - g_array_index (said, Said, found + 1).time, <,
                         SAFE + 2 * latest);
      assert_history (document, g_array_index (said, Said, 0).state);
    }
  assert_recovered (self, id,
                    ilx_campaign_get_revision (ilx_document_get_campaign (document)) > revision);
  end_session (self);
}

static void
test_kills (Fixture *self, gconstpointer data)
{
  const char *rounds = g_getenv ("ILLIXIS_TEST_ROUNDS");
  guint n_rounds = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : N_ROUNDS;

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *id = fixture_create (self, i % 2 == 0 ? NULL : "<p>Before</p>");

      check_round (self, id, 1);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], argv[4]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/document/kills", Fixture, NULL, fixture_set_up, test_kills, fixture_tear_down);
  return g_test_run ();
}
