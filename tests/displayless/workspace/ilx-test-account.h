/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Connects an account of that id, whose key is nowhere. */
void ilx_test_account_add (IlxWorkspace *workspace, const char *id, const char *name);

G_END_DECLS
