/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-shop.h"

#include "ilx-json.h"
#include "ilx-sandbox-klaviyo.h"
#include "ilx-text.h"

#define N_PEOPLE 432

/* Reasons to draw for. */
enum
{
  DRAW_SUPPRESSION = 1,
  DRAW_CONSENT,
  DRAW_PHONE,
  DRAW_LIST_SUPPRESSION,
};

static const char *const first_names[] = {
  "Jule",   "Hinnerk", "Merle", "Fiete",   "Svea",   "Thore",  "Antje", "Bosse",   "Frauke",
  "Enno",   "Wiebke",  "Malte", "Aylin",   "Jonas",  "Zeynep", "Lasse", "Mia",     "Øyvind",
  "Karla",  "Piotr",   "Elif",  "Nils",    "Chloé",  "Arne",   "Tomke", "Sören",   "Greta",
  "Jannis", "Leyla",   "Ole",   "Henrike", "Mattis", "Rieke",  "Emil",  "Swantje", "Luca",
};
static const char *const last_names[] = {
  "Petersen", "Hansen",   "Jensen",   "Lüders", "Claußen",  "Thomsen",   "Brodersen",
  "Özdemir",  "Kowalski", "Schröder", "Ahlers", "Martens",  "Feddersen", "Nissen",
  "Voß",      "Carstens", "Yıldız",   "Boysen", "Dethlefs", "Eggers",    "Großkreutz",
};
static const struct
{
  const char *city;
  const char *zip;
} places[] = {
  { "Kiel", "24103" },   { "Hamburg", "20359" },     { "Flensburg", "24937" },
  { "Lübeck", "23552" }, { "Eckernförde", "24340" }, { "Berlin", "10999" },
  { "Köln", "50672" },   { "Rendsburg", "24768" },
};
static const char *const favourites[]
    = { "Espresso Förde", "Filter Leuchtturm", "Äthiopien Guji", "Entkoffeiniert", "Crema Deich" };

/**
 * ilx_sandbox_shop_draw:
 * @person: a number
 * @reason: what is drawn for
 *
 * Returns: 0 to 99, well mixed, and the same each time
 */
guint
ilx_sandbox_shop_draw (guint person, guint reason)
{
  guint64 mixed = (guint64) person * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
                  + (guint64) reason * G_GUINT64_CONSTANT (0xd1b54a32d192ed03);

  mixed = (mixed ^ (mixed >> 31)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint) ((mixed >> 33) % 100);
}

guint
ilx_sandbox_shop_get_n_people (void)
{
  return N_PEOPLE;
}

char *
ilx_sandbox_shop_dup_person_id (guint person)
{
  return g_strdup_printf ("01GDDKASAP8TKDDA2GRZ%06X", 0x5A000 + person * 37);
}

/**
 * ilx_sandbox_shop_get_suppression:
 * @person: a number
 *
 * Returns: (nullable): why the person may not be mailed
 */
const char *
ilx_sandbox_shop_get_suppression (guint person)
{
  guint draw = ilx_sandbox_shop_draw (person, DRAW_SUPPRESSION);

  if (draw < 4)
    return "UNSUBSCRIBE";
  if (draw < 7)
    return "HARD_BOUNCE";
  if (draw < 8)
    return "SPAM_COMPLAINT";
  if (draw < 9)
    return "USER_SUPPRESSED";
  return draw < 10 ? "INVALID_EMAIL" : NULL;
}

static JsonNode *
build_suppression (IlxSandboxState *state, guint person, const char *reason)
{
  g_autofree char *date = ilx_sandbox_shop_format_past (state, 2 + person % 180, person % 24);

  return ilx_json_object ("reason", ilx_json_string (reason), "timestamp", ilx_json_string (date),
                          NULL);
}

static JsonNode *
build_list_suppressions (IlxSandboxState *state, guint person)
{
  JsonNode *array = ilx_json_empty_array ();

  if (ilx_sandbox_shop_draw (person, DRAW_LIST_SUPPRESSION) < 3)
    {
      JsonNode *one = build_suppression (state, person + 11, "UNSUBSCRIBE");

      ilx_json_set (one, "list_id", ilx_json_string ("UeL2hj"));
      ilx_json_append (array, one);
    }
  return array;
}

static const char *
get_consent (guint person, const char *suppression)
{
  if (g_strcmp0 (suppression, "UNSUBSCRIBE") == 0)
    return "UNSUBSCRIBED";
  return ilx_sandbox_shop_draw (person, DRAW_CONSENT) < 9 ? "NEVER_SUBSCRIBED" : "SUBSCRIBED";
}

static JsonNode *
build_marketing (IlxSandboxState *state, guint person)
{
  const char *reason = ilx_sandbox_shop_get_suppression (person);
  const char *consent = get_consent (person, reason);
  g_autofree char *date = ilx_sandbox_shop_format_past (state, 30 + person % 500, person % 24);
  JsonNode *suppression = ilx_json_empty_array ();

  if (reason != NULL)
    ilx_json_append (suppression, build_suppression (state, person, reason));
  return ilx_json_object (
      "can_receive_email_marketing", ilx_json_bool (reason == NULL), "consent",
      ilx_json_string (consent), "consent_timestamp",
      g_str_equal (consent, "NEVER_SUBSCRIBED") ? ilx_json_null () : ilx_json_string (date),
      "last_updated", ilx_json_string (date), "method", ilx_json_string ("PREFERENCE_PAGE"),
      "method_detail", ilx_json_string (""), "custom_method_detail", ilx_json_null (),
      "double_optin", ilx_json_bool (TRUE), "suppression", suppression, "list_suppressions",
      build_list_suppressions (state, person), NULL);
}

static JsonNode *
build_location (guint person)
{
  guint place = person % G_N_ELEMENTS (places);

  return ilx_json_object ("city", ilx_json_string (places[place].city), "country",
                          ilx_json_string ("Germany"), "zip", ilx_json_string (places[place].zip),
                          "timezone", ilx_json_string ("Europe/Berlin"), NULL);
}

/* A phone number that nobody has: from the range that is kept for films. */
static JsonNode *
build_phone (guint person)
{
  g_autofree char *number = g_strdup_printf ("+4940669694%02u", person % 100);

  if (ilx_sandbox_shop_draw (person, DRAW_PHONE) >= 20)
    return ilx_json_null ();
  return ilx_json_string (number);
}

const char *
ilx_sandbox_shop_get_first_name (guint person)
{
  return first_names[person % G_N_ELEMENTS (first_names)];
}

const char *
ilx_sandbox_shop_get_last_name (guint person)
{
  return last_names[person % G_N_ELEMENTS (last_names)];
}

/**
 * ilx_sandbox_shop_dup_email:
 * @person: a number
 *
 * Returns: (transfer full): an address that nobody else has
 */
char *
ilx_sandbox_shop_dup_email (guint person)
{
  g_autofree char *first_slug = ilx_text_dup_slug (ilx_sandbox_shop_get_first_name (person));
  g_autofree char *last_slug = ilx_text_dup_slug (ilx_sandbox_shop_get_last_name (person));

  /* The first of all has the plain address that examples show. */
  if (person == 0)
    return g_strdup ("jule@example.com");
  return g_strdup_printf ("%s.%s.%u@example.com", first_slug, last_slug, person);
}

static JsonNode *
build_attributes (IlxSandboxState *state, guint person)
{
  const char *first = ilx_sandbox_shop_get_first_name (person);
  const char *last = ilx_sandbox_shop_get_last_name (person);
  g_autofree char *email = ilx_sandbox_shop_dup_email (person);
  g_autofree char *external = g_strdup_printf ("shop-%u", 10400 + person);
  g_autofree char *created = ilx_sandbox_shop_format_past (state, 40 + person % 560, person % 24);
  g_autofree char *updated = ilx_sandbox_shop_format_past (state, person % 40, person % 24);
  const char *favourite = favourites[person % G_N_ELEMENTS (favourites)];

  return ilx_json_object (
      "email", ilx_json_string (email), "phone_number", build_phone (person), "external_id",
      ilx_json_string (external), "first_name", ilx_json_string (first), "last_name",
      ilx_json_string (last), "organization", ilx_json_null (), "locale", ilx_json_string ("de-DE"),
      "title", ilx_json_null (), "image", ilx_json_null (), "created", ilx_json_string (created),
      "updated", ilx_json_string (updated), "last_event_date", ilx_json_string (updated),
      "location", build_location (person), "properties",
      ilx_json_object ("Favourite Coffee", ilx_json_string (favourite), NULL), "subscriptions",
      ilx_json_object ("email",
                       ilx_json_object ("marketing", build_marketing (state, person), NULL), NULL),
      NULL);
}

/**
 * ilx_sandbox_shop_add_people:
 * @state: a state without profiles
 *
 * Adds the shop's customers, each a member of some lists and segments.
 */
void
ilx_sandbox_shop_add_people (IlxSandboxState *state)
{
  for (guint person = 0; person < N_PEOPLE; person++)
    {
      g_autofree char *id = ilx_sandbox_shop_dup_person_id (person);

      ilx_sandbox_state_add (
          state, ILX_SANDBOX_KLAVIYO, "profiles", "profile", id, build_attributes (state, person),
          ilx_json_object ("lists", ilx_json_empty_object (), "segments", ilx_json_empty_object (),
                           NULL),
          ilx_json_object ("groups", ilx_sandbox_shop_build_groups (state, person), NULL));
    }
}
