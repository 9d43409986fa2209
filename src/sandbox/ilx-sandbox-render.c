/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-render.h"

#include "ilx-error.h"
#include "ilx-json.h"

#include <string.h>

/* More than this nobody nests by hand. */
#define MAX_NESTING 32

typedef struct
{
  JsonNode *context; /* lent */
  gboolean is_html;
  GString *out;                /* (owned) */
  gboolean shown[MAX_NESTING]; /* of each open {% if %}: whether its present branch is shown */
  guint depth;
} Renderer;

static const struct
{
  const char *tag;
  const char *words; /* of the link; NULL: the tag gives the address alone */
} links[] = {
  { "unsubscribe", "Unsubscribe" },
  { "unsubscribe_link", NULL },
  { "manage_preferences", "Manage preferences" },
  { "manage_preferences_link", NULL },
  { "web_view", "View in browser" },
  { "web_view_link", NULL },
};

static gboolean
fail (GError **error, const char *format, const char *what)
{
  g_autofree char *detail = g_strdup_printf (format, what);

  ilx_set_error (error, ILX_ERROR_INVALID_INPUT, "%s", detail);
  return FALSE;
}

static gboolean
is_shown (Renderer *self)
{
  for (guint i = 0; i < self->depth; i++)
    if (!self->shown[i])
      return FALSE;
  return TRUE;
}

static void
put (Renderer *self, const char *text, gssize length)
{
  if (is_shown (self))
    g_string_append_len (self->out, text, length);
}

static JsonNode *
get_part (JsonNode *node, const char *name)
{
  g_autofree char *index = g_strdup_printf ("[%s]", name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return ilx_json_get (node, index);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_get_member (json_node_get_object (node), name);
}

/* "event.items.0.name"; members may hold whatever ilx_json_get()'s paths would trip over. */
static JsonNode *
find_variable (JsonNode *context, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode *node = context;

  for (guint i = 0; parts[i] != NULL; i++)
    node = get_part (node, parts[i]);
  return node;
}

static gboolean
is_empty (JsonNode *node)
{
  g_autofree char *text = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  text = ilx_json_to_text (node, FALSE);
  return g_strv_contains (((const char *const[]){ "\"\"", "0", "false", "[]", "{}", NULL }), text);
}

static char *
dup_value (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return ilx_json_to_text (node, FALSE);
}

/* The text between the quotes of 'x' or "x"; NULL when it is not quoted. */
static char *
dup_unquoted (const char *text)
{
  gsize length = strlen (text);

  if (length < 2 || (*text != '\'' && *text != '"') || text[length - 1] != *text)
    return NULL;
  return g_strndup (text + 1, length - 2);
}

static char *
dup_title (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 1));
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, text + strlen (first), NULL);
}

/* Splits at bars outside of quotes. */
static GPtrArray *
split_filters (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;
  char quote = '\0';

  for (const char *at = text;; at++)
    {
      if (*at == '\0' || (*at == '|' && quote == '\0'))
        {
          g_ptr_array_add (parts, g_strstrip (g_strndup (start, (gsize) (at - start))));
          start = at + 1;
        }
      else if (quote != '\0' ? *at == quote : *at == '\'' || *at == '"')
        quote = quote != '\0' ? '\0' : *at;
      if (*at == '\0')
        return parts;
    }
}

/* One filter behind a bar: changes @node (for lookup) or @text. */
static gboolean
apply_filter (const char *filter, JsonNode **node, char **text, GError **error)
{
  const char *colon = strchr (filter, ':');
  g_autofree char *argument = colon != NULL ? dup_unquoted (colon + 1) : NULL;
  g_autofree char *name = colon != NULL ? g_strndup (filter, (gsize) (colon - filter)) : NULL;
  g_autofree char *old = *text;

  *text = NULL;
  if (name != NULL && argument == NULL)
    return fail (error, "Could not parse the argument of the filter: '%s'", filter);
  if (name != NULL && g_str_equal (name, "lookup"))
    *text = dup_value (*node = get_part (*node, argument));
  else if (name != NULL && g_str_equal (name, "default"))
    *text = *old == '\0' ? g_strdup (argument) : g_strdup (old);
  else if (g_str_equal (filter, "upper"))
    *text = g_utf8_strup (old, -1);
  else if (g_str_equal (filter, "lower"))
    *text = g_utf8_strdown (old, -1);
  else if (g_str_equal (filter, "title"))
    *text = dup_title (old);
  return *text != NULL || fail (error, "Invalid filter: '%s'", filter);
}

static gboolean
render_variable (Renderer *self, const char *inside, GError **error)
{
  g_autoptr (GPtrArray) parts = split_filters (inside);
  const char *path = g_ptr_array_index (parts, 0);
  JsonNode *node = find_variable (self->context, path);
  g_autofree char *text = dup_value (node);
  g_autofree char *escaped = NULL;

  if (!g_regex_match_simple ("^[\\w. -]+$", path, G_REGEX_OPTIMIZE, 0))
    return fail (error, "Could not parse the variable: '%s'", inside);
  for (guint i = 1; i < parts->len; i++)
    if (!apply_filter (g_ptr_array_index (parts, i), &node, &text, error))
      return FALSE;
  escaped = self->is_html ? g_markup_escape_text (text, -1) : NULL;
  put (self, escaped != NULL ? escaped : text, -1);
  return TRUE;
}

static gboolean
render_link (Renderer *self, const char *default_words, const char *argument, GError **error)
{
  g_autofree char *words = *argument != '\0' ? dup_unquoted (argument) : g_strdup (default_words);
  g_autofree char *link = NULL;

  if (*argument != '\0' && words == NULL)
    return fail (error, "Could not parse the argument of the tag: '%s'", argument);
  if (words == NULL || !self->is_html)
    put (self, "#", -1);
  else
    {
      link = g_markup_printf_escaped ("<a href=\"#\">%s</a>", words);
      put (self, link, -1);
    }
  return TRUE;
}

static gboolean
render_if (Renderer *self, const char *argument, GError **error)
{
  gboolean is_negated = g_str_has_prefix (argument, "not ");

  if (*argument == '\0' || self->depth == MAX_NESTING)
    return fail (error, "Could not parse the condition: '%s'", argument);
  if (is_negated)
    argument += strlen ("not ");
  self->shown[self->depth++] = is_empty (find_variable (self->context, argument)) == is_negated;
  return TRUE;
}

static gboolean
render_tag (Renderer *self, const char *inside, GError **error)
{
  g_autofree char *name = g_strndup (inside, strcspn (inside, " "));
  g_autofree char *argument = g_strstrip (g_strdup (inside + strlen (name)));

  if (g_str_equal (name, "if"))
    return render_if (self, argument, error);
  if (g_str_equal (name, "else") && self->depth > 0)
    {
      self->shown[self->depth - 1] = !self->shown[self->depth - 1];
      return TRUE;
    }
  if (g_str_equal (name, "endif") && self->depth > 0)
    {
      self->depth--;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (g_str_equal (links[i].tag, name))
      return render_link (self, links[i].words, argument, error);
  return fail (error, "Invalid block tag: '%s'", name);
}

/* @at stands on "{{" or "{%"; moves it behind the end of what began there. */
static gboolean
render_braces (Renderer *self, const char **at, GError **error)
{
  gboolean is_tag = (*at)[1] == '%';
  const char *end = strstr (*at + 2, is_tag ? "%}" : "}}");
  g_autofree char *inside = NULL;

  if (end == NULL)
    return fail (error, "Unclosed tag: '%.40s'", *at);
  inside = g_strstrip (g_strndup (*at + 2, (gsize) (end - *at - 2)));
  *at = end + 2;
  return is_tag ? render_tag (self, inside, error) : render_variable (self, inside, error);
}

static gboolean
render (Renderer *self, const char *at, GError **error)
{
  while (*at != '\0')
    {
      if (at[0] == '{' && (at[1] == '{' || at[1] == '%'))
        {
          if (!render_braces (self, &at, error))
            return FALSE;
          continue;
        }
      put (self, at, 1);
      at++;
    }
  return self->depth == 0 || fail (error, "Unclosed tag: '%s'", "if");
}

/**
 * ilx_sandbox_render:
 * @text: a template's HTML or text, UTF-8
 * @context: an object: what the variables stand for
 * @is_html: whether values are escaped and links are anchors
 * @error: %ILX_ERROR_INVALID_INPUT when the template's syntax is broken, with the platform's words
 *
 * Returns: (transfer full) (nullable): what a reader would see
 */
char *
ilx_sandbox_render (const char *text, JsonNode *context, gboolean is_html, GError **error)
{
  Renderer self = { context, is_html, g_string_new (NULL), { FALSE }, 0 };
  gboolean is_good = render (&self, text, error);

  return g_string_free (self.out, !is_good);
}
