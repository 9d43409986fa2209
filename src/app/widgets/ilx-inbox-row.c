/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-inbox-row.h"
#include "ilx-text.h"

struct _IlxInboxRow
{
  GtkWidget parent_instance;

  GtkLabel *initial;
  GtkLabel *sender;
  GtkLabel *subject;
  GtkLabel *preview_text;
  gboolean is_dark;
};

typedef enum
{
  PROP_IS_DARK = 1
} IlxInboxRowProperty;
static GParamSpec *properties[PROP_IS_DARK + 1];

G_DEFINE_FINAL_TYPE (IlxInboxRow, ilx_inbox_row, GTK_TYPE_WIDGET)

static void
ilx_inbox_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IlxInboxRowProperty) id)
    {
    case PROP_IS_DARK:
      g_value_set_boolean (value, ILX_INBOX_ROW (object)->is_dark);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_inbox_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxInboxRow *self = ILX_INBOX_ROW (object);

  switch ((IlxInboxRowProperty) id)
    {
    case PROP_IS_DARK:
      self->is_dark = g_value_get_boolean (value);
      gtk_widget_remove_css_class (GTK_WIDGET (self), self->is_dark ? "light" : "dark");
      gtk_widget_add_css_class (GTK_WIDGET (self), self->is_dark ? "dark" : "light");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_inbox_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_inbox_row_parent_class)->dispose (object);
}

static void
ilx_inbox_row_class_init (IlxInboxRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_inbox_row_get_property;
  object_class->set_property = ilx_inbox_row_set_property;
  object_class->dispose = ilx_inbox_row_dispose;
  properties[PROP_IS_DARK] = g_param_spec_boolean (
      "is-dark", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "ilxinboxrow");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/widgets/ilx-inbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, initial);
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, sender);
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, subject);
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, preview_text);
}

static void
ilx_inbox_row_init (IlxInboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ilx_inbox_row_set_mail (self, NULL, NULL, NULL);
}

/* The first letter, as the round picture that mail clients put there. */
static char *
dup_initial (const char *sender)
{
  g_autofree char *first = g_utf8_substring (sender, 0, MIN (g_utf8_strlen (sender, -1), 1));

  return g_utf8_strup (first, -1);
}

static void
tell (IlxInboxRow *self, const char *sender, const char *subject, const char *preview_text)
{
  /* Translators: how a mail looks in an inbox: sender, subject, the text behind it. */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s, %s"), sender, subject, preview_text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static const char *
get_or (const char *text, const char *other)
{
  return ilx_text_is_blank (text) ? other : text;
}

/**
 * ilx_inbox_row_set_mail:
 * @self: a row
 * @sender: (nullable): name or address
 * @subject: (nullable): the subject
 * @preview_text: (nullable): what stands behind it
 */
void
ilx_inbox_row_set_mail (IlxInboxRow *self,
                        const char *sender,
                        const char *subject,
                        const char *preview_text)
{
  const char *from = get_or (sender, _ ("No Sender"));
  const char *shown = get_or (subject, _ ("No subject"));
  const char *behind = get_or (preview_text, _ ("The first words of the mail"));
  g_autofree char *initial = dup_initial (from);

  gtk_label_set_label (self->initial, initial);
  gtk_label_set_label (self->sender, from);
  gtk_label_set_label (self->subject, shown);
  gtk_label_set_label (self->preview_text, behind);
  tell (self, from, shown, behind);
}
