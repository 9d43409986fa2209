/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace in this process, with a real sandbox process for Klaviyo. Secrets are in memory. */
#pragma once

#include "ilx-dispatch.h"
#include "../crash/ilx-sent-once.h"
#include "ilx-test-await.h"
#include "ilx-test-ctl.h"

G_BEGIN_DECLS

typedef struct
{
  IlxTestCtl *ctl;
  IlxSecretStore *secrets;
  GSettings *settings;
  IlxEngine *engine;
  IlxWorkspace *workspace;
  IlxConnection *connection;
  const char *speed; /* (nullable): of waits; may be set before set_up */
  GString *ended;    /* "dispatch-ended", a word each */
} DispatchFixture;

void dispatch_fixture_set_up (DispatchFixture *self, gconstpointer data);
void dispatch_fixture_tear_down (DispatchFixture *self, gconstpointer data);
/* As a new process would: the workspace is closed and opened again on the same data. */
void dispatch_fixture_restart (DispatchFixture *self);

/* A campaign that can be sent: its id. */
char *dispatch_fixture_add_campaign (DispatchFixture *self, const char *subject);
void dispatch_fixture_edit_campaign (DispatchFixture *self, const char *id, const char *subject);
void dispatch_fixture_set_countdown (DispatchFixture *self, int seconds);
/* @fault: members of the sandbox's fault */
void dispatch_fixture_inject (DispatchFixture *self,
                              const char *method,
                              const char *path,
                              const char *fault);
/* How many requests the sandbox has seen of that kind. */
guint dispatch_fixture_count_requests (DispatchFixture *self, const char *method, const char *path);
guint dispatch_fixture_count_send_jobs (DispatchFixture *self);

/* Runs the main loop until it is in that phase and no call is under way; aborts after 4 min. */
void dispatch_await (IlxDispatch *dispatch, IlxDispatchPhase phase);
/* Until it is in that phase, whatever is under way. */
void dispatch_await_entry (IlxDispatch *dispatch, IlxDispatchPhase phase);
/* Moves the clock from probe to probe until all stayed silent, and the user may decide. */
void dispatch_fixture_await_silence (DispatchFixture *self, IlxDispatch *dispatch);
/* Prepares it to be sent now, up to AWAITING: how many people. */
gint64 dispatch_prepare_now (IlxDispatch *dispatch);

G_END_DECLS
