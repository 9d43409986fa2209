/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content of the simulated Mailchimp's campaigns, and what it finds before one goes out. The
 * content is a campaign's hidden "html" and "plain_text". */
#include "config.h"

#include "ilx-sandbox-mailchimp.h"

#include "ilx-json.h"

#include <string.h>

#define CAMPAIGNS "campaigns"

static const IlxSandboxSchema content_body[] = {
  { "html", ILX_SANDBOX_STRING },
  { "plain_text", ILX_SANDBOX_STRING },
  { NULL },
};

static const char *
get_content (IlxSandboxObject *campaign, const char *name)
{
  return ilx_json_get_string_or (ilx_sandbox_object_get_hidden (campaign), name, "");
}

static gboolean
has_unsubscribe (IlxSandboxObject *campaign)
{
  return strstr (get_content (campaign, "html"), "*|UNSUB|*") != NULL
         || strstr (get_content (campaign, "plain_text"), "*|UNSUB|*") != NULL;
}

static JsonNode *
build_item (const char *type, guint id, const char *heading, const char *details)
{
  return ilx_json_object ("type", ilx_json_string (type), "id", ilx_json_int (id), "heading",
                          ilx_json_string (heading), "details", ilx_json_string (details), NULL);
}

static JsonNode *
check_list (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  g_autoptr (JsonNode) shown = ilx_sandbox_mailchimp_build_campaign (state, campaign);
  gint64 n = ilx_json_get_int_or (shown, "recipients.recipient_count", 0);
  g_autofree char *details
      = g_strdup_printf ("Recipients: %s (%" G_GINT64_FORMAT " recipients)",
                         ilx_json_get_string_or (shown, "recipients.list_name", ""), n);

  if (!ilx_json_get_bool_or (shown, "recipients.list_is_active", FALSE))
    return build_item ("error", 500, "List", "You need to select a list for this campaign.");
  if (n == 0)
    return build_item ("error", 500, "List", "There is nobody in the list or segment.");
  return build_item ("success", 500, "List", details);
}

static JsonNode *
check_subject (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  const char *subject = ilx_sandbox_mailchimp_read (campaign, "settings.subject_line");

  if (*subject == '\0')
    return build_item ("error", 503, "Subject", "You need to enter a subject line.");
  return build_item ("success", 503, "Subject", subject);
}

/* Who writes from a domain that nobody has verified for it? */
static gboolean
is_verified (IlxSandboxState *state, const char *email)
{
  const char *at = strrchr (email, '@');
  g_autofree char *name = g_ascii_strdown (at != NULL ? at + 1 : "", -1);
  IlxSandboxObject *domain = ilx_sandbox_mailchimp_get (state, "verified-domains", name);

  return domain != NULL
         && ilx_json_get_bool_or (ilx_sandbox_object_get_attributes (domain), "verified", FALSE);
}

static JsonNode *
check_sender (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  const char *email = ilx_sandbox_mailchimp_read (campaign, "settings.reply_to");

  if (*email == '\0' || *ilx_sandbox_mailchimp_read (campaign, "settings.from_name") == '\0')
    return build_item ("error", 502, "From Email Address",
                       "You need to enter a From name and address.");
  if (!is_verified (state, email))
    return build_item ("error", 502, "From Email Address",
                       "Verify the domain of your From email address.");
  return build_item ("success", 502, "From Email Address", email);
}

static JsonNode *
check_content (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  if (*get_content (campaign, "html") == '\0' && *get_content (campaign, "plain_text") == '\0')
    return build_item ("error", 504, "Content", "You need to design an email for this campaign.");
  if (!has_unsubscribe (campaign))
    return build_item ("warning", 504, "Content",
                       "There is no unsubscribe link; our footer will be added.");
  return build_item ("success", 504, "Content", "Your email is designed.");
}

static JsonNode *
check_text (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  if (ilx_json_get_bool_or (ilx_sandbox_object_get_hidden (campaign), "has_own_text", FALSE))
    return build_item ("success", 801, "Plain-Text Email", "You wrote a plain-text version.");
  return build_item ("warning", 801, "Plain-Text Email",
                     "Double-check the plain-text version of your email.");
}

/**
 * ilx_sandbox_mailchimp_build_checklist:
 * @state: the state
 * @campaign: a campaign
 *
 * Returns: (transfer full): whether it can go out, and what was found
 */
JsonNode *
ilx_sandbox_mailchimp_build_checklist (IlxSandboxState *state, IlxSandboxObject *campaign)
{
  static JsonNode *(*const checks[]) (IlxSandboxState *, IlxSandboxObject *)
      = { check_list, check_subject, check_sender, check_content, check_text };
  JsonNode *items = ilx_json_empty_array ();
  gboolean is_ready = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      JsonNode *item = checks[i](state, campaign);

      if (g_str_equal (ilx_json_get_string_or (item, "type", ""), "error"))
        is_ready = FALSE;
      ilx_json_append (items, item);
    }
  return ilx_json_object ("is_ready", ilx_json_bool (is_ready), "items", items, NULL);
}

/* GET /campaigns/{campaign_id}/send-checklist */
static void
get_checklist (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");

  if (campaign != NULL)
    ilx_sandbox_mailchimp_reply (
        call, 200,
        ilx_sandbox_mailchimp_build_checklist (ilx_sandbox_call_get_state (call), campaign));
}

static void
reply_content (IlxSandboxCall *call, IlxSandboxObject *campaign)
{
  const char *html = get_content (campaign, "html");

  ilx_sandbox_mailchimp_reply (
      call, 200,
      ilx_json_object ("plain_text", ilx_json_string (get_content (campaign, "plain_text")), "html",
                       ilx_json_string (html), "archive_html", ilx_json_string (html), NULL));
}

/* GET /campaigns/{campaign_id}/content */
static void
get_campaign_content (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");

  if (campaign != NULL)
    reply_content (call, campaign);
}

/* What the platform makes of HTML without a text beside it; enough to be told from the HTML. */
static char *
dup_plain_text (const char *html)
{
  g_autoptr (GRegex) tags = g_regex_new ("<(style|script)[^>]*>.*?</\\1>|<[^>]*>",
                                         G_REGEX_DOTALL | G_REGEX_CASELESS, 0, NULL);
  char *text = g_regex_replace_literal (tags, html, -1, 0, " ", 0, NULL);

  return text != NULL ? g_strstrip (text) : g_strdup ("");
}

static void
set_content (IlxSandboxObject *campaign, const char *html, const char *text)
{
  JsonNode *hidden = ilx_sandbox_object_get_hidden (campaign);
  g_autofree char *made = text == NULL ? dup_plain_text (html) : NULL;

  ilx_json_set (hidden, "html", ilx_json_string (html));
  ilx_json_set (hidden, "plain_text", ilx_json_string (text != NULL ? text : made));
  ilx_json_set (hidden, "has_own_text", ilx_json_bool (text != NULL));
  ilx_sandbox_mailchimp_write (campaign, "content_type", "html");
}

/* PUT /campaigns/{campaign_id}/content */
static void
put_content (IlxSandboxCall *call)
{
  IlxSandboxObject *campaign = ilx_sandbox_mailchimp_find (call, CAMPAIGNS, "campaign_id");
  JsonNode *given = ilx_sandbox_call_get_body (call);
  const char *html = ilx_json_get_string_or (given, "html", NULL);
  const char *text = ilx_json_get_string_or (given, "plain_text", NULL);

  if (campaign == NULL)
    return;
  if (!ilx_sandbox_mailchimp_has_status (campaign, "save paused"))
    ilx_sandbox_mailchimp_refuse_action (
        call, "The content of campaigns that are scheduled, sending or sent can't be changed.");
  else if (html == NULL && text == NULL)
    ilx_sandbox_mailchimp_refuse_field (call, "", "Some content is needed.");
  else
    {
      set_content (campaign, html != NULL ? html : "", text);
      reply_content (call, campaign);
    }
}

const IlxSandboxRoute ilx_sandbox_mailchimp_content_routes[] = {
  { "GET", "/3.0/campaigns/{campaign_id}/content", get_campaign_content },
  { "PUT", "/3.0/campaigns/{campaign_id}/content", put_content, "write", .schema = content_body },
  { "GET", "/3.0/campaigns/{campaign_id}/send-checklist", get_checklist },
  { NULL },
};
