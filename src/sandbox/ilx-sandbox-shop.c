/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-shop.h"

#include "ilx-json.h"
#include "ilx-sandbox-klaviyo.h"

static const struct
{
  const char *id;
  const char *subject;
  const char *audience;
  guint days; /* since it was sent */
} past_campaigns[] = {
  { "01JA3C8F5N0QK7T2V9X4M6B1DH", "Die Rösterei macht Sommerpause", "Y6nRLr", 118 },
  { "01JA9T2K8P4WD6R1Y5C7H3N0VB", "Wir sind zurück – mit drei neuen Bohnen", "Y6nRLr", 97 },
  { "01JAG6M4X1ZS8F3K9Q2T5W7C0P", "Barista-Kurse im Herbst: jetzt Platz sichern", "SaE9mc", 83 },
  { "01JAP1V7D9HB2N5R8K4Y6S3F0T", "Neu: Äthiopien Guji", "UTd5ui", 70 },
  { "01JAW5H0Q3TC7M1X9D6P8V2B4K", "Dein Abo: bald günstiger verschickt", "Rk3vTq", 61 },
  { "01JB28N6R4FK1V8S3W7Y0C5H9Q", "☕ 10 % auf alles, nur bis Sonntag", "Y6nRLr", 48 },
  { "01JB8D3T9W5PG2Z6H1K4R7X0MV", "Was dürfen wir besser machen?", "TpW3ke", 35 },
  { "01JBE7Y1C6NM4Q9B8F2V5T3W0R", "Röstereiführung am Samstag", "WbN5ry", 27 },
  { "01JBM2K5S8DX3H0P7T9N4C6V1W", "Herbstmischung: Nuss, Karamell, Kamin", "Y6nRLr", 16 },
  { "01JBT9F4V2RQ6W1Y5M8D3K7H0C", "Noch wach? Unser Entkoffeinierter", "VcF9qz", 6 },
};

/* Midnight before the shop opened, so that its dates stay put through the day. */
static gint64
get_today (IlxSandboxState *state)
{
  return ilx_sandbox_state_get_now (state) / ILX_DAY * ILX_DAY;
}

/**
 * ilx_sandbox_shop_format_past:
 * @state: the state, for its date
 * @days: how many days before today
 * @hours: how many hours before that
 *
 * Returns: (transfer full): the moment, as Klaviyo writes it
 */
char *
ilx_sandbox_shop_format_past (IlxSandboxState *state, guint days, guint hours)
{
  return ilx_sandbox_format_time (get_today (state) - days * ILX_DAY - hours * ILX_HOUR);
}

static JsonNode *
build_address (void)
{
  return ilx_json_object ("address1", ilx_json_string ("Hafenweg 5"), "address2", ilx_json_null (),
                          "city", ilx_json_string ("Kiel"), "region", ilx_json_string ("SH"),
                          "country", ilx_json_string ("DE"), "zip", ilx_json_string ("24103"),
                          NULL);
}

static void
add_account (IlxSandboxState *state)
{
  JsonNode *contact = ilx_json_object (
      "default_sender_name", ilx_json_string ("Nordlicht Kaffee"), "default_sender_email",
      ilx_json_string ("hello@nordlicht.example"), "website_url",
      ilx_json_string ("https://nordlicht.example"), "organization_name",
      ilx_json_string ("Nordlicht Kaffee GmbH"), "street_address", build_address (), NULL);

  ilx_sandbox_state_add (
      state, ILX_SANDBOX_KLAVIYO, "accounts", "account", "AbC123",
      ilx_json_object ("test_account", ilx_json_bool (FALSE), "contact_information", contact,
                       "industry", ilx_json_string ("Food & Beverage"), "timezone",
                       ilx_json_string ("Europe/Berlin"), "preferred_currency",
                       ilx_json_string ("EUR"), "public_api_key", ilx_json_string ("AbC123"),
                       "locale", ilx_json_string ("de-DE"), NULL),
      NULL, NULL);
}

static void
add_past_campaigns (IlxSandboxState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (past_campaigns); i++)
    ilx_sandbox_klaviyo_add_sent_campaign (
        state, past_campaigns[i].id, past_campaigns[i].subject, past_campaigns[i].audience,
        get_today (state) - past_campaigns[i].days * ILX_DAY + 8 * ILX_HOUR);
}

/**
 * ilx_sandbox_klaviyo_open_shop:
 * @state: a state without objects
 *
 * Fills it with the shop.
 */
void
ilx_sandbox_klaviyo_open_shop (IlxSandboxState *state)
{
  add_account (state);
  ilx_sandbox_shop_add_audiences (state);
  ilx_sandbox_shop_add_people (state);
  ilx_sandbox_shop_add_metrics (state);
  add_past_campaigns (state);
}
