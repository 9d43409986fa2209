/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo, by a document that is a text and edits that insert or delete a piece of it. */
#include "config.h"

#include "ilx-history.h"

#define NOW G_GINT64_CONSTANT (1795339805000000)

typedef struct
{
  IlxEdit parent;
  gsize place;
  char *removed;
  char *inserted;
} PieceEdit;

static void
put (GString *document, gsize place, const char *removed, const char *inserted)
{
  gsize n_removed = strlen (removed);

  g_assert_cmpmem (document->str + place, n_removed, removed, n_removed);
  g_string_erase (document, (gssize) place, (gssize) n_removed);
  g_string_insert (document, (gssize) place, inserted);
}

static const char *
get_label (IlxEdit *edit, gboolean is_undo)
{
  PieceEdit *self = (PieceEdit *) edit;

  if (*self->inserted == '\0')
    return is_undo ? "Undo Delete" : "Redo Delete";
  return is_undo ? "Undo Insert" : "Redo Insert";
}

static void
apply (IlxEdit *edit, gpointer document)
{
  PieceEdit *self = (PieceEdit *) edit;

  put (document, self->place, self->removed, self->inserted);
}

static void
revert (IlxEdit *edit, gpointer document)
{
  PieceEdit *self = (PieceEdit *) edit;

  put (document, self->place, self->inserted, self->removed);
}

static gboolean
merge (IlxEdit *edit, IlxEdit *next_edit)
{
  PieceEdit *self = (PieceEdit *) edit;
  PieceEdit *next = (PieceEdit *) next_edit;
  char *joined;

  if (*next->removed != '\0' || next->place != self->place + strlen (self->inserted))
    return FALSE;
  joined = g_strconcat (self->inserted, next->inserted, NULL);
  g_free (self->inserted);
  self->inserted = joined;
  return TRUE;
}

static void
free_edit (IlxEdit *edit)
{
  PieceEdit *self = (PieceEdit *) edit;

  g_free (self->removed);
  g_free (self->inserted);
  g_free (self);
}

static const IlxEditClass piece_class = { get_label, apply, revert, merge, free_edit };

static IlxEdit *
new_piece (gsize place, const char *removed, const char *inserted)
{
  PieceEdit *self = g_new0 (PieceEdit, 1);

  self->parent.klass = &piece_class;
  self->place = place;
  self->removed = g_strdup (removed);
  self->inserted = g_strdup (inserted);
  return &self->parent;
}

typedef struct
{
  GString *document;
  IlxClock *clock;
  IlxHistory *history;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->document = g_string_new ("start");
  self->clock = ilx_clock_new_manual (NOW);
  self->history = ilx_history_new (self->document, self->clock, 1000);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ilx_history_free (self->history);
  g_object_unref (self->clock);
  g_string_free (self->document, TRUE);
}

/* Letters at the end, so many milliseconds after what was before. */
static void
type (Fixture *self, const char *text, gint64 milliseconds)
{
  ilx_clock_advance (self->clock, milliseconds * ILX_SECOND / 1000);
  ilx_history_do (self->history, new_piece (self->document->len, "", text));
}

static void
assert_document (Fixture *self, const char *expected)
{
  g_assert_cmpstr (self->document->str, ==, expected);
}

static void
test_merging (Fixture *self, gconstpointer data)
{
  type (self, "a", 0);
  type (self, "b", 400);
  type (self, "c", 400);
  type (self, "d", 401);
  ilx_history_add_barrier (self->history);
  type (self, "e", 0);
  assert_document (self, "startabcde");
  g_assert_true (ilx_history_undo (self->history));
  assert_document (self, "startabcd");
  g_assert_true (ilx_history_undo (self->history));
  assert_document (self, "startabc");
  /* What follows an undo is an edit of its own. */
  type (self, "x", 0);
  g_assert_true (ilx_history_undo (self->history));
  assert_document (self, "startabc");
  g_assert_true (ilx_history_undo (self->history));
  assert_document (self, "start");
  g_assert_false (ilx_history_undo (self->history));
  g_assert_false (ilx_history_can_undo (self->history));
}

static void
test_labels (Fixture *self, gconstpointer data)
{
  g_assert_null (ilx_history_get_undo_label (self->history));
  type (self, "a", 0);
  ilx_history_do (self->history, new_piece (0, "st", ""));
  g_assert_cmpstr (ilx_history_get_undo_label (self->history), ==, "Undo Delete");
  g_assert_null (ilx_history_get_redo_label (self->history));
  ilx_history_undo (self->history);
  g_assert_cmpstr (ilx_history_get_undo_label (self->history), ==, "Undo Insert");
  g_assert_cmpstr (ilx_history_get_redo_label (self->history), ==, "Redo Delete");
}

/* What a keeper of the edits is told to write. */
static void
test_changed_from (Fixture *self, gconstpointer data)
{
  type (self, "a", 0);
  type (self, "b", 1000);
  type (self, "c", 1000);
  g_assert_cmpint (ilx_history_get_changed_from (self->history), ==, 0);
  ilx_history_set_changed_from (self->history, 3);
  type (self, "d", 100); /* joins the third */
  g_assert_cmpint (ilx_history_get_end (self->history), ==, 3);
  g_assert_cmpint (ilx_history_get_changed_from (self->history), ==, 2);
  ilx_history_set_changed_from (self->history, 3);
  ilx_history_undo (self->history);
  ilx_history_undo (self->history);
  g_assert_cmpint (ilx_history_get_cursor (self->history), ==, 1);
  g_assert_cmpint (ilx_history_get_changed_from (self->history), ==, 3);
  type (self, "e", 0); /* ends what could be redone */
  g_assert_cmpint (ilx_history_get_end (self->history), ==, 2);
  g_assert_cmpint (ilx_history_get_changed_from (self->history), ==, 1);
  g_assert_cmpint (ilx_history_get_edit (self->history, 1)->at, ==, NOW + 2100 * ILX_SECOND / 1000);
}

static void
test_forgets_old_ones (Fixture *self, gconstpointer data)
{
  gint64 first;

  for (guint i = 0; i < 2500; i++)
    type (self, "x", 1000);
  first = ilx_history_get_first (self->history);
  g_assert_cmpint (ilx_history_get_end (self->history), ==, 2500);
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (first, <=, 1500);
  g_assert_cmpint (ilx_history_get_changed_from (self->history), ==, first);
  while (ilx_history_undo (self->history))
    ;
  g_assert_cmpuint (self->document->len, ==, strlen ("start") + (gsize) first);
}

static void
do_something (Fixture *self)
{
  gsize length = self->document->len;
  gsize place = (gsize) g_test_rand_int_range (0, (gint) length + 1);
  gsize n_most = MIN (length - place, 9);
  g_autofree char *removed = NULL;

  if (g_test_rand_bit () && n_most > 0)
    removed = g_strndup (self->document->str + place,
                         (gsize) g_test_rand_int_range (1, (gint) n_most + 1));
  ilx_history_do (self->history, new_piece (place, removed != NULL ? removed : "",
                                            g_test_rand_bit () ? "0123456789" : "#"));
}

/* As another program run would take it over. */
static void
restore (Fixture *self)
{
  GPtrArray *edits = g_ptr_array_new ();
  gint64 first = ilx_history_get_first (self->history);
  gint64 cursor = ilx_history_get_cursor (self->history);

  for (gint64 i = first; i < ilx_history_get_end (self->history); i++)
    {
      PieceEdit *edit = (PieceEdit *) ilx_history_get_edit (self->history, i);

      g_ptr_array_add (edits, new_piece (edit->place, edit->removed, edit->inserted));
    }
  ilx_history_free (self->history);
  self->history = ilx_history_new (self->document, self->clock, 1000);
  ilx_history_restore (self->history, edits, first, cursor);
}

static void
step (Fixture *self)
{
  gint dice = g_test_rand_int_range (0, 100);

  ilx_clock_advance (self->clock, g_test_rand_int_range (0, 1000) * ILX_SECOND / 1000);
  if (dice < 50)
    do_something (self);
  else if (dice < 60)
    type (self, "z", 10);
  else if (dice < 80)
    ilx_history_undo (self->history);
  else if (dice < 96)
    ilx_history_redo (self->history);
  else
    restore (self);
}

/* Undone to the start it is the first document, redone to the end the last, byte for byte. */
static void
test_random_walk (Fixture *self, gconstpointer data)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autofree char *last = NULL;

      for (guint i = 0; i < 50; i++)
        step (self);
      while (ilx_history_redo (self->history))
        ;
      last = g_strdup (self->document->str);
      while (ilx_history_undo (self->history))
        ;
      assert_document (self, "start");
      while (ilx_history_redo (self->history))
        ;
      assert_document (self, last);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/history/merging", test_merging);
  ADD ("/history/labels", test_labels);
  ADD ("/history/changed-from", test_changed_from);
  ADD ("/history/forgets-old-ones", test_forgets_old_ones);
  ADD ("/history/random-walk", test_random_walk);
  return g_test_run ();
}
