/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-keys.h"

#include "ilx-sandbox-words.h"

#include <string.h>
#include <sys/random.h>

#define N_RANDOM_BYTES 17

struct _IlxSandboxKeys
{
  GHashTable *scopes; /* key (owned) → blank-separated scopes (owned), "*" for all */
  char *first;        /* (owned) */
};

/* Fresh in each process, so that a key which turns up where it must not be is known for ours. */
static char *
dup_fresh_key (void)
{
  guchar bytes[N_RANDOM_BYTES];
  GString *key = g_string_new ("pk_");

  while (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    ;
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (key, "%02x", bytes[i]);
  return g_string_free (key, FALSE);
}

/**
 * ilx_sandbox_keys_new:
 *
 * Returns: (transfer full): keys with a first one that may do everything
 */
IlxSandboxKeys *
ilx_sandbox_keys_new (void)
{
  IlxSandboxKeys *self = g_new0 (IlxSandboxKeys, 1);

  self->scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->first = g_strdup (ilx_sandbox_keys_add (self, NULL));
  return self;
}

void
ilx_sandbox_keys_free (IlxSandboxKeys *self)
{
  g_hash_table_unref (self->scopes);
  g_free (self->first);
  g_free (self);
}

const char *
ilx_sandbox_keys_get_default (IlxSandboxKeys *self)
{
  return self->first;
}

/**
 * ilx_sandbox_keys_add:
 * @self: the keys
 * @scopes: (nullable): between blanks, %NULL for all
 *
 * Returns: (transfer none): a new key
 */
const char *
ilx_sandbox_keys_add (IlxSandboxKeys *self, const char *scopes)
{
  char *key = dup_fresh_key ();

  g_hash_table_insert (self->scopes, key, g_strdup (scopes != NULL ? scopes : "*"));
  return key;
}

gboolean
ilx_sandbox_keys_revoke (IlxSandboxKeys *self, const char *key)
{
  return g_hash_table_remove (self->scopes, key);
}

gboolean
ilx_sandbox_keys_has (IlxSandboxKeys *self, const char *key)
{
  return g_hash_table_contains (self->scopes, key);
}

/**
 * ilx_sandbox_keys_dup_missing:
 * @self: the keys
 * @key: one of them
 * @scopes: (nullable): what a call needs, between blanks
 *
 * Returns: (transfer full) (nullable): what the key lacks of it, as the 403 lists it
 */
char *
ilx_sandbox_keys_dup_missing (IlxSandboxKeys *self, const char *key, const char *scopes)
{
  const char *granted = g_hash_table_lookup (self->scopes, key);
  const char *rest = scopes != NULL ? scopes : "";
  g_autoptr (GString) missing = g_string_new (NULL);
  const char *scope;
  gsize length;

  if (g_strcmp0 (granted, "*") == 0)
    return NULL;
  while ((scope = ilx_sandbox_words_next (&rest, ' ', &length)) != NULL)
    if (!ilx_sandbox_words_have (granted, scope, length))
      g_string_append_printf (missing, "%s%.*s", missing->len > 0 ? ", " : "", (int) length, scope);
  return missing->len > 0 ? g_strdup (missing->str) : NULL;
}
