/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of Klaviyo's scopes is for, in words: told when a key lacks it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-klaviyo-platform.h"

static const struct
{
  const char *scope;
  const char *sentence;
} scopes[] = {
  { "accounts:read", N_ ("The account's name and default sender can't be read.") },
  { "campaigns:read",
    N_ ("Campaigns can't be sent, since Illixis could not see what became of them.") },
  { "campaigns:write", N_ ("Campaigns can't be created, sent or cancelled.") },
  { "events:read", N_ ("Bounces, complaints and unsubscribes of the last hours can't be seen.") },
  { "events:write", N_ ("Test events can't be sent to sequences.") },
  { "flows:read", N_ ("The state of sequences can't be shown.") },
  { "flows:write", N_ ("Sequences can't be handed over or paused.") },
  { "images:read", N_ ("Images in Klaviyo's library can't be found.") },
  { "images:write", N_ ("Images can't be uploaded.") },
  { "lists:read", N_ ("Lists can't be chosen as an audience.") },
  { "lists:write", N_ ("Lists can't be created.") },
  { "metrics:read", N_ ("Performance figures can't be fetched, and sequences can't be triggered by "
                        "what people do in the shop.") },
  { "profiles:read", N_ ("Suppressed addresses can't be fetched.") },
  { "profiles:write", N_ ("Addresses can't be suppressed in Klaviyo.") },
  { "segments:read", N_ ("Segments can't be chosen as an audience.") },
  { "subscriptions:read", N_ ("The progress of suppressing addresses can't be seen.") },
  { "subscriptions:write", N_ ("Addresses can't be suppressed in Klaviyo.") },
  { "tags:read", N_ ("Klaviyo's tags can't be shown.") },
  { "tags:write", N_ ("Campaigns and sequences can't be tagged.") },
  { "templates:read", N_ ("Campaigns can't be sent, since Illixis could not compare the uploaded "
                          "e-mail with yours.") },
  { "templates:write", N_ ("E-mails can't be uploaded, so campaigns can't be created.") },
  { "webhooks:read",
    N_ ("Webhooks can't be used with this key or on this Klaviyo plan; Illixis asks for bounces "
        "and unsubscribes from time to time instead.") },
  { "webhooks:write", N_ ("Webhooks can't be registered or removed.") },
};

/* What to give a new key. Klaviyo can't be asked what a key may do, so all of it is asked for. */
const char *const ilx_klaviyo_scopes[] = {
  "accounts:read",
  "campaigns:read",
  "campaigns:write",
  "events:read",
  "events:write",
  "flows:read",
  "flows:write",
  "images:read",
  "images:write",
  "lists:read",
  "metrics:read",
  "profiles:read",
  "profiles:write",
  "segments:read",
  "subscriptions:read",
  "subscriptions:write",
  "tags:read",
  "tags:write",
  "templates:read",
  "templates:write",
  "webhooks:read",
  "webhooks:write",
  NULL,
};

static char *
dup_sentence (const char *scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_str_equal (scopes[i].scope, scope))
      return g_strdup (_ (scopes[i].sentence));
  /* Translators: the placeholder is one of Klaviyo's scopes, such as "coupons:read". */
  return g_strdup_printf (_ ("What needs the permission “%s” can't be used."), scope);
}

/**
 * ilx_klaviyo_dup_disabled:
 * @missing_permissions: (nullable): scopes that a key lacks
 *
 * Returns: (transfer full): a translated sentence for each, in the same order
 */
GStrv
ilx_klaviyo_dup_disabled (const char *const *missing_permissions)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; missing_permissions != NULL && *missing_permissions != NULL; missing_permissions++)
    {
      g_autofree char *sentence = dup_sentence (*missing_permissions);

      g_strv_builder_add (builder, sentence);
    }
  return g_strv_builder_end (builder);
}
