/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in for the fuzzer in ordinary builds: gives a target every seed of its corpus, and a few
 * inputs that are nasty to everybody, so that what was found once stays mended.
 *
 *   fuzz-<what> CORPUS */
#include "config.h"

#include <glib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *corpus;

static void
replay (const char *data, gsize size)
{
  /* An exact copy on the heap, so that a read behind its end is seen; never NULL, as the fuzzer. */
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));

  memcpy (copy, data, size);
  g_assert_cmpint (LLVMFuzzerTestOneInput (copy, size), ==, 0);
}

static void
test_seeds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (corpus, 0, &error);
  const char *name;
  guint n_seeds = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (corpus, name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      g_file_get_contents (path, &data, &size, &error);
      g_assert_no_error (error);
      for (gsize cut = 0; cut < MIN (size, 256); cut++)
        replay (data, cut);
      replay (data, size);
      n_seeds++;
    }
  g_assert_cmpuint (n_seeds, >, 0);
}

static void
test_nasty (void)
{
  static const char *const inputs[] = {
    "",
    "\n",
    "\r\n\r\n",
    "{",
    "[",
    "\"",
    "<",
    "</",
    "<!--",
    "&",
    "%",
    "\xff\xfe",
    "\xc3",
    "\xef\xbb\xbf",
    "-",
    "0",
    "99999999999999999999999999999999",
    "1e999",
    "null",
  };
  g_autofree char *many = g_strnfill (100 * 1000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    replay (inputs[i], strlen (inputs[i]));
  replay ("a\0b", 3);
  replay (many, 100 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_cmpint (argc, ==, 2);
  corpus = argv[1];
  g_test_add_func ("/fuzz/seeds", test_seeds);
  g_test_add_func ("/fuzz/nasty", test_nasty);
  return g_test_run ();
}
