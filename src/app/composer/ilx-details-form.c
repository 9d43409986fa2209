/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ilx-account-field.h"
#include "ilx-audience-field.h"
#include "ilx-audience-sum.h"
#include "ilx-delivery-options.h"
#include "ilx-details-form.h"
#include "ilx-entry-link.h"
#include "ilx-field-row.h"
#include "ilx-inbox-row.h"
#include "ilx-sender.h"
#include "ilx-subject-words.h"
#include "ilx-text.h"

#define AGE_INTERVAL 30 /* seconds; numbers say how old they are */

struct _IlxDetailsForm
{
  GtkWidget parent_instance;

  IlxFieldRow *subject;
  GtkAdjustment *length_adjustment;
  IlxFieldRow *preview_text;
  IlxInboxRow *light_row;
  IlxInboxRow *dark_row;
  IlxAccountField *account;
  IlxAudienceField *included;
  IlxAudienceField *excluded;
  IlxAudienceSum *sum;
  IlxFieldRow *from_name;
  IlxFieldRow *from_email;
  IlxFieldRow *reply_to;
  IlxDeliveryOptions *options;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxDocument *document;   /* (owned) (nullable) */
  IlxBrand *brand;         /* (owned) (nullable): as it was when the form was last shown */
  guint age_id;            /* while it is shown */
};

G_DEFINE_FINAL_TYPE (IlxDetailsForm, ilx_details_form, GTK_TYPE_WIDGET)

static IlxCampaign *
get_campaign (IlxDetailsForm *self)
{
  return ilx_document_get_campaign (self->document);
}

/* --- In the inbox ----------------------------------------------------------------------------- */

static void
load_brand (IlxDetailsForm *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->brand);
  self->brand = ilx_brand_store_load (ilx_workspace_get_store (self->workspace), &error);
  if (self->brand == NULL)
    g_debug ("The brand could not be read: %s", error->message);
}

static IlxSender *
resolve_sender (IlxDetailsForm *self, IlxCampaign *campaign)
{
  return ilx_sender_resolve (
      campaign, self->brand,
      ilx_workspace_find_connection (self->workspace,
                                     ilx_campaign_get_connection_id (get_campaign (self))));
}

static void
follow_inbox (IlxDetailsForm *self)
{
  IlxCampaign *campaign = get_campaign (self);
  g_autoptr (IlxSender) sender = resolve_sender (self, campaign);
  const char *from = ilx_text_is_blank (sender->name) ? sender->email : sender->name;
  IlxInboxRow *rows[] = { self->light_row, self->dark_row };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    ilx_inbox_row_set_mail (rows[i], from, ilx_campaign_get_subject (campaign),
                            ilx_campaign_get_preview_text (campaign));
}

static void
follow_subject (IlxDetailsForm *self)
{
  const char *subject = ilx_campaign_get_subject (get_campaign (self));
  guint n = ilx_text_count_graphemes (subject);
  gboolean is_warning = FALSE;
  g_autofree char *counter = ilx_subject_words_dup_counter (subject);
  g_autofree char *note
      = ilx_subject_words_dup_note (self->workspace, get_campaign (self), &is_warning);

  ilx_field_row_set_counter (self->subject, counter, n > ILX_SUBJECT_DESKTOP ? "warning" : NULL);
  ilx_field_row_set_note (self->subject, note, is_warning ? "warning" : NULL);
  gtk_adjustment_set_value (self->length_adjustment, n);
  follow_inbox (self);
}

/* --- Sender ----------------------------------------------------------------------------------- */

static void
check_address (IlxFieldRow *row)
{
  const char *address = ilx_field_row_get_text (row);
  g_autofree char *note = NULL;

  if (!ilx_text_is_blank (address) && !ilx_text_is_email (address))
    note = g_strdup_printf (_ ("“%s” is not an e-mail address. Write it as hello@shop.example."),
                            address);
  ilx_field_row_set_note (row, note, note != NULL ? "error" : NULL);
}

/* Half an address is no mistake yet: while one types, a complaint only goes. */
static void
address_changed_cb (GtkEditable *entry, IlxFieldRow *row)
{
  gboolean is_typed = gtk_widget_has_focus (
      GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (ilx_field_row_get_entry (row)))));

  if (!is_typed || *ilx_field_row_get_note (row) != '\0')
    check_address (row);
}

static void
leave_cb (GtkEventControllerFocus *controller, IlxFieldRow *row)
{
  check_address (row);
}

static void
watch_address (IlxFieldRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
  g_signal_connect (ilx_field_row_get_entry (row), "changed", G_CALLBACK (address_changed_cb), row);
  check_address (row);
}

/* What holds when the fields stay empty. */
static void
follow_sender (IlxDetailsForm *self)
{
  g_autoptr (IlxCampaign) empty = ilx_campaign_new ();
  g_autoptr (IlxSender) sender = resolve_sender (self, empty);
  const char *email = ilx_campaign_get_from_email (get_campaign (self));

  if (ilx_text_is_blank (email))
    email = sender->email;
  ilx_field_row_set_placeholder (self->from_name, sender->name);
  ilx_field_row_set_placeholder (
      self->from_email, sender->email != NULL ? sender->email : _ ("No address is known yet"));
  ilx_field_row_set_placeholder (self->reply_to,
                                 sender->reply_to != NULL ? sender->reply_to : email);
  follow_inbox (self);
}

/* --- All of it -------------------------------------------------------------------------------- */

static void
follow_editable (IlxDetailsForm *self)
{
  IlxFieldRow *rows[]
      = { self->subject, self->preview_text, self->from_name, self->from_email, self->reply_to };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_object_set (rows[i], "is-editable", ilx_document_is_editable (self->document), NULL);
}

static gboolean
age_cb (gpointer user_data)
{
  IlxDetailsForm *self = user_data;

  ilx_audience_field_refresh (self->included);
  ilx_audience_field_refresh (self->excluded);
  return G_SOURCE_CONTINUE;
}

/* The brand may have been changed meanwhile. */
static void
ilx_details_form_map (GtkWidget *widget)
{
  IlxDetailsForm *self = ILX_DETAILS_FORM (widget);

  GTK_WIDGET_CLASS (ilx_details_form_parent_class)->map (widget);
  if (self->document == NULL)
    return;
  load_brand (self);
  follow_sender (self);
  age_cb (self);
  self->age_id = g_timeout_add_seconds (AGE_INTERVAL, age_cb, self);
}

static void
ilx_details_form_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ILX_DETAILS_FORM (widget)->age_id, g_source_remove);
  GTK_WIDGET_CLASS (ilx_details_form_parent_class)->unmap (widget);
}

static void
ilx_details_form_dispose (GObject *object)
{
  IlxDetailsForm *self = ILX_DETAILS_FORM (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_handle_id (&self->age_id, g_source_remove);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->brand);
  g_clear_object (&self->document);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_details_form_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-details-form.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, subject);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, length_adjustment);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, preview_text);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, light_row);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, dark_row);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, account);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, included);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, excluded);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, sum);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, from_name);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, from_email);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, reply_to);
  gtk_widget_class_bind_template_child (widget_class, IlxDetailsForm, options);
}

static void
ilx_details_form_class_init (IlxDetailsFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_details_form_dispose;
  widget_class->map = ilx_details_form_map;
  widget_class->unmap = ilx_details_form_unmap;
  g_type_ensure (ILX_TYPE_ACCOUNT_FIELD);
  g_type_ensure (ILX_TYPE_AUDIENCE_FIELD);
  g_type_ensure (ILX_TYPE_AUDIENCE_SUM);
  g_type_ensure (ILX_TYPE_DELIVERY_OPTIONS);
  g_type_ensure (ILX_TYPE_FIELD_ROW);
  g_type_ensure (ILX_TYPE_INBOX_ROW);
  bind_template (widget_class);
}

static void
ilx_details_form_init (IlxDetailsForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
link_entries (IlxDetailsForm *self)
{
  const struct
  {
    IlxFieldRow *row;
    const char *field;
  } links[] = {
    { self->subject, "subject" },     { self->preview_text, "preview-text" },
    { self->from_name, "from-name" }, { self->from_email, "from-email" },
    { self->reply_to, "reply-to" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    ilx_entry_link (ilx_field_row_get_entry (links[i].row), self->document, links[i].field);
  watch_address (self->from_email);
  watch_address (self->reply_to);
}

static void
watch (IlxDetailsForm *self)
{
  const struct
  {
    gpointer object;
    const char *signal;
    void (*follow) (IlxDetailsForm *);
  } signals[] = {
    { get_campaign (self), "notify::subject", follow_subject },
    { get_campaign (self), "notify::preview-text", follow_inbox },
    { get_campaign (self), "notify::from-name", follow_inbox },
    { get_campaign (self), "notify::from-email", follow_sender },
    { get_campaign (self), "notify::connection-id", follow_sender },
    { self->workspace, "connections-changed", follow_sender },
    { ilx_workspace_get_campaigns (self->workspace), "items-changed", follow_subject },
    { self->document, "notify::is-editable", follow_editable },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (signals[i].object, signals[i].signal, G_CALLBACK (signals[i].follow),
                             self, G_CONNECT_SWAPPED);
}

/**
 * ilx_details_form_set_document:
 * @self: a form, once
 * @workspace: what all windows share
 * @document: what is edited
 */
void
ilx_details_form_set_document (IlxDetailsForm *self, IlxWorkspace *workspace, IlxDocument *document)
{
  self->workspace = g_object_ref (workspace);
  self->document = g_object_ref (document);
  load_brand (self);
  link_entries (self);
  ilx_account_field_set_document (self->account, workspace, document);
  ilx_audience_field_set_document (self->included, workspace, document);
  ilx_audience_field_set_document (self->excluded, workspace, document);
  ilx_audience_sum_set_document (self->sum, workspace, document);
  ilx_delivery_options_set_document (self->options, document);
  watch (self);
  follow_subject (self);
  follow_sender (self);
  follow_editable (self);
}

/**
 * ilx_details_form_focus:
 * @self: a form
 * @field: a property of the campaign
 *
 * Returns: whether that field is here, and has the focus now
 */
gboolean
ilx_details_form_focus (IlxDetailsForm *self, const char *field)
{
  const struct
  {
    const char *field;
    gpointer widget;
  } places[] = {
    { "subject", self->subject },     { "preview-text", self->preview_text },
    { "from-name", self->from_name }, { "from-email", self->from_email },
    { "reply-to", self->reply_to },   { "included", self->included },
    { "excluded", self->excluded },   { "connection-id", self->account },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].field, field))
      return ILX_IS_FIELD_ROW (places[i].widget)
                 ? gtk_widget_grab_focus (places[i].widget)
                 : gtk_widget_child_focus (places[i].widget, GTK_DIR_TAB_FORWARD);
  return FALSE;
}
