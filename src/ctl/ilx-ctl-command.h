/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command is: its words, its options, and three parts that run one after the other on one
 * IlxCtl.
 *
 *      prepare ──► the rows of steps ──► answer
 *    (no waiting)   (all that waits)    (no waiting; what is printed)
 *
 * Each part may fail; then the error is printed and decides the exit code. A part that has
 * something to show although it failed leaves the error in ilx_ctl_take_problem(), so that both the
 * answer and the error are printed.
 *
 * Each file ilx-ctl-*.c that has commands ends in a table of them, listed below. */
#pragma once

#include "ilx-step-runner.h"

G_BEGIN_DECLS

typedef struct _IlxCtl IlxCtl;

/* An option, long form only. Values are kept as text and read by the command. */
typedef struct
{
  const char *name;  /* without dashes; also the model's property where it fills one */
  const char *value; /* N_() what stands for its value in the help; NULL: a flag */
  const char *help;  /* N_() */
} IlxCtlOption;

typedef enum
{
  ILX_CTL_PLAIN = 0,
  ILX_CTL_TAKES_KEY = 1 << 0,  /* talks to a platform, so a key for this run alone makes sense */
  ILX_CTL_NO_PROFILE = 1 << 1, /* opens no profile */
  ILX_CTL_SERVES = 1 << 2,     /* runs until it is stopped, which is its good end */
} IlxCtlFlags;

typedef struct
{
  const char *words;           /* "campaign create" */
  const char *usage;           /* N_() what follows the words */
  const char *summary;         /* N_() a line in the list of commands */
  const char *details;         /* N_() (nullable): what else the help says */
  const IlxCtlOption *options; /* (nullable): ended by a row without name */
  guint min_arguments;
  guint max_arguments;
  IlxCtlFlags flags;
  gboolean (*prepare) (IlxCtl *, GError **); /* (nullable) */
  const IlxStep *steps;                      /* (nullable): their state is the IlxCtl */
  gboolean (*answer) (IlxCtl *, GError **);
} IlxCtlCommand;

/* The first word of several commands. */
typedef struct
{
  const char *word;
  const char *summary; /* N_() */
} IlxCtlGroup;

extern const IlxCtlOption ilx_ctl_global_options[];
extern const IlxCtlGroup ilx_ctl_groups[];

extern const IlxCtlCommand ilx_ctl_connect_commands[];
extern const IlxCtlCommand ilx_ctl_brand_commands[];
extern const IlxCtlCommand ilx_ctl_audiences_commands[];
extern const IlxCtlCommand ilx_ctl_write_commands[];
extern const IlxCtlCommand ilx_ctl_campaign_commands[];
extern const IlxCtlCommand ilx_ctl_send_commands[];
extern const IlxCtlCommand ilx_ctl_operations_commands[];
extern const IlxCtlCommand ilx_ctl_export_commands[];
extern const IlxCtlCommand ilx_ctl_sandbox_commands[];

const IlxCtlCommand *ilx_ctl_command_find (const char *words);
const IlxCtlGroup *ilx_ctl_group_find (const char *word);
gboolean ilx_ctl_command_is_in (const IlxCtlCommand *command, const char *group);

typedef void (*IlxCtlCommandFunc) (const IlxCtlCommand *command, gpointer user_data);
void ilx_ctl_command_foreach (IlxCtlCommandFunc func, gpointer user_data);

G_END_DECLS
