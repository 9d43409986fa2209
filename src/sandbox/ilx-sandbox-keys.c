/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-keys.h"

#include "ilx-sandbox-words.h"

#include <string.h>
#include <sys/random.h>

#define MAX_RANDOM_BYTES 17

/* What keys look like. The first key of a platform has its first form. */
static const struct
{
  const char *platform;
  const char *name; /* NULL: the platform's first */
  const char *prefix;
  guint n_bytes;
  const char *suffix;
} forms[] = {
  { "klaviyo", NULL, "pk_", 17, "" },
  { "mailchimp", NULL, "", 16, "-us21" },
  { "mailchimp", "token", "", 16, "" },
};

typedef struct
{
  const char *platform; /* interned */
  char *scopes;         /* (owned): blank-separated, "*" for all */
} IlxSandboxKey;

struct _IlxSandboxKeys
{
  GHashTable *keys;  /* key (owned) → IlxSandboxKey (owned) */
  GHashTable *first; /* platform (interned) → key (owned) */
};

static void
key_free (gpointer data)
{
  IlxSandboxKey *key = data;

  g_free (key->scopes);
  g_free (key);
}

/* Fresh in each process, so that a key which turns up where it must not be is known for ours. */
static char *
dup_fresh_key (guint form)
{
  guchar bytes[MAX_RANDOM_BYTES];
  GString *key = g_string_new (forms[form].prefix);

  while (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    ;
  for (guint i = 0; i < forms[form].n_bytes; i++)
    g_string_append_printf (key, "%02x", bytes[i]);
  g_string_append (key, forms[form].suffix);
  return g_string_free (key, FALSE);
}

static const char *
add_key (IlxSandboxKeys *self, guint form, const char *scopes)
{
  IlxSandboxKey *key = g_new0 (IlxSandboxKey, 1);
  char *text = dup_fresh_key (form);

  key->platform = g_intern_string (forms[form].platform);
  key->scopes = g_strdup (scopes != NULL ? scopes : "*");
  g_hash_table_insert (self->keys, text, key);
  return text;
}

/**
 * ilx_sandbox_keys_new:
 *
 * Returns: (transfer full): keys with a first one of each platform that may do everything
 */
IlxSandboxKeys *
ilx_sandbox_keys_new (void)
{
  IlxSandboxKeys *self = g_new0 (IlxSandboxKeys, 1);

  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, key_free);
  self->first = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i].name == NULL)
      g_hash_table_insert (self->first, (gpointer) g_intern_string (forms[i].platform),
                           g_strdup (add_key (self, i, NULL)));
  return self;
}

void
ilx_sandbox_keys_free (IlxSandboxKeys *self)
{
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->first);
  g_free (self);
}

const char *
ilx_sandbox_keys_get_default (IlxSandboxKeys *self, const char *platform)
{
  return g_hash_table_lookup (self->first, g_intern_string (platform));
}

/* Of a platform that has none of that name, its first. */
static guint
find_form (const char *platform, const char *name)
{
  guint first = 0;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].platform, platform))
      {
        if (g_strcmp0 (forms[i].name, name) == 0)
          return i;
        if (forms[i].name == NULL)
          first = i;
      }
  return first;
}

/**
 * ilx_sandbox_keys_add:
 * @self: the keys
 * @platform: whose gate it opens
 * @scopes: (nullable): between blanks, %NULL for all
 *
 * Returns: (transfer none): a new key
 */
const char *
ilx_sandbox_keys_add (IlxSandboxKeys *self, const char *platform, const char *scopes)
{
  return add_key (self, find_form (platform, NULL), scopes);
}

/**
 * ilx_sandbox_keys_add_token:
 * @self: the keys
 * @platform: whose gate it opens
 * @scopes: (nullable): between blanks, %NULL for all
 *
 * Returns: (transfer none): a new key, as OAuth gives them out
 */
const char *
ilx_sandbox_keys_add_token (IlxSandboxKeys *self, const char *platform, const char *scopes)
{
  return add_key (self, find_form (platform, "token"), scopes);
}

gboolean
ilx_sandbox_keys_revoke (IlxSandboxKeys *self, const char *key)
{
  return g_hash_table_remove (self->keys, key);
}

/**
 * ilx_sandbox_keys_has:
 * @self: the keys
 * @platform: whose gate it is shown at
 * @key: what was shown
 *
 * Returns: whether it opens
 */
gboolean
ilx_sandbox_keys_has (IlxSandboxKeys *self, const char *platform, const char *key)
{
  const IlxSandboxKey *found = g_hash_table_lookup (self->keys, key);

  return found != NULL && g_str_equal (found->platform, platform);
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
  const IlxSandboxKey *found = g_hash_table_lookup (self->keys, key);
  const char *granted = found != NULL ? found->scopes : "";
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
