/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a connection, in sentences. All (transfer full) unless it says lent. */
#pragma once

#include "ilx-engine.h"

G_BEGIN_DECLS

/* The badge: word, symbol, tone; lent. */
void ilx_connection_words_get_state (IlxConnection *connection,
                                     const char **label,
                                     const char **icon_name,
                                     const char **tone);
/* "Klaviyo, connected since 22 November 2026" */
char *ilx_connection_words_dup_description (IlxConnection *connection);
char *ilx_connection_words_dup_sender (IlxConnection *connection);
char *ilx_connection_words_dup_checked (IlxConnection *connection, gint64 now);
char *ilx_connection_words_dup_called (const IlxConnectionHealth *health, gint64 now);
char *
ilx_connection_words_dup_problem (const IlxConnectionHealth *health, const char *title, gint64 now);
/* "180 of 180 used today. Numbers refresh after 02:00." */
char *ilx_connection_words_dup_budget (const IlxDayBudget *budget, const char *platform_name);
/* A wall clock's time, in the user's zone and way. */
char *ilx_connection_words_dup_time (gint64 time);

G_END_DECLS
