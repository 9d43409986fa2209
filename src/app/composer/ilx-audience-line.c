/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-audience-line.h"
#include "ilx-audience-words.h"
#include "ilx-line-layout.h"

struct _IlxAudienceLine
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *details;
  IlxWorkspace *workspace; /* (owned) (nullable) */
  GSignalGroup *signals;   /* (owned): of the audience */
};

G_DEFINE_FINAL_TYPE (IlxAudienceLine, ilx_audience_line, GTK_TYPE_WIDGET)

static void
show (IlxAudienceLine *self, const char *name, const char *details, gboolean is_gone)
{
  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_label (self->details, details);
  if (is_gone)
    {
      gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
      gtk_widget_add_css_class (GTK_WIDGET (self->details), "warning");
      gtk_widget_remove_css_class (GTK_WIDGET (self->details), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->details), "warning");
      gtk_widget_add_css_class (GTK_WIDGET (self->details), "dim-label");
    }
}

static void
follow (IlxAudienceLine *self, IlxAudience *audience)
{
  g_autofree char *details
      = ilx_audience_words_dup_line (audience, ilx_workspace_get_now (self->workspace));
  const char *name = ilx_audience_get_name (audience);

  show (self, name != NULL ? name : ilx_audience_get_id (audience), details, FALSE);
  gtk_image_set_from_icon_name (
      self->icon, ilx_audience_words_get_icon_name (ilx_audience_get_kind (audience)));
}

static void
notify_cb (GObject *audience, GParamSpec *pspec, gpointer user_data)
{
  follow (user_data, ILX_AUDIENCE (audience));
}

static void
ilx_audience_line_dispose (GObject *object)
{
  IlxAudienceLine *self = ILX_AUDIENCE_LINE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->signals);
  g_clear_object (&self->workspace);
  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_audience_line_parent_class)->dispose (object);
}

static void
ilx_audience_line_class_init (IlxAudienceLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_audience_line_dispose;
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-audience-line.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceLine, icon);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceLine, name);
  gtk_widget_class_bind_template_child (widget_class, IlxAudienceLine, details);
}

static void
ilx_audience_line_init (IlxAudienceLine *self)
{
  self->signals = g_signal_group_new (ILX_TYPE_AUDIENCE);
  g_signal_group_connect (self->signals, "notify", G_CALLBACK (notify_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_audience_line_new:
 *
 * Returns: (transfer floating): an empty line
 */
GtkWidget *
ilx_audience_line_new (void)
{
  return g_object_new (ILX_TYPE_AUDIENCE_LINE, NULL);
}

/**
 * ilx_audience_line_set:
 * @self: a line
 * @workspace: for the time
 * @audience: (nullable): what it shows; NULL: it is gone
 * @name: (nullable): what to call one that is gone
 * @note: (nullable): what to say of one that is gone
 */
void
ilx_audience_line_set (IlxAudienceLine *self,
                       IlxWorkspace *workspace,
                       IlxAudience *audience,
                       const char *name,
                       const char *note)
{
  g_set_object (&self->workspace, workspace);
  g_signal_group_set_target (self->signals, audience);
  if (audience != NULL)
    follow (self, audience);
  else
    show (self, name != NULL ? name : "", note != NULL ? note : "", TRUE);
}

/**
 * ilx_audience_line_refresh:
 * @self: a line
 *
 * Says anew how old the number is.
 */
void
ilx_audience_line_refresh (IlxAudienceLine *self)
{
  g_autoptr (IlxAudience) audience = g_signal_group_dup_target (self->signals);

  if (audience != NULL)
    follow (self, audience);
}

const char *
ilx_audience_line_get_name (IlxAudienceLine *self)
{
  return gtk_label_get_label (self->name);
}

const char *
ilx_audience_line_get_details (IlxAudienceLine *self)
{
  return gtk_label_get_label (self->details);
}
