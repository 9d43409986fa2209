/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source of a mail through each lens of the preview: whatever it is, it comes back, and a
 * second time through the same lens finds nothing left to do. */
#include "config.h"

#include <string.h>

#include "ilx-webview-lens.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_lens (IlxWebviewLens lens, const char *source)
{
  g_autofree char *once = ilx_webview_lens_apply (lens, source, NULL);
  g_autofree char *twice = ilx_webview_lens_apply (lens, once, NULL);

  if (strstr (source, "prefers") == NULL && strstr (once, "x-text:") == NULL)
    g_assert_cmpuint (strlen (once), <=, strlen (source) * 9 + 1);
  if (lens != ILX_WEBVIEW_LENS_DARK_INVERTED)
    g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_autofree char *doctype = ilx_webview_lens_dup_doctype (text);

  g_assert_true (strstr (text, doctype) != NULL);
  for (guint lens = 0; lens <= ILX_WEBVIEW_LENS_IMAGES_OFF; lens++)
    check_lens ((IlxWebviewLens) lens, text);
  return 0;
}
