/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an error is called in the app. The engine's own remedies speak of commands; these speak of
 * buttons. For ILX_ERROR and any other domain; everything is lent. */
#pragma once

#include "ilx-error.h"

G_BEGIN_DECLS

/* A few words: "The keyring is locked". */
const char *ilx_problem_get_title (const GError *error);
/* What happened, a sentence. */
const char *ilx_problem_get_sentence (const GError *error);
/* What it means for the mail and what to do, a sentence. */
const char *ilx_problem_get_advice (const GError *error);
/* The button that helps: its label, and the detailed action; FALSE when there is none. */
gboolean ilx_problem_get_remedy (const GError *error, const char **label, const char **action);

G_END_DECLS
