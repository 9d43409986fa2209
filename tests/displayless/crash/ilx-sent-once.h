/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be true of a campaign after whatever happened to the program that sent it: one
 * template, one campaign, one send job in the sandbox, and the user is told so. */
#pragma once

#include "ilx-test-ctl.h"

G_BEGIN_DECLS

/* What the sandbox has of the campaign with this subject. */
typedef struct
{
  guint n_templates;
  guint n_campaigns;
  guint n_send_jobs;
} IlxSentCount;

IlxSentCount ilx_sent_count (IlxTestCtl *ctl, const char *subject);

/* Asserts that the run ended by itself: that nothing but us killed it. */
void ilx_assert_alive (IlxTestRun *run);
/* Sends again and again, as a user would who was told that it may be tried again, until it is sent
 * or refused for good; answers how the last run ended. */
IlxTestRun *ilx_send_until_settled (IlxTestCtl *ctl, const char *id, guint max_runs);
/* Asserts that the run sent it, or found that an earlier one had come further than it could say. */
void ilx_assert_settled (IlxTestRun *run);
/* Asserts that it is sent, exactly once, and that the program says so. */
void ilx_assert_sent_once (IlxTestCtl *ctl, const char *id, const char *subject);
/* `campaign send ID --now --yes --json`, started; its environment is @ctl's. */
GSubprocess *ilx_spawn_send (IlxTestCtl *ctl, const char *id);

G_END_DECLS
