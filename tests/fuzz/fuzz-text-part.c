/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a user calls HTML: its text part is text that ends well, and its checks come to an end.
 */
#include "config.h"

#include <string.h>

#include "ilx-text-part.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const unsubscribe_tags[] = { "{% unsubscribe %}", NULL };
  g_autofree char *html = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;

  /* What is kept as HTML was read as UTF-8. */
  if (!g_utf8_validate (html, -1, NULL))
    return 0;
  text = ilx_text_part_build (html);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (*text == '\0' || g_str_has_suffix (text, "\n"));
  g_assert_false (g_str_has_suffix (text, "\n\n"));
  campaign = ilx_campaign_new ();
  ilx_campaign_set_subject (campaign, html);
  ilx_campaign_set_html (campaign, html);
  ilx_campaign_set_text (campaign, html);
  findings = ilx_content_check (campaign, unsubscribe_tags);
  for (guint i = 0; i < findings->len; i++)
    g_assert_true (
        g_utf8_validate (((IlxFinding *) g_ptr_array_index (findings, i))->message, -1, NULL));
  return 0;
}
