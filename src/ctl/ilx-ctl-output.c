/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ilx-ctl-output.h"
#include "ilx-json.h"

#define GAP 2

struct _IlxCtlTable
{
  GPtrArray *rows; /* (element-type GStrv) (owned) */
};

static void
add_row (IlxCtlTable *self, const char *first, va_list args)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *cell = first; cell != NULL; cell = va_arg (args, const char *))
    g_strv_builder_add (builder, cell);
  g_ptr_array_add (self->rows, g_strv_builder_end (builder));
}

/**
 * ilx_ctl_table_new:
 *
 * Returns: (transfer full): a table without titles and rows
 */
IlxCtlTable *
ilx_ctl_table_new (void)
{
  IlxCtlTable *self = g_new0 (IlxCtlTable, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

/**
 * ilx_ctl_table_new_titled:
 * @first_title: title of the first column
 * @...: more titles, then NULL
 *
 * Returns: (transfer full): a table without rows
 */
IlxCtlTable *
ilx_ctl_table_new_titled (const char *first_title, ...)
{
  IlxCtlTable *self = ilx_ctl_table_new ();
  va_list args;

  va_start (args, first_title);
  add_row (self, first_title, args);
  va_end (args);
  return self;
}

/**
 * ilx_ctl_table_add:
 * @self: a table
 * @first_cell: UTF-8
 * @...: more cells, then NULL
 */
void
ilx_ctl_table_add (IlxCtlTable *self, const char *first_cell, ...)
{
  va_list args;

  va_start (args, first_cell);
  add_row (self, first_cell, args);
  va_end (args);
}

/**
 * ilx_ctl_table_get_length:
 * @self: a table
 *
 * Returns: how many rows it has, the titles included
 */
guint
ilx_ctl_table_get_length (IlxCtlTable *self)
{
  return self->rows->len;
}

/**
 * ilx_ctl_table_free:
 * @self: (transfer full): a table
 */
void
ilx_ctl_table_free (IlxCtlTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* Columns that a terminal needs for it. */
static guint
get_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static GArray *
measure (IlxCtlTable *self)
{
  GArray *widths = g_array_new (FALSE, TRUE, sizeof (guint));

  for (guint i = 0; i < self->rows->len; i++)
    {
      GStrv row = g_ptr_array_index (self->rows, i);

      for (guint column = 0; row[column] != NULL; column++)
        {
          guint *width;

          if (column >= widths->len)
            g_array_set_size (widths, column + 1);
          width = &g_array_index (widths, guint, column);
          *width = MAX (*width, get_width (row[column]));
        }
    }
  return widths;
}

static void
append_row (GString *text, GStrv row, GArray *widths)
{
  for (guint column = 0; row[column] != NULL; column++)
    {
      guint width = g_array_index (widths, guint, column);

      g_string_append (text, row[column]);
      if (row[column + 1] == NULL)
        break;
      for (guint i = get_width (row[column]); i < width + GAP; i++)
        g_string_append_c (text, ' ');
    }
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

/* A cell is one line, whatever its text holds. */
static void
make_single_lines (GStrv row)
{
  for (; *row != NULL; row++)
    g_strdelimit (*row, "\r\n\t", ' ');
}

/**
 * ilx_ctl_table_to_text:
 * @self: a table
 *
 * Returns: (transfer full): its lines, each ended by a line break
 */
char *
ilx_ctl_table_to_text (IlxCtlTable *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) widths = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    make_single_lines (g_ptr_array_index (self->rows, i));
  widths = measure (self);
  for (guint i = 0; i < self->rows->len; i++)
    append_row (text, g_ptr_array_index (self->rows, i), widths);
  return g_string_free (text, FALSE);
}

/**
 * ilx_ctl_dup_number:
 * @number: a count, or a negative number for an unknown one
 *
 * Returns: (transfer full): as people of this locale write it
 */
char *
ilx_ctl_dup_number (gint64 number)
{
  return number < 0 ? g_strdup ("–") : g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/**
 * ilx_ctl_dup_shortened:
 * @text: (nullable): UTF-8
 * @max_length: in characters
 *
 * Returns: (transfer full): @text, with an ellipsis if it was longer
 */
char *
ilx_ctl_dup_shortened (const char *text, glong max_length)
{
  g_autofree char *start = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (g_utf8_strlen (text, -1) <= max_length)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, max_length - 1);
  return g_strconcat (start, "…", NULL);
}

/* Escape sequences move the cursor, and marks of direction turn "exe.txt" around. */
static gboolean
is_harmful (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0)
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * ilx_ctl_dup_harmless:
 * @text: UTF-8, perhaps a name that somebody else chose
 *
 * Returns: (transfer full): @text without what a terminal would obey
 */
char *
ilx_ctl_dup_harmless (const char *text)
{
  GString *harmless = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (harmless, is_harmful (c) ? 0xfffd : c);
    }
  return g_string_free (harmless, FALSE);
}

/**
 * ilx_ctl_print_raw:
 * @text: UTF-8
 *
 * Prints it byte for byte on the standard output.
 *
 * Returns: %FALSE when it could not be written
 */
gboolean
ilx_ctl_print_raw (const char *text)
{
  return fputs (text, stdout) >= 0 && fflush (stdout) == 0;
}

/**
 * ilx_ctl_print_json:
 * @node: what to print
 * @is_pretty: %TRUE for an answer, %FALSE for one line
 *
 * Returns: %FALSE when it could not be written
 */
gboolean
ilx_ctl_print_json (JsonNode *node, gboolean is_pretty)
{
  g_autofree char *json = ilx_json_to_text (node, is_pretty);
  g_autofree char *line = g_strconcat (json, "\n", NULL);

  return ilx_ctl_print_raw (line);
}

/* g_print() knows the terminal's character set, but not whether the disk was full. */
static char *
dup_in_charset (const char *text)
{
  const char *charset;

  if (g_get_charset (&charset))
    return g_strdup (text);
  return g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
}

/**
 * ilx_ctl_print_text:
 * @text: UTF-8, perhaps with foreign names in it
 *
 * Prints it for people on the standard output, in the terminal's character set.
 *
 * Returns: %FALSE when it could not be written
 */
gboolean
ilx_ctl_print_text (const char *text)
{
  g_autofree char *harmless = ilx_ctl_dup_harmless (text);
  g_autofree char *shown = dup_in_charset (harmless);

  return ilx_ctl_print_raw (shown != NULL ? shown : harmless);
}

/**
 * ilx_ctl_tell:
 * @format: a sentence, without a line break at its end
 * @...: for @format
 *
 * Prints a line for people on the standard error output.
 */
void
ilx_ctl_tell (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *harmless = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  harmless = ilx_ctl_dup_harmless (text);
  g_printerr ("%s\n", harmless);
}
