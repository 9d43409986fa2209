/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-size-meter.h"

#define LARGE_BYTES (75 * 1024)
#define CUT_BYTES (102 * 1024)

struct _IlxSizeMeter
{
  GtkWidget parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (IlxSizeMeter, ilx_size_meter, GTK_TYPE_WIDGET)

static void
ilx_size_meter_dispose (GObject *object)
{
  g_clear_pointer (&ILX_SIZE_METER (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (ilx_size_meter_parent_class)->dispose (object);
}

static void
ilx_size_meter_class_init (IlxSizeMeterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_size_meter_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ilx_size_meter_init (IlxSizeMeter *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self), _ ("Gmail shows the first 102 KB of a mail. Links grow when the platform "
                            "tracks them."));
  ilx_size_meter_set_bytes (self, 0);
}

static char *
dup_text (gsize n_bytes)
{
  guint n_kilobytes = (guint) ((n_bytes + 1023) / 1024);

  if (n_bytes >= CUT_BYTES)
    return g_strdup_printf (_ ("%u KB: Gmail will cut it off at 102 KB"), n_kilobytes);
  if (n_bytes >= LARGE_BYTES)
    return g_strdup_printf (_ ("%u KB: near the 102 KB at which Gmail cuts"), n_kilobytes);
  return g_strdup_printf (_ ("%u KB"), n_kilobytes);
}

/**
 * ilx_size_meter_set_bytes:
 * @self: a meter
 * @n_bytes: of the HTML
 */
void
ilx_size_meter_set_bytes (IlxSizeMeter *self, gsize n_bytes)
{
  g_autofree char *text = dup_text (n_bytes);
  const char *tone = n_bytes >= CUT_BYTES ? "error" : n_bytes >= LARGE_BYTES ? "warning" : NULL;

  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_remove_css_class (self->label, "warning");
  gtk_widget_remove_css_class (self->label, "error");
  gtk_widget_remove_css_class (self->label, "dim-label");
  gtk_widget_add_css_class (self->label, tone != NULL ? tone : "dim-label");
}

const char *
ilx_size_meter_get_text (IlxSizeMeter *self)
{
  return gtk_label_get_label (GTK_LABEL (self->label));
}
