/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be said of a subject: how long it is for those who read it, and whether people got the
 * same one lately. */
#pragma once

#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Phones show so many characters of it, other mail programs so many. */
#define ILX_SUBJECT_PHONE 35
#define ILX_SUBJECT_DESKTOP 60

/* "41 characters" */
char *ilx_subject_words_dup_counter (const char *subject);
/* When another mail of the last 60 days had this subject: when the last one left; else 0. */
gint64 ilx_subject_words_find_repeated (IlxWorkspace *workspace, IlxCampaign *campaign);
/* The sentence to show below it, if any; @is_warning: whether it warns. */
char *
ilx_subject_words_dup_note (IlxWorkspace *workspace, IlxCampaign *campaign, gboolean *is_warning);

G_END_DECLS
