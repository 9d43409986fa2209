/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of Klaviyo's room share: a server that does as it is told, an account on it, and a
 * clock that runs forty times as fast. */
#pragma once

#include "ilx-klaviyo-platform.h"
#include "ilx-test-await.h"
#include "ilx-test-server.h"

G_BEGIN_DECLS

#define KEY "pk_0123456789abcdef0123456789abcdef01"
#define FAST 40

typedef struct
{
  IlxTestServer *server;
  IlxClock *clock;
  IlxPlatform *platform;
  IlxCampaign *campaign; /* "Herbst", for Y6nRLr */
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/* Adds a reply of JSON:API. */
void fixture_add (Fixture *fixture, guint status, const char *json);
/* An error body with this detail. */
void fixture_add_error (Fixture *fixture, guint status, const char *detail);
/* "GET /api/lists" of the request with this number. */
char *fixture_dup_asked (Fixture *fixture, guint index);
void fixture_assert_asked (Fixture *fixture, guint index, const char *method_and_path);

/* A delivery of the fixture's campaign, from hello@nordlicht.example, stamped now. */
IlxDelivery *fixture_deliver (Fixture *fixture, IlxDeliveryMode mode);
const IlxDeliveryStep *fixture_find_row (Fixture *fixture, const char *name);
/* Runs begin and finish; @intent may be NULL. */
JsonNode *fixture_run_row (IlxDelivery *delivery,
                           const IlxDeliveryStep *row,
                           JsonNode *intent,
                           GError **error);
IlxProbe fixture_probe_row (IlxDelivery *delivery,
                            const IlxDeliveryStep *row,
                            JsonNode *intent,
                            JsonNode **found,
                            GError **error);
gboolean fixture_undo_row (IlxDelivery *delivery,
                           const IlxDeliveryStep *row,
                           JsonNode *result,
                           GError **error);

G_END_DECLS
