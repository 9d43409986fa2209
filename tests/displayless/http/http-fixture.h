/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client, a server, and a manual clock between them. */
#pragma once

#include "ilx-error.h"
#include "ilx-http-client.h"
#include "ilx-test-await.h"
#include "ilx-test-server.h"

G_BEGIN_DECLS

#define TEST_SECRET "pk_0123456789abcdef_test_secret_7f3c"
/* 2026-11-22 09:30:07 UTC */
#define TEST_NOW (G_GINT64_CONSTANT (1795339807) * ILX_SECOND)
/* Small beside a time-out, so that a slow machine does not run into one. */
#define TEST_STEP ILX_SECOND

typedef struct
{
  IlxClock *clock;
  IlxTestServer *server;
  IlxHttpClient *client;
} HttpFixture;

void http_fixture_set_up (HttpFixture *fixture, gconstpointer data);
void http_fixture_tear_down (HttpFixture *fixture, gconstpointer data);

/* Sends and waits; the clock moves on whenever nothing happens. */
JsonNode *http_fixture_send (HttpFixture *fixture, IlxHttpRequest *request, GError **error);
JsonNode *http_fixture_send_simple (HttpFixture *fixture,
                                    const char *method,
                                    const char *path,
                                    GError **error);
JsonNode *http_fixture_finish (HttpFixture *fixture, GAsyncResult **result, GError **error);

G_END_DECLS
