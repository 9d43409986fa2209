/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the shop of ilx-sandbox-shop.h has at the simulated Mailchimp. Its people are those that
 * Klaviyo knows, by the same addresses. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-shop.h"

#define NEWSLETTER "a6b5da1054"
#define SUBSCRIBERS "b2c19e7f30"

static const struct
{
  const char *id;
  guint web_id;
  const char *name;
  guint share; /* how many of a hundred people are in it */
  guint age;   /* days since it was made */
} lists[] = {
  { NEWSLETTER, 497, "Newsletter", 88, 620 },
  { SUBSCRIBERS, 501, "Abo-Kunden", 31, 540 },
  { "c7d0a4418e", 512, "Großkunden & Büros", 6, 510 },
  { "e91f5b6a27", 530, "Messe Hamburg (noch leer)", 0, 5 },
};

static const struct
{
  guint id;
  const char *list;
  const char *name;
  const char *type;
  guint share; /* of the list's members */
  guint age;
} segments[] = {
  { 49377, NEWSLETTER, "Engaged 90 days", "saved", 61, 500 },
  { 49378, NEWSLETTER, "Käufer, letzte 12 Monate", "saved", 46, 460 },
  { 49379, NEWSLETTER, "Nur Espresso", "fuzzy", 19, 320 },
  { 50101, NEWSLETTER, "VIP", "static", 8, 420 },
  { 50102, NEWSLETTER, "Messe 2025", "static", 12, 200 },
  { 50103, NEWSLETTER, "Noch niemand", "static", 0, 3 },
  { 49401, SUBSCRIBERS, "Jahresabo", "saved", 40, 300 },
  { 50110, SUBSCRIBERS, "Pausiert", "static", 10, 90 },
};

static const struct
{
  const char *domain;
  const char *email;
  const char *status;
  gboolean is_verified;
  gboolean is_authenticated;
  gboolean is_free;
} domains[] = {
  { "nordlicht.example", "hello@nordlicht.example", "AUTHENTICATED", TRUE, TRUE, FALSE },
  { "shop.nordlicht.example", "shop@shop.nordlicht.example", "VERIFIED", TRUE, FALSE, FALSE },
  { "nordlicht-kaffee.example", "moin@nordlicht-kaffee.example", "VERIFICATION_IN_PROGRESS", FALSE,
    FALSE, FALSE },
};

static const struct
{
  const char *tag;
  const char *name;
} merge_fields[] = { { "FNAME", "First Name" }, { "LNAME", "Last Name" }, { "COFFEE", "Coffee" } };

static const struct
{
  const char *id;
  const char *subject;
  const char *list;
  guint days; /* since it was sent */
} past_campaigns[] = {
  { "31f0c5d2a1", "Die Rösterei macht Sommerpause", NEWSLETTER, 118 },
  { "42a9e7b3c0", "Barista-Kurse im Herbst: jetzt Platz sichern", NEWSLETTER, 83 },
  { "53b8d6f4e9", "Dein Abo: bald günstiger verschickt", SUBSCRIBERS, 61 },
  { "64c7a5e0d8", "☕ 10 % auf alles, nur bis Sonntag", NEWSLETTER, 48 },
  { "75d6b4f1c7", "Herbstmischung: Nuss, Karamell, Kamin", NEWSLETTER, 16 },
  { "86e5c3a2b6", "Noch wach? Unser Entkoffeinierter", NEWSLETTER, 6 },
};

static JsonNode *
build_contact (const char *first_line, const char *second_line)
{
  return ilx_json_object ("company", ilx_json_string ("Nordlicht Kaffee GmbH"), first_line,
                          ilx_json_string ("Hafenweg 5"), second_line, ilx_json_string (""), "city",
                          ilx_json_string ("Kiel"), "state", ilx_json_string ("SH"), "zip",
                          ilx_json_string ("24103"), "country", ilx_json_string ("DE"), NULL);
}

static void
add_account (IlxSandboxState *state)
{
  g_autofree char *login = ilx_sandbox_shop_format_past (state, 1, 6);
  g_autofree char *since = ilx_sandbox_shop_format_past (state, 640, 0);

  ilx_sandbox_mailchimp_add (
      state, "accounts", ILX_SANDBOX_MAILCHIMP_ACCOUNT_ID,
      ilx_json_object (
          "account_id", ilx_json_string (ILX_SANDBOX_MAILCHIMP_ACCOUNT_ID), "login_id",
          ilx_json_string ("27182818"), "account_name", ilx_json_string ("Nordlicht Kaffee"),
          "email", ilx_json_string (ILX_SANDBOX_MAILCHIMP_OWNER), "role", ilx_json_string ("owner"),
          "account_timezone", ilx_json_string ("Europe/Berlin"), "account_industry",
          ilx_json_string ("Food & Beverage"), "last_login", ilx_json_string (login),
          "member_since", ilx_json_string (since), "contact", build_contact ("addr1", "addr2"),
          NULL),
      NULL);
}

static void
add_list (IlxSandboxState *state, guint i)
{
  g_autofree char *created = ilx_sandbox_shop_format_past (state, lists[i].age, 3);
  JsonNode *contact = build_contact ("address1", "address2");
  JsonNode *defaults
      = ilx_json_object ("from_name", ilx_json_string ("Nordlicht Kaffee"), "from_email",
                         ilx_json_string ("hello@nordlicht.example"), "subject",
                         ilx_json_string (""), "language", ilx_json_string ("de"), NULL);

  ilx_json_set (contact, "phone", ilx_json_string (""));
  ilx_sandbox_mailchimp_add (
      state, "lists", lists[i].id,
      ilx_json_object ("id", ilx_json_string (lists[i].id), "web_id",
                       ilx_json_int (lists[i].web_id), "name", ilx_json_string (lists[i].name),
                       "contact", contact, "permission_reminder",
                       ilx_json_string ("You signed up in our shop."), "campaign_defaults",
                       defaults, "date_created", ilx_json_string (created), "list_rating",
                       ilx_json_int (4), "email_type_option", ilx_json_bool (FALSE), "visibility",
                       ilx_json_string ("prv"), "double_optin", ilx_json_bool (TRUE), "has_welcome",
                       ilx_json_bool (FALSE), "marketing_permissions", ilx_json_bool (FALSE), NULL),
      NULL);
}

static void
add_merge_field (IlxSandboxState *state, guint list, guint i)
{
  g_autofree char *id = g_strdup_printf ("%s/%u", lists[list].id, i + 1);

  ilx_sandbox_mailchimp_add (
      state, "merge-fields", id,
      ilx_json_object ("merge_id", ilx_json_int (i + 1), "tag",
                       ilx_json_string (merge_fields[i].tag), "name",
                       ilx_json_string (merge_fields[i].name), "type", ilx_json_string ("text"),
                       "required", ilx_json_bool (FALSE), "default_value", ilx_json_string (""),
                       "public", ilx_json_bool (TRUE), "display_order", ilx_json_int (i + 2),
                       "list_id", ilx_json_string (lists[list].id), NULL),
      NULL);
}

static void
add_segment (IlxSandboxState *state, guint i)
{
  g_autofree char *id = g_strdup_printf ("%u", segments[i].id);
  g_autofree char *created = ilx_sandbox_shop_format_past (state, segments[i].age, 3);
  g_autofree char *updated = ilx_sandbox_shop_format_past (state, segments[i].age % 7, 5);

  ilx_sandbox_mailchimp_add (
      state, "segments", id,
      ilx_json_object (
          "id", ilx_json_int (segments[i].id), "name", ilx_json_string (segments[i].name), "type",
          ilx_json_string (segments[i].type), "created_at", ilx_json_string (created), "updated_at",
          ilx_json_string (updated), "list_id", ilx_json_string (segments[i].list), NULL),
      NULL);
}

static void
add_domain (IlxSandboxState *state, guint i)
{
  g_autofree char *sent = ilx_sandbox_shop_format_past (state, 300 + i, 2);

  ilx_sandbox_mailchimp_add (
      state, "verified-domains", domains[i].domain,
      ilx_json_object ("domain", ilx_json_string (domains[i].domain), "verified",
                       ilx_json_bool (domains[i].is_verified), "authenticated",
                       ilx_json_bool (domains[i].is_authenticated), "verification_email",
                       ilx_json_string (domains[i].email), "verification_sent",
                       ilx_json_string (sent), "status", ilx_json_string (domains[i].status),
                       "is_free_email_provider", ilx_json_bool (domains[i].is_free), NULL),
      NULL);
}

/* What Klaviyo calls a reason is a status here. */
static const char *
get_status (guint person, const char **reason)
{
  const char *suppression = ilx_sandbox_shop_get_suppression (person);

  *reason = "";
  if (suppression == NULL)
    return ilx_sandbox_shop_draw (person, 71) < 2 ? "pending" : "subscribed";
  if (g_str_equal (suppression, "HARD_BOUNCE") || g_str_equal (suppression, "INVALID_EMAIL"))
    return "cleaned";
  *reason = g_str_equal (suppression, "SPAM_COMPLAINT") ? "Reported as spam"
                                                        : "N/A (Unsubscribed by an admin)";
  return "unsubscribed";
}

static JsonNode *
build_member_segments (guint person, const char *list_id)
{
  JsonNode *ids = ilx_json_empty_array ();

  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    if (g_str_equal (segments[i].list, list_id)
        && ilx_sandbox_shop_draw (person, 300 + i) < segments[i].share)
      ilx_json_append (ids, ilx_json_int (segments[i].id));
  return ids;
}

/* Its tags, as a member shows them. */
static JsonNode *
build_tags (JsonNode *segment_ids)
{
  JsonNode *tags = ilx_json_empty_array ();
  JsonArray *ids = json_node_get_array (segment_ids);

  for (guint n = 0; n < json_array_get_length (ids); n++)
    for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
      if (segments[i].id == json_array_get_int_element (ids, n)
          && g_str_equal (segments[i].type, "static"))
        ilx_json_append (tags, ilx_json_object ("id", ilx_json_int (segments[i].id), "name",
                                                ilx_json_string (segments[i].name), NULL));
  return tags;
}

static JsonNode *
build_member (IlxSandboxState *state, guint person, const char *list_id, JsonNode *segment_ids)
{
  g_autofree char *email = ilx_sandbox_shop_dup_email (person);
  g_autofree char *hash = ilx_sandbox_mailchimp_dup_hash (email);
  g_autofree char *joined = ilx_sandbox_shop_format_past (state, 40 + person % 460, person % 24);
  g_autofree char *changed = ilx_sandbox_shop_format_past (state, 2 + person % 38, person % 24);
  const char *first = ilx_sandbox_shop_get_first_name (person);
  const char *last = ilx_sandbox_shop_get_last_name (person);
  const char *reason;
  const char *status = get_status (person, &reason);
  JsonNode *tags = build_tags (segment_ids);
  JsonNode *member = ilx_json_object (
      "id", ilx_json_string (hash), "email_address", ilx_json_string (email), "unique_email_id",
      ilx_json_string (hash), "contact_id", ilx_json_string (hash), "web_id",
      ilx_json_int (550000 + person), "email_type", ilx_json_string ("html"), "status",
      ilx_json_string (status), "merge_fields",
      ilx_json_object ("FNAME", ilx_json_string (first), "LNAME", ilx_json_string (last), "COFFEE",
                       ilx_json_string (""), NULL),
      "timestamp_signup", ilx_json_string (""), "timestamp_opt", ilx_json_string (joined),
      "last_changed", ilx_json_string (changed), "language", ilx_json_string ("de"), "vip",
      ilx_json_bool (FALSE), "tags_count", ilx_json_int (ilx_json_get_length (tags, "")), "tags",
      tags, "list_id", ilx_json_string (list_id), NULL);

  if (*reason != '\0')
    ilx_json_set (member, "unsubscribe_reason", ilx_json_string (reason));
  return member;
}

static void
add_complaint (IlxSandboxState *state, IlxSandboxObject *member, guint person)
{
  g_autofree char *id
      = g_strdup_printf ("%s/%u", ilx_sandbox_mailchimp_read (member, "list_id"), person);
  g_autofree char *date = ilx_sandbox_shop_format_past (state, 2 + person % 38, person % 24);

  ilx_sandbox_mailchimp_add (
      state, "abuse-reports", id,
      ilx_json_object ("id", ilx_json_int (person), "campaign_id",
                       ilx_json_string (past_campaigns[0].id), "list_id",
                       ilx_json_string (ilx_sandbox_mailchimp_read (member, "list_id")), "email_id",
                       ilx_json_string (ilx_sandbox_mailchimp_read (member, "id")), "email_address",
                       ilx_json_string (ilx_sandbox_mailchimp_read (member, "email_address")),
                       "date", ilx_json_string (date), NULL),
      NULL);
}

static void
add_member (IlxSandboxState *state, guint person, const char *list_id)
{
  JsonNode *segment_ids = build_member_segments (person, list_id);
  JsonNode *attributes = build_member (state, person, list_id, segment_ids);
  g_autofree char *id
      = g_strdup_printf ("%s/%s", list_id, ilx_json_get_string_or (attributes, "id", ""));
  IlxSandboxObject *member = ilx_sandbox_mailchimp_add (
      state, "members", id, attributes, ilx_json_object ("segments", segment_ids, NULL));

  if (g_strcmp0 (ilx_sandbox_shop_get_suppression (person), "SPAM_COMPLAINT") == 0)
    add_complaint (state, member, person);
}

static void
add_members (IlxSandboxState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint person = 0; person < ilx_sandbox_shop_get_n_people (); person++)
      if (ilx_sandbox_shop_draw (person, 400 + i) < lists[i].share)
        add_member (state, person, lists[i].id);
}

static void
add_past_campaign (IlxSandboxState *state, guint i)
{
  g_autofree char *created = ilx_sandbox_shop_format_past (state, past_campaigns[i].days, 20);
  const char *subject = past_campaigns[i].subject;
  g_autoptr (JsonNode) given = ilx_json_object (
      "recipients", ilx_json_object ("list_id", ilx_json_string (past_campaigns[i].list), NULL),
      "settings",
      ilx_json_object ("subject_line", ilx_json_string (subject), "title",
                       ilx_json_string (subject), "from_name", ilx_json_string ("Nordlicht Kaffee"),
                       "reply_to", ilx_json_string ("hello@nordlicht.example"), NULL),
      "create_time", ilx_json_string (created), "content_type", ilx_json_string ("html"), NULL);
  IlxSandboxObject *campaign
      = ilx_sandbox_mailchimp_add_campaign (state, past_campaigns[i].id, given);
  gint64 today = ilx_sandbox_state_get_now (state) / ILX_DAY * ILX_DAY;

  ilx_json_set (ilx_sandbox_object_get_hidden (campaign), "html",
                ilx_json_string ("<html><body><a href=\"*|UNSUB|*\">Abmelden</a></body></html>"));
  ilx_sandbox_mailchimp_depart (state, campaign,
                                today - past_campaigns[i].days * ILX_DAY + 8 * ILX_HOUR);
}

/**
 * ilx_sandbox_mailchimp_open_shop:
 * @state: a state without objects of this platform
 *
 * Fills it with the shop.
 */
void
ilx_sandbox_mailchimp_open_shop (IlxSandboxState *state)
{
  add_account (state);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    add_domain (state, i);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      add_list (state, i);
      for (guint n = 0; n < G_N_ELEMENTS (merge_fields); n++)
        add_merge_field (state, i, n);
    }
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    add_segment (state, i);
  add_members (state);
  for (guint i = 0; i < G_N_ELEMENTS (past_campaigns); i++)
    add_past_campaign (state, i);
  ilx_sandbox_mailchimp_refresh (state);
}
