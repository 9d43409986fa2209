/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-json.h"
#include "ilx-klaviyo-error.h"
#include "ilx-klaviyo-json.h"
#include "ilx-text.h"

/**
 * ilx_klaviyo_json_get_id:
 * @reply: an answer with one object in `data`
 * @error: %ILX_ERROR_BAD_REPLY, which says that the call may have had its effect
 *
 * Returns: (transfer none) (nullable): the object's id
 */
const char *
ilx_klaviyo_json_get_id (JsonNode *reply, GError **error)
{
  const char *id = ilx_json_get_string_or (reply, "data.id", NULL);

  if (!ilx_text_is_blank (id))
    return id;
  ilx_klaviyo_set_bad_reply (error, "data.id: expected a string");
  /* The status was good: what was asked for has most likely been made. */
  if (error != NULL)
    ilx_error_set_may_have_happened (*error, TRUE);
  return NULL;
}

/**
 * ilx_klaviyo_json_get_html:
 * @reply: an answer with one template in `data`
 * @error: %ILX_ERROR_BAD_REPLY
 *
 * Returns: (transfer none) (nullable): its HTML
 */
const char *
ilx_klaviyo_json_get_html (JsonNode *reply, GError **error)
{
  const char *html = ilx_json_get_string_or (reply, "data.attributes.html", NULL);

  if (html == NULL)
    ilx_klaviyo_set_bad_reply (error, "data.attributes.html: expected a string");
  return html;
}

/* --- The account ------------------------------------------------------------------------------ */

static void
add_part (GString *address, const char *separator, const char *part)
{
  if (ilx_text_is_blank (part))
    return;
  if (address->len > 0)
    g_string_append (address, separator);
  g_string_append (address, part);
}

/* "Hafenweg 5, 24103 Kiel, SH, DE": as one line, since that is what a footer takes. */
static char *
dup_address (JsonNode *contact)
{
  static const struct
  {
    const char *separator;
    const char *path;
  } parts[] = {
    { ", ", "street_address.address1" }, { ", ", "street_address.address2" },
    { ", ", "street_address.zip" },      { " ", "street_address.city" },
    { ", ", "street_address.region" },   { ", ", "street_address.country" },
  };
  g_autoptr (GString) address = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (address, parts[i].separator, ilx_json_get_string_or (contact, parts[i].path, NULL));
  return address->len > 0 ? g_string_free (g_steal_pointer (&address), FALSE) : NULL;
}

/**
 * ilx_klaviyo_json_parse_account:
 * @reply: of `GET /api/accounts`, which has exactly one element
 * @error: %ILX_ERROR_BAD_REPLY
 *
 * Returns: (transfer full): the account, named by its id when it has no name
 */
IlxConnection *
ilx_klaviyo_json_parse_account (JsonNode *reply, GError **error)
{
  JsonNode *item = ilx_json_get (reply, "data[0]");
  JsonNode *contact = ilx_json_get (item, "attributes.contact_information");
  const char *id = ilx_json_get_string_or (item, "id", NULL);
  const char *name = ilx_json_get_string_or (contact, "organization_name", NULL);
  g_autofree char *address = dup_address (contact);
  IlxConnection *connection;

  if (ilx_text_is_blank (id))
    {
      ilx_klaviyo_set_bad_reply (error, "data[0].id: expected a string");
      return NULL;
    }
  connection = ilx_connection_new ();
  ilx_connection_set_platform (connection, "klaviyo");
  ilx_connection_set_account_id (connection, id);
  ilx_connection_set_account_name (connection, ilx_text_is_blank (name) ? id : name);
  ilx_connection_set_sender_name (connection,
                                  ilx_json_get_string_or (contact, "default_sender_name", NULL));
  ilx_connection_set_sender_email (connection,
                                   ilx_json_get_string_or (contact, "default_sender_email", NULL));
  ilx_connection_set_postal_address (connection, address);
  ilx_connection_set_timezone (connection,
                               ilx_json_get_string_or (item, "attributes.timezone", NULL));
  return connection;
}

/* --- Audiences -------------------------------------------------------------------------------- */

/**
 * ilx_klaviyo_json_parse_audience:
 * @item: a list or a segment
 * @error: %ILX_ERROR_BAD_REPLY
 *
 * Returns: (transfer full): the audience, named by its id when it has no name
 */
IlxAudience *
ilx_klaviyo_json_parse_audience (JsonNode *item, GError **error)
{
  const char *id = ilx_json_get_string_or (item, "id", NULL);
  const char *type = ilx_json_get_string_or (item, "type", "list");
  const char *name = ilx_json_get_string_or (item, "attributes.name", NULL);
  IlxAudience *audience;

  if (ilx_text_is_blank (id))
    {
      ilx_klaviyo_set_bad_reply (error, "data[].id: expected a string");
      return NULL;
    }
  audience = ilx_audience_new ();
  ilx_audience_set_id (audience, id);
  ilx_audience_set_name (audience, ilx_text_is_blank (name) ? id : name);
  ilx_audience_set_kind (audience,
                         g_str_equal (type, "segment") ? ILX_AUDIENCE_SEGMENT : ILX_AUDIENCE_LIST);
  ilx_audience_set_is_processing (audience,
                                  ilx_json_get_bool_or (item, "attributes.is_processing", FALSE));
  return audience;
}

/**
 * ilx_klaviyo_json_parse_audiences:
 * @items: an array of lists or segments
 * @audiences: (element-type IlxAudience): where they are added
 * @error: %ILX_ERROR_BAD_REPLY
 *
 * Returns: whether all could be read
 */
gboolean
ilx_klaviyo_json_parse_audiences (JsonNode *items, GPtrArray *audiences, GError **error)
{
  JsonArray *array = ilx_json_get_array (items, "", NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      IlxAudience *audience
          = ilx_klaviyo_json_parse_audience (json_array_get_element (array, i), error);

      if (audience == NULL)
        return FALSE;
      g_ptr_array_add (audiences, audience);
    }
  return TRUE;
}

/**
 * ilx_klaviyo_json_parse_count:
 * @reply: of a list or segment, with the additional field
 * @error: %ILX_ERROR_BAD_REPLY
 *
 * Returns: how many profiles are in it, suppressed ones included; -1 on error
 */
gint64
ilx_klaviyo_json_parse_count (JsonNode *reply, GError **error)
{
  gint64 count = ilx_json_get_int_or (reply, "data.attributes.profile_count", -1);

  if (count >= 0)
    return count;
  ilx_klaviyo_set_bad_reply (error, "data.attributes.profile_count: expected a number");
  return -1;
}

/**
 * ilx_klaviyo_json_parse_estimate:
 * @reply: of `GET /api/campaign-recipient-estimations/{id}`
 *
 * Returns: how many would get the campaign; -1 when Klaviyo doesn't say
 */
gint64
ilx_klaviyo_json_parse_estimate (JsonNode *reply)
{
  return MAX (ilx_json_get_int_or (reply, "data.attributes.estimated_recipient_count", -1), -1);
}

static const char *
get_job_status (JsonNode *reply)
{
  return ilx_json_get_string_or (reply, "data.attributes.status", "");
}

/**
 * ilx_klaviyo_json_is_job_over:
 * @reply: of a job
 *
 * Returns: whether waiting for it makes no sense any more
 */
gboolean
ilx_klaviyo_json_is_job_over (JsonNode *reply)
{
  const char *status = get_job_status (reply);

  return g_str_equal (status, "complete") || g_str_equal (status, "cancelled");
}

/**
 * ilx_klaviyo_json_is_job_complete:
 * @reply: of a job
 *
 * Returns: whether its result can be had
 */
gboolean
ilx_klaviyo_json_is_job_complete (JsonNode *reply)
{
  return g_str_equal (get_job_status (reply), "complete");
}

/* --- What Klaviyo holds, against what was handed over ----------------------------------------- */

static gboolean
is_among (const char *text, const char *const *all)
{
  return all != NULL && g_strv_contains (all, text);
}

/* Whether two lists have the same members, in any order. */
static gboolean
is_same_set (const char *const *a, const char *const *b)
{
  for (guint i = 0; a != NULL && a[i] != NULL; i++)
    if (!is_among (a[i], b))
      return FALSE;
  for (guint i = 0; b != NULL && b[i] != NULL; i++)
    if (!is_among (b[i], a))
      return FALSE;
  return TRUE;
}

static gboolean
has_same_audience (JsonNode *reply, IlxCampaign *campaign)
{
  g_auto (GStrv) included = ilx_json_dup_strv (reply, "data.attributes.audiences.included");
  g_auto (GStrv) excluded = ilx_json_dup_strv (reply, "data.attributes.audiences.excluded");

  return is_same_set ((const char *const *) included, ilx_campaign_get_included (campaign))
         && is_same_set ((const char *const *) excluded, ilx_campaign_get_excluded (campaign));
}

static gboolean
has_same_time (JsonNode *reply, IlxDelivery *delivery)
{
  JsonNode *strategy = ilx_json_get (reply, "data.attributes.send_strategy");
  const char *method = ilx_json_get_string_or (strategy, "method", "immediate");
  gint64 time = ilx_json_get_time_or (strategy, "datetime", 0);

  if (ilx_delivery_get_mode (delivery) != ILX_DELIVER_AT)
    return g_str_equal (method, "immediate");
  return g_str_equal (method, "static")
         && time / ILX_SECOND == ilx_delivery_get_scheduled_at (delivery) / ILX_SECOND;
}

static gboolean
refuse (GError **error, const char *field, const char *message)
{
  ilx_set_error (error, ILX_ERROR_CONFLICT, "%s", message);
  if (error != NULL)
    ilx_error_set_field (*error, field);
  return FALSE;
}

static gboolean
refuse_started (GError **error, const char *status)
{
  ilx_set_error (
      error, ILX_ERROR_CONFLICT,
      /* Translators: the placeholder is Klaviyo's word for the state: Sent, Scheduled. */
      _ ("The campaign is no draft in Klaviyo any more but “%s”, so it can't be sent "
         "from here."),
      status);
  if (error != NULL)
    ilx_error_set_may_have_happened (*error, TRUE);
  return FALSE;
}

/**
 * ilx_klaviyo_json_check_campaign:
 * @reply: of `GET /api/campaigns/{id}`
 * @delivery: what is about to be sent
 * @error: %ILX_ERROR_CONFLICT; it may have happened if the campaign is no draft any more
 *
 * The last look before mail leaves: between the handing over and the confirmation somebody may have
 * changed audience or time in Klaviyo, and nobody confirmed that.
 *
 * Returns: whether it is still what was handed over
 */
gboolean
ilx_klaviyo_json_check_campaign (JsonNode *reply, IlxDelivery *delivery, GError **error)
{
  const char *status = ilx_json_get_string_or (reply, "data.attributes.status", "Unknown");

  if (!g_str_equal (status, "Draft"))
    return refuse_started (error, status);
  if (!has_same_audience (reply, ilx_delivery_get_campaign (delivery)))
    return refuse (error, "included",
                   _ ("The campaign's audience was changed in Klaviyo after it was handed over. "
                      "Nothing was sent. Send it again to hand over the audience that you chose "
                      "here."));
  if (!has_same_time (reply, delivery))
    return refuse (error, "at",
                   _ ("The campaign's time was changed in Klaviyo after it was handed over. "
                      "Nothing was sent. Send it again to hand over the time that you chose "
                      "here."));
  return TRUE;
}

/**
 * ilx_klaviyo_json_check_message:
 * @reply: of `GET /api/campaign-messages/{id}`
 * @delivery: what is about to be sent
 * @error: %ILX_ERROR_CONFLICT
 *
 * Returns: whether subject and sender are still what was handed over
 */
gboolean
ilx_klaviyo_json_check_message (JsonNode *reply, IlxDelivery *delivery, GError **error)
{
  JsonNode *content = ilx_json_get (reply, "data.attributes.definition.content");
  IlxCampaign *campaign = ilx_delivery_get_campaign (delivery);
  g_autofree char *theirs = ilx_text_dup_trimmed (ilx_json_get_string_or (content, "subject", ""));
  g_autofree char *ours = ilx_text_dup_trimmed (ilx_campaign_get_subject (campaign));
  const char *from = ilx_delivery_get_sender (delivery)->email;

  if (!ilx_text_equal (theirs, ours))
    return refuse (error, "subject",
                   _ ("The campaign's subject was changed in Klaviyo after it was handed over. "
                      "Nothing was sent. Send it again to hand over your subject."));
  if (!ilx_text_is_blank (from)
      && g_ascii_strcasecmp (ilx_json_get_string_or (content, "from_email", ""), from) != 0)
    return refuse (error, "from-email",
                   _ ("The campaign's sender was changed in Klaviyo after it was handed over. "
                      "Nothing was sent. Send it again to hand over your sender."));
  return TRUE;
}
