/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-moment.h"
#include "ilx-platforms.h"
#include "ilx-send-words.h"
#include "ilx-sender.h"
#include "ilx-text.h"
#include "ilx-time.h"

/* From so many people on, and from so many times the usual on, the number must be typed. */
#define MANY 10000
#define UNUSUAL 3
/* How far back the usual is looked for. */
#define MAX_SENT 50
/* Who got a mail so lately may be tired of another. */
#define RECENT (48 * ILX_HOUR)

/**
 * ilx_send_dup_number:
 * @number: a count, or a negative number for an unknown one
 *
 * Returns: (transfer full): as people of this locale write it
 */
char *
ilx_send_dup_number (gint64 number)
{
  return number < 0 ? g_strdup ("–") : g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/* What people put between thousands: blanks of all widths, comma, full stop, apostrophes. */
static gboolean
is_mark (gunichar c)
{
  return g_unichar_isspace (c) || c == ',' || c == '.' || c == '\'' || c == 0x2019 || c == 0x066c;
}

/**
 * ilx_send_is_number:
 * @typed: what somebody typed
 * @number: what it should be
 *
 * Returns: whether it is that number
 */
gboolean
ilx_send_is_number (const char *typed, gint64 number)
{
  gint64 value = 0;
  guint n_digits = 0;

  if (!g_utf8_validate (typed, -1, NULL))
    return FALSE;
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        {
          value = value * 10 + g_unichar_digit_value (c);
          if (++n_digits > 15)
            return FALSE;
        }
      else if (!is_mark (c))
        return FALSE;
    }
  return n_digits > 0 && value == number;
}

/**
 * ilx_send_get_platform_name:
 * @campaign: a campaign
 *
 * Returns: (transfer none): its platform, for people
 */
const char *
ilx_send_get_platform_name (IlxCampaign *campaign)
{
  const char *id = ilx_campaign_get_platform (campaign);
  const IlxPlatformInfo *info = id != NULL ? ilx_platforms_find (id) : NULL;

  return info != NULL ? info->name : _ ("The platform");
}

/**
 * ilx_send_get_subject:
 * @campaign: a campaign
 *
 * Returns: (transfer none): its subject, or words for the lack of one
 */
const char *
ilx_send_get_subject (IlxCampaign *campaign)
{
  const char *subject = ilx_campaign_get_subject (campaign);

  return ilx_text_is_blank (subject) ? _ ("(no subject)") : subject;
}

static IlxConnection *
get_connection (IlxDispatch *dispatch)
{
  const char *id = ilx_campaign_get_connection_id (ilx_dispatch_get_campaign (dispatch));

  return id != NULL ? ilx_workspace_find_connection (ilx_dispatch_get_workspace (dispatch), id)
                    : NULL;
}

static IlxSender *
resolve_sender (IlxDispatch *dispatch)
{
  g_autoptr (IlxBrand) brand = ilx_brand_store_load (
      ilx_workspace_get_store (ilx_dispatch_get_workspace (dispatch)), NULL);

  return brand != NULL ? ilx_sender_resolve (ilx_dispatch_get_campaign (dispatch), brand,
                                             get_connection (dispatch))
                       : NULL;
}

/**
 * ilx_send_dup_sender:
 * @dispatch: a dispatch
 *
 * Returns: (transfer full) (nullable): whose name and address it carries
 */
char *
ilx_send_dup_sender (IlxDispatch *dispatch)
{
  g_autoptr (IlxSender) sender = resolve_sender (dispatch);

  if (sender == NULL)
    return NULL;
  if (sender->name != NULL && sender->email != NULL)
    return g_strdup_printf ("%s <%s>", sender->name, sender->email);
  return g_strdup (sender->email != NULL ? sender->email : sender->name);
}

/**
 * ilx_send_dup_sender_name:
 * @dispatch: a dispatch
 *
 * Returns: (transfer full) (nullable): the sender as inboxes show it: the name, or the address
 */
char *
ilx_send_dup_sender_name (IlxDispatch *dispatch)
{
  g_autoptr (IlxSender) sender = resolve_sender (dispatch);

  if (sender == NULL)
    return NULL;
  return g_strdup (sender->name != NULL ? sender->name : sender->email);
}

/**
 * ilx_send_dup_reply_to:
 * @dispatch: a dispatch
 *
 * Returns: (transfer full) (nullable): where answers go, if not to the sender
 */
char *
ilx_send_dup_reply_to (IlxDispatch *dispatch)
{
  g_autoptr (IlxSender) sender = resolve_sender (dispatch);

  return sender != NULL ? g_strdup (sender->reply_to) : NULL;
}

/* --- The usual size --------------------------------------------------------------------------- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
is_sent_of (IlxCampaign *campaign, const char *connection_id)
{
  IlxCampaignState state = ilx_campaign_get_state (campaign);

  return (state == ILX_CAMPAIGN_SENT || state == ILX_CAMPAIGN_SENDING)
         && g_strcmp0 (ilx_campaign_get_connection_id (campaign), connection_id) == 0;
}

/**
 * ilx_send_get_usual:
 * @dispatch: a dispatch
 *
 * Returns: how many people the last campaigns of the same account went to
 */
IlxSendUsual
ilx_send_get_usual (IlxDispatch *dispatch)
{
  IlxWorkspace *workspace = ilx_dispatch_get_workspace (dispatch);
  GListModel *campaigns = G_LIST_MODEL (ilx_workspace_get_campaigns (workspace));
  IlxCampaign *self = ilx_dispatch_get_campaign (dispatch);
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  IlxSendUsual usual = { 0, -1 };

  for (guint i = 0; i < g_list_model_get_n_items (campaigns) && usual.n_sent < MAX_SENT; i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (campaigns, i);
      gint64 size = ilx_campaign_get_recipients (campaign);

      if (campaign == self || !is_sent_of (campaign, ilx_campaign_get_connection_id (self)))
        continue;
      usual.n_sent++;
      if (size > 0)
        g_array_append_val (sizes, size);
    }
  g_array_sort (sizes, compare_numbers);
  if (sizes->len > 0)
    usual.usual = g_array_index (sizes, gint64, sizes->len / 2);
  return usual;
}

/**
 * ilx_send_must_type:
 * @usual: what is usual
 * @count: how many people
 *
 * Returns: whether a click is too little to agree to so many
 */
gboolean
ilx_send_must_type (const IlxSendUsual *usual, gint64 count)
{
  return count >= MANY || usual->n_sent == 0 || usual->usual < 0 || count >= UNUSUAL * usual->usual;
}

/* --- Lines ------------------------------------------------------------------------------------ */

void
ilx_send_line_free (IlxSendLine *self)
{
  g_free (self->title);
  g_free (self->value);
  g_free (self->detail);
  g_free (self);
}

/* @value and @detail: (transfer full) (nullable) */
static void
add_line (GPtrArray *lines, const char *title, char *value, char *detail)
{
  IlxSendLine *line = g_new0 (IlxSendLine, 1);

  line->title = g_strdup (title);
  line->value = value;
  line->detail = detail;
  g_ptr_array_add (lines, line);
}

static char *
dup_kind (IlxAudience *audience, const char *role, gint64 now)
{
  g_autofree char *age = ilx_time_format_age (now - ilx_audience_get_counted_at (audience));
  const char *kind = ilx_audience_get_kind (audience) == ILX_AUDIENCE_SEGMENT ? _ ("Segment")
                     : ilx_audience_get_kind (audience) == ILX_AUDIENCE_TAG   ? _ ("Tag")
                                                                              : _ ("List");

  if (ilx_audience_get_count (audience) < 0)
    /* Translators: "List, gets it; not counted yet". */
    return g_strdup_printf (_ ("%s, %s; not counted yet"), kind, role);
  /* Translators: "List, gets it; counted 2 minutes ago". */
  return g_strdup_printf (_ ("%s, %s; counted %s"), kind, role, age);
}

/* Answers how many are in them together; -1 when one is not known. */
static gint64
add_audiences (IlxDispatch *dispatch, GPtrArray *lines, const char *const *ids, const char *role)
{
  IlxWorkspace *workspace = ilx_dispatch_get_workspace (dispatch);
  const char *account = ilx_campaign_get_connection_id (ilx_dispatch_get_campaign (dispatch));
  gint64 sum = 0;

  for (; ids != NULL && *ids != NULL; ids++)
    {
      IlxAudience *audience = ilx_workspace_find_audience (workspace, account, *ids);
      gint64 count = audience != NULL ? ilx_audience_get_count (audience) : -1;

      if (audience == NULL)
        add_line (lines, *ids, NULL,
                  g_strdup (_ ("It is not among the audiences of the account.")));
      else
        add_line (lines, ilx_audience_get_name (audience), ilx_send_dup_number (count),
                  dup_kind (audience, role, ilx_workspace_get_now (workspace)));
      sum = count < 0 || sum < 0 ? -1 : sum + count;
    }
  return sum;
}

static gint64
get_estimate (IlxDispatch *dispatch)
{
  IlxOperation *operation = ilx_dispatch_get_operation (dispatch);

  switch (ilx_dispatch_get_phase (dispatch))
    {
    case ILX_DISPATCH_AWAITING:
    case ILX_DISPATCH_COUNTDOWN:
    case ILX_DISPATCH_SUBMITTING:
    case ILX_DISPATCH_UNCERTAIN:
      return operation != NULL ? ilx_operation_get_estimate (operation) : -1;
    case ILX_DISPATCH_SCHEDULED:
    case ILX_DISPATCH_SENDING:
    case ILX_DISPATCH_SENT:
    case ILX_DISPATCH_CANCELLED:
      return ilx_campaign_get_recipients (ilx_dispatch_get_campaign (dispatch));
    case ILX_DISPATCH_IDLE:
    case ILX_DISPATCH_PREPARING:
    case ILX_DISPATCH_FAILED:
    default:
      return -1;
    }
}

/* In the audiences = will get it + will not get it. */
static void
add_sum (IlxDispatch *dispatch, GPtrArray *lines, gint64 sum)
{
  IlxCampaign *campaign = ilx_dispatch_get_campaign (dispatch);
  const char *platform = ilx_send_get_platform_name (campaign);
  gint64 estimate = get_estimate (dispatch);

  add_line (lines, _ ("In the chosen audiences"), ilx_send_dup_number (sum),
            sum < 0 ? g_strdup (_ ("Not all of them are counted yet.")) : NULL);
  if (estimate < 0)
    {
      add_line (lines, _ ("Will get it"), g_strdup ("–"),
                g_strdup_printf (_ ("%s counts it when it is prepared. Suppressed people never get "
                                    "it."),
                                 platform));
      return;
    }
  add_line (lines,
            ilx_dispatch_get_phase (dispatch) == ILX_DISPATCH_SENT ? _ ("Handed over for")
                                                                   : _ ("Will get it"),
            ilx_send_dup_number (estimate), g_strdup_printf (_ ("As %s estimates it."), platform));
  if (sum >= estimate)
    add_line (
        lines, _ ("Will not get it"), ilx_send_dup_number (sum - estimate),
        g_strdup_printf (_ ("Suppressed, excluded, or in several of the audiences and counted "
                            "once. %s does not break it down."),
                         platform));
  else if (sum >= 0)
    add_line (lines, _ ("More than were counted"), ilx_send_dup_number (estimate - sum),
              g_strdup (_ ("People joined the audiences after those were counted here.")));
}

static void
add_usual (IlxDispatch *dispatch, GPtrArray *lines)
{
  IlxSendUsual usual = ilx_send_get_usual (dispatch);
  g_autofree char *size = ilx_send_dup_number (usual.usual);

  if (usual.n_sent == 0)
    add_line (lines, _ ("Usual size"), NULL,
              g_strdup (_ ("Nothing was sent from this account by Illixis yet.")));
  else
    add_line (lines, _ ("Usual size"), g_steal_pointer (&size),
              g_strdup_printf (ngettext ("The last campaign of this account.",
                                         "The median of the last %u campaigns of this account.",
                                         usual.n_sent),
                               usual.n_sent));
}

static gboolean
share_audience (IlxCampaign *a, IlxCampaign *b)
{
  const char *const *ids = ilx_campaign_get_included (a);
  const char *const *others = ilx_campaign_get_included (b);

  for (; ids != NULL && *ids != NULL; ids++)
    if (others != NULL && g_strv_contains (others, *ids))
      return TRUE;
  return FALSE;
}

/* What went to the same audiences a short while ago. Only what this program sent is known here. */
static void
add_recent (IlxDispatch *dispatch, GPtrArray *lines)
{
  IlxWorkspace *workspace = ilx_dispatch_get_workspace (dispatch);
  GListModel *campaigns = G_LIST_MODEL (ilx_workspace_get_campaigns (workspace));
  IlxCampaign *self = ilx_dispatch_get_campaign (dispatch);
  gint64 now = ilx_workspace_get_now (workspace);

  for (guint i = 0; i < g_list_model_get_n_items (campaigns); i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (campaigns, i);
      gint64 sent_at = ilx_campaign_get_sent_at (campaign); /* 0: it is on its way */
      gint64 age = sent_at != 0 ? now - sent_at : 0;
      g_autofree char *text = NULL;

      if (campaign == self || age > RECENT
          || !is_sent_of (campaign, ilx_campaign_get_connection_id (self))
          || !share_audience (campaign, self))
        continue;
      text = ilx_time_format_age (MAX (age, 0));
      add_line (lines, _ ("Mailed in the last 48 hours"),
                ilx_send_dup_number (ilx_campaign_get_recipients (campaign)),
                g_strdup_printf (_ ("“%s” went to one of these audiences, %s."),
                                 ilx_send_get_subject (campaign), text));
    }
}

/**
 * ilx_send_build_who:
 * @dispatch: a dispatch
 *
 * Returns: (transfer full) (element-type IlxSendLine): the account, the audiences, and numbers that
 *   add up
 */
GPtrArray *
ilx_send_build_who (IlxDispatch *dispatch)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ilx_send_line_free);
  IlxCampaign *campaign = ilx_dispatch_get_campaign (dispatch);
  IlxConnection *connection = get_connection (dispatch);
  gint64 sum;

  if (connection != NULL)
    add_line (lines, ilx_connection_get_account_name (connection), NULL,
              g_strdup (ilx_send_get_platform_name (campaign)));
  else
    add_line (lines, _ ("No account"), NULL,
              g_strdup (_ ("Choose an account, or connect one, before you send.")));
  sum = add_audiences (dispatch, lines, ilx_campaign_get_included (campaign), _ ("gets it"));
  add_audiences (dispatch, lines, ilx_campaign_get_excluded (campaign), _ ("does not get it"));
  if (ilx_campaign_get_included (campaign) == NULL || *ilx_campaign_get_included (campaign) == NULL)
    add_line (lines, _ ("No audience"), NULL,
              g_strdup (_ ("Choose whom it goes to before you send.")));
  else
    add_sum (dispatch, lines, sum);
  if (ilx_campaign_get_has_smart_sending (campaign))
    add_line (lines, _ ("Smart Sending is on"), NULL,
              g_strdup_printf (_ ("%s also skips people who got a mail from you in the last 16 "
                                  "hours, or the time that is set there, so fewer may get it. They "
                                  "don’t get it later."),
                               ilx_send_get_platform_name (campaign)));
  else
    add_line (lines, _ ("Smart Sending is off"), NULL,
              g_strdup (_ ("It also goes to people who got another mail from you a moment ago.")));
  add_recent (dispatch, lines);
  add_usual (dispatch, lines);
  return lines;
}

static char *
dup_counted (IlxCampaign *campaign)
{
  const char *words[4] = { NULL };
  guint n = 0;

  if (ilx_campaign_get_has_open_tracking (campaign))
    words[n++] = _ ("opens");
  if (ilx_campaign_get_has_click_tracking (campaign))
    words[n++] = _ ("clicks");
  if (ilx_campaign_get_has_utm_tracking (campaign))
    words[n++] = _ ("visits, by UTM parameters in links");
  if (n == 0)
    return g_strdup (_ ("Nothing"));
  /* Translators: stands between the things that are counted: "opens, clicks". */
  return g_strjoinv (_ (", "), (GStrv) words);
}

/**
 * ilx_send_build_what:
 * @dispatch: a dispatch
 * @complete: (nullable): the campaign with its body
 *
 * Returns: (transfer full) (element-type IlxSendLine): what goes out
 */
GPtrArray *
ilx_send_build_what (IlxDispatch *dispatch, IlxCampaign *complete)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ilx_send_line_free);
  IlxCampaign *campaign = ilx_dispatch_get_campaign (dispatch);
  const char *preview = ilx_campaign_get_preview_text (campaign);
  const char *html = complete != NULL ? ilx_campaign_get_html (complete) : NULL;
  char *from = ilx_send_dup_sender (dispatch);
  char *reply_to = ilx_send_dup_reply_to (dispatch);

  add_line (lines, _ ("Subject"), NULL, g_strdup (ilx_send_get_subject (campaign)));
  add_line (lines, _ ("Preheader"), NULL,
            g_strdup (ilx_text_is_blank (preview) ? _ ("None; inboxes show the first words of the "
                                                       "mail.")
                                                  : preview));
  add_line (lines, _ ("From"), NULL, from != NULL ? from : g_strdup (_ ("Nobody yet")));
  add_line (lines, _ ("Answers go to"), NULL,
            reply_to != NULL ? reply_to : g_strdup (_ ("The sender")));
  add_line (lines, _ ("What is counted"), NULL, dup_counted (campaign));
  add_line (lines, _ ("Size"), g_format_size (html != NULL ? strlen (html) : 0),
            html != NULL && strlen (html) > 102000
                ? g_strdup (_ ("Gmail cuts mails off after 102 kB."))
                : NULL);
  return lines;
}

/* --- The question ----------------------------------------------------------------------------- */

static gint64
get_count (IlxDispatch *dispatch)
{
  return ilx_operation_get_estimate (ilx_dispatch_get_operation (dispatch));
}

static gboolean
is_scheduling (IlxDispatch *dispatch)
{
  return ilx_operation_get_mode (ilx_dispatch_get_operation (dispatch)) == ILX_DELIVER_AT;
}

/* Both say "again", so that nobody takes it for the first time. */
static char *
dup_repeat_heading (IlxDispatch *dispatch, const char *subject, gint64 count)
{
  g_autofree char *number = ilx_send_dup_number (count);

  if (is_scheduling (dispatch))
    return g_strdup_printf (ngettext ("Schedule “%s” again for %s person?",
                                      "Schedule “%s” again for %s people?", (gulong) count),
                            subject, number);
  return g_strdup_printf (
      ngettext ("Send “%s” again to %s person?", "Send “%s” again to %s people?", (gulong) count),
      subject, number);
}

static char *
dup_repeat_answer (IlxDispatch *dispatch, gint64 count)
{
  g_autofree char *number = ilx_send_dup_number (count);

  if (is_scheduling (dispatch))
    return g_strdup_printf (
        ngettext ("Schedule again for %s person", "Schedule again for %s people", (gulong) count),
        number);
  return g_strdup_printf (
      ngettext ("Send again to %s person", "Send again to %s people", (gulong) count), number);
}

/**
 * ilx_send_dup_heading:
 * @dispatch: a dispatch that awaits a confirmation
 *
 * Returns: (transfer full): the question
 */
char *
ilx_send_dup_heading (IlxDispatch *dispatch)
{
  gint64 count = get_count (dispatch);
  g_autofree char *number = ilx_send_dup_number (count);
  const char *subject = ilx_send_get_subject (ilx_dispatch_get_campaign (dispatch));

  if (ilx_dispatch_is_repeat (dispatch))
    return dup_repeat_heading (dispatch, subject, count);
  if (is_scheduling (dispatch))
    return g_strdup_printf (
        ngettext ("Schedule “%s” for %s person?", "Schedule “%s” for %s people?", (gulong) count),
        subject, number);
  return g_strdup_printf (
      ngettext ("Send “%s” to %s person?", "Send “%s” to %s people?", (gulong) count), subject,
      number);
}

/**
 * ilx_send_dup_answer:
 * @dispatch: a dispatch that awaits a confirmation
 *
 * Returns: (transfer full): the label of the button that agrees
 */
char *
ilx_send_dup_answer (IlxDispatch *dispatch)
{
  gint64 count = get_count (dispatch);
  g_autofree char *number = ilx_send_dup_number (count);

  if (ilx_dispatch_is_repeat (dispatch))
    return dup_repeat_answer (dispatch, count);
  if (is_scheduling (dispatch))
    return g_strdup_printf (
        ngettext ("Schedule for %s person", "Schedule for %s people", (gulong) count), number);
  return g_strdup_printf (ngettext ("Send to %s person", "Send to %s people", (gulong) count),
                          number);
}

static char *
dup_audience_names (IlxDispatch *dispatch)
{
  IlxCampaign *campaign = ilx_dispatch_get_campaign (dispatch);
  GString *names = g_string_new (NULL);

  for (const char *const *id = ilx_campaign_get_included (campaign); id != NULL && *id != NULL;
       id++)
    {
      IlxAudience *audience = ilx_workspace_find_audience (
          ilx_dispatch_get_workspace (dispatch), ilx_campaign_get_connection_id (campaign), *id);

      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              audience != NULL ? ilx_audience_get_name (audience) : *id);
    }
  return g_string_free (names, FALSE);
}

static void
add_warnings (IlxDispatch *dispatch, GString *body)
{
  g_autoptr (GPtrArray) findings = ilx_dispatch_check (dispatch, NULL);
  guint n = 0;

  for (guint i = 0; findings != NULL && i < findings->len && n < 3; i++)
    {
      const IlxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != ILX_FINDING_WARNS)
        continue;
      g_string_append_printf (body, "%s⚠ %s", n == 0 ? "\n\n" : "\n", finding->message);
      n++;
    }
}

static char *
dup_when (IlxDispatch *dispatch)
{
  IlxOperation *operation = ilx_dispatch_get_operation (dispatch);

  return is_scheduling (dispatch)
             ? ilx_moment_dup_text (ilx_operation_get_scheduled_at (operation), NULL)
             : g_strdup (_ ("Now"));
}

/**
 * ilx_send_dup_body:
 * @dispatch: a dispatch that awaits a confirmation
 *
 * Returns: (transfer full): account, audience, sender and time, then at most three warnings
 */
char *
ilx_send_dup_body (IlxDispatch *dispatch)
{
  IlxConnection *connection = get_connection (dispatch);
  g_autofree char *names = dup_audience_names (dispatch);
  g_autofree char *from = ilx_send_dup_sender (dispatch);
  g_autofree char *when = dup_when (dispatch);
  GString *body = g_string_new (NULL);

  g_string_append_printf (body, _ ("Account: %s, %s"),
                          ilx_send_get_platform_name (ilx_dispatch_get_campaign (dispatch)),
                          connection != NULL ? ilx_connection_get_account_name (connection) : "–");
  g_string_append_c (body, '\n');
  g_string_append_printf (body, _ ("Audience: %s"), names);
  g_string_append_c (body, '\n');
  g_string_append_printf (body, _ ("From: %s"), from != NULL ? from : "–");
  g_string_append_c (body, '\n');
  g_string_append_printf (body, _ ("Time: %s"), when);
  add_warnings (dispatch, body);
  return g_string_free (body, FALSE);
}
