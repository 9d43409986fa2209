/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-content-check-private.h"
#include "ilx-merge-tag.h"
#include "ilx-text-part.h"
#include "ilx-text.h"

/* Gmail cuts a mail at 102 KB, and a platform makes links longer for its tracking. */
#define LARGE_HTML_BYTES (80 * 1024)
#define MAX_HTML_BYTES (500 * 1024)
/* Inboxes show about 60 characters of a subject, and beyond 150 nobody reads. */
#define LONG_SUBJECT 60
#define TOO_LONG_SUBJECT 150
/* Fewer capitals may be an abbreviation. */
#define MIN_SHOUTED_LETTERS 6

/* Whatever fills in where the sender can be reached by post. */
static const char *const address_tags[] = { "organization.full_address",
                                            "organization.address",
                                            "organization.street_address",
                                            "LIST:ADDRESS",
                                            "LIST:ADDRESSLINE",
                                            "LIST:ADDRESS_HTML",
                                            "HTML:LIST_ADDRESS_HTML",
                                            "[[sender_address]]",
                                            NULL };

/* The subject as it is read, apart from what is filled in. */
static char *
dup_without_tags (const char *text)
{
  g_autoptr (GArray) tags = ilx_merge_tags_find (text);
  GString *rest = g_string_new (NULL);
  const char *at = text;

  for (guint i = 0; i < tags->len; i++)
    {
      const IlxMergeTag *tag = &g_array_index (tags, IlxMergeTag, i);

      g_string_append_len (rest, at, tag->start - at);
      at = tag->start + tag->length;
    }
  g_string_append (rest, at);
  return g_string_free (rest, FALSE);
}

static gboolean
is_shouted (const char *text)
{
  guint n_letters = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_islower (c))
        return FALSE;
      n_letters += g_unichar_isupper (c);
    }
  return n_letters >= MIN_SHOUTED_LETTERS;
}

static void
check_subject (IlxFindings *findings, const char *subject)
{
  g_autofree char *words = dup_without_tags (subject);
  guint length = ilx_text_count_graphemes (words);

  if (length > TOO_LONG_SUBJECT)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "long-subject", "subject",
                      ngettext ("The subject has %u character, and inboxes cut it at about 60. "
                                "Shorten it.",
                                "The subject has %u characters, and inboxes cut it at about 60. "
                                "Shorten it.",
                                length),
                      length);
  else if (length > LONG_SUBJECT)
    ilx_findings_add (findings, ILX_FINDING_HINTS, "long-subject", "subject",
                      ngettext ("The subject has %u character; inboxes show about 60. Put what "
                                "matters first.",
                                "The subject has %u characters; inboxes show about 60. Put what "
                                "matters first.",
                                length),
                      length);
  if (is_shouted (words))
    ilx_findings_add (findings, ILX_FINDING_HINTS, "shouting-subject", "subject",
                      _ ("The subject is all capitals, which filters and readers take for spam. "
                         "Write it in small letters."));
  ilx_content_check_tags (findings, "subject", subject);
}

static void
check_preview (IlxFindings *findings, const char *preview)
{
  if (ilx_text_is_blank (preview))
    ilx_findings_add (findings, ILX_FINDING_HINTS, "no-preview-text", "preview-text",
                      _ ("There is no preview text, so inboxes show the beginning of the mail "
                         "beside the subject. Write one."));
  else
    ilx_content_check_tags (findings, "preview-text", preview);
}

static void
check_size (IlxFindings *findings, gsize size)
{
  guint kilobytes = (guint) (size / 1024);

  if (size > MAX_HTML_BYTES)
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "html-too-large", "html",
                      _ ("The HTML has %u KB, and mail clients show at most a fifth of that. Take "
                         "embedded images and unused styles out of it; 80 KB are safe."),
                      kilobytes);
  else if (size > LARGE_HTML_BYTES)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "large-html", "html",
                      _ ("The HTML has %u KB. Gmail cuts mails at 102 KB, tracked links included, "
                         "and the unsubscribe link with them. Shorten it to 80 KB."),
                      kilobytes);
}

/* What can be read or seen of the mail. */
static void
check_visible (IlxFindings *findings, const char *html)
{
  g_autofree char *text = ilx_text_part_build (html);

  if (!ilx_text_is_blank (text))
    return;
  if (strstr (html, "<img") != NULL || strstr (html, "<IMG") != NULL)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "images-only", "html",
                      _ ("The mail has no words, so who does not load images sees nothing. Add "
                         "text, or alternative texts to the images."));
  else
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "no-content", "html",
                      _ ("Nothing in the HTML can be seen. Write the mail."));
}

static void
check_unsubscribe (IlxFindings *findings,
                   const char *html,
                   const char *text,
                   const char *const *unsubscribe_tags)
{
  if (unsubscribe_tags == NULL || unsubscribe_tags[0] == NULL)
    return;
  if (!ilx_content_has_tag (html, TRUE, unsubscribe_tags))
    ilx_findings_add (
        findings, ILX_FINDING_BLOCKS, "no-unsubscribe", "html",
        _ ("The mail has no unsubscribe link, which the law and every mailbox demand. "
           "Add %s."),
        unsubscribe_tags[0]);
  if (!ilx_text_is_blank (text) && !ilx_content_has_tag (text, FALSE, unsubscribe_tags))
    ilx_findings_add (findings, ILX_FINDING_WARNS, "no-unsubscribe-in-text", "text",
                      _ ("The plain text has no unsubscribe link. Add one, or empty the plain text "
                         "to have it made from the HTML."));
}

static gboolean
has_postal_address (const char *html)
{
  return ilx_content_has_tag (html, TRUE, address_tags)
         || strstr (html, "[[sender_address]]") != NULL || strstr (html, "<address") != NULL;
}

static void
check_html (IlxFindings *findings, const char *html)
{
  check_size (findings, strlen (html));
  check_visible (findings, html);
  ilx_content_check_tags (findings, "html", html);
  ilx_content_check_markup (findings, html);
  if (!has_postal_address (html))
    ilx_findings_add (findings, ILX_FINDING_WARNS, "no-postal-address", "html",
                      _ ("The mail does not fill in your postal address, which many countries "
                         "demand. Add {{ organization.full_address }}, or ignore this if the "
                         "address is written out."));
}

/**
 * ilx_content_check:
 * @campaign: a campaign
 * @unsubscribe_tags: (nullable) (array zero-terminated=1): the merge tags that are an unsubscribe
 *   link on the platform, as it writes them: "{% unsubscribe %}"; compared by their first word.
 * NULL: not checked
 *
 * What a mail should have whatever the platform. The codes:
 *
 * block: `no-subject`, `no-content`, `html-too-large`, `no-unsubscribe`, `broken-merge-tag`;
 * warn: `long-subject`, `images-only`, `large-html`, `no-unsubscribe-in-text`,
 * `merge-tag-without-default`, `image-without-alt`, `dead-image`, `dead-link`, `no-postal-address`;
 * hint: `long-subject`, `shouting-subject`, `no-preview-text`, `insecure-link`.
 *
 * Returns: (transfer full): what was found, in the order of the fields
 */
IlxFindings *
ilx_content_check (IlxCampaign *campaign, const char *const *unsubscribe_tags)
{
  IlxFindings *findings = ilx_findings_new ();
  const char *subject = ilx_campaign_get_subject (campaign);
  const char *html = ilx_campaign_get_html (campaign);
  const char *text = ilx_campaign_get_text (campaign);

  if (ilx_text_is_blank (subject))
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "no-subject", "subject",
                      _ ("The mail has no subject. Write one."));
  else
    check_subject (findings, subject);
  check_preview (findings, ilx_campaign_get_preview_text (campaign));
  if (ilx_text_is_blank (html))
    ilx_findings_add (findings, ILX_FINDING_BLOCKS, "no-content", "html",
                      _ ("The mail has no content. Write it, or give its HTML."));
  else
    {
      check_html (findings, html);
      check_unsubscribe (findings, html, text, unsubscribe_tags);
    }
  if (!ilx_text_is_blank (text))
    ilx_content_check_tags (findings, "text", text);
  return findings;
}
