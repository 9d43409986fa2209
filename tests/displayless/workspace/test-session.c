/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of the program that end by themselves, and such that do not. */
#include "config.h"

#include "ilx-app-state-store.h"
#include "ilx-session.h"
#include "workspace-fixture.h"

static void
end_session (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_workspace_end_session_async (self->workspace, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_workspace_end_session_finish (self->workspace, result, &error);
  g_assert_no_error (error);
}

static guint
count_recovered (Fixture *self)
{
  return ilx_workspace_get_recovered (self->workspace)->len;
}

static IlxDocument *
write_something (Fixture *self, const char *id)
{
  IlxDocument *document = fixture_open_document (self, id);

  ilx_document_edit_text (document, "html", 0, 0, "Something");
  g_assert_true (fixture_flush (document, NULL));
  return document;
}

/* What was closed lets go of its clock. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Without its end, a session is one that was cut off: as far as the database knows. */
static void
cut_off (Fixture *self, IlxDocument *document)
{
  g_autofree char *documents
      = ilx_app_state_store_load (fixture_get_store (self), "open-documents", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_object_unref (document);
  settle ();
  ilx_app_state_store_save_async (fixture_get_store (self), "open-documents", documents, NULL,
                                  ilx_test_await_cb, &result);
  ilx_test_await (&result);
  fixture_reopen (self);
}

static void
test_clean_end (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  IlxDocument *document;

  ilx_workspace_begin_session (self->workspace);
  g_assert_cmpuint (count_recovered (self), ==, 0);
  document = write_something (self, id);
  ilx_document_edit_text (document, "html", 0, 0, "Not flushed");
  end_session (self);
  g_assert_true (ilx_document_is_saved (document));
  g_object_unref (document);
  fixture_reopen (self);
  ilx_workspace_begin_session (self->workspace);
  g_assert_cmpuint (count_recovered (self), ==, 0);
  end_session (self);
}

static void
test_cut_off (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  g_autofree char *untouched_id = fixture_create (self, "");
  g_autofree char *closed_id = fixture_create (self, "");
  g_autoptr (IlxDocument) untouched = NULL;
  IlxDocument *document;
  IlxCampaign *recovered;
  gint64 before;

  ilx_workspace_begin_session (self->workspace);
  g_object_unref (write_something (self, closed_id));
  settle ();
  untouched = fixture_open_document (self, untouched_id);
  before = ilx_workspace_get_now (self->workspace);
  document = write_something (self, id);
  g_clear_object (&untouched);
  cut_off (self, document);

  ilx_workspace_begin_session (self->workspace);
  g_assert_cmpuint (count_recovered (self), ==, 1);
  recovered = g_ptr_array_index (ilx_workspace_get_recovered (self->workspace), 0);
  g_assert_cmpstr (ilx_campaign_get_id (recovered), ==, id);
  g_assert_cmpstr (ilx_campaign_get_subject (recovered), ==, "Spring sale");
  g_assert_cmpint (ilx_campaign_get_updated_at (recovered), >=, before);
  end_session (self);
  fixture_reopen (self);
  ilx_workspace_begin_session (self->workspace);
  g_assert_cmpuint (count_recovered (self), ==, 0);
  end_session (self);
}

/* A second process while the first one lives: nothing crashed, and it ends no session. */
static void
test_second_process (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  Fixture second = { .dir = self->dir };
  IlxDocument *document;

  ilx_workspace_begin_session (self->workspace);
  document = write_something (self, id);
  fixture_open (&second);
  ilx_workspace_begin_session (second.workspace);
  g_assert_cmpuint (count_recovered (&second), ==, 0);
  end_session (&second);
  fixture_close (&second);
  cut_off (self, document);
  ilx_workspace_begin_session (self->workspace);
  g_assert_cmpuint (count_recovered (self), ==, 1);
  end_session (self);
}

/* A program that begins no session. */
static void
test_other_programs (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  IlxDocument *document;

  ilx_workspace_begin_session (self->workspace);
  document = write_something (self, id);
  cut_off (self, document);
  fixture_reopen (self);
  fixture_reopen (self);
  ilx_workspace_begin_session (self->workspace);
  g_assert_cmpuint (count_recovered (self), ==, 1);
  end_session (self);
}

/* A conflict is for the user to decide, today or tomorrow: the run may end. */
static void
test_end_in_conflict (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "");
  g_autoptr (IlxCampaign) other = fixture_load (self, id);
  g_autoptr (IlxDocument) document = NULL;
  g_autofree char *unsaved = NULL;

  ilx_workspace_begin_session (self->workspace);
  document = fixture_open_document (self, id);
  g_assert_true (fixture_save (self, other, NULL));
  ilx_document_edit_text (document, "html", 0, 0, "Mine");
  end_session (self);
  unsaved = fixture_query (self, "SELECT value FROM app_state WHERE key LIKE 'unsaved/%'");
  g_assert_nonnull (strstr (unsaved, "Mine"));
  g_assert_true (ilx_document_reload (document, NULL));
  g_assert_true (fixture_flush (document, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/session/clean-end", test_clean_end);
  ADD ("/session/cut-off", test_cut_off);
  ADD ("/session/second-process", test_second_process);
  ADD ("/session/other-programs", test_other_programs);
  ADD ("/session/end-in-conflict", test_end_in_conflict);
  return g_test_run ();
}
