/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace with the real engine, a real sandbox process, and a keyring that does as it is told.
 */
#pragma once

#include <adwaita.h>

#include "ilx-test-ctl.h"
#include "ilx-workspace.h"
#include "stub-secrets.h"

typedef struct
{
  IlxTestCtl *ctl; /* for its sandbox and its folder */
  StubSecrets *secrets;
  IlxEngine *engine;
  IlxWorkspace *workspace;
  GtkWindow *window;      /* (nullable): what is tested, shown */
  IlxConnection *account; /* (nullable) */
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
/* Connects the sandbox's account with @key, else its own. */
void fixture_connect (Fixture *fixture, const char *key);
/* A new key of the sandbox, of what POST /keys takes. */
char *fixture_dup_key (Fixture *fixture, const char *body);
/* Takes @window, which is destroyed with the fixture. */
void fixture_show (Fixture *fixture, GtkWindow *window);
/* For people: $ILLIXIS_TEST_PICTURES/@name.png of the window, if that folder is named. */
void fixture_picture (Fixture *fixture, const char *name);
guint fixture_count_accounts (Fixture *fixture);

/* Runs the main loop until a condition holds; the test fails after 30 seconds. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 wait_end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;                               \
    while (!(condition))                                                                           \
      {                                                                                            \
        g_assert_cmpint (g_get_monotonic_time (), <, wait_end);                                    \
        ilx_test_spin (2);                                                                         \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END
