/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose rows are shown: one account's, or those of all. One choice for every window of the profile,
 * kept in its settings. With a single account there is nothing to choose, and everything is shown:
 * a filter that nobody sees would hide what nobody misses until it is sent twice.
 *
 * Properties: "account" (string, never NULL: the id of an account, empty for all), "title" (string,
 * nullable: that account's name), "has-choice" (boolean: there are several accounts). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ILX_TYPE_ACCOUNT_CHOICE (ilx_account_choice_get_type ())
G_DECLARE_FINAL_TYPE (IlxAccountChoice, ilx_account_choice, ILX, ACCOUNT_CHOICE, GObject)

/* @connections: of IlxConnection. */
IlxAccountChoice *ilx_account_choice_new (GListModel *connections, GSettings *settings);
const char *ilx_account_choice_get_account (IlxAccountChoice *self); /* lent */
void ilx_account_choice_set_account (IlxAccountChoice *self, const char *account);
gboolean ilx_account_choice_has_choice (IlxAccountChoice *self);
/* The accounts have been read again. */
void ilx_account_choice_follow (IlxAccountChoice *self);

G_END_DECLS
