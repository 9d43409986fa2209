/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-shop.h"

#include "ilx-json.h"
#include "ilx-sandbox-klaviyo.h"
#include "ilx-time.h"

#define N_ORDERS 120

static const struct
{
  const char *id;
  const char *name;
  gboolean is_of_shop; /* made by the shop's software, not by Klaviyo itself */
} metrics[] = {
  { "TuC7Z7", "Checkout Started", TRUE },
  { "RESQ6t", "Placed Order", TRUE },
  { "RdF4hs", "Fulfilled Order", TRUE },
  { "ScA8pw", "Viewed Product", TRUE },
  { "SxK3mr", "Added to Cart", TRUE },
  { "TbN6vy", "Ordered Product", TRUE },
  { "UhG2kd", "Refunded Order", TRUE },
  { "UqJ7tz", "Active on Site", FALSE },
  { "VeM4wb", "Received Email", FALSE },
  { "VnS9cf", "Opened Email", FALSE },
  { "WfD5xh", "Clicked Email", FALSE },
  { "WtB8gj", "Bounced Email", FALSE },
  { "XaR3ln", "Marked Email as Spam", FALSE },
  { "XpH6qs", "Dropped Email", FALSE },
  { "YdK2vu", "Unsubscribed from Email Marketing", FALSE },
  { "YkT7zw", "Unsubscribed from List", FALSE },
  { "ZcW4ya", "Subscribed to List", FALSE },
  { "ZgV9eb", "Subscribed to Email Marketing", FALSE },
};

static const struct
{
  const char *id;
  const char *metric; /* (nullable) */
} mapped[] = {
  { "revenue", "RESQ6t" },        { "started_checkout", "TuC7Z7" }, { "viewed_product", "ScA8pw" },
  { "added_to_cart", "SxK3mr" },  { "ordered_product", "TbN6vy" },  { "cancelled_sales", NULL },
  { "refunded_sales", "UhG2kd" },
};

static const struct
{
  const char *id;
  const char *name;
  const char *status;
  const char *trigger;
} flows[] = {
  { "XVTP5Q", "Willkommen bei Nordlicht", "live", "Added to List" },
  { "RwQ8sN", "Warenkorb vergessen", "live", "Metric" },
  { "SkL5dM", "Nach dem Kauf: Mahlgrad", "manual", "Metric" },
  { "TzB3gW", "Geburtstag", "draft", "Date Based" },
};

static const char *const topics[] = {
  "event:klaviyo.bounced_email",
  "event:klaviyo.clicked_email",
  "event:klaviyo.dropped_email",
  "event:klaviyo.manually_suppressed_from_email_marketing",
  "event:klaviyo.marked_email_as_spam",
  "event:klaviyo.opened_email",
  "event:klaviyo.received_email",
  "event:klaviyo.subscribed_to_email_marketing",
  "event:klaviyo.unsubscribed_from_email_marketing",
};

static JsonNode *
build_link (const char *type, const char *id)
{
  return ilx_json_object (
      "data", ilx_json_object ("type", ilx_json_string (type), "id", ilx_json_string (id), NULL),
      NULL);
}

static JsonNode *
build_integration (gboolean is_of_shop)
{
  return ilx_json_object ("object", ilx_json_string ("integration"), "id",
                          ilx_json_string (is_of_shop ? "0eMvjm" : "7FtS4J"), "name",
                          ilx_json_string (is_of_shop ? "Shopify" : "Klaviyo"), "category",
                          ilx_json_string (is_of_shop ? "eCommerce" : "Internal"), NULL);
}

static void
add_metric (IlxSandboxState *state, guint index)
{
  g_autofree char *created = ilx_sandbox_shop_format_past (state, 630, index);
  g_autofree char *updated = ilx_sandbox_shop_format_past (state, 1, index);

  ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "metrics", "metric", metrics[index].id,
                         ilx_json_object ("name", ilx_json_string (metrics[index].name), "created",
                                          ilx_json_string (created), "updated",
                                          ilx_json_string (updated), "integration",
                                          build_integration (metrics[index].is_of_shop), NULL),
                         ilx_json_object ("flow-triggers", ilx_json_empty_object (), NULL), NULL);
}

static void
add_mapped (IlxSandboxState *state, guint index)
{
  g_autofree char *updated = ilx_sandbox_shop_format_past (state, 600, 0);
  JsonNode *relationships
      = ilx_json_object ("metric",
                         mapped[index].metric != NULL ? build_link ("metric", mapped[index].metric)
                                                      : ilx_json_empty_object (),
                         "custom-metric", ilx_json_empty_object (), NULL);

  ilx_sandbox_state_add (
      state, ILX_SANDBOX_KLAVIYO, "mapped-metrics", "mapped-metric", mapped[index].id,
      ilx_json_object ("updated", ilx_json_string (updated), NULL), relationships, NULL);
}

static void
add_flow (IlxSandboxState *state, guint index)
{
  g_autofree char *created = ilx_sandbox_shop_format_past (state, 420 - index * 60, index);
  g_autofree char *updated = ilx_sandbox_shop_format_past (state, 20 + index, index);

  ilx_sandbox_state_add (
      state, ILX_SANDBOX_KLAVIYO, "flows", "flow", flows[index].id,
      ilx_json_object ("name", ilx_json_string (flows[index].name), "status",
                       ilx_json_string (flows[index].status), "archived", ilx_json_bool (FALSE),
                       "created", ilx_json_string (created), "updated", ilx_json_string (updated),
                       "trigger_type", ilx_json_string (flows[index].trigger), NULL),
      ilx_json_object ("flow-actions", ilx_json_empty_object (), "tags", ilx_json_empty_object (),
                       NULL),
      NULL);
}

static void
add_event (IlxSandboxState *state,
           guint person,
           const char *metric,
           const char *date,
           JsonNode *properties)
{
  g_autofree char *id = g_strdup_printf ("4L3cw%s%04u", metric, person);
  g_autofree char *uuid
      = g_strdup_printf ("58edf080-87d0-11ee-8001-%08x%04x", g_str_hash (metric), person);
  g_autofree char *profile = ilx_sandbox_shop_dup_person_id (person);
  gint64 time = 0;

  ilx_time_parse (date, &time);
  ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "events", "event", id,
                         ilx_json_object ("timestamp", ilx_json_int (time / ILX_SECOND),
                                          "event_properties", properties, "datetime",
                                          ilx_json_string (date), "uuid", ilx_json_string (uuid),
                                          NULL),
                         ilx_json_object ("profile", build_link ("profile", profile), "metric",
                                          build_link ("metric", metric), "attributions",
                                          ilx_json_empty_object (), NULL),
                         NULL);
}

/* The event that goes with a suppression, at the same moment. */
static void
add_suppression_event (IlxSandboxState *state, guint person)
{
  const char *reason = ilx_sandbox_shop_get_suppression (person);
  g_autofree char *date = ilx_sandbox_shop_format_past (state, 2 + person % 180, person % 24);
  JsonNode *properties;

  if (reason == NULL)
    return;
  properties = ilx_json_object ("Subject", ilx_json_string ("Neu: Äthiopien Guji"), NULL);
  if (g_str_equal (reason, "HARD_BOUNCE"))
    {
      ilx_json_set (properties, "Bounce Type", ilx_json_string ("Hard"));
      add_event (state, person, "WtB8gj", date, properties);
    }
  else if (g_str_equal (reason, "SPAM_COMPLAINT"))
    add_event (state, person, "XaR3ln", date, properties);
  else if (g_str_equal (reason, "UNSUBSCRIBE"))
    add_event (state, person, "YdK2vu", date, properties);
  else
    add_event (state, person, "XpH6qs", date, properties);
}

static void
add_order (IlxSandboxState *state, guint person)
{
  g_autofree char *date = ilx_sandbox_shop_format_past (state, 1 + person % 60, person % 24);
  double value = 12.9 + (double) (person % 17) * 4.5;

  add_event (state, person, "RESQ6t", date,
             ilx_json_object ("$value", ilx_json_double (value), "Currency",
                              ilx_json_string ("EUR"), NULL));
}

/**
 * ilx_sandbox_shop_add_metrics:
 * @state: a state with people
 *
 * Adds what happens in the shop, and what may be told of it.
 */
void
ilx_sandbox_shop_add_metrics (IlxSandboxState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    add_metric (state, i);
  for (guint i = 0; i < G_N_ELEMENTS (mapped); i++)
    add_mapped (state, i);
  for (guint i = 0; i < G_N_ELEMENTS (flows); i++)
    add_flow (state, i);
  for (guint i = 0; i < N_ORDERS; i++)
    add_order (state, i);
  for (guint i = 0; i < ilx_sandbox_shop_get_n_people (); i++)
    add_suppression_event (state, i);
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "webhook-topics", "webhook-topic", topics[i],
                           NULL, NULL, NULL);
}
