/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store with an account and a campaign, a platform that fails on demand, and the calls of a
 * publisher awaited. */
#pragma once

#include "ilx-fake-platform.h"
#include "ilx-publisher.h"

G_BEGIN_DECLS

#define NOW (G_GINT64_CONSTANT (1795341600) * ILX_SECOND) /* 2026-11-22 10:00 UTC */

typedef struct
{
  char *dir;
  IlxClock *clock;
  IlxStore *store;
  FakePlatform *platform;
  IlxPublisher *publisher;
  IlxCampaign *campaign;
  GAsyncResult *result;
  const char *repeats; /* what the next operation says that it repeats */
} Fixture;

void save_campaign (Fixture *fixture);
void set_up_campaign (Fixture *fixture);
void set_up (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);
IlxOperation *begin (Fixture *fixture, IlxDeliveryMode mode, gint64 at, GError **error);
IlxOperation *resume (Fixture *fixture, const char *id, IlxRunMode mode, GError **error);
IlxOperation *confirm (Fixture *fixture, const char *id, gint64 count, GError **error);
IlxOperation *decide (Fixture *fixture, const char *id, gboolean went_out, GError **error);
IlxCampaign *load_campaign (Fixture *fixture);
void assert_campaign_state (Fixture *fixture, IlxCampaignState state);
void assert_operation_state (IlxOperation *operation, IlxOperationState state);
char *dup_open_id (Fixture *fixture);
IlxOperation *begin_and_confirm (Fixture *fixture, GError **error);
void go_on (Fixture *fixture, guint n_times);

G_END_DECLS
