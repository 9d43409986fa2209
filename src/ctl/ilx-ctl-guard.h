/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process does before anything else so that no secret leaves it by a side door. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ilx_ctl_guard_process (void);
gboolean ilx_ctl_guard_arguments (int argc, char **argv);

G_END_DECLS
