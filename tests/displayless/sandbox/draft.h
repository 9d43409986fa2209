/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns for tests of the simulated Klaviyo, made by its own calls. */
#pragma once

#include "tester.h"

G_BEGIN_DECLS

/* All text. */
typedef struct
{
  char *audience; /* an id */
  char *campaign;
  char *message;
  char *template;
} Draft;

/* A draft to @audience that could be sent: template assigned, subject and sender set. @strategy:
 * the body of send_strategy, NULL for none. */
Draft *draft_new (Tester *tester, const char *audience, const char *strategy);
void draft_free (Draft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

/* A list with people in it; a list without. */
char *draft_dup_full_list (Tester *tester);
char *draft_dup_empty_list (Tester *tester);
/* Each makes the call and insists on the status. */
void draft_send (Tester *tester, Draft *self, guint status);
void draft_stop (Tester *tester, Draft *self, const char *action, guint status);
void draft_assert_status (Tester *tester, Draft *self, const char *expected);

G_END_DECLS
