/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-send-lines.h"

struct _IlxSendLines
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group; /* (unowned) */
  GPtrArray *lines;           /* (owned) (nullable): what is shown */
  GPtrArray *rows;            /* (owned) (element-type GtkWidget): unowned */
};

typedef enum
{
  PROP_TITLE = 1
} IlxSendLinesProperty;
static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_FINAL_TYPE (IlxSendLines, ilx_send_lines, ADW_TYPE_BIN)

static void
ilx_send_lines_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IlxSendLinesProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, adw_preferences_group_get_title (ILX_SEND_LINES (object)->group));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_send_lines_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((IlxSendLinesProperty) id)
    {
    case PROP_TITLE:
      ilx_send_lines_set_title (ILX_SEND_LINES (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_send_lines_finalize (GObject *object)
{
  IlxSendLines *self = ILX_SEND_LINES (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ilx_send_lines_parent_class)->finalize (object);
}

static void
ilx_send_lines_class_init (IlxSendLinesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ilx_send_lines_get_property;
  object_class->set_property = ilx_send_lines_set_property;
  object_class->finalize = ilx_send_lines_finalize;
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_send_lines_init (IlxSendLines *self)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->rows = g_ptr_array_new ();
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * ilx_send_lines_new:
 *
 * Returns: (transfer floating): a group without lines
 */
GtkWidget *
ilx_send_lines_new (void)
{
  return g_object_new (ILX_TYPE_SEND_LINES, NULL);
}

/**
 * ilx_send_lines_set_title:
 * @self: a group
 * @title: what its lines are about
 */
void
ilx_send_lines_set_title (IlxSendLines *self, const char *title)
{
  adw_preferences_group_set_title (self->group, title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * ilx_send_lines_set_suffix:
 * @self: a group
 * @suffix: (nullable): a widget for the end of the title
 */
void
ilx_send_lines_set_suffix (IlxSendLines *self, GtkWidget *suffix)
{
  adw_preferences_group_set_header_suffix (self->group, suffix);
}

/**
 * ilx_send_lines_set_picture:
 * @self: a group without lines yet
 * @picture: (transfer floating): a widget that stands above them
 */
void
ilx_send_lines_set_picture (IlxSendLines *self, GtkWidget *picture)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE,
                                 "child", picture, NULL);

  adw_preferences_group_add (self->group, row);
}

static gboolean
is_same_line (const IlxSendLine *a, const IlxSendLine *b)
{
  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->value, b->value) == 0
         && g_strcmp0 (a->detail, b->detail) == 0;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!is_same_line (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static GtkWidget *
new_value (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

/* Names and subjects may hold anything; a row takes markup, and its subtitle always does. */
static GtkWidget *
new_row (const IlxSendLine *line)
{
  g_autofree char *title = g_markup_escape_text (line->title, -1);
  g_autofree char *detail = g_markup_escape_text (line->detail != NULL ? line->detail : "", -1);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", detail,
                                 "title-lines", 0, "subtitle-lines", 0, NULL);

  if (line->value != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_value (line->value));
  return row;
}

/* A row keeps its place as long as its line does, so that the focus stays where it is. */
static void
replace_row (IlxSendLines *self, guint index, const IlxSendLine *line)
{
  GtkWidget *row = new_row (line);

  adw_preferences_group_add (self->group, row);
  g_ptr_array_insert (self->rows, (int) index, row);
}

static void
remove_rows (IlxSendLines *self, guint from)
{
  while (self->rows->len > from)
    {
      adw_preferences_group_remove (self->group,
                                    g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
}

static guint
count_kept (GPtrArray *before, GPtrArray *after)
{
  guint n = 0;

  while (before != NULL && n < before->len && n < after->len
         && is_same_line (g_ptr_array_index (before, n), g_ptr_array_index (after, n)))
    n++;
  return n;
}

/**
 * ilx_send_lines_take:
 * @self: a group
 * @lines: (transfer full) (element-type IlxSendLine): what it shows from now on
 */
void
ilx_send_lines_take (IlxSendLines *self, GPtrArray *lines)
{
  guint n_kept;

  if (is_same (self->lines, lines))
    {
      g_ptr_array_unref (lines);
      return;
    }
  n_kept = count_kept (self->lines, lines);
  remove_rows (self, n_kept);
  for (guint i = n_kept; i < lines->len; i++)
    replace_row (self, i, g_ptr_array_index (lines, i));
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = lines;
}
