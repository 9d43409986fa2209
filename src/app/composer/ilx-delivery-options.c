/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ilx-delivery-options.h"

/* A switch for a property of the campaign. */
static const struct
{
  const char *property;
  const char *title;
  const char *subtitle;
} options[] = {
  { "has-smart-sending", N_ ("Smart Sending"),
    N_ ("Skips people who got another mail from you in the last 16 hours, or the time that is set "
        "on the platform. They don’t get this one later.") },
  { "has-open-tracking", N_ ("Count Opens"),
    N_ ("Puts an invisible picture into the mail. Some programs load it for nobody.") },
  { "has-click-tracking", N_ ("Count Clicks"),
    N_ ("Leads links over the platform, which counts them.") },
  { "has-utm-tracking", N_ ("Mark Links"),
    N_ ("Adds UTM parameters to links, so that your web statistics know the campaign.") },
};

struct _IlxDeliveryOptions
{
  GtkWidget parent_instance;

  GtkSwitch *switches[G_N_ELEMENTS (options)]; /* (unowned) */
  IlxDocument *document;                       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (IlxDeliveryOptions, ilx_delivery_options, GTK_TYPE_WIDGET)

static void
ilx_delivery_options_dispose (GObject *object)
{
  IlxDeliveryOptions *self = ILX_DELIVERY_OPTIONS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (ilx_delivery_options_parent_class)->dispose (object);
}

static void
ilx_delivery_options_class_init (IlxDeliveryOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_delivery_options_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static guint
find_switch (IlxDeliveryOptions *self, gpointer widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (self->switches[i] == widget)
      return i;
  g_assert_not_reached ();
}

/* By hand, and by an undo as well: then the campaign has it already. */
static void
switched_cb (GtkSwitch *widget, GParamSpec *pspec, IlxDeliveryOptions *self)
{
  const char *property = options[find_switch (self, widget)].property;
  gboolean is_on = gtk_switch_get_active (widget), was_on;

  if (self->document == NULL)
    return;
  g_object_get (ilx_document_get_campaign (self->document), property, &was_on, NULL);
  if (is_on != was_on)
    ilx_document_set_boolean (self->document, property, is_on);
}

static GtkWidget *
new_row (IlxDeliveryOptions *self, guint i)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ (options[i].title), "subtitle",
                                 _ (options[i].subtitle), "title-lines", 0, NULL);
  GtkWidget *widget = gtk_switch_new ();

  self->switches[i] = GTK_SWITCH (widget);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (options[i].title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ (options[i].subtitle), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  g_signal_connect (widget, "notify::active", G_CALLBACK (switched_cb), self);
  return row;
}

static void
ilx_delivery_options_init (IlxDeliveryOptions *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Delivery"));
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (self, i));
  gtk_widget_set_parent (group, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Delivery"), -1);
}

static void
follow_editable (IlxDeliveryOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->switches[i]),
                              ilx_document_is_editable (self->document));
}

/**
 * ilx_delivery_options_set_document:
 * @self: the options, once
 * @document: what is edited
 */
void
ilx_delivery_options_set_document (IlxDeliveryOptions *self, IlxDocument *document)
{
  IlxCampaign *campaign = ilx_document_get_campaign (document);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_object_bind_property (campaign, options[i].property, self->switches[i], "active",
                            G_BINDING_SYNC_CREATE);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::is-editable", G_CALLBACK (follow_editable), self,
                           G_CONNECT_SWAPPED);
  follow_editable (self);
}

/**
 * ilx_delivery_options_get_switch:
 * @self: the options
 * @property: of the campaign
 *
 * Returns: (transfer none) (nullable): its switch
 */
GtkSwitch *
ilx_delivery_options_get_switch (IlxDeliveryOptions *self, const char *property)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_equal (options[i].property, property))
      return self->switches[i];
  return NULL;
}
