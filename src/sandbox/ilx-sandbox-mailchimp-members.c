/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Mailchimp's members. One is kept by "list/hash"; its hidden "segments" are the
 * numbers of the segments and tags that it is in, and "forgotten" is kept of those erased. */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"
#include "ilx-text.h"

#define MEMBERS "members"
#define STATUSES "subscribed unsubscribed cleaned pending transactional archived"

static const IlxSandboxChooser choosers[] = {
  { "status", "status", ILX_SANDBOX_IS, STATUSES },
  { "email_type", "email_type", ILX_SANDBOX_IS },
  { "since_last_changed", "last_changed", ILX_SANDBOX_SINCE },
  { "before_last_changed", "last_changed", ILX_SANDBOX_BEFORE },
  { "unsubscribed_since", "last_changed", ILX_SANDBOX_SINCE },
  { NULL },
};
static const IlxSandboxCollection collection = {
  .name = "members", .sorts = "timestamp_opt timestamp_signup last_changed", .choosers = choosers
};

static const char *const statuses[]
    = { "subscribed", "unsubscribed", "cleaned", "pending", "transactional", NULL };
static const IlxSandboxSchema change_body[] = {
  { "email_address", ILX_SANDBOX_EMAIL },
  { "email_type", ILX_SANDBOX_STRING },
  { "status", ILX_SANDBOX_STRING, .choices = statuses },
  { "merge_fields", ILX_SANDBOX_OPEN },
  { "language", ILX_SANDBOX_STRING },
  { "vip", ILX_SANDBOX_BOOLEAN },
  { NULL },
};
static const IlxSandboxSchema put_body[] = {
  { "email_address", ILX_SANDBOX_EMAIL, ILX_SANDBOX_REQUIRED },
  { "status_if_new", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = statuses },
  { "email_type", ILX_SANDBOX_STRING },
  { "status", ILX_SANDBOX_STRING, .choices = statuses },
  { "merge_fields", ILX_SANDBOX_OPEN },
  { "language", ILX_SANDBOX_STRING },
  { "vip", ILX_SANDBOX_BOOLEAN },
  { NULL },
};

/**
 * ilx_sandbox_mailchimp_dup_hash:
 * @email: an address
 *
 * Returns: (transfer full): the id of whoever has it
 */
char *
ilx_sandbox_mailchimp_dup_hash (const char *email)
{
  g_autofree char *lower = g_utf8_strdown (email, -1);

  return g_compute_checksum_for_string (G_CHECKSUM_MD5, lower, -1);
}

/**
 * ilx_sandbox_mailchimp_is_in_segment:
 * @member: a member
 * @segment: the number of a segment or tag
 *
 * Returns: whether it is in it
 */
gboolean
ilx_sandbox_mailchimp_is_in_segment (IlxSandboxObject *member, gint64 segment)
{
  JsonNode *segments = ilx_json_get (ilx_sandbox_object_get_hidden (member), "segments");

  for (guint i = 0; segments != NULL && i < ilx_json_get_length (segments, ""); i++)
    if (json_array_get_int_element (json_node_get_array (segments), i) == segment)
      return TRUE;
  return FALSE;
}

static gboolean
is_of (IlxSandboxObject *member, const char *list_id, const char *status)
{
  return g_str_equal (ilx_sandbox_mailchimp_read (member, "list_id"), list_id)
         && g_str_equal (ilx_sandbox_mailchimp_read (member, "status"), status);
}

/**
 * ilx_sandbox_mailchimp_count_status:
 * @state: the state
 * @list_id: a list
 * @status: "subscribed"
 *
 * Returns: how many of its members have that status
 */
guint
ilx_sandbox_mailchimp_count_status (IlxSandboxState *state, const char *list_id, const char *status)
{
  GQueue *members = ilx_sandbox_mailchimp_get_all (state, MEMBERS);
  guint n = 0;

  for (GList *l = members->head; l != NULL; l = l->next)
    n += is_of (l->data, list_id, status);
  return n;
}

static gboolean
fits_condition (IlxSandboxObject *member, JsonNode *condition)
{
  gboolean is_in
      = ilx_sandbox_mailchimp_is_in_segment (member, ilx_json_get_int_or (condition, "value", 0));

  return g_str_equal (ilx_json_get_string_or (condition, "op", ""), "static_not") ? !is_in : is_in;
}

static gboolean
fits_conditions (IlxSandboxObject *member, JsonNode *options)
{
  JsonNode *conditions = ilx_json_get (options, "conditions");
  guint n = conditions != NULL ? ilx_json_get_length (conditions, "") : 0;
  gboolean is_any = g_str_equal (ilx_json_get_string_or (options, "match", "all"), "any");

  for (guint i = 0; i < n; i++)
    if (fits_condition (member, json_array_get_element (json_node_get_array (conditions), i))
        == is_any)
      return is_any;
  return n == 0 || !is_any;
}

/**
 * ilx_sandbox_mailchimp_dup_recipients:
 * @state: the state
 * @list_id: a list
 * @segment_opts: (nullable): as a campaign's recipients have them
 *
 * Returns: (transfer full) (element-type IlxSandboxObject): those who would get it
 */
GPtrArray *
ilx_sandbox_mailchimp_dup_recipients (IlxSandboxState *state,
                                      const char *list_id,
                                      JsonNode *segment_opts)
{
  GQueue *members = ilx_sandbox_mailchimp_get_all (state, MEMBERS);
  gint64 segment = ilx_json_get_int_or (segment_opts, "saved_segment_id", 0);
  GPtrArray *recipients = g_ptr_array_new ();

  for (GList *l = members->head; l != NULL; l = l->next)
    if (is_of (l->data, list_id, "subscribed")
        && (segment == 0 || ilx_sandbox_mailchimp_is_in_segment (l->data, segment))
        && (segment_opts == NULL || fits_conditions (l->data, segment_opts)))
      g_ptr_array_add (recipients, l->data);
  return recipients;
}

/* By hash or by address; answers 404 itself. */
static IlxSandboxObject *
find_member (IlxSandboxCall *call)
{
  const char *name = ilx_sandbox_call_get_argument (call, "subscriber_hash");
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  IlxSandboxObject *member;
  g_autofree char *hash = NULL;
  g_autofree char *id = NULL;

  if (list == NULL)
    return NULL;
  hash = ilx_text_is_email (name) ? ilx_sandbox_mailchimp_dup_hash (name) : g_strdup (name);
  id = g_strdup_printf ("%s/%s", list->id, hash);
  member = ilx_sandbox_mailchimp_get (ilx_sandbox_call_get_state (call), MEMBERS, id);
  if (member == NULL)
    ilx_sandbox_mailchimp_refuse_missing (call);
  return member;
}

static void
reply_member (IlxSandboxCall *call, IlxSandboxObject *member)
{
  ilx_sandbox_mailchimp_reply (call, 200,
                               json_node_copy (ilx_sandbox_object_get_attributes (member)));
}

/* GET /lists/{list_id}/members. Archived ones are shown only to those who ask for them. */
static void
get_members (IlxSandboxCall *call)
{
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  GQueue *members = ilx_sandbox_mailchimp_get_all (ilx_sandbox_call_get_state (call), MEMBERS);
  gboolean has_status = ilx_sandbox_call_get_query (call, "status") != NULL;
  JsonNode *items;

  if (list == NULL)
    return;
  items = ilx_json_empty_array ();
  for (GList *l = members->head; l != NULL; l = l->next)
    if (g_str_equal (ilx_sandbox_mailchimp_read (l->data, "list_id"), list->id)
        && (has_status || !is_of (l->data, list->id, "archived")))
      ilx_json_append (items, json_node_copy (ilx_sandbox_object_get_attributes (l->data)));
  ilx_sandbox_mailchimp_reply_collection (
      call, &collection, items, ilx_json_object ("list_id", ilx_json_string (list->id), NULL));
}

/* GET /lists/{list_id}/members/{subscriber_hash} */
static void
get_member (IlxSandboxCall *call)
{
  IlxSandboxObject *member = find_member (call);

  if (member != NULL)
    reply_member (call, member);
}

/* Who left, or whose mailbox is gone, does not come back by the API. */
static gboolean
may_become (IlxSandboxObject *member, const char *status)
{
  const char *old = ilx_sandbox_mailchimp_read (member, "status");

  return !g_str_equal (status, "subscribed")
         || (!g_str_equal (old, "unsubscribed") && !g_str_equal (old, "cleaned"));
}

static void
touch (IlxSandboxState *state, IlxSandboxObject *member)
{
  g_autofree char *now = ilx_sandbox_format_time (ilx_sandbox_state_get_now (state));

  ilx_sandbox_mailchimp_write (member, "last_changed", now);
}

static void
change_member (IlxSandboxCall *call, IlxSandboxObject *member)
{
  JsonNode *body = ilx_sandbox_call_get_body (call);
  JsonNode *attributes = ilx_sandbox_object_get_attributes (member);
  const char *status = ilx_json_get_string_or (body, "status", NULL);

  if (status != NULL && !may_become (member, status))
    {
      ilx_sandbox_mailchimp_refuse (call, 400, "Member In Compliance State",
                                    "The contact has unsubscribed or bounced and can't be "
                                    "subscribed again by the API.");
      return;
    }
  ilx_sandbox_mailchimp_merge (attributes, body);
  json_object_remove_member (json_node_get_object (attributes), "status_if_new");
  if (g_strcmp0 (status, "unsubscribed") == 0)
    ilx_sandbox_mailchimp_write (member, "unsubscribe_reason", "N/A (Unsubscribed by admin)");
  touch (ilx_sandbox_call_get_state (call), member);
  reply_member (call, member);
}

/* The address is the member's id, which stays. */
static gboolean
has_other_address (IlxSandboxObject *member, JsonNode *body)
{
  const char *email = ilx_json_get_string_or (body, "email_address", NULL);
  g_autofree char *hash = email != NULL ? ilx_sandbox_mailchimp_dup_hash (email) : NULL;

  return hash != NULL && !g_str_equal (hash, ilx_sandbox_mailchimp_read (member, "id"));
}

/* PATCH /lists/{list_id}/members/{subscriber_hash} */
static void
update_member (IlxSandboxCall *call)
{
  IlxSandboxObject *member = find_member (call);

  if (member == NULL)
    return;
  if (has_other_address (member, ilx_sandbox_call_get_body (call)))
    ilx_sandbox_mailchimp_refuse_field (call, "email_address",
                                        "The sandbox keeps everybody's address.");
  else
    change_member (call, member);
}

static IlxSandboxObject *
add_member (IlxSandboxState *state, const char *list_id, const char *id, JsonNode *body)
{
  const char *email = ilx_json_get_string_or (body, "email_address", "");
  g_autofree char *hash = ilx_sandbox_mailchimp_dup_hash (email);
  IlxSandboxObject *member = ilx_sandbox_mailchimp_add (
      state, MEMBERS, id,
      ilx_json_object (
          "id", ilx_json_string (hash), "email_address", ilx_json_string (email), "unique_email_id",
          ilx_json_string (hash), "email_type", ilx_json_string ("html"), "status",
          ilx_json_string (ilx_json_get_string_or (body, "status_if_new", "")), "merge_fields",
          ilx_json_empty_object (), "list_id", ilx_json_string (list_id), NULL),
      NULL);

  touch (state, member);
  return member;
}

/* PUT /lists/{list_id}/members/{subscriber_hash} */
static void
put_member (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *list = ilx_sandbox_mailchimp_find (call, "lists", "list_id");
  JsonNode *body = ilx_sandbox_call_get_body (call);
  g_autofree char *hash = NULL;
  g_autofree char *id = NULL;
  IlxSandboxObject *member;

  if (list == NULL)
    return;
  hash = ilx_sandbox_mailchimp_dup_hash (ilx_json_get_string_or (body, "email_address", ""));
  id = g_strdup_printf ("%s/%s", list->id, hash);
  member = ilx_sandbox_mailchimp_get (state, MEMBERS, id);
  if (member == NULL && ilx_sandbox_mailchimp_get (state, "forgotten", id) != NULL)
    {
      ilx_sandbox_mailchimp_refuse (call, 400, "Forgotten Email Not Subscribed",
                                    "The contact was permanently deleted and can't be "
                                    "re-imported.");
      return;
    }
  if (member == NULL)
    member = add_member (state, list->id, id, body);
  change_member (call, member);
}

/* DELETE /lists/{list_id}/members/{subscriber_hash} */
static void
archive_member (IlxSandboxCall *call)
{
  IlxSandboxObject *member = find_member (call);

  if (member == NULL)
    return;
  ilx_sandbox_mailchimp_write (member, "status", "archived");
  touch (ilx_sandbox_call_get_state (call), member);
  ilx_sandbox_call_reply_empty (call, 204);
}

/* POST /lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent */
static void
forget_member (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  IlxSandboxObject *member = find_member (call);

  if (member == NULL)
    return;
  if (ilx_sandbox_mailchimp_get (state, "forgotten", member->id) == NULL)
    ilx_sandbox_mailchimp_add (state, "forgotten", member->id, NULL, NULL);
  ilx_sandbox_state_remove (state, ILX_SANDBOX_MAILCHIMP, MEMBERS, member->id);
  ilx_sandbox_call_reply_empty (call, 204);
}

#define MEMBER "/3.0/lists/{list_id}/members/{subscriber_hash}"

const IlxSandboxRoute ilx_sandbox_mailchimp_member_routes[] = {
  { "GET", "/3.0/lists/{list_id}/members", get_members },
  { "GET", MEMBER, get_member },
  { "PATCH", MEMBER, update_member, "write", .schema = change_body },
  { "PUT", MEMBER, put_member, "write", .schema = put_body },
  { "DELETE", MEMBER, archive_member, "write" },
  { "POST", MEMBER "/actions/delete-permanent", forget_member, "write" },
  { NULL },
};
