/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-ctl-command.h"

const IlxCtlOption ilx_ctl_global_options[] = {
  { "json", NULL, N_ ("Answer in JSON, also with errors") },
  { "profile", N_ ("NAME"), N_ ("Use another profile") },
  { "data-dir", N_ ("DIR"), N_ ("Keep the data in DIR") },
  { "api-key-file", N_ ("FILE|-"),
    N_ ("Read the key of the account from FILE, or from the standard input") },
  { "version", NULL, N_ ("Show the version") },
  { "help", NULL, N_ ("Show this help, or that of a command") },
  { NULL },
};

const IlxCtlGroup ilx_ctl_groups[] = {
  { "brand", N_ ("Who sends: the defaults of every campaign") },
  { "campaign", N_ ("Write mailings, send them, and see what became of them") },
  { "operations", N_ ("What is under way with a platform, and what got stuck") },
  { NULL },
};

/* In the order of the help: as a newcomer needs them. */
static const IlxCtlCommand *const tables[] = {
  ilx_ctl_connect_commands,    ilx_ctl_brand_commands,    ilx_ctl_audiences_commands,
  ilx_ctl_write_commands,      ilx_ctl_campaign_commands, ilx_ctl_send_commands,
  ilx_ctl_operations_commands, ilx_ctl_export_commands,   ilx_ctl_sandbox_commands,
};

/**
 * ilx_ctl_command_foreach:
 * @func: called for each command, in the order of the help
 * @user_data: for @func
 */
void
ilx_ctl_command_foreach (IlxCtlCommandFunc func, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const IlxCtlCommand *command = tables[i]; command->words != NULL; command++)
      func (command, user_data);
}

/**
 * ilx_ctl_command_find:
 * @words: such as "campaign create"
 *
 * Returns: (transfer none) (nullable): the command of exactly these words
 */
const IlxCtlCommand *
ilx_ctl_command_find (const char *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const IlxCtlCommand *command = tables[i]; command->words != NULL; command++)
      if (g_str_equal (command->words, words))
        return command;
  return NULL;
}

/**
 * ilx_ctl_group_find:
 * @word: such as "campaign"
 *
 * Returns: (transfer none) (nullable): the group that it names
 */
const IlxCtlGroup *
ilx_ctl_group_find (const char *word)
{
  for (const IlxCtlGroup *group = ilx_ctl_groups; group->word != NULL; group++)
    if (g_str_equal (group->word, word))
      return group;
  return NULL;
}

/**
 * ilx_ctl_command_is_in:
 * @command: a command
 * @group: a first word
 *
 * Returns: whether @command is one of the group
 */
gboolean
ilx_ctl_command_is_in (const IlxCtlCommand *command, const char *group)
{
  gsize length = strlen (group);

  return strncmp (command->words, group, length) == 0 && command->words[length] == ' ';
}
