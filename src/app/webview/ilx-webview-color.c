/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdk.h>
#include <string.h>

#include "ilx-webview-color.h"

/* How light white becomes: #1e1e1e, the canvas. */
#define DARKEST (30.0 / 255.0)

/* Each part from its other end, as in a negative, and then half around the circle of hues, which
 * brings the hue back and leaves the lightness turned: the matrix of CSS's hue-rotate(180deg). */
static void
invert (GdkRGBA *color)
{
  static const double rows[3][3] = {
    { -0.574, 1.430, 0.144 },
    { 0.426, 0.430, 0.144 },
    { 0.426, 1.430, -0.856 },
  };
  const double negative[] = {
    1.0 - color->red * (1.0 - DARKEST),
    1.0 - color->green * (1.0 - DARKEST),
    1.0 - color->blue * (1.0 - DARKEST),
  };
  float *const parts[] = { &color->red, &color->green, &color->blue };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      double sum = 0;

      for (guint j = 0; j < G_N_ELEMENTS (negative); j++)
        sum += rows[i][j] * negative[j];
      *parts[i] = (float) CLAMP (sum, 0.0, 1.0);
    }
}

static guint
get_byte (float part)
{
  return (guint) (part * 255.0 + 0.5);
}

static void
append_color (GString *out, const GdkRGBA *color)
{
  g_string_append_printf (out, "#%02x%02x%02x", get_byte (color->red), get_byte (color->green),
                          get_byte (color->blue));
  if (color->alpha < 1.0f)
    g_string_append_printf (out, "%02x", get_byte (color->alpha));
}

/* "rgb(1 2 3 / 50%)" as "rgba(1,2,3,0.5)", which is what GDK reads. */
static char *
dup_with_commas (const char *text)
{
  const char *open = strchr (text, '(');
  g_auto (GStrv) parts = g_strsplit_set (open + 1, " \t\n\r\f,/)", -1);
  GString *out = g_string_new (NULL);
  guint count = 0;

  g_string_append_len (out, text, 3);
  g_string_append (out, "a(");
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0' && count < 4)
      {
        if (count > 0)
          g_string_append_c (out, ',');
        if (count++ == 3 && g_str_has_suffix (parts[i], "%"))
          g_string_append_printf (out, "%f", g_ascii_strtod (parts[i], NULL) / 100.0);
        else
          g_string_append (out, parts[i]);
      }
  if (count == 3)
    g_string_append (out, ",1");
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

static gboolean
parse (GdkRGBA *color, const char *text)
{
  g_autofree char *commas = NULL;

  if (g_str_equal (text, "transparent"))
    return FALSE;
  if (!g_str_has_prefix (text, "rgb") && !g_str_has_prefix (text, "hsl"))
    return gdk_rgba_parse (color, text);
  if (strchr (text, '(') == NULL)
    return FALSE;
  commas = dup_with_commas (text);
  return gdk_rgba_parse (color, commas);
}

/**
 * ilx_webview_color_append_inverted:
 * @out: gets the colour
 * @color: a colour of CSS: "#abc", "rgb(1, 2, 3)", "hsl(…)" or a name
 * @length: of @color
 *
 * Returns: whether it is a colour; if not, @out is as it was
 */
gboolean
ilx_webview_color_append_inverted (GString *out, const char *color, gsize length)
{
  g_autofree char *text = g_ascii_strdown (color, (gssize) length);
  GdkRGBA rgba;

  if (!parse (&rgba, text))
    return FALSE;
  invert (&rgba);
  append_color (out, &rgba);
  return TRUE;
}

/**
 * ilx_webview_color_append_inverted_legacy:
 * @out: gets the colour
 * @color: the value of an attribute like "bgcolor", where the # may be missing
 * @length: of @color
 *
 * Returns: whether it is a colour; if not, @out is as it was
 */
gboolean
ilx_webview_color_append_inverted_legacy (GString *out, const char *color, gsize length)
{
  g_autofree char *text = g_strstrip (g_strndup (color, length));
  g_autofree char *hex = g_strconcat ("#", text, NULL);
  gboolean is_bare = strlen (text) == 6 && strspn (text, "0123456789abcdefABCDEF") == 6;

  return is_bare ? ilx_webview_color_append_inverted (out, hex, 7)
                 : ilx_webview_color_append_inverted (out, text, strlen (text));
}
