/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-html-style.h"

/* Declarations that hide an element, without blanks. */
static const char *const hiding[]
    = { "display:none", "visibility:hidden", "mso-hide:all", "max-height:0", "opacity:0", NULL };
/* Classes that everybody hides by a style sheet. */
static const char *const hidden_classes[] = { "preheader", "preview-text", "previewtext", NULL };

/* The style as declarations in lower case without blanks and without "!important". */
static GStrv
dup_declarations (GumboNode *element)
{
  const char *style = ilx_html_get_attribute (element, "style");
  GString *compact = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (; style != NULL && *style != '\0'; style++)
    if (!g_ascii_isspace (*style))
      g_string_append_c (compact, g_ascii_tolower (*style));
  g_string_replace (compact, "!important", "", 0);
  text = g_string_free (compact, FALSE);
  return g_strsplit (text, ";", -1);
}

/* "max-height:0", "max-height:0px", "opacity:0.0", but not "opacity:0.5" or "max-height:0.5em". */
static gboolean
is_declared (const char *declaration, const char *wanted)
{
  const char *rest = declaration + strlen (wanted);

  if (!g_str_has_prefix (declaration, wanted))
    return FALSE;
  if (*rest == '.')
    rest += 1 + strspn (rest + 1, "0");
  return strspn (rest, "0123456789.") == 0;
}

static gboolean
is_hidden_by_style (GumboNode *element)
{
  g_auto (GStrv) declarations = dup_declarations (element);

  for (guint i = 0; declarations[i] != NULL; i++)
    for (guint j = 0; hiding[j] != NULL; j++)
      if (is_declared (declarations[i], hiding[j]))
        return TRUE;
  return FALSE;
}

static gboolean
is_hidden_by_class (GumboNode *element)
{
  const char *value = ilx_html_get_attribute (element, "class");
  g_auto (GStrv) classes = g_strsplit_set (value != NULL ? value : "", " \t\n", -1);

  for (guint i = 0; classes[i] != NULL; i++)
    {
      g_autofree char *name = g_ascii_strdown (classes[i], -1);

      if (g_strv_contains (hidden_classes, name))
        return TRUE;
    }
  return FALSE;
}

/**
 * ilx_html_is_hidden:
 * @element: an element
 *
 * Returns: whether it and all in it is not shown, as preheaders are
 */
gboolean
ilx_html_is_hidden (GumboNode *element)
{
  return ilx_html_get_attribute (element, "hidden") != NULL || is_hidden_by_style (element)
         || is_hidden_by_class (element);
}

/**
 * ilx_html_get_text_size:
 * @element: an element
 *
 * Layouts set the size to nothing on a cell and to something on what is in it, so it hides text
 * alone, and only as long as nobody sets it again.
 *
 * Returns: whether its own text can be seen
 */
IlxTextSize
ilx_html_get_text_size (GumboNode *element)
{
  g_auto (GStrv) declarations = dup_declarations (element);
  IlxTextSize size = ILX_TEXT_SIZE_INHERITED;

  for (guint i = 0; declarations[i] != NULL; i++)
    if (g_str_has_prefix (declarations[i], "font-size:"))
      {
        const char *value = declarations[i] + strlen ("font-size:");
        char *unit = NULL;
        double number = g_ascii_strtod (value, &unit);

        if (unit == value) /* "medium" */
          size = ILX_TEXT_SIZE_SOME;
        else if (number == 0 || (number <= 1 && (*unit == '\0' || g_str_has_prefix (unit, "p"))))
          size = ILX_TEXT_SIZE_NONE;
        else if (g_str_has_prefix (unit, "p") || g_str_has_prefix (unit, "rem"))
          size = ILX_TEXT_SIZE_SOME;
      }
  return size;
}
