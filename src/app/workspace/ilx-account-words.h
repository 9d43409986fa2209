/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What accounts are called: two of them must never look like one. An item is a record that is of an
 * account, by its property "connection-id". */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Platform and name, always: (transfer full). */
char *ilx_account_words_dup_title (IlxConnection *connection);
/* As short as it can be told from the others: (transfer full). */
char *ilx_account_words_dup_name (IlxConnection *connection, GListModel *connections);

/* That of the account that @item is of: (transfer full), empty for none. Fits as a cell's text. */
char *ilx_account_words_dup_account (gpointer item, gpointer workspace);
/* The same, empty as well while there is only one account, and nothing to be told apart. */
char *ilx_account_words_dup_distinction (gpointer item, IlxWorkspace *workspace);
/* With @text behind it, which may be empty: (transfer full). */
char *ilx_account_words_dup_beside (gpointer item, IlxWorkspace *workspace, const char *text);
/* What a screen reader says of a row: its name, its state, whose it is: (transfer full). */
char *ilx_account_words_dup_row (gpointer item,
                                 IlxWorkspace *workspace,
                                 const char *name,
                                 const char *state);

G_END_DECLS
