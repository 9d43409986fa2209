/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts' private keys, each of one platform, and what each may do. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _IlxSandboxKeys IlxSandboxKeys;

IlxSandboxKeys *ilx_sandbox_keys_new (void);
void ilx_sandbox_keys_free (IlxSandboxKeys *self);
/* The key of @platform that may do everything; it lasts as long as the process. */
const char *ilx_sandbox_keys_get_default (IlxSandboxKeys *self, const char *platform);
/* @scopes: blank-separated, NULL for all. Lent. */
const char *ilx_sandbox_keys_add (IlxSandboxKeys *self, const char *platform, const char *scopes);
/* The same, as OAuth gives them out. */
const char *
ilx_sandbox_keys_add_token (IlxSandboxKeys *self, const char *platform, const char *scopes);
gboolean ilx_sandbox_keys_revoke (IlxSandboxKeys *self, const char *key);
gboolean ilx_sandbox_keys_has (IlxSandboxKeys *self, const char *platform, const char *key);
/* Those of @scopes that @key lacks, ", " between them; NULL for none. */
char *ilx_sandbox_keys_dup_missing (IlxSandboxKeys *self, const char *key, const char *scopes);

G_END_DECLS
