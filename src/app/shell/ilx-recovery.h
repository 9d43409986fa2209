/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for what was being written when the last run was cut off. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* A sentence; NULL: there is nothing to tell. */
char *ilx_recovery_dup_words (IlxWorkspace *workspace);

G_END_DECLS
