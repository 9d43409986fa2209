/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-ctl-delivery.h"
#include "ilx-ctl-output.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-text.h"
#include "ilx-time.h"

/**
 * ilx_ctl_get_subject:
 * @campaign: a campaign
 *
 * Returns: (transfer none): its subject, or words for the lack of one
 */
const char *
ilx_ctl_get_subject (IlxCampaign *campaign)
{
  const char *subject = ilx_campaign_get_subject (campaign);

  return ilx_text_is_blank (subject) ? _ ("(no subject)") : subject;
}

/**
 * ilx_ctl_dup_sender:
 * @sender: who sends
 *
 * Returns: (transfer full) (nullable): name and address for people; NULL when nobody knows them
 */
char *
ilx_ctl_dup_sender (const IlxSender *sender)
{
  if (sender->name != NULL && sender->email != NULL)
    return g_strdup_printf ("%s <%s>", sender->name, sender->email);
  return g_strdup (sender->email != NULL ? sender->email : sender->name);
}

/* "in 3 h 12 min"; empty for what is past. */
static char *
dup_distance (gint64 distance)
{
  gint64 minutes = distance / ILX_MINUTE;

  if (distance <= 0)
    return g_strdup ("");
  if (minutes < 60)
    return g_strdup_printf (_ (", in %d min"), (int) minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (_ (", in %d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
  return g_strdup_printf (ngettext (", in %d day", ", in %d days", (gulong) (minutes / 60 / 24)),
                          (int) (minutes / 60 / 24));
}

static char *
dup_in_zone (gint64 time, const char *zone)
{
  g_autoptr (GTimeZone) timezone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = NULL;

  if (timezone == NULL || utc == NULL)
    return NULL;
  there = g_date_time_to_timezone (utc, timezone);
  return g_date_time_format (there, "%Y-%m-%d %H:%M %Z");
}

/**
 * ilx_ctl_dup_moment:
 * @self: the run
 * @time: microseconds since the epoch
 *
 * Returns: (transfer full): the same moment here, in the account's zone, in UTC, and how far away
 */
char *
ilx_ctl_dup_moment (IlxCtl *self, gint64 time)
{
  const char *zone
      = self->connection != NULL ? ilx_connection_get_timezone (self->connection) : NULL;
  g_autofree char *local = ilx_time_format_local (time);
  g_autofree char *there = dup_in_zone (time, zone);
  g_autofree char *utc = ilx_time_format (time);
  g_autofree char *distance = dup_distance (time - ilx_ctl_get_now (self));

  if (there == NULL || g_str_equal (there, local))
    return g_strdup_printf ("%s (%s%s)", local, utc, distance);
  return g_strdup_printf (_ ("%s (for the account %s; %s%s)"), local, there, utc, distance);
}

/* --- Where it stands --- */

/* The operation that speaks for the campaign: the one of this run, else its last. */
static IlxOperation *
get_operation (IlxCtl *self)
{
  if (self->operation == NULL)
    self->operation = ilx_journal_store_load_last (ilx_ctl_get_store (self),
                                                   ilx_campaign_get_id (self->campaign), NULL);
  return self->operation;
}

static gint64
get_estimate (IlxCtl *self)
{
  IlxOperation *operation = get_operation (self);

  return operation != NULL && ilx_operation_get_estimate (operation) >= 0
             ? ilx_operation_get_estimate (operation)
             : ilx_campaign_get_recipients (self->campaign);
}

/**
 * ilx_ctl_set_delivery_members:
 * @self: the run, with a campaign
 * @json: an object, gets what the platform and the journal know of it
 */
void
ilx_ctl_set_delivery_members (IlxCtl *self, JsonNode *json)
{
  IlxOperation *operation = get_operation (self);
  gint64 estimate = get_estimate (self);

  ilx_json_set (json, "operation",
                ilx_json_string (operation != NULL ? ilx_operation_get_id (operation) : NULL));
  ilx_json_set (json, "operation_state",
                ilx_json_string (operation != NULL ? ilx_operation_state_get_name (
                                     ilx_operation_get_state (operation))
                                                   : NULL));
  ilx_json_set (json, "estimate", estimate >= 0 ? ilx_json_int (estimate) : ilx_json_null ());
}

static JsonNode *
build_json (IlxCtl *self)
{
  static const char *const members[]
      = { "id", "state", "remote", "remote_state", "scheduled_at", "sent_at", "problem" };
  g_autoptr (JsonNode) all = ilx_record_to_json (self->campaign);
  JsonNode *json = ilx_json_empty_object ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = json_object_get_member (json_node_get_object (all), members[i]);

      ilx_json_set (json, members[i], json_node_copy (member));
    }
  ilx_ctl_set_delivery_members (self, json);
  return json;
}

static char *
build_draft_sentence (IlxCtl *self, const char *subject, const char *platform)
{
  if (ilx_campaign_get_remote (self->campaign, "campaign") == NULL)
    return g_strdup_printf (_ ("“%s” is a draft. Nothing of it was sent."), subject);
  return g_strdup_printf (_ ("“%s” is a draft on %s. Nothing of it was sent."), subject, platform);
}

static char *
build_submitting_sentence (IlxCtl *self, const char *subject, const char *platform)
{
  IlxOperation *operation = get_operation (self);

  if (operation != NULL
      && ilx_operation_get_state (operation) == ILX_OPERATION_AWAITING_CONFIRMATION)
    return g_strdup_printf (_ ("“%s” waits for your confirmation. Nothing of it was sent."),
                            subject);
  return g_strdup_printf (_ ("“%s” is being handed over to %s."), subject, platform);
}

static char *
build_scheduled_sentence (IlxCtl *self, const char *subject, const char *platform)
{
  g_autofree char *moment
      = ilx_ctl_dup_moment (self, ilx_campaign_get_scheduled_at (self->campaign));

  return g_strdup_printf (_ ("“%s” is scheduled on %s for %s."), subject, platform, moment);
}

static char *
build_sent_sentence (IlxCtl *self, const char *subject, const char *platform)
{
  gint64 sent_at = ilx_campaign_get_sent_at (self->campaign);
  g_autofree char *moment = sent_at != 0 ? ilx_time_format_local (sent_at) : NULL;

  return moment != NULL
             ? g_strdup_printf (_ ("“%s” was sent by %s, %s."), subject, platform, moment)
             : g_strdup_printf (_ ("“%s” was sent by %s."), subject, platform);
}

/* A platform stops what has not left yet, and does not say how much had. */
static char *
build_cancelled_sentence (IlxCtl *self, const char *subject, const char *platform)
{
  gint64 n = ilx_campaign_get_recipients (self->campaign);

  if (n <= 0)
    return g_strdup_printf (_ ("“%s” was cancelled on %s."), subject, platform);
  return g_strdup_printf (
      ngettext (
          "“%1$s” was cancelled on %2$s. Whether the one person had got it by then, its report "
          "there tells.",
          "“%1$s” was cancelled on %2$s. How many of about %3$d people had got it by then, its "
          "report there tells.",
          (gulong) n),
      subject, platform, (int) n);
}

static char *
build_sentence (IlxCtl *self)
{
  const char *subject = ilx_ctl_get_subject (self->campaign);
  const char *platform = ilx_ctl_get_platform_name (ilx_campaign_get_platform (self->campaign));
  const char *problem = ilx_campaign_get_problem (self->campaign);

  switch (ilx_campaign_get_state (self->campaign))
    {
    case ILX_CAMPAIGN_DRAFT:
      return build_draft_sentence (self, subject, platform);
    case ILX_CAMPAIGN_SUBMITTING:
      return build_submitting_sentence (self, subject, platform);
    case ILX_CAMPAIGN_UNCERTAIN:
      return g_strdup_printf (_ ("%s did not answer. We do not know whether “%s” started."),
                              platform, subject);
    case ILX_CAMPAIGN_SCHEDULED:
      return build_scheduled_sentence (self, subject, platform);
    case ILX_CAMPAIGN_SENDING:
      return g_strdup_printf (_ ("“%s” is being sent by %s."), subject, platform);
    case ILX_CAMPAIGN_SENT:
      return build_sent_sentence (self, subject, platform);
    case ILX_CAMPAIGN_CANCELLED:
      return build_cancelled_sentence (self, subject, platform);
    case ILX_CAMPAIGN_FAILED:
      return problem != NULL ? g_strdup_printf (_ ("“%s” failed: %s"), subject, problem)
                             : g_strdup_printf (_ ("“%s” failed."), subject);
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
add_remote_lines (IlxCampaign *campaign, IlxCtlTable *table)
{
  const char *platform = ilx_ctl_get_platform_name (ilx_campaign_get_platform (campaign));
  g_autoptr (GHashTable) remote = NULL;
  g_autoptr (GList) kinds = NULL;

  g_object_get (campaign, "remote", &remote, NULL);
  kinds = g_list_sort (g_hash_table_get_keys (remote), (GCompareFunc) strcmp);
  for (GList *kind = kinds; kind != NULL; kind = kind->next)
    {
      g_autofree char *title = g_strdup_printf ("%s: %s", platform, (const char *) kind->data);

      ilx_ctl_table_add (table, title, g_hash_table_lookup (remote, kind->data), NULL);
    }
}

static char *
build_text (IlxCtl *self)
{
  g_autofree char *sentence = build_sentence (self);
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();
  g_autofree char *lines = NULL;
  gint64 estimate = get_estimate (self);

  ilx_ctl_table_add (table, _ ("Campaign"), ilx_campaign_get_id (self->campaign), NULL);
  if (get_operation (self) != NULL)
    ilx_ctl_table_add (table, _ ("Operation"), ilx_operation_get_id (self->operation), NULL);
  if (estimate >= 0)
    {
      g_autofree char *people = ilx_ctl_dup_number (estimate);

      ilx_ctl_table_add (table, _ ("People, estimated"), people, NULL);
    }
  add_remote_lines (self->campaign, table);
  lines = ilx_ctl_table_to_text (table);
  return g_strconcat (sentence, "\n", lines, NULL);
}

static GError *
build_uncertain_error (IlxCtl *self)
{
  const char *message = ilx_operation_get_error_message (self->operation);
  const char *platform = ilx_ctl_get_platform_name (ilx_campaign_get_platform (self->campaign));
  GError *error;

  if (message != NULL)
    error = ilx_error_new (ILX_ERROR_UNCERTAIN, "%s", message);
  else
    error = ilx_error_new (ILX_ERROR_UNCERTAIN,
                           _ ("%s did not answer. We do not know whether it started."), platform);
  ilx_error_set_detail (error, ilx_operation_get_error_detail (self->operation));
  return error;
}

/* An operation that waits for somebody is no success, however well the call went. */
static void
take_open_end (IlxCtl *self)
{
  IlxOperation *operation = get_operation (self);

  if (ilx_campaign_get_state (self->campaign) != ILX_CAMPAIGN_UNCERTAIN
      && (operation == NULL
          || ilx_operation_get_state (operation) != ILX_OPERATION_NEEDS_ATTENTION))
    return;
  if (operation != NULL)
    ilx_ctl_take_problem (self, build_uncertain_error (self));
  else
    ilx_ctl_take_problem (
        self, ilx_error_new (ILX_ERROR_UNCERTAIN, "%s", _ ("We do not know whether it started.")));
}

/**
 * ilx_ctl_answer_delivery:
 * @self: the run, with a campaign, and the operation if it had one
 * @error: of the store
 *
 * Answers `{id, state, operation, remote, …}` as it stands in the store by now, with a problem when
 * it is uncertain.
 *
 * Returns: %FALSE on error
 */
gboolean
ilx_ctl_answer_delivery (IlxCtl *self, GError **error)
{
  g_autofree char *id = g_strdup (ilx_campaign_get_id (self->campaign));

  if (!ilx_ctl_load_campaign (self, id, error))
    return FALSE;
  take_open_end (self);
  ilx_ctl_take_answer (self, build_json (self), build_text (self));
  return TRUE;
}

/* --- What the user agrees to --- */

static void
add_people_lines (IlxCtl *self, IlxCtlTable *table)
{
  g_autofree char *included
      = ilx_ctl_dup_audience_names (self, ilx_campaign_get_included (self->campaign));
  g_autofree char *excluded
      = ilx_ctl_dup_audience_names (self, ilx_campaign_get_excluded (self->campaign));
  g_autofree char *count = ilx_ctl_dup_number (ilx_operation_get_estimate (self->operation));
  const char *account
      = self->connection != NULL ? ilx_connection_get_account_name (self->connection) : NULL;
  const char *platform = ilx_ctl_get_platform_name (ilx_campaign_get_platform (self->campaign));
  g_autofree char *where
      = account != NULL ? g_strdup_printf ("%s, %s", platform, account) : g_strdup (platform);

  ilx_ctl_table_add (table, _ ("Account"), where, NULL);
  ilx_ctl_table_add (table, _ ("Audience"), included, NULL);
  if (*excluded != '\0')
    ilx_ctl_table_add (table, _ ("Excluded"), excluded, NULL);
  ilx_ctl_table_add (table, _ ("People"), count, NULL);
}

static void
add_mail_lines (IlxCtl *self, IlxBrand *brand, IlxCtlTable *table)
{
  g_autoptr (IlxSender) sender = ilx_sender_resolve (self->campaign, brand, self->connection);
  g_autofree char *from = ilx_ctl_dup_sender (sender);
  g_autofree char *time
      = ilx_operation_get_mode (self->operation) == ILX_DELIVER_AT
            ? ilx_ctl_dup_moment (self, ilx_operation_get_scheduled_at (self->operation))
            : g_strdup (_ ("now"));

  ilx_ctl_table_add (table, _ ("From"), from != NULL ? from : "–", NULL);
  if (sender->reply_to != NULL)
    ilx_ctl_table_add (table, _ ("Reply to"), sender->reply_to, NULL);
  ilx_ctl_table_add (table, _ ("Subject"), ilx_ctl_get_subject (self->campaign), NULL);
  ilx_ctl_table_add (table, _ ("Time"), time, NULL);
}

static void
add_warning_lines (IlxFindings *findings, IlxCtlTable *table)
{
  for (guint i = 0; i < findings->len; i++)
    {
      IlxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == ILX_FINDING_WARNS)
        ilx_ctl_table_add (table, _ ("Warning"), finding->message, NULL);
    }
}

/**
 * ilx_ctl_tell_review:
 * @self: the run, with campaign, connection and an operation that awaits confirmation
 * @error: of the store
 *
 * Tells all that a confirmation is bound to, on the standard error output.
 *
 * Returns: %FALSE on error
 */
gboolean
ilx_ctl_tell_review (IlxCtl *self, GError **error)
{
  g_autoptr (IlxBrand) brand = ilx_brand_store_load (ilx_ctl_get_store (self), error);
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;

  if (brand == NULL)
    return FALSE;
  findings = ilx_engine_check_campaign (self->engine, self->campaign, error);
  if (findings == NULL)
    return FALSE;
  add_people_lines (self, table);
  add_mail_lines (self, brand, table);
  add_warning_lines (findings, table);
  text = g_strchomp (ilx_ctl_table_to_text (table));
  ilx_ctl_tell ("%s", text);
  return TRUE;
}
