/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-ctl-help.h"
#include "ilx-ctl-output.h"

#define PROGRAM "illixisctl"

static void
append_options (GString *help, const char *title, const IlxCtlOption *options)
{
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();
  g_autofree char *text = NULL;

  for (; options != NULL && options->name != NULL; options++)
    {
      g_autofree char *form = options->value != NULL
                                  ? g_strdup_printf ("  --%s %s", options->name, _ (options->value))
                                  : g_strdup_printf ("  --%s", options->name);

      ilx_ctl_table_add (table, form, _ (options->help), NULL);
    }
  text = ilx_ctl_table_to_text (table);
  g_string_append_printf (help, "\n%s\n%s", title, text);
}

typedef struct
{
  IlxCtlTable *table; /* rows are added to it */
  const char *group;  /* (nullable): only commands of this group */
} IlxCtlListing;

static void
list_command (const IlxCtlCommand *command, gpointer user_data)
{
  IlxCtlListing *listing = user_data;
  g_autofree char *form = g_strconcat ("  ", command->words, NULL);

  if (listing->group == NULL || ilx_ctl_command_is_in (command, listing->group))
    ilx_ctl_table_add (listing->table, form, _ (command->summary), NULL);
}

static void
append_commands (GString *help, const char *group)
{
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();
  IlxCtlListing listing = { table, group };
  g_autofree char *text = NULL;

  ilx_ctl_command_foreach (list_command, &listing);
  text = ilx_ctl_table_to_text (table);
  g_string_append_printf (help, "\n%s\n%s", _ ("Commands:"), text);
}

/**
 * ilx_ctl_help_build_global:
 *
 * Returns: (transfer full): the help of the program
 */
char *
ilx_ctl_help_build_global (void)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (
      help, "%s " PROGRAM " %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…]"),
      _ ("Writes e-mail campaigns and has a delivery platform send them, once."));
  append_commands (help, NULL);
  append_options (help, _ ("Options of every command:"), ilx_ctl_global_options);
  g_string_append_printf (
      help, "\n%s\n%s\n", _ ("Exit status:"),
      _ ("  0 done · 1 refused or failed · 2 wrong usage · 3 not connected\n"
         "  4 network or time-out, may be tried again · 5 uncertain whether it happened"));
  return g_string_free (help, FALSE);
}

/**
 * ilx_ctl_help_build_group:
 * @group: a first word
 *
 * Returns: (transfer full): the help that lists its commands
 */
char *
ilx_ctl_help_build_group (const IlxCtlGroup *group)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s " PROGRAM " %s %s\n\n%s\n", _ ("Usage:"), group->word,
                          _ ("COMMAND [OPTION…]"), _ (group->summary));
  append_commands (help, group->word);
  append_options (help, _ ("Options of every command:"), ilx_ctl_global_options);
  return g_string_free (help, FALSE);
}

/**
 * ilx_ctl_help_build_command:
 * @command: a command
 *
 * Returns: (transfer full): its help
 */
char *
ilx_ctl_help_build_command (const IlxCtlCommand *command)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s " PROGRAM " %s%s%s %s\n\n%s\n", _ ("Usage:"), command->words,
                          command->usage != NULL ? " " : "",
                          command->usage != NULL ? _ (command->usage) : "", _ ("[OPTION…]"),
                          _ (command->summary));
  if (command->details != NULL)
    g_string_append_printf (help, "\n%s\n", _ (command->details));
  if (command->options != NULL)
    append_options (help, _ ("Options:"), command->options);
  append_options (help, _ ("Options of every command:"), ilx_ctl_global_options);
  return g_string_free (help, FALSE);
}
