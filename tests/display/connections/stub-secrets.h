/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring that does as it is told. */
#pragma once

#include "ilx-secret-store.h"

#define STUB_TYPE_SECRETS (stub_secrets_get_type ())
G_DECLARE_FINAL_TYPE (StubSecrets, stub_secrets, STUB, SECRETS, GObject)

StubSecrets *stub_secrets_new (void);
/* ILX_SECRETS_ABSENT or _LOCKED: calls fail so. */
void stub_secrets_set_state (StubSecrets *self, IlxSecretsState state);
/* Whether store waits until it is cancelled. */
void stub_secrets_set_silent (StubSecrets *self, gboolean is_silent);
guint stub_secrets_get_n_kept (StubSecrets *self);
guint stub_secrets_get_n_waiting (StubSecrets *self);
