/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's lists and segments, and who is in them. A profile knows its groups: its
 * hidden "groups" is {"Y6nRLr":"2026-01-07T08:00:00+00:00"}, the day on which it joined each; lists
 * and segments share one namespace of ids. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-json.h"

static const IlxSandboxFilterField list_filters[] = {
  { "id", "any equals equals[]", ILX_SANDBOX_VALUE_STRING, "id" },
  { "name", "any equals", ILX_SANDBOX_VALUE_STRINGS },
  { "created", "greater-than", ILX_SANDBOX_VALUE_TIME },
  { "updated", "greater-than", ILX_SANDBOX_VALUE_TIME },
  { NULL },
};
static const IlxSandboxFilterField segment_filters[] = {
  { "id", "any equals equals[]", ILX_SANDBOX_VALUE_STRING, "id" },
  { "name", "any equals", ILX_SANDBOX_VALUE_STRINGS },
  { "created", "greater-than", ILX_SANDBOX_VALUE_TIME },
  { "updated", "greater-than", ILX_SANDBOX_VALUE_TIME },
  { "is_active", "any equals equals[]", ILX_SANDBOX_VALUE_BOOLEAN },
  { "is_starred", "equals", ILX_SANDBOX_VALUE_BOOLEAN },
  { NULL },
};
static const IlxSandboxFilterField member_filters[] = {
  { "email", "any equals[]", ILX_SANDBOX_VALUE_STRINGS },
  { "phone_number", "any equals[]", ILX_SANDBOX_VALUE_STRINGS },
  { "joined_group_at", "greater-than greater-or-equal less-than less-or-equal",
    ILX_SANDBOX_VALUE_TIME },
  { NULL },
};

#define COLLECTION_RULES(type, table)                                                              \
  {                                                                                                \
    .fields = "flow tag " type, .includes = "flow-triggers tags",                                  \
    .sorts = "created id name updated", .filters = table, .page_default = 10, .page_max = 10       \
  }
#define OBJECT_RULES(type)                                                                         \
  {                                                                                                \
    .fields = "flow tag " type, .additional = type, .includes = "flow-triggers tags"               \
  }

static const IlxSandboxQuery lists_query = COLLECTION_RULES ("list", list_filters);
static const IlxSandboxQuery list_query = OBJECT_RULES ("list");
static const IlxSandboxQuery new_list_query = { .fields = "list" };
static const IlxSandboxQuery segments_query = COLLECTION_RULES ("segment", segment_filters);
static const IlxSandboxQuery segment_query = OBJECT_RULES ("segment");
static const IlxSandboxQuery members_query = {
  .fields = "profile",
  .additional = "profile",
  .sorts = "joined_group_at",
  .filters = member_filters,
  .page_default = 20,
  .page_max = 100,
};

static const char *const list_type[] = { "list", NULL };
static const char *const opt_in_processes[] = { "single_opt_in", "double_opt_in", NULL };
static const IlxSandboxSchema list_attribute_rows[] = {
  { "name", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .min = 1, .max = 255 },
  { "opt_in_process", ILX_SANDBOX_STRING, .choices = opt_in_processes },
  { NULL },
};
static const IlxSandboxSchema list_rows[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = list_type },
  { "attributes", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = list_attribute_rows },
  { NULL },
};
static const IlxSandboxSchema list_body[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, .inner = list_rows },
  { NULL },
};

/* When a profile joined a list or segment; NULL when it is not in it. */
static const char *
get_joined (IlxSandboxObject *profile, const char *group_id)
{
  JsonNode *groups = ilx_json_get (ilx_sandbox_object_get_hidden (profile), "groups");

  if (groups == NULL)
    return NULL;
  return json_object_get_string_member_with_default (json_node_get_object (groups), group_id, NULL);
}

static gboolean
is_in_one_of (IlxSandboxObject *profile, const char *const *group_ids)
{
  for (; group_ids != NULL && *group_ids != NULL; group_ids++)
    if (get_joined (profile, *group_ids) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
may_be_mailed (IlxSandboxObject *profile)
{
  return ilx_json_get_bool_or (ilx_sandbox_object_get_attributes (profile),
                               "subscriptions.email.marketing.can_receive_email_marketing", FALSE);
}

/**
 * ilx_sandbox_klaviyo_has_audience:
 * @state: the state
 * @id: an id
 *
 * Returns: whether a list or a segment has it
 */
gboolean
ilx_sandbox_klaviyo_has_audience (IlxSandboxState *state, const char *id)
{
  return ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, "lists", id) != NULL
         || ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, "segments", id) != NULL;
}

/**
 * ilx_sandbox_klaviyo_count_recipients:
 * @state: the state
 * @included: (nullable): ids of lists and segments
 * @excluded: (nullable): likewise
 *
 * Returns: how many members of one of @included and of none of @excluded may be mailed
 */
guint
ilx_sandbox_klaviyo_count_recipients (IlxSandboxState *state,
                                      const char *const *included,
                                      const char *const *excluded)
{
  GQueue *profiles = ilx_sandbox_state_get_all (state, ILX_SANDBOX_KLAVIYO, "profiles");
  guint n = 0;

  for (GList *link = profiles->head; link != NULL; link = link->next)
    if (is_in_one_of (link->data, included) && !is_in_one_of (link->data, excluded)
        && may_be_mailed (link->data))
      n++;
  return n;
}

/* Members, those who may not be mailed too. */
static guint
count_members (IlxSandboxState *state, const char *group_id)
{
  GQueue *profiles = ilx_sandbox_state_get_all (state, ILX_SANDBOX_KLAVIYO, "profiles");
  guint n = 0;

  for (GList *link = profiles->head; link != NULL; link = link->next)
    n += get_joined (link->data, group_id) != NULL;
  return n;
}

/* The count is made only for whom it is shown to. */
static void
reply_group (IlxSandboxCall *call, const char *kind, const char *type, const char *parameter)
{
  IlxSandboxObject *group = ilx_sandbox_call_find (call, kind, type);
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);

  if (group == NULL)
    return;
  if (ilx_sandbox_call_get_query (call, parameter) != NULL)
    ilx_json_set (ilx_sandbox_object_get_attributes (group), "profile_count",
                  ilx_json_int (count_members (state, group->id)));
  ilx_sandbox_call_reply_object (call, 200, group);
}

/* GET /api/lists */
static void
get_lists (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "lists");
}

/* GET /api/lists/{id} */
static void
get_list (IlxSandboxCall *call)
{
  reply_group (call, "lists", "list", "additional-fields[list]");
}

/* GET /api/segments */
static void
get_segments (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "segments");
}

/* GET /api/segments/{id} */
static void
get_segment (IlxSandboxCall *call)
{
  reply_group (call, "segments", "segment", "additional-fields[segment]");
}

/* POST /api/lists */
static void
create_list (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  JsonNode *given = ilx_json_get (ilx_sandbox_call_get_body (call), "data.attributes");
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_SHORT);
  g_autofree char *now = ilx_sandbox_format_time (ilx_sandbox_state_get_now (state));
  IlxSandboxObject *list = ilx_sandbox_state_add (
      state, ILX_SANDBOX_KLAVIYO, "lists", "list", id,
      ilx_json_object (
          "name", ilx_json_string (ilx_json_get_string_or (given, "name", "")), "created",
          ilx_json_string (now), "updated", ilx_json_string (now), "opt_in_process",
          ilx_json_string (ilx_json_get_string_or (given, "opt_in_process", "double_opt_in")),
          NULL),
      ilx_json_object ("profiles", ilx_json_empty_object (), "tags", ilx_json_empty_object (),
                       "flow-triggers", ilx_json_empty_object (), NULL),
      NULL);

  ilx_sandbox_call_reply_object (call, 201, list);
}

static void
member_free (gpointer data)
{
  IlxSandboxObject *member = data;

  json_node_unref (member->document);
  g_free (member);
}

/* The profile as this list shows it: with the day on which it joined. What is inside its attributes
 * is shared with the profile's own. */
static IlxSandboxObject *
member_new (IlxSandboxObject *profile, const char *joined)
{
  IlxSandboxObject *member = g_new0 (IlxSandboxObject, 1);
  JsonNode *attributes = ilx_json_empty_object ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (ilx_sandbox_object_get_attributes (profile)));
  while (json_object_iter_next (&iter, &name, &value))
    ilx_json_set (attributes, name, json_node_copy (value));
  ilx_json_set (attributes, "joined_group_at", ilx_json_string (joined));
  member->id = profile->id;
  member->kind = profile->kind;
  member->serial = profile->serial;
  member->document
      = ilx_json_object ("type", ilx_json_string ("profile"), "id", ilx_json_string (profile->id),
                         "attributes", attributes, "relationships",
                         json_node_copy (ilx_sandbox_object_get_relationships (profile)), NULL);
  return member;
}

/* GET /api/lists/{id}/profiles */
static void
get_profiles_for_list (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_call_find (call, "lists", "list");
  GPtrArray *members;
  GQueue *profiles;

  if (list == NULL)
    return;
  members = g_ptr_array_new_with_free_func (member_free);
  profiles = ilx_sandbox_state_get_all (ilx_sandbox_call_get_state (call), ILX_SANDBOX_KLAVIYO,
                                        "profiles");
  for (GList *link = profiles->head; link != NULL; link = link->next)
    {
      const char *joined = get_joined (link->data, list->id);

      if (joined != NULL)
        g_ptr_array_add (members, member_new (link->data, joined));
    }
  ilx_sandbox_call_reply_objects (call, members);
}

const IlxSandboxRoute ilx_sandbox_klaviyo_audience_routes[] = {
  { "GET", "/api/lists", get_lists, "lists:read", 75, 750, 0, &lists_query },
  { "POST", "/api/lists", create_list, "lists:write", 10, 150, 150, &new_list_query, list_body },
  { "GET", "/api/lists/{id}", get_list, "lists:read", 75, 750, 0, &list_query },
  { "GET", "/api/lists/{id}/profiles", get_profiles_for_list, "lists:read profiles:read", 75, 750,
    0, &members_query },
  { "GET", "/api/segments", get_segments, "segments:read", 75, 750, 0, &segments_query },
  { "GET", "/api/segments/{id}", get_segment, "segments:read", 75, 750, 0, &segment_query },
  { NULL },
};
