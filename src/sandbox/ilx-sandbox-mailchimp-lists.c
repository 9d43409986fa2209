/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Mailchimp's lists (audiences in its product), their segments (static ones are tags
 * in its product), merge fields and complaints. Members are counted when they are shown. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-sandbox-words.h"

#include <string.h>

static const IlxSandboxChooser list_choosers[] = {
  { "since_date_created", "date_created", ILX_SANDBOX_SINCE },
  { "before_date_created", "date_created", ILX_SANDBOX_BEFORE },
  { "since_campaign_last_sent", "stats.campaign_last_sent", ILX_SANDBOX_SINCE },
  { "before_campaign_last_sent", "stats.campaign_last_sent", ILX_SANDBOX_BEFORE },
  { NULL },
};
static const IlxSandboxCollection lists_collection
    = { .name = "lists", .sorts = "date_created", .choosers = list_choosers };

static const IlxSandboxChooser segment_choosers[] = {
  { "type", "type", ILX_SANDBOX_IS, "saved static fuzzy" },
  { "exclude_type", "type", ILX_SANDBOX_IS_NOT, "saved static fuzzy" },
  { "since_created_at", "created_at", ILX_SANDBOX_SINCE },
  { "before_created_at", "created_at", ILX_SANDBOX_BEFORE },
  { "since_updated_at", "updated_at", ILX_SANDBOX_SINCE },
  { "before_updated_at", "updated_at", ILX_SANDBOX_BEFORE },
  { NULL },
};
static const IlxSandboxCollection segments_collection
    = { .name = "segments", .choosers = segment_choosers };

static const IlxSandboxChooser merge_field_choosers[] = {
  { "type", "type", ILX_SANDBOX_IS },
  { NULL },
};
static const IlxSandboxCollection merge_fields_collection
    = { .name = "merge_fields", .choosers = merge_field_choosers };
static const IlxSandboxCollection tags_collection = { .name = "tags" };
static const IlxSandboxCollection abuse_collection = { .name = "abuse_reports" };

/* How many campaigns went to the list, and the last time. */
static guint
count_campaigns (IlxSandboxState *state, const char *list_id, const char **last)
{
  GQueue *campaigns = ilx_sandbox_mailchimp_get_all (state, "campaigns");
  guint n = 0;

  *last = "";
  for (GList *l = campaigns->head; l != NULL; l = l->next)
    {
      const char *sent = ilx_sandbox_mailchimp_read (l->data, "send_time");

      if (!ilx_sandbox_mailchimp_has_status (l->data, "sent")
          || !g_str_equal (ilx_sandbox_mailchimp_read (l->data, "recipients.list_id"), list_id))
        continue;
      n++;
      if (strcmp (sent, *last) > 0)
        *last = sent;
    }
  return n;
}

static JsonNode *
build_stats (IlxSandboxCall *call, const char *list_id)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  guint subscribed = ilx_sandbox_mailchimp_count_status (state, list_id, "subscribed");
  guint unsubscribed = ilx_sandbox_mailchimp_count_status (state, list_id, "unsubscribed");
  guint cleaned = ilx_sandbox_mailchimp_count_status (state, list_id, "cleaned");
  const char *wants_total = ilx_sandbox_call_get_query (call, "include_total_contacts");
  const char *last;
  guint n_campaigns = count_campaigns (state, list_id, &last);
  JsonNode *stats = ilx_json_object (
      "member_count", ilx_json_int (subscribed), "unsubscribe_count", ilx_json_int (unsubscribed),
      "cleaned_count", ilx_json_int (cleaned), "campaign_count", ilx_json_int (n_campaigns),
      "campaign_last_sent", ilx_json_string (last), "merge_field_count", ilx_json_int (3),
      "avg_sub_rate", ilx_json_int (20), "avg_unsub_rate", ilx_json_int (2), "open_rate",
      ilx_json_double (n_campaigns > 0 ? 38.6 : 0), "click_rate",
      ilx_json_double (n_campaigns > 0 ? 4.2 : 0), NULL);

  if (g_strcmp0 (wants_total, "true") == 0)
    ilx_json_set (stats, "total_contacts", ilx_json_int (subscribed + unsubscribed + cleaned));
  return stats;
}

static JsonNode *
build_list (IlxSandboxCall *call, IlxSandboxObject *list)
{
  JsonNode *shown = ilx_sandbox_json_dup (ilx_sandbox_object_get_attributes (list));

  ilx_json_set (shown, "stats", build_stats (call, list->id));
  return shown;
}

static gboolean
holds_address (IlxSandboxState *state, IlxSandboxObject *list, const char *email)
{
  g_autofree char *hash = ilx_sandbox_mailchimp_dup_hash (email);
  g_autofree char *id = g_strdup_printf ("%s/%s", list->id, hash);

  return ilx_sandbox_mailchimp_get (state, "members", id) != NULL;
}

/* GET /lists */
static void
get_lists (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  const char *email = ilx_sandbox_call_get_query (call, "email");
  GQueue *lists = ilx_sandbox_mailchimp_get_all (state, "lists");
  JsonNode *items = ilx_json_empty_array ();

  for (GList *l = lists->head; l != NULL; l = l->next)
    if (email == NULL || holds_address (state, l->data, email))
      ilx_json_append (items, build_list (call, l->data));
  ilx_sandbox_mailchimp_reply_collection (call, &lists_collection, items, NULL);
}

/* GET /lists/{list_id} */
static void
get_list (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");

  if (list != NULL)
    ilx_sandbox_mailchimp_reply (call, 200, build_list (call, list));
}

/**
 * ilx_sandbox_mailchimp_build_segment:
 * @state: the state
 * @segment: a segment
 *
 * Returns: (transfer full): it with its count
 */
JsonNode *
ilx_sandbox_mailchimp_build_segment (IlxSandboxState *state, IlxSandboxObject *segment)
{
  JsonNode *shown = ilx_sandbox_json_dup (ilx_sandbox_object_get_attributes (segment));
  g_autoptr (JsonNode) options = ilx_json_object (
      "saved_segment_id", ilx_json_int (ilx_json_get_int_or (shown, "id", 0)), NULL);
  g_autoptr (GPtrArray) members = ilx_sandbox_mailchimp_dup_recipients (
      state, ilx_sandbox_mailchimp_read (segment, "list_id"), options);

  ilx_json_set (shown, "member_count", ilx_json_int (members->len));
  return shown;
}

/**
 * ilx_sandbox_mailchimp_find_segment:
 * @state: the state
 * @list_id: of which list
 * @id: its number
 *
 * Returns: (transfer none) (nullable): the segment or tag
 */
IlxSandboxObject *
ilx_sandbox_mailchimp_find_segment (IlxSandboxState *state, const char *list_id, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  IlxSandboxObject *segment = ilx_sandbox_mailchimp_get (state, "segments", text);

  if (segment == NULL || !g_str_equal (ilx_sandbox_mailchimp_read (segment, "list_id"), list_id))
    return NULL;
  return segment;
}

/* What is kept for a list: attributes with its id in them. */
static JsonNode *
build_parts (IlxSandboxState *state,
             const char *kind,
             const char *list_id,
             JsonNode *(*build) (IlxSandboxState *state, IlxSandboxObject *object))
{
  GQueue *all = ilx_sandbox_mailchimp_get_all (state, kind);
  JsonNode *items = ilx_json_empty_array ();

  for (GList *l = all->head; l != NULL; l = l->next)
    if (g_str_equal (ilx_sandbox_mailchimp_read (l->data, "list_id"), list_id))
      ilx_json_append (items, build != NULL
                                  ? build (state, l->data)
                                  : json_node_copy (ilx_sandbox_object_get_attributes (l->data)));
  return items;
}

static JsonNode *
build_list_id (IlxSandboxObject *list)
{
  return ilx_json_object ("list_id", ilx_json_string (list->id), NULL);
}

/* GET /lists/{list_id}/segments */
static void
get_segments (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");

  if (list != NULL)
    ilx_sandbox_mailchimp_reply_collection (call, &segments_collection,
                                            build_parts (ilx_sandbox_call_get_state (call),
                                                         "segments", list->id,
                                                         ilx_sandbox_mailchimp_build_segment),
                                            build_list_id (list));
}

/* GET /lists/{list_id}/segments/{segment_id} */
static void
get_segment (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  IlxSandboxObject *segment;

  if (list == NULL)
    return;
  segment = ilx_sandbox_mailchimp_get (state, "segments",
                                       ilx_sandbox_call_get_argument (call, "segment_id"));
  if (segment == NULL || !g_str_equal (ilx_sandbox_mailchimp_read (segment, "list_id"), list->id))
    ilx_sandbox_mailchimp_refuse_missing (call);
  else
    ilx_sandbox_mailchimp_reply (call, 200, ilx_sandbox_mailchimp_build_segment (state, segment));
}

/* Tags are the static segments whose names begin so. */
static JsonNode *
build_tags (IlxSandboxState *state, const char *list_id, const char *start)
{
  GQueue *all = ilx_sandbox_mailchimp_get_all (state, "segments");
  JsonNode *tags = ilx_json_empty_array ();
  g_autofree char *wanted = g_utf8_casefold (start, -1);

  for (GList *l = all->head; l != NULL; l = l->next)
    {
      const char *name = ilx_sandbox_mailchimp_read (l->data, "name");
      g_autofree char *folded = g_utf8_casefold (name, -1);
      gint64 id = ilx_json_get_int_or (ilx_sandbox_object_get_attributes (l->data), "id", 0);

      if (g_str_equal (ilx_sandbox_mailchimp_read (l->data, "type"), "static")
          && g_str_equal (ilx_sandbox_mailchimp_read (l->data, "list_id"), list_id)
          && g_str_has_prefix (folded, wanted))
        ilx_json_append (
            tags, ilx_json_object ("id", ilx_json_int (id), "name", ilx_json_string (name), NULL));
    }
  return tags;
}

/* GET /lists/{list_id}/tag-search */
static void
search_tags (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  const char *name = ilx_sandbox_call_get_query (call, "name");

  if (list != NULL)
    ilx_sandbox_mailchimp_reply_collection (
        call, &tags_collection,
        build_tags (ilx_sandbox_call_get_state (call), list->id, name != NULL ? name : ""), NULL);
}

/* GET /lists/{list_id}/merge-fields */
static void
get_merge_fields (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");

  if (list != NULL)
    ilx_sandbox_mailchimp_reply_collection (
        call, &merge_fields_collection,
        build_parts (ilx_sandbox_call_get_state (call), "merge-fields", list->id, NULL),
        build_list_id (list));
}

/* GET /lists/{list_id}/abuse-reports */
static void
get_abuse_reports (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");

  if (list != NULL)
    ilx_sandbox_mailchimp_reply_collection (
        call, &abuse_collection,
        build_parts (ilx_sandbox_call_get_state (call), "abuse-reports", list->id, NULL),
        build_list_id (list));
}

const IlxSandboxRoute ilx_sandbox_mailchimp_list_routes[] = {
  { "GET", "/3.0/lists", get_lists },
  { "GET", "/3.0/lists/{list_id}", get_list },
  { "GET", "/3.0/lists/{list_id}/segments", get_segments },
  { "GET", "/3.0/lists/{list_id}/segments/{segment_id}", get_segment },
  { "GET", "/3.0/lists/{list_id}/tag-search", search_tags },
  { "GET", "/3.0/lists/{list_id}/merge-fields", get_merge_fields },
  { "GET", "/3.0/lists/{list_id}/abuse-reports", get_abuse_reports },
  { NULL },
};
