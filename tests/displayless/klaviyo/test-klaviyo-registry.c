/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which platforms there are, and where they may be looked for. */
#include "config.h"

#include "ilx-error.h"
#include "ilx-platforms.h"

static void
test_find (void)
{
  const IlxPlatformInfo *info = ilx_platforms_find ("klaviyo");

  g_assert_true (info == ilx_platforms_get_all ());
  g_assert_cmpstr (info->name, ==, "Klaviyo");
  g_assert_null (ilx_platforms_find ("Klaviyo"));
  g_assert_null (ilx_platforms_find (NULL));
  for (info = ilx_platforms_get_all (); info->id != NULL; info++)
    {
      g_assert_true (info->name != NULL && info->url != NULL && info->url_env != NULL);
      g_assert_true (g_str_has_prefix (info->url, "https://"));
      g_assert_true (info->check_secret != NULL && info->create != NULL);
      g_assert_true (info->check != NULL && info->dup_disabled != NULL);
    }
}

/* A key sent elsewhere is a key lost: only this computer, by number. */
static const struct
{
  int line;
  const char *value;
  const char *url; /* NULL: refused */
} overrides[] = {
  { __LINE__, NULL, "https://a.klaviyo.com" },
  { __LINE__, "", "https://a.klaviyo.com" },
  { __LINE__, "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
  { __LINE__, "http://127.9.9.9", "http://127.9.9.9" },
  { __LINE__, "http://[::1]:8080", "http://[::1]:8080" },
  { __LINE__, "https://127.0.0.1", "https://127.0.0.1" },
  { __LINE__, "http://localhost:8080", NULL },
  { __LINE__, "http://127.0.0.1.evil.example", NULL },
  { __LINE__, "http://127.0.0.1@evil.example", NULL },
  { __LINE__, "http://user@127.0.0.1", NULL },
  { __LINE__, "https://evil.example", NULL },
  { __LINE__, "http://0.0.0.0", NULL },
  { __LINE__, "http://192.168.1.1", NULL },
  { __LINE__, "file:///127.0.0.1", NULL },
  { __LINE__, "127.0.0.1:8080", NULL },
  { __LINE__, "nonsense", NULL },
};

static void
test_url (void)
{
  const IlxPlatformInfo *info = ilx_platforms_find ("klaviyo");

  for (guint i = 0; i < G_N_ELEMENTS (overrides); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = NULL;

      g_test_message ("line %d", overrides[i].line);
      if (overrides[i].value != NULL)
        g_setenv (info->url_env, overrides[i].value, TRUE);
      else
        g_unsetenv (info->url_env);
      url = ilx_platform_info_dup_url (info, &error);
      g_assert_cmpstr (url, ==, overrides[i].url);
      if (url == NULL)
        g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
    }
  g_unsetenv (info->url_env);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/klaviyo/registry/find", test_find);
  g_test_add_func ("/klaviyo/registry/url", test_url);
  return g_test_run ();
}
