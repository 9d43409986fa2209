/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links that lead nowhere, and images that can't be seen, or can't be heard. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-content-check-private.h"
#include "ilx-html-style.h"
#include "ilx-html.h"
#include "ilx-text.h"

typedef struct
{
  guint n_silent_images;
  guint n_dead_images;
  guint n_dead_links;
  guint n_insecure_links;
  char *dead_image; /* (owned) (nullable): the first */
  char *dead_link;  /* (owned) (nullable): the first */
} MarkupCheck;

static gboolean
has_prefix (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* Whether it begins with a merge tag, which may be anything. */
static gboolean
is_filled_in (IlxHtml *html, const char *address)
{
  return ilx_html_get_merge_tag (html, g_utf8_get_char (address)) != NULL
         || has_prefix (address, "[[");
}

/* The machine itself, which is another one for each reader. */
static gboolean
is_local_host (const char *address)
{
  static const char *const hosts[] = { "localhost", "127.", "0.0.0.0", "[::1]", NULL };
  const char *host = strstr (address, "://");

  for (guint i = 0; host != NULL && hosts[i] != NULL; i++)
    if (has_prefix (host + 3, hosts[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_dead_link (const char *address)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:", "tel:", "sms:", NULL };

  if (address[0] == '#')
    return address[1] == '\0';
  for (guint i = 0; schemes[i] != NULL; i++)
    if (has_prefix (address, schemes[i]))
      return is_local_host (address) || address[strlen (schemes[i])] == '\0';
  /* Another program's scheme may be right; a path or a bare name leads nowhere from a mail. */
  return strchr (address, ':') == NULL || has_prefix (address, "javascript:")
         || has_prefix (address, "file:") || has_prefix (address, "about:");
}

static void
note_first (guint *count, char **first, IlxHtml *html, const char *address)
{
  (*count)++;
  if (*first == NULL)
    *first = ilx_html_dup_restored (html, address);
}

static void
visit_link (MarkupCheck *self, IlxHtml *html, GumboNode *element)
{
  const char *value = ilx_html_get_attribute (element, "href");
  g_autofree char *address = ilx_text_dup_trimmed (value);

  if (address == NULL || is_filled_in (html, address))
    return;
  if (is_dead_link (address))
    note_first (&self->n_dead_links, &self->dead_link, html, address);
  else if (has_prefix (address, "http://"))
    self->n_insecure_links++;
}

static gboolean
is_pixel (GumboNode *image)
{
  const char *width = ilx_html_get_attribute (image, "width");
  const char *height = ilx_html_get_attribute (image, "height");

  return width != NULL && height != NULL && strlen (width) == 1 && strlen (height) == 1
         && *width <= '1' && *height <= '1';
}

static void
visit_image (MarkupCheck *self, IlxHtml *html, GumboNode *element)
{
  const char *value = ilx_html_get_attribute (element, "src");
  g_autofree char *address = ilx_text_dup_trimmed (value != NULL ? value : "");

  if (ilx_html_get_attribute (element, "alt") == NULL && !is_pixel (element))
    self->n_silent_images++;
  if (is_filled_in (html, address) || has_prefix (address, "cid:"))
    return;
  if ((!has_prefix (address, "http://") && !has_prefix (address, "https://"))
      || is_local_host (address))
    note_first (&self->n_dead_images, &self->dead_image, html,
                has_prefix (address, "data:") ? "data:" : address);
}

static gboolean
visit_cb (IlxHtml *html, GumboNode *element, gpointer data)
{
  if (ilx_html_is_hidden (element))
    return FALSE;
  if (element->v.element.tag == GUMBO_TAG_A || element->v.element.tag == GUMBO_TAG_AREA)
    visit_link (data, html, element);
  else if (element->v.element.tag == GUMBO_TAG_IMG)
    visit_image (data, html, element);
  return TRUE;
}

static void
add_links (MarkupCheck *self, IlxFindings *findings)
{
  if (self->n_dead_links > 0)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "dead-link", "html",
                      ngettext ("%u link leads nowhere: “%s”. Give it a whole address with "
                                "https://.",
                                "%u links lead nowhere, the first to “%s”. Give each a whole "
                                "address with https://.",
                                self->n_dead_links),
                      self->n_dead_links, self->dead_link);
  if (self->n_insecure_links > 0)
    ilx_findings_add (findings, ILX_FINDING_HINTS, "insecure-link", "html",
                      ngettext ("%u link uses http://. Use https:// where the site has it.",
                                "%u links use http://. Use https:// where the sites have it.",
                                self->n_insecure_links),
                      self->n_insecure_links);
}

static void
add_images (MarkupCheck *self, IlxFindings *findings)
{
  if (self->n_silent_images > 0)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "image-without-alt", "html",
                      ngettext ("%u image has no alternative text, so who does not load it sees "
                                "nothing. Add alt=\"…\", or alt=\"\" for decoration.",
                                "%u images have no alternative text, so who does not load them "
                                "sees nothing. Add alt=\"…\", or alt=\"\" for decoration.",
                                self->n_silent_images),
                      self->n_silent_images);
  if (self->n_dead_images > 0)
    ilx_findings_add (findings, ILX_FINDING_WARNS, "dead-image", "html",
                      ngettext ("%u image can't be loaded from a mail: “%s”. Upload it and use its "
                                "https:// address.",
                                "%u images can't be loaded from a mail, the first is “%s”. Upload "
                                "them and use their https:// addresses.",
                                self->n_dead_images),
                      self->n_dead_images, self->dead_image);
}

/* Adds what is wrong with links and images. A mail too big or too deep for a tree is not looked
 * into. */
void
ilx_content_check_markup (IlxFindings *findings, const char *source)
{
  g_autoptr (IlxHtml) html = ilx_html_parse (source);
  MarkupCheck self = { 0 };

  ilx_html_foreach_element (html, visit_cb, &self);
  add_links (&self, findings);
  add_images (&self, findings);
  g_free (self.dead_link);
  g_free (self.dead_image);
}
