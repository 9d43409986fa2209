/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign.h"
#include "ilx-error.h"
#include "ilx-text.h"

/* More than any mail client shows; a draft that big is a mistake, and it is refused unharmed. */
#define MAX_HTML_BYTES (5 * 1000 * 1000)
/* The longest line that RFC 5322 lets a header have. */
#define MAX_SUBJECT_BYTES 998

struct _IlxCampaign
{
  IlxRecord parent_instance;

  char *id;
  char *platform;
  char *connection_id;
  gint64 revision;
  char *subject;
  char *preview_text;
  char *from_name;
  char *from_email;
  char *reply_to;
  GStrv included;
  GStrv excluded;
  char *html;
  char *text;
  gboolean has_smart_sending;
  gboolean has_open_tracking;
  gboolean has_click_tracking;
  gboolean has_utm_tracking;
  gint64 created_at;
  gint64 updated_at;
  gint64 trashed_at;

  int state;
  char *remote_state;
  GHashTable *remote;
  gint64 recipients;
  gint64 scheduled_at;
  gint64 sent_at;
  char *problem;
};

G_DEFINE_FINAL_TYPE (IlxCampaign, ilx_campaign, ILX_TYPE_RECORD)

static const char *const state_names[]
    = { "draft", "submitting", "uncertain", "scheduled", "sending",
        "sent",  "cancelled",  "failed",    NULL };
static const char *const state_titles[]
    = { N_ ("Draft"),   N_ ("Handing over"), N_ ("Uncertain"), N_ ("Scheduled"),
        N_ ("Sending"), N_ ("Sent"),         N_ ("Cancelled"), N_ ("Failed") };

#define AT(field) G_STRUCT_OFFSET (IlxCampaign, field)
static const IlxField fields[] = {
  { "id", ILX_FIELD_STRING, AT (id), ILX_FIELD_KEY },
  { "platform", ILX_FIELD_STRING, AT (platform) },
  { "connection-id", ILX_FIELD_STRING, AT (connection_id) },
  { "revision", ILX_FIELD_INT, AT (revision) },
  { "subject", ILX_FIELD_STRING, AT (subject) },
  { "preview-text", ILX_FIELD_STRING, AT (preview_text) },
  { "from-name", ILX_FIELD_STRING, AT (from_name) },
  { "from-email", ILX_FIELD_STRING, AT (from_email) },
  { "reply-to", ILX_FIELD_STRING, AT (reply_to) },
  { "included", ILX_FIELD_STRV, AT (included) },
  { "excluded", ILX_FIELD_STRV, AT (excluded) },
  { "html", ILX_FIELD_STRING, AT (html), ILX_FIELD_LARGE },
  { "text", ILX_FIELD_STRING, AT (text), ILX_FIELD_LARGE },
  { "has-smart-sending", ILX_FIELD_BOOL, AT (has_smart_sending), 0, TRUE },
  { "has-open-tracking", ILX_FIELD_BOOL, AT (has_open_tracking), 0, TRUE },
  { "has-click-tracking", ILX_FIELD_BOOL, AT (has_click_tracking), 0, TRUE },
  { "has-utm-tracking", ILX_FIELD_BOOL, AT (has_utm_tracking), 0, TRUE },
  { "created-at", ILX_FIELD_TIME, AT (created_at) },
  { "updated-at", ILX_FIELD_TIME, AT (updated_at) },
  { "trashed-at", ILX_FIELD_TIME, AT (trashed_at) },
  { "state", ILX_FIELD_ENUM, AT (state), ILX_FIELD_DELIVERY, 0, state_names },
  { "remote-state", ILX_FIELD_STRING, AT (remote_state), ILX_FIELD_DELIVERY },
  { "remote", ILX_FIELD_MAP, AT (remote), ILX_FIELD_DELIVERY },
  { "recipients", ILX_FIELD_INT, AT (recipients), ILX_FIELD_DELIVERY, -1 },
  { "scheduled-at", ILX_FIELD_TIME, AT (scheduled_at), ILX_FIELD_DELIVERY },
  { "sent-at", ILX_FIELD_TIME, AT (sent_at), ILX_FIELD_DELIVERY },
  { "problem", ILX_FIELD_STRING, AT (problem), ILX_FIELD_DELIVERY },
};
#undef AT

static void
ilx_campaign_class_init (IlxCampaignClass *klass)
{
  ilx_record_class_set_fields (ILX_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
ilx_campaign_init (IlxCampaign *self)
{
}

ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, id, "id")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, platform, "platform")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, connection_id, "connection-id")
ILX_DEFINE_INT (IlxCampaign, ilx_campaign, revision, "revision")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, subject, "subject")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, preview_text, "preview-text")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, from_name, "from-name")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, from_email, "from-email")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, reply_to, "reply-to")
ILX_DEFINE_STRV (IlxCampaign, ilx_campaign, included, "included")
ILX_DEFINE_STRV (IlxCampaign, ilx_campaign, excluded, "excluded")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, html, "html")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, text, "text")
ILX_DEFINE_BOOL (IlxCampaign, ilx_campaign, has_smart_sending, "has-smart-sending")
ILX_DEFINE_BOOL (IlxCampaign, ilx_campaign, has_open_tracking, "has-open-tracking")
ILX_DEFINE_BOOL (IlxCampaign, ilx_campaign, has_click_tracking, "has-click-tracking")
ILX_DEFINE_BOOL (IlxCampaign, ilx_campaign, has_utm_tracking, "has-utm-tracking")
ILX_DEFINE_INT (IlxCampaign, ilx_campaign, created_at, "created-at")
ILX_DEFINE_INT (IlxCampaign, ilx_campaign, updated_at, "updated-at")
ILX_DEFINE_INT (IlxCampaign, ilx_campaign, trashed_at, "trashed-at")
ILX_DEFINE_ENUM (IlxCampaign, ilx_campaign, state, "state", IlxCampaignState)
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, remote_state, "remote-state")
ILX_DEFINE_INT (IlxCampaign, ilx_campaign, recipients, "recipients")
ILX_DEFINE_INT (IlxCampaign, ilx_campaign, scheduled_at, "scheduled-at")
ILX_DEFINE_INT (IlxCampaign, ilx_campaign, sent_at, "sent-at")
ILX_DEFINE_STRING (IlxCampaign, ilx_campaign, problem, "problem")

/**
 * ilx_campaign_new:
 *
 * Returns: (transfer full): an empty draft with a new id and the usual options
 */
IlxCampaign *
ilx_campaign_new (void)
{
  g_autofree char *id = ilx_text_dup_id ();

  IlxCampaign *self = g_object_new (ILX_TYPE_CAMPAIGN, NULL);
  ilx_campaign_set_id (self, id);
  return self;
}

/**
 * ilx_campaign_get_remote:
 * @self: a campaign
 * @kind: what of it, in the platform's terms: "campaign", "message", "template"
 *
 * Returns: (transfer none) (nullable): the id that it has there
 */
const char *
ilx_campaign_get_remote (IlxCampaign *self, const char *kind)
{
  return g_hash_table_lookup (self->remote, kind);
}

/**
 * ilx_campaign_set_remote:
 * @self: a campaign
 * @kind: what of it, in the platform's terms
 * @id: (nullable): its id there, NULL when it is gone
 */
void
ilx_campaign_set_remote (IlxCampaign *self, const char *kind, const char *id)
{
  if (g_strcmp0 (ilx_campaign_get_remote (self, kind), id) == 0)
    return;
  if (id != NULL)
    g_hash_table_insert (self->remote, g_strdup (kind), g_strdup (id));
  else
    g_hash_table_remove (self->remote, kind);
  g_object_notify (G_OBJECT (self), "remote");
}

/**
 * ilx_campaign_state_get_name:
 * @state: a state
 *
 * Returns: (transfer none): its stable name for scripts
 */
const char *
ilx_campaign_state_get_name (IlxCampaignState state)
{
  return state_names[state];
}

/**
 * ilx_campaign_state_get_title:
 * @state: a state
 *
 * Returns: (transfer none): its translated name for people
 */
const char *
ilx_campaign_state_get_title (IlxCampaignState state)
{
  return _ (state_titles[state]);
}

/**
 * ilx_campaign_is_editable:
 * @self: a campaign
 *
 * Returns: whether its content may change: nothing has left, and nothing is about to
 */
gboolean
ilx_campaign_is_editable (IlxCampaign *self)
{
  return self->trashed_at == 0
         && (self->state == ILX_CAMPAIGN_DRAFT || self->state == ILX_CAMPAIGN_FAILED
             || self->state == ILX_CAMPAIGN_CANCELLED);
}

static gboolean
refuse (GError **error, const char *field, const char *message)
{
  ilx_set_error (error, ILX_ERROR_INVALID_INPUT, "%s", message);
  if (error != NULL)
    ilx_error_set_field (*error, field);
  return FALSE;
}

static gboolean
has_line_break (const char *text)
{
  return text != NULL && strpbrk (text, "\r\n") != NULL;
}

static gboolean
check_subject (const char *subject, GError **error)
{
  if (has_line_break (subject))
    return refuse (error, "subject",
                   _ ("The subject has a line break, and a mail header can't. Write it in one "
                      "line."));
  if (subject != NULL && strlen (subject) > MAX_SUBJECT_BYTES)
    return refuse (error, "subject",
                   _ ("The subject is too long: a mail header holds 998 bytes. Shorten it; inboxes "
                      "show about 60 characters."));
  return TRUE;
}

static gboolean
check_address (const char *address, const char *field, GError **error)
{
  g_autofree char *message = NULL;

  if (ilx_text_is_blank (address) || ilx_text_is_email (address))
    return TRUE;
  message = g_strdup_printf (_ ("“%s” is not an e-mail address. Write it as hello@shop.example."),
                             address);
  return refuse (error, field, message);
}

/**
 * ilx_campaign_check_content:
 * @self: a campaign
 * @error: %ILX_ERROR_INVALID_INPUT with the field
 *
 * Whether it may be kept at all. A draft may lack everything; what it has must be possible in a
 * mail.
 *
 * Returns: %TRUE if so
 */
gboolean
ilx_campaign_check_content (IlxCampaign *self, GError **error)
{
  if (!check_subject (self->subject, error)
      || !check_address (self->from_email, "from-email", error)
      || !check_address (self->reply_to, "reply-to", error))
    return FALSE;
  if (has_line_break (self->preview_text))
    return refuse (error, "preview-text",
                   _ ("The preview text has a line break. Write it in one "
                      "line."));
  if (has_line_break (self->from_name))
    return refuse (error, "from-name",
                   _ ("The sender name has a line break. Write it in one "
                      "line."));
  if (self->html != NULL && strlen (self->html) > MAX_HTML_BYTES)
    return refuse (error, "html",
                   _ ("The HTML is larger than 5 MB, more than any mail client shows. Take images "
                      "out of it and link to them."));
  return TRUE;
}

static void
add_text (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""), -1);
  g_checksum_update (sum, (const guchar *) "", 1);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A set: in whatever order and however often an audience is named, it is the same people. The empty
 * text, which is no id, ends it. */
static void
add_set (GChecksum *sum, GStrv ids)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  const char *last = "";

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_ptr_array_add (sorted, ids[i]);
  g_ptr_array_sort (sorted, compare_ids);
  for (guint i = 0; i < sorted->len; i++)
    {
      const char *id = g_ptr_array_index (sorted, i);

      if (!g_str_equal (id, last))
        add_text (sum, id);
      last = id;
    }
  add_text (sum, "");
}

/**
 * ilx_campaign_dup_fingerprint:
 * @self: a campaign
 *
 * Returns: (transfer full): a hash of account, audience and content: two campaigns with the same
 * one are the same mail to the same people
 */
char *
ilx_campaign_dup_fingerprint (IlxCampaign *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (sum, self->connection_id);
  add_set (sum, self->included);
  add_set (sum, self->excluded);
  add_text (sum, self->subject);
  add_text (sum, self->html);
  return g_strdup (g_checksum_get_string (sum));
}
