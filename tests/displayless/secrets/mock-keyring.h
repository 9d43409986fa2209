/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Secret Service on a bus of the test's own that misbehaves as told. */
#pragma once

#include <gio/gio.h>

typedef enum
{
  MOCK_SILENT,        /* never answers anything */
  MOCK_SILENT_PROMPT, /* makes a session, then waits for a prompt that nobody answers */
  MOCK_LOCKED,        /* refuses new items, and the prompt to unlock is put away */
  MOCK_DENIED,        /* the bus forbids it */
} MockKeyringMood;

typedef struct _MockKeyring MockKeyring;

/* Starts a bus, makes it the session's, and a service on it. */
MockKeyring *mock_keyring_start (MockKeyringMood mood);
guint mock_keyring_get_n_calls (MockKeyring *self);
void mock_keyring_stop_bus (MockKeyring *self);
