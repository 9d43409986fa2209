/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accounts are called: two of them must never look like one. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Platform and name, always: (transfer full). */
char *ilx_account_words_dup_title (IlxConnection *connection);
/* As short as it can be told from the others: (transfer full), empty for no account. */
char *ilx_account_words_dup_name (IlxWorkspace *workspace, const char *connection_id);

G_END_DECLS
