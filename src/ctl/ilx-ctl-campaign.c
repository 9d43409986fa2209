/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at campaigns, and moving them around: list, show, check, duplicate, delete, restore. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-store.h"
#include "ilx-ctl-delivery.h"
#include "ilx-ctl-output.h"
#include "ilx-ctl.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-time.h"

#define PAGE_SIZE 500
#define MAX_SUBJECT_WIDTH 48

static gboolean
prepare_campaign (IlxCtl *self, GError **error)
{
  return ilx_ctl_load_campaign (self, ilx_ctl_get_argument (self, 0), error)
         && ilx_ctl_load_connection (self, ilx_campaign_get_connection_id (self->campaign), error);
}

/* --- list --- */

static JsonNode *
build_list_row (IlxCampaign *campaign)
{
  gint64 recipients = ilx_campaign_get_recipients (campaign);
  IlxCampaignState state = ilx_campaign_get_state (campaign);

  return ilx_json_object ("id", ilx_json_string (ilx_campaign_get_id (campaign)), "subject",
                          ilx_json_string (ilx_campaign_get_subject (campaign)), "platform",
                          ilx_json_string (ilx_campaign_get_platform (campaign)), "state",
                          ilx_json_string (ilx_campaign_state_get_name (state)), "recipients",
                          recipients >= 0 ? ilx_json_int (recipients) : ilx_json_null (),
                          "created_at", ilx_json_time (ilx_campaign_get_created_at (campaign)),
                          "updated_at", ilx_json_time (ilx_campaign_get_updated_at (campaign)),
                          "scheduled_at", ilx_json_time (ilx_campaign_get_scheduled_at (campaign)),
                          "sent_at", ilx_json_time (ilx_campaign_get_sent_at (campaign)),
                          "trashed_at", ilx_json_time (ilx_campaign_get_trashed_at (campaign)),
                          NULL);
}

/* The one date that matters in its state. */
static gint64
get_date (IlxCampaign *campaign)
{
  if (ilx_campaign_get_trashed_at (campaign) != 0)
    return ilx_campaign_get_trashed_at (campaign);
  if (ilx_campaign_get_sent_at (campaign) != 0)
    return ilx_campaign_get_sent_at (campaign);
  if (ilx_campaign_get_scheduled_at (campaign) != 0)
    return ilx_campaign_get_scheduled_at (campaign);
  return ilx_campaign_get_updated_at (campaign);
}

static void
add_list_row (IlxCtlTable *table, IlxCampaign *campaign)
{
  g_autofree char *subject
      = ilx_ctl_dup_shortened (ilx_campaign_get_subject (campaign), MAX_SUBJECT_WIDTH);
  g_autofree char *date = ilx_time_format_local (get_date (campaign));
  g_autofree char *recipients = ilx_ctl_dup_number (ilx_campaign_get_recipients (campaign));

  ilx_ctl_table_add (table, ilx_campaign_get_id (campaign),
                     ilx_campaign_state_get_title (ilx_campaign_get_state (campaign)), date,
                     recipients, subject, NULL);
}

/* What a list shows of one row depends on who reads it; both forms of thousands would be waste. */
static void
add_page (IlxCtl *self, GPtrArray *page, JsonNode *json, IlxCtlTable *table)
{
  for (guint i = 0; i < page->len; i++)
    {
      if (self->is_json)
        ilx_json_append (json, build_list_row (g_ptr_array_index (page, i)));
      else
        add_list_row (table, g_ptr_array_index (page, i));
    }
}

/* Pages through the store until @limit; FALSE on error. */
static gboolean
load_list (IlxCtl *self, gint64 limit, JsonNode *json, IlxCtlTable *table, GError **error)
{
  IlxCampaignPage place = { ilx_ctl_options_has (self->options, "trash"), 0, NULL, 0 };
  g_autoptr (GPtrArray) page = NULL;

  do
    {
      g_autoptr (GPtrArray) next = NULL;

      place.limit = (guint) MIN (limit, PAGE_SIZE);
      next = ilx_campaign_store_load_page (ilx_ctl_get_store (self), &place, error);
      if (next == NULL)
        return FALSE;
      add_page (self, next, json, table);
      limit -= next->len;
      /* The place refers to the last row, so that one stays until the next page is there. */
      g_clear_pointer (&page, g_ptr_array_unref);
      page = g_steal_pointer (&next);
      if (page->len > 0)
        {
          IlxCampaign *last = g_ptr_array_index (page, page->len - 1);

          place.before_created = ilx_campaign_get_created_at (last);
          place.before_id = ilx_campaign_get_id (last);
        }
    }
  while (limit > 0 && page->len == place.limit);
  return TRUE;
}

static char *
build_empty_text (IlxCtl *self)
{
  return g_strdup (ilx_ctl_options_has (self->options, "trash")
                       ? _ ("The trash is empty.\n")
                       : _ ("No campaigns yet. Write one: illixisctl campaign create --help\n"));
}

static gboolean
answer_list (IlxCtl *self, GError **error)
{
  g_autoptr (JsonNode) json = ilx_json_empty_array ();
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new_titled (_ ("ID"), _ ("STATE"), _ ("DATE"),
                                                            _ ("PEOPLE"), _ ("SUBJECT"), NULL);
  gint64 limit = G_MAXINT64;

  if (!ilx_ctl_options_get_int (self->options, "limit", &limit, error)
      || !load_list (self, limit, json, table, error))
    return FALSE;
  ilx_ctl_take_answer (self, g_steal_pointer (&json),
                       ilx_ctl_table_get_length (table) > 1 ? ilx_ctl_table_to_text (table)
                                                            : build_empty_text (self));
  return TRUE;
}

/* --- show --- */

static void
add_line (IlxCtlTable *table, const char *title, const char *value)
{
  ilx_ctl_table_add (table, title, value != NULL && *value != '\0' ? value : "–", NULL);
}

static void
add_sender_lines (IlxCtl *self, IlxCtlTable *table)
{
  g_autoptr (IlxBrand) brand = ilx_brand_store_load (ilx_ctl_get_store (self), NULL);
  g_autoptr (IlxSender) sender = ilx_sender_resolve (self->campaign, brand, self->connection);
  g_autofree char *from = ilx_ctl_dup_sender (sender);

  add_line (table, _ ("From"), from);
  add_line (table, _ ("Reply to"), sender->reply_to);
}

static void
add_audience_lines (IlxCtl *self, IlxCtlTable *table)
{
  g_autofree char *included
      = ilx_ctl_dup_audience_names (self, ilx_campaign_get_included (self->campaign));
  g_autofree char *excluded
      = ilx_ctl_dup_audience_names (self, ilx_campaign_get_excluded (self->campaign));

  add_line (table, _ ("Audience"), included);
  add_line (table, _ ("Excluded"), excluded);
}

static void
add_option_lines (IlxCampaign *campaign, IlxCtlTable *table)
{
  const char *yes = _ ("yes");
  const char *no = _ ("no");

  add_line (table, _ ("Smart Sending"), ilx_campaign_get_has_smart_sending (campaign) ? yes : no);
  add_line (table, _ ("Open tracking"), ilx_campaign_get_has_open_tracking (campaign) ? yes : no);
  add_line (table, _ ("Click tracking"), ilx_campaign_get_has_click_tracking (campaign) ? yes : no);
  add_line (table, _ ("Link parameters"), ilx_campaign_get_has_utm_tracking (campaign) ? yes : no);
}

static char *
build_show_text (IlxCtl *self)
{
  IlxCampaign *campaign = self->campaign;
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();
  const char *html = ilx_campaign_get_html (campaign);
  g_autofree char *size = g_format_size (html != NULL ? strlen (html) : 0);

  add_line (table, _ ("Campaign"), ilx_campaign_get_id (campaign));
  add_line (table, _ ("State"), ilx_campaign_state_get_title (ilx_campaign_get_state (campaign)));
  if (ilx_campaign_get_problem (campaign) != NULL)
    add_line (table, _ ("Problem"), ilx_campaign_get_problem (campaign));
  add_line (table, _ ("Account"),
            self->connection != NULL ? ilx_connection_get_account_name (self->connection) : NULL);
  add_line (table, _ ("Subject"), ilx_campaign_get_subject (campaign));
  add_line (table, _ ("Preview text"), ilx_campaign_get_preview_text (campaign));
  add_sender_lines (self, table);
  add_audience_lines (self, table);
  add_line (table, _ ("HTML"), html != NULL ? size : NULL);
  add_line (table, _ ("Plain text"),
            ilx_campaign_get_text (campaign) != NULL ? _ ("your own") : _ ("made from the HTML"));
  add_option_lines (campaign, table);
  return ilx_ctl_table_to_text (table);
}

/* One part of the mail alone, byte for byte, to be edited or looked at elsewhere. */
static gboolean
answer_part (IlxCtl *self, const char *part, GError **error)
{
  g_autofree char *text = NULL;

  if (g_str_equal (part, "html"))
    text = g_strdup (ilx_campaign_get_html (self->campaign));
  else if (g_str_equal (part, "text"))
    text = ilx_engine_dup_text_part (self->engine, self->campaign);
  else
    {
      ilx_set_error (error, ILX_ERROR_USAGE, _ ("--part takes html or text, not “%s”."), part);
      return FALSE;
    }
  ilx_ctl_take_answer (self, ilx_json_object (part, ilx_json_string (text), NULL),
                       g_strdup (text != NULL ? text : ""));
  self->is_raw = TRUE;
  return TRUE;
}

static gboolean
answer_show (IlxCtl *self, GError **error)
{
  const char *part = ilx_ctl_options_get (self->options, "part");
  JsonNode *json;

  if (part != NULL)
    return answer_part (self, part, error);
  json = ilx_record_to_json (self->campaign);
  ilx_ctl_set_delivery_members (self, json);
  ilx_ctl_take_answer (self, json, build_show_text (self));
  return TRUE;
}

/* --- check --- */

static const char *
get_level_title (IlxFindingLevel level)
{
  switch (level)
    {
    case ILX_FINDING_BLOCKS:
      return _ ("must be mended");
    case ILX_FINDING_WARNS:
      return _ ("look at it");
    case ILX_FINDING_HINTS:
      return _ ("good to know");
    default:
      g_return_val_if_reached ("");
    }
}

static char *
build_check_text (IlxFindings *findings)
{
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      IlxFinding *finding = g_ptr_array_index (findings, i);

      ilx_ctl_table_add (table, get_level_title (finding->level), finding->message, NULL);
    }
  return findings->len > 0 ? ilx_ctl_table_to_text (table)
                           : g_strdup (_ ("Nothing stands against sending it.\n"));
}

static gboolean
answer_check (IlxCtl *self, GError **error)
{
  g_autoptr (GPtrArray) findings = ilx_engine_check_campaign (self->engine, self->campaign, error);
  const IlxFinding *blocking;

  if (findings == NULL)
    return FALSE;
  blocking = ilx_findings_get_blocking (findings);
  ilx_ctl_take_answer (self,
                       ilx_json_object ("id",
                                        ilx_json_string (ilx_campaign_get_id (self->campaign)),
                                        "is_ready", ilx_json_bool (blocking == NULL), "findings",
                                        ilx_findings_to_json (findings), NULL),
                       build_check_text (findings));
  if (blocking != NULL)
    {
      GError *problem = ilx_error_new (ILX_ERROR_BLOCKED, "%s", blocking->message);

      ilx_error_set_field (problem, blocking->field);
      ilx_ctl_take_problem (self, problem);
    }
  return TRUE;
}

/* --- duplicate, delete, restore --- */

static gboolean
prepare_duplicate (IlxCtl *self, GError **error)
{
  IlxCampaign *copy;

  if (!ilx_ctl_load_campaign (self, ilx_ctl_get_argument (self, 0), error))
    return FALSE;
  copy = ilx_engine_duplicate_campaign (self->engine, self->campaign);
  g_object_unref (self->campaign);
  self->campaign = copy;
  return TRUE;
}

static gboolean
save_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_campaign_store_save_async (ilx_ctl_get_store (self), self->campaign, self->cancellable,
                                 callback, data);
  return TRUE;
}

static IlxStepOutcome
save_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return ilx_campaign_store_save_finish (ilx_ctl_get_store (self), result, error) ? ILX_STEP_NEXT
                                                                                  : ILX_STEP_FAILED;
}

static gboolean
is_delete (IlxCtl *self)
{
  return g_str_equal (self->command->words, "campaign delete");
}

static gboolean
trash_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_campaign_store_trash_async (ilx_ctl_get_store (self), ilx_ctl_get_argument (self, 0),
                                  is_delete (self), self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
trash_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return ilx_campaign_store_trash_finish (ilx_ctl_get_store (self), result, error)
             ? ILX_STEP_NEXT
             : ILX_STEP_FAILED;
}

/* Whoever throws something away is the one to empty what has been there for 30 days. */
static gboolean
purge_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  if (!is_delete (self))
    return FALSE;
  ilx_campaign_store_purge_async (ilx_ctl_get_store (self), self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
purge_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return ilx_campaign_store_purge_finish (ilx_ctl_get_store (self), result, error) >= 0
             ? ILX_STEP_NEXT
             : ILX_STEP_FAILED;
}

static gboolean
answer_id (IlxCtl *self, GError **error)
{
  const char *id = ilx_campaign_get_id (self->campaign);

  ilx_ctl_take_answer (self, ilx_json_object ("id", ilx_json_string (id), NULL),
                       g_strdup_printf ("%s\n", id));
  return TRUE;
}

static gboolean
answer_delete (IlxCtl *self, GError **error)
{
  const char *id = ilx_campaign_get_id (self->campaign);

  ilx_ctl_take_answer (self, ilx_json_object ("id", ilx_json_string (id), NULL),
                       g_strdup_printf (_ ("“%s” is in the trash for 30 days. Take it back: "
                                           "illixisctl campaign restore %s\n"),
                                        ilx_ctl_get_subject (self->campaign), id));
  return TRUE;
}

static gboolean
answer_restore (IlxCtl *self, GError **error)
{
  const char *id = ilx_campaign_get_id (self->campaign);

  ilx_ctl_take_answer (
      self, ilx_json_object ("id", ilx_json_string (id), NULL),
      g_strdup_printf (_ ("“%s” is back.\n"), ilx_ctl_get_subject (self->campaign)));
  return TRUE;
}

static const IlxStep duplicate_steps[] = {
  { "save the copy", save_begin, save_finish },
  { NULL },
};

static const IlxStep trash_steps[] = {
  { "move it", trash_begin, trash_finish },
  { "empty what is old", purge_begin, purge_finish },
  { NULL },
};

static const IlxCtlOption list_options[] = {
  { "trash", NULL, N_ ("List what is in the trash instead") },
  { "limit", N_ ("N"), N_ ("Only the N newest") },
  { NULL },
};

static const IlxCtlOption show_options[] = {
  { "part", N_ ("html|text"), N_ ("Print one part of the mail alone, as it will be sent") },
  { NULL },
};

const IlxCtlCommand ilx_ctl_campaign_commands[] = {
  { "campaign list", NULL, N_ ("List the campaigns, the newest first"), NULL, list_options, 0, 0,
    ILX_CTL_PLAIN, NULL, NULL, answer_list },
  { "campaign show", N_ ("ID"), N_ ("Show a campaign"), NULL, show_options, 1, 1, ILX_CTL_PLAIN,
    prepare_campaign, NULL, answer_show },
  { "campaign check", N_ ("ID"), N_ ("Say what stands against sending it"),
    N_ ("Asks nobody else; ends with exit status 1 if something must be mended first."), NULL, 1, 1,
    ILX_CTL_PLAIN, prepare_campaign, NULL, answer_check },
  { "campaign duplicate", N_ ("ID"), N_ ("Make a new draft of it, and print its id"), NULL, NULL, 1,
    1, ILX_CTL_PLAIN, prepare_duplicate, duplicate_steps, answer_id },
  { "campaign delete", N_ ("ID"), N_ ("Move a campaign into the trash, for 30 days"),
    N_ ("What is on the platform stays there."), NULL, 1, 1, ILX_CTL_PLAIN, prepare_campaign,
    trash_steps, answer_delete },
  { "campaign restore", N_ ("ID"), N_ ("Take a campaign out of the trash"), NULL, NULL, 1, 1,
    ILX_CTL_PLAIN, prepare_campaign, trash_steps, answer_restore },
  { NULL },
};
