/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-campaign.h"

#include "ilx-json.h"
#include "ilx-sandbox-klaviyo.h"

/* All that a message may say, so that an answer has null for what was not given. */
static const char *const content_names[]
    = { "subject",        "preview_text", "from_email", "from_label",
        "reply_to_email", "cc_email",     "bcc_email" };

/**
 * ilx_sandbox_build_time:
 * @time: microseconds since the epoch, or 0
 *
 * Returns: (transfer full): the time as Klaviyo writes it, or null
 */
JsonNode *
ilx_sandbox_build_time (gint64 time)
{
  g_autofree char *text = time != 0 ? ilx_sandbox_format_time (time) : NULL;

  return ilx_json_string (text);
}

/**
 * ilx_sandbox_object_set_time:
 * @object: an object
 * @name: an attribute
 * @time: microseconds since the epoch, or 0 for null
 */
void
ilx_sandbox_object_set_time (IlxSandboxObject *object, const char *name, gint64 time)
{
  ilx_json_set (ilx_sandbox_object_get_attributes (object), name, ilx_sandbox_build_time (time));
}

static JsonNode *
build_linkage (const char *type, const char *id)
{
  return ilx_json_object ("type", ilx_json_string (type), "id", ilx_json_string (id), NULL);
}

static JsonNode *
build_definition (JsonNode *given)
{
  JsonNode *content = ilx_json_empty_object ();

  for (guint i = 0; i < G_N_ELEMENTS (content_names); i++)
    {
      g_autofree char *path = g_strconcat ("content.", content_names[i], NULL);

      ilx_json_set (content, content_names[i],
                    ilx_json_string (ilx_json_get_string_or (given, path, NULL)));
    }
  return ilx_json_object ("channel", ilx_json_string ("email"), "label",
                          ilx_json_string (ilx_json_get_string_or (given, "label", NULL)),
                          "content", content, NULL);
}

static IlxSandboxObject *
add_message (IlxSandboxState *state, const char *campaign_id, JsonNode *definition, gint64 now)
{
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_LONG);
  JsonNode *attributes = ilx_json_object (
      "definition", build_definition (definition), "send_times", ilx_json_null (), "created_at",
      ilx_sandbox_build_time (now), "updated_at", ilx_sandbox_build_time (now), NULL);
  JsonNode *relationships = ilx_json_object (
      "campaign", ilx_json_object ("data", build_linkage ("campaign", campaign_id), NULL),
      "template", ilx_json_empty_object (), NULL);

  return ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "campaign-messages", "campaign-message",
                                id, attributes, relationships, NULL);
}

/**
 * ilx_sandbox_campaign_add:
 * @state: the state
 * @id: the new campaign's id
 * @attributes: (transfer full): all of them
 * @definition: the message's, as in a request; lent
 *
 * Returns: (transfer none): a campaign with its message, which has no template
 */
IlxSandboxObject *
ilx_sandbox_campaign_add (IlxSandboxState *state,
                          const char *id,
                          JsonNode *attributes,
                          JsonNode *definition)
{
  gint64 now = ilx_sandbox_state_get_now (state);
  IlxSandboxObject *message = add_message (state, id, definition, now);
  JsonNode *messages = ilx_json_array (build_linkage ("campaign-message", message->id), NULL);
  JsonNode *relationships
      = ilx_json_object ("campaign-messages", ilx_json_object ("data", messages, NULL), "tags",
                         ilx_json_object ("data", ilx_json_empty_array (), NULL), NULL);
  JsonNode *hidden = ilx_json_object ("channel", ilx_json_string ("email"), NULL);

  return ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "campaigns", "campaign", id, attributes,
                                relationships, hidden);
}

static void
remove_template (IlxSandboxState *state, IlxSandboxObject *message)
{
  IlxSandboxObject *template = ilx_sandbox_message_get_template (state, message);

  if (template != NULL)
    ilx_sandbox_state_remove (state, ILX_SANDBOX_KLAVIYO, "template-copies", template->id);
}

/**
 * ilx_sandbox_campaign_remove:
 * @state: the state
 * @campaign: a campaign, gone afterwards with its message and the copy of a template
 */
void
ilx_sandbox_campaign_remove (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  IlxSandboxObject *message = ilx_sandbox_campaign_get_message (state, campaign);

  remove_template (state, message);
  ilx_sandbox_state_remove (state, ILX_SANDBOX_KLAVIYO, "campaign-messages", message->id);
  ilx_sandbox_state_remove (state, ILX_SANDBOX_KLAVIYO, "campaigns", campaign->id);
}

IlxSandboxObject *
ilx_sandbox_campaign_find (IlxSandboxState *state, const char *id)
{
  return ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, "campaigns", id);
}

static IlxSandboxObject *
get_related (IlxSandboxState *state, IlxSandboxObject *object, const char *path, const char *kind)
{
  const char *id
      = ilx_json_get_string_or (ilx_sandbox_object_get_relationships (object), path, NULL);

  return id != NULL ? ilx_sandbox_state_find (state, ILX_SANDBOX_KLAVIYO, kind, id) : NULL;
}

IlxSandboxObject *
ilx_sandbox_campaign_get_message (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  return get_related (state, campaign, "campaign-messages.data[0].id", "campaign-messages");
}

IlxSandboxObject *
ilx_sandbox_message_get_campaign (IlxSandboxState *state, IlxSandboxObject *message)
{
  return get_related (state, message, "campaign.data.id", "campaigns");
}

IlxSandboxObject *
ilx_sandbox_message_get_template (IlxSandboxState *state, IlxSandboxObject *message)
{
  return get_related (state, message, "template.data.id", "template-copies");
}

/**
 * ilx_sandbox_message_assign:
 * @state: the state
 * @message: a message
 * @template: a template of the library, or another message's copy
 *
 * Gives the message a copy of its own under a new id, in place of the one that it had: changing the
 * library's template no longer reaches the message.
 */
void
ilx_sandbox_message_assign (IlxSandboxState *state,
                            IlxSandboxObject *message,
                            IlxSandboxObject *template)
{
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_SHORT);
  JsonNode *attributes = ilx_sandbox_json_dup (ilx_sandbox_object_get_attributes (template));

  remove_template (state, message);
  ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "template-copies", "template", id, attributes,
                         NULL, NULL);
  ilx_json_set (ilx_sandbox_object_get_relationships (message), "template",
                ilx_json_object ("data", build_linkage ("template", id), NULL));
}

const char *
ilx_sandbox_campaign_get_status (IlxSandboxObject *campaign)
{
  return ilx_json_get_string_or (ilx_sandbox_object_get_attributes (campaign), "status", "");
}

gboolean
ilx_sandbox_campaign_has_status (IlxSandboxObject *campaign, const char *status)
{
  return g_str_equal (ilx_sandbox_campaign_get_status (campaign), status);
}

/**
 * ilx_sandbox_campaign_set_status:
 * @campaign: a campaign
 * @status: one of the platform's
 * @at: when that happened
 */
void
ilx_sandbox_campaign_set_status (IlxSandboxObject *campaign, const char *status, gint64 at)
{
  ilx_json_set (ilx_sandbox_object_get_attributes (campaign), "status", ilx_json_string (status));
  ilx_sandbox_object_set_time (campaign, "updated_at", at);
}

/**
 * ilx_sandbox_campaign_check_id:
 * @call: a call whose path and body both have an id
 *
 * Returns: whether they are the same; if not, 400 is answered
 */
gboolean
ilx_sandbox_campaign_check_id (IlxSandboxCall *call)
{
  const char *id = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.id", "");

  if (g_str_equal (id, ilx_sandbox_call_get_argument (call, "id")))
    return TRUE;
  ilx_sandbox_call_reply_invalid (call, "/data/id",
                                  "The id in the body is not the one in the URL.");
  return FALSE;
}

/**
 * ilx_sandbox_campaign_check_draft:
 * @call: a call that wants to change the campaign
 * @campaign: the campaign
 *
 * Returns: whether it is a draft; if not, 409 is answered
 */
gboolean
ilx_sandbox_campaign_check_draft (IlxSandboxCall *call, IlxSandboxObject *campaign)
{
  if (ilx_sandbox_campaign_has_status (campaign, "Draft"))
    return TRUE;
  ilx_sandbox_call_reply_conflict (call, "The campaign can't be changed in its status '%s'.",
                                   ilx_sandbox_campaign_get_status (campaign));
  return FALSE;
}
