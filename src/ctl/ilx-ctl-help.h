/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --help, at each of its three levels. */
#pragma once

#include "ilx-ctl-command.h"

G_BEGIN_DECLS

char *ilx_ctl_help_build_global (void);
char *ilx_ctl_help_build_group (const IlxCtlGroup *group);
char *ilx_ctl_help_build_command (const IlxCtlCommand *command);

G_END_DECLS
