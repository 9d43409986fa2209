/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How operations and their steps are told to people: symbols, words, tones. */
#pragma once

#include "ilx-operation-step.h"
#include "ilx-operation.h"

G_BEGIN_DECLS

/* Of badges. Lent; a tone may be NULL. */
const char *ilx_operation_look_get_title (IlxOperationState state);
const char *ilx_operation_look_get_icon_name (IlxOperationState state);
const char *ilx_operation_look_get_tone (IlxOperationState state);
/* What it means for the mail, a sentence. Lent. */
const char *ilx_operation_look_get_meaning (IlxOperationState state);
/* What was wanted: "Send at Tomorrow 09:00 CEST". (transfer full) */
char *ilx_operation_look_dup_wish (IlxOperation *operation, gint64 now);
/* Why it failed, as an error with its details: (transfer full); NULL when nothing is known to have
 * gone wrong. */
GError *ilx_operation_look_dup_error (IlxOperation *operation);

const char *ilx_step_look_get_icon_name (IlxStepState state);
/* Its state, when, how often tried, what the platform calls what was made, and what went wrong: a
 * line each. (transfer full) */
char *ilx_step_look_dup_words (IlxOperationStep *step, gint64 now);

G_END_DECLS
