/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-klaviyo-body.h"
#include "ilx-klaviyo-delivery.h"
#include "ilx-klaviyo-json.h"
#include "ilx-klaviyo-private.h"

/* A clock that is wrong must not hide what we made: the names are exact, the time only keeps the
 * pages few. */
#define CLOCK_MARGIN ILX_DAY

/* How a campaign gets to Klaviyo. An older template or campaign that is gone from Klaviyo is
 * forgotten first, so that it is made anew. */
static const IlxDeliveryStep *const rows[] = {
  &ilx_klaviyo_find_template,   &ilx_klaviyo_find_campaign,   /* if there are any */
  &ilx_klaviyo_upload_template, &ilx_klaviyo_update_template, /* one of the two */
  &ilx_klaviyo_verify_template, &ilx_klaviyo_create_campaign,
  &ilx_klaviyo_update_campaign,                              /* one of the two */
  &ilx_klaviyo_find_message,    &ilx_klaviyo_update_message, /* if not new */
  &ilx_klaviyo_assign_template, &ilx_klaviyo_verify_content,
  &ilx_klaviyo_estimate,        &ilx_klaviyo_start_sending, /* unless it stays a draft */
  &ilx_klaviyo_read_back,
};

/**
 * ilx_klaviyo_get_delivery_steps:
 * @platform: an account on Klaviyo
 *
 * Returns: (transfer none): the table of a delivery, ended by a row without name
 */
const IlxDeliveryStep *
ilx_klaviyo_get_delivery_steps (IlxPlatform *platform)
{
  static IlxDeliveryStep table[G_N_ELEMENTS (rows) + 1];

  if (table[0].name == NULL)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      table[i] = *rows[i];
  return table;
}

/**
 * ilx_klaviyo_get_step_title:
 * @name: of a row, as the journal has it
 *
 * Returns: (transfer none) (nullable): what it does, translated; %NULL when no row is called so
 */
const char *
ilx_klaviyo_get_step_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i]->name, name))
      return _ (rows[i]->title);
  return NULL;
}

/**
 * ilx_klaviyo_delivery_get_client:
 * @delivery: a delivery by Klaviyo
 *
 * Returns: (transfer none): the way there
 */
IlxKlaviyoClient *
ilx_klaviyo_delivery_get_client (IlxDelivery *delivery)
{
  return ilx_klaviyo_platform_get_client (
      ILX_KLAVIYO_PLATFORM (ilx_delivery_get_platform (delivery)));
}

/**
 * ilx_klaviyo_delivery_get_remote:
 * @delivery: a delivery by Klaviyo
 * @kind: "template", "campaign" or "message"
 *
 * Returns: (transfer none) (nullable): its id on Klaviyo, as far as is known
 */
const char *
ilx_klaviyo_delivery_get_remote (IlxDelivery *delivery, const char *kind)
{
  return ilx_campaign_get_remote (ilx_delivery_get_campaign (delivery), kind);
}

/**
 * ilx_klaviyo_delivery_set_remote:
 * @delivery: a delivery by Klaviyo
 * @kind: "template", "campaign" or "message"
 * @id: (nullable): its id on Klaviyo, NULL when it is gone
 */
void
ilx_klaviyo_delivery_set_remote (IlxDelivery *delivery, const char *kind, const char *id)
{
  ilx_campaign_set_remote (ilx_delivery_get_campaign (delivery), kind, id);
}

static GQuark
get_new_quark (const char *kind)
{
  g_autofree char *name = g_strconcat ("ilx-klaviyo-new-", kind, NULL);

  return g_quark_from_string (name);
}

/**
 * ilx_klaviyo_delivery_mark_new:
 * @delivery: a delivery by Klaviyo
 * @kind: "template" or "campaign"
 *
 * Called by apply() of the row that made it.
 */
void
ilx_klaviyo_delivery_mark_new (IlxDelivery *delivery, const char *kind)
{
  g_object_set_qdata (G_OBJECT (delivery), get_new_quark (kind), GINT_TO_POINTER (TRUE));
}

/**
 * ilx_klaviyo_delivery_is_older:
 * @delivery: a delivery by Klaviyo
 * @kind: "template" or "campaign"
 *
 * Returns: whether there is one that an earlier delivery made, so that it must be brought up to
 * date
 */
gboolean
ilx_klaviyo_delivery_is_older (IlxDelivery *delivery, const char *kind)
{
  return ilx_klaviyo_delivery_get_remote (delivery, kind) != NULL
         && g_object_get_qdata (G_OBJECT (delivery), get_new_quark (kind)) == NULL;
}

/**
 * ilx_klaviyo_delivery_build_intent:
 * @delivery: a delivery by Klaviyo
 *
 * Returns: (transfer full): `{subject, name, created_after}`, where `name` is unique
 */
JsonNode *
ilx_klaviyo_delivery_build_intent (IlxDelivery *delivery)
{
  const char *subject = ilx_campaign_get_subject (ilx_delivery_get_campaign (delivery));
  g_autofree char *name = ilx_klaviyo_dup_template_name (delivery);

  return ilx_json_object (
      "subject", ilx_json_string (subject), "name", ilx_json_string (name), "created_after",
      ilx_json_time (MAX (ilx_delivery_get_stamp (delivery) - CLOCK_MARGIN, ILX_SECOND)), NULL);
}

/**
 * ilx_klaviyo_intent_get_created_after:
 * @intent: of ilx_klaviyo_delivery_build_intent()
 *
 * Returns: since when to look for what was made, microseconds since the epoch
 */
gint64
ilx_klaviyo_intent_get_created_after (JsonNode *intent)
{
  return ilx_json_get_time_or (intent, "created_after", ILX_SECOND);
}

/**
 * ilx_klaviyo_delivery_send:
 * @delivery: a delivery by Klaviyo
 * @call: which endpoint
 * @request: what is asked
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Makes one call for a row.
 */
void
ilx_klaviyo_delivery_send (IlxDelivery *delivery,
                           IlxKlaviyoCall call,
                           IlxHttpRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  ilx_klaviyo_client_send_async (ilx_klaviyo_delivery_get_client (delivery), call, request,
                                 cancellable, callback, user_data);
}

/**
 * ilx_klaviyo_delivery_send_finish:
 * @delivery: a delivery by Klaviyo
 * @result: the result
 * @error: what a platform can answer
 *
 * Returns: (transfer full): the reply
 */
JsonNode *
ilx_klaviyo_delivery_send_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  return ilx_klaviyo_client_send_finish (ilx_klaviyo_delivery_get_client (delivery), result, error);
}

/**
 * ilx_klaviyo_delivery_done_finish:
 * @delivery: a delivery by Klaviyo
 * @result: the result
 * @error: what a platform can answer
 *
 * For rows whose reply says nothing to remember.
 *
 * Returns: (transfer full): an empty object
 */
JsonNode *
ilx_klaviyo_delivery_done_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_send_finish (delivery, result, error);

  return reply != NULL ? ilx_json_empty_object () : NULL;
}

/**
 * ilx_klaviyo_delivery_gone_finish:
 * @delivery: a delivery by Klaviyo
 * @result: the result of a DELETE
 * @error: what a platform can answer, but for %ILX_ERROR_NOT_FOUND
 *
 * Returns: whether the object is gone, be it by this call or before
 */
gboolean
ilx_klaviyo_delivery_gone_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) reply = ilx_klaviyo_delivery_send_finish (delivery, result, &local);

  if (reply != NULL || ilx_error_is (local, ILX_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ilx_klaviyo_delivery_poll:
 * @delivery: a delivery by Klaviyo
 * @call: which endpoint
 * @request: what is asked; repeatable
 * @cancellable: (nullable): ends it early
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Makes one call for a row; a 404 is asked again for some seconds, since Klaviyo may know less than
 * it just said.
 */
void
ilx_klaviyo_delivery_poll (IlxDelivery *delivery,
                           IlxKlaviyoCall call,
                           IlxHttpRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  ilx_klaviyo_client_poll_async (ilx_klaviyo_delivery_get_client (delivery), call, request,
                                 &ilx_klaviyo_patience_fresh, cancellable, callback, user_data);
}

/**
 * ilx_klaviyo_delivery_poll_finish:
 * @delivery: a delivery by Klaviyo
 * @result: the result
 * @error: what a platform can answer
 *
 * Returns: (transfer full): the reply
 */
JsonNode *
ilx_klaviyo_delivery_poll_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  return ilx_klaviyo_client_poll_finish (ilx_klaviyo_delivery_get_client (delivery), result, error);
}

static gsize
find_difference (const char *a, const char *b)
{
  gsize i = 0;

  while (a[i] != '\0' && a[i] == b[i])
    i++;
  return i;
}

/**
 * ilx_klaviyo_delivery_check_html:
 * @delivery: a delivery by Klaviyo
 * @reply: an answer with one template
 * @error: %ILX_ERROR_REJECTED when it is not the same, %ILX_ERROR_BAD_REPLY when there is none
 *
 * Returns: whether it has the campaign's HTML, byte for byte
 */
gboolean
ilx_klaviyo_delivery_check_html (IlxDelivery *delivery, JsonNode *reply, GError **error)
{
  const char *ours = ilx_campaign_get_html (ilx_delivery_get_campaign (delivery));
  const char *theirs = ilx_klaviyo_json_get_html (reply, error);
  g_autofree char *detail = NULL;

  if (theirs == NULL)
    return FALSE;
  if (g_strcmp0 (ours, theirs) == 0)
    return TRUE;
  ilx_set_error (error, ILX_ERROR_REJECTED,
                 _ ("Klaviyo changed the HTML of the e-mail, so what it would send is not what you "
                    "previewed. Nothing was sent."));
  detail = g_strdup_printf ("%" G_GSIZE_FORMAT " bytes instead of %" G_GSIZE_FORMAT
                            ", different from byte %" G_GSIZE_FORMAT " on",
                            strlen (theirs), strlen (ours != NULL ? ours : ""),
                            find_difference (ours != NULL ? ours : "", theirs));
  if (error != NULL)
    {
      ilx_error_set_detail (*error, detail);
      ilx_error_set_field (*error, "html");
    }
  return FALSE;
}
