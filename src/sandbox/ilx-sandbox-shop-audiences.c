/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-shop.h"

#include "ilx-json.h"
#include "ilx-sandbox-klaviyo.h"

typedef struct
{
  const char *id;
  const char *name;
  guint share;      /* how many of a hundred people are in it */
  guint age;        /* days since it was made */
  const char *flag; /* of a list: opt-in process; of a segment: what is not usual about it */
} IlxSandboxGroup;

/* More lists than a page has; and so many in all that counting each takes no longer than Klaviyo's
 * limit for a minute allows. */
static const IlxSandboxGroup lists[] = {
  { "Y6nRLr", "Newsletter", 88, 620, "double_opt_in" },
  { "Rk3vTq", "Abo-Kunden", 31, 540, "double_opt_in" },
  { "SaE9mc", "Barista-Kurse", 12, 410, "double_opt_in" },
  { "UeL2hj", "Gewinnspiel Frühling", 24, 230, "double_opt_in" },
  { "VZq8Kp", "Nicht mehr anschreiben", 4, 600, "single_opt_in" },
  { "WbN5ry", "Röstereiführung", 9, 350, "double_opt_in" },
  { "Xc7GsD", "Großkunden & Büros", 6, 510, "single_opt_in" },
  { "XhM3vB", "Adventskalender", 28, 300, "double_opt_in" },
  { "ZdR4xK", "Popup-Anmeldungen", 35, 280, "double_opt_in" },
  { "ZmV7cT", "Mitarbeiter", 2, 615, "single_opt_in" },
  { "ZtB2wH", "Messe Hamburg (noch leer)", 0, 5, "double_opt_in" },
};

static const IlxSandboxGroup segments[] = {
  { "UTd5ui", "Engaged 90 days", 61, 500, "starred" },
  { "TpW3ke", "Käufer, letzte 12 Monate", 46, 460, "starred" },
  { "VcF9qz", "Nur Espresso", 19, 320, "" },
  { "YbK8mw", "Geburtstag im Monat", 7, 200, "processing" },
  { "YsG3dc", "Sommeraktion 2024", 16, 560, "inactive" },
};

static JsonNode *
build_relationships (void)
{
  return ilx_json_object ("profiles", ilx_json_empty_object (), "tags", ilx_json_empty_object (),
                          "flow-triggers", ilx_json_empty_object (), NULL);
}

static JsonNode *
build_common (IlxSandboxState *state, const IlxSandboxGroup *group)
{
  g_autofree char *created = ilx_sandbox_shop_format_past (state, group->age, 3);
  g_autofree char *updated = ilx_sandbox_shop_format_past (state, group->age % 7, 5);

  return ilx_json_object ("name", ilx_json_string (group->name), "created",
                          ilx_json_string (created), "updated", ilx_json_string (updated), NULL);
}

static void
add_list (IlxSandboxState *state, const IlxSandboxGroup *list)
{
  JsonNode *attributes = build_common (state, list);

  ilx_json_set (attributes, "opt_in_process", ilx_json_string (list->flag));
  ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "lists", "list", list->id, attributes,
                         build_relationships (), NULL);
}

static void
add_segment (IlxSandboxState *state, const IlxSandboxGroup *segment)
{
  JsonNode *attributes = build_common (state, segment);

  ilx_json_set (attributes, "definition", ilx_json_null ());
  ilx_json_set (attributes, "is_active", ilx_json_bool (!g_str_equal (segment->flag, "inactive")));
  ilx_json_set (attributes, "is_processing",
                ilx_json_bool (g_str_equal (segment->flag, "processing")));
  ilx_json_set (attributes, "is_starred", ilx_json_bool (g_str_equal (segment->flag, "starred")));
  ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "segments", "segment", segment->id, attributes,
                         build_relationships (), NULL);
}

/**
 * ilx_sandbox_shop_add_audiences:
 * @state: a state without audiences
 *
 * Adds the shop's lists and segments: enough lists for a second page.
 */
void
ilx_sandbox_shop_add_audiences (IlxSandboxState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_list (state, &lists[i]);
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    add_segment (state, &segments[i]);
}

static void
join (IlxSandboxState *state,
      JsonNode *groups,
      guint person,
      const IlxSandboxGroup *group,
      guint reason)
{
  guint draw = ilx_sandbox_shop_draw (person, reason);
  g_autofree char *joined = NULL;

  if (draw >= group->share)
    return;
  joined = ilx_sandbox_shop_format_past (state, (person * 7 + draw) % group->age, person % 24);
  ilx_json_set (groups, group->id, ilx_json_string (joined));
}

/**
 * ilx_sandbox_shop_build_groups:
 * @state: the state, for its date
 * @person: a number
 *
 * Returns: (transfer full): the id of each list and segment that the person is in, with the day of
 *   joining
 */
JsonNode *
ilx_sandbox_shop_build_groups (IlxSandboxState *state, guint person)
{
  JsonNode *groups = ilx_json_empty_object ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    join (state, groups, person, &lists[i], 100 + i);
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    join (state, groups, person, &segments[i], 200 + i);
  return groups;
}
