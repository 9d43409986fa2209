/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-age-label.h"
#include "ilx-time.h"

/* Words are about minutes; so often they are looked at. */
#define PERIOD 20 /* seconds */

struct _IlxAgeLabel
{
  GtkWidget parent_instance;

  GtkInscription *text;
  gint64 time;
  const char *meaning; /* (unowned) (nullable) */
};

typedef enum
{
  PROP_TIME = 1
} IlxAgeLabelProperty;
static GParamSpec *properties[PROP_TIME + 1];

G_DEFINE_FINAL_TYPE (IlxAgeLabel, ilx_age_label, GTK_TYPE_WIDGET)

/* --- What all labels share -------------------------------------------------------------------- */

static IlxClock *shared_clock;
static GHashTable *shown; /* of IlxAgeLabel (unowned): those that are mapped */
static guint timer_id;

static gint64
get_now (void)
{
  if (shared_clock == NULL)
    shared_clock = ilx_clock_new ();
  return ilx_clock_get_now (shared_clock);
}

static void
update (IlxAgeLabel *self)
{
  g_autofree char *age = self->time != 0 ? ilx_time_format_age (get_now () - self->time) : NULL;

  if (g_strcmp0 (gtk_inscription_get_text (self->text), age) != 0)
    gtk_inscription_set_text (self->text, age);
}

static void
update_all (void)
{
  GHashTableIter iter;
  gpointer label;

  if (shown == NULL)
    return;
  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    update (label);
}

static gboolean
tick_cb (gpointer user_data)
{
  update_all ();
  return G_SOURCE_CONTINUE;
}

static void
set_shown (IlxAgeLabel *self, gboolean is_shown)
{
  if (shown == NULL)
    shown = g_hash_table_new (NULL, NULL);
  if (is_shown)
    g_hash_table_add (shown, self);
  else
    g_hash_table_remove (shown, self);
  if (g_hash_table_size (shown) == 0)
    g_clear_handle_id (&timer_id, g_source_remove);
  else if (timer_id == 0)
    timer_id = g_timeout_add_seconds (PERIOD, tick_cb, NULL);
}

/**
 * ilx_age_label_set_clock:
 * @clock: what all labels ask for the time
 */
void
ilx_age_label_set_clock (IlxClock *clock)
{
  g_set_object (&shared_clock, clock);
  update_all ();
}

/**
 * ilx_age_label_get_n_shown:
 *
 * Returns: how many labels keep the timer running
 */
guint
ilx_age_label_get_n_shown (void)
{
  return timer_id != 0 ? g_hash_table_size (shown) : 0;
}

/* --- One label -------------------------------------------------------------------------------- */

static void
ilx_age_label_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ilx_age_label_parent_class)->map (widget);
  update (ILX_AGE_LABEL (widget));
  set_shown (ILX_AGE_LABEL (widget), TRUE);
}

static void
ilx_age_label_unmap (GtkWidget *widget)
{
  set_shown (ILX_AGE_LABEL (widget), FALSE);
  GTK_WIDGET_CLASS (ilx_age_label_parent_class)->unmap (widget);
}

/* Made when it is asked for: rows are many, tooltips are few. */
static gboolean
ilx_age_label_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  IlxAgeLabel *self = ILX_AGE_LABEL (widget);
  g_autofree char *exact = ilx_time_format_local (self->time);
  g_autofree char *text = NULL;

  if (self->time == 0)
    return FALSE;
  if (self->meaning != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (self->meaning, "%s", 2);

      text = g_strjoinv (exact, parts);
    }
  gtk_tooltip_set_text (tooltip, text != NULL ? text : exact);
  return TRUE;
}

static void
ilx_age_label_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TIME)
    g_value_set_int64 (value, ILX_AGE_LABEL (object)->time);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_age_label_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TIME)
    ilx_age_label_set_time (ILX_AGE_LABEL (object), g_value_get_int64 (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ilx_age_label_dispose (GObject *object)
{
  IlxAgeLabel *self = ILX_AGE_LABEL (object);

  g_clear_pointer ((GtkWidget **) &self->text, gtk_widget_unparent);
  G_OBJECT_CLASS (ilx_age_label_parent_class)->dispose (object);
}

static void
ilx_age_label_class_init (IlxAgeLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_age_label_get_property;
  object_class->set_property = ilx_age_label_set_property;
  object_class->dispose = ilx_age_label_dispose;
  widget_class->map = ilx_age_label_map;
  widget_class->unmap = ilx_age_label_unmap;
  widget_class->query_tooltip = ilx_age_label_query_tooltip;
  properties[PROP_TIME]
      = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
ilx_age_label_init (IlxAgeLabel *self)
{
  self->text = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_xalign (self->text, 0);
  gtk_inscription_set_nat_chars (self->text, 14);
  gtk_inscription_set_min_chars (self->text, 8);
  gtk_inscription_set_text_overflow (self->text, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * ilx_age_label_new:
 *
 * Returns: (transfer floating): a label that shows nothing yet
 */
GtkWidget *
ilx_age_label_new (void)
{
  return g_object_new (ILX_TYPE_AGE_LABEL, NULL);
}

/**
 * ilx_age_label_new_aside:
 *
 * Returns: (transfer floating): a label that shows nothing yet, small and dim, for the end of a
 * line
 */
GtkWidget *
ilx_age_label_new_aside (void)
{
  GtkWidget *self = ilx_age_label_new ();

  ilx_age_label_set_xalign (ILX_AGE_LABEL (self), 1);
  gtk_widget_add_css_class (self, "dim-label");
  gtk_widget_add_css_class (self, "caption");
  return self;
}

gint64
ilx_age_label_get_time (IlxAgeLabel *self)
{
  return self->time;
}

/**
 * ilx_age_label_set_time:
 * @self: a label
 * @time: microseconds since the epoch; 0 shows nothing
 */
void
ilx_age_label_set_time (IlxAgeLabel *self, gint64 time)
{
  if (self->time == time)
    return;
  self->time = time;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME]);
}

/**
 * ilx_age_label_get_text:
 * @self: a label
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const char *
ilx_age_label_get_text (IlxAgeLabel *self)
{
  return gtk_inscription_get_text (self->text);
}

/**
 * ilx_age_label_set_xalign:
 * @self: a label
 * @xalign: 0 for the start of the line, 1 for its end
 */
void
ilx_age_label_set_xalign (IlxAgeLabel *self, float xalign)
{
  gtk_inscription_set_xalign (self->text, xalign);
}

/**
 * ilx_age_label_set_meaning:
 * @self: a label
 * @meaning: (nullable): a static, translated sentence with %s for the exact time
 */
void
ilx_age_label_set_meaning (IlxAgeLabel *self, const char *meaning)
{
  self->meaning = meaning;
}
