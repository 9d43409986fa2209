/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mailing says and to whom: campaign create, campaign edit. Only what is given changes, and
 * all of it is checked before anything is saved. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-store.h"
#include "ilx-ctl-input.h"
#include "ilx-ctl.h"
#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-text.h"

/* Options that are named as the campaign's properties. */
static const char *const text_options[]
    = { "subject", "preview-text", "from-name", "from-email", "reply-to", NULL };

/* "NAME" and "no-NAME" for the property "has-NAME". */
static const char *const switches[]
    = { "smart-sending", "open-tracking", "click-tracking", "utm-tracking", NULL };

/* What the user calls the shortest of them. */
static const char *
get_switch_option (const char *name)
{
  return g_str_equal (name, "utm-tracking") ? "utm" : name;
}

/* --- What is at hand --- */

static void
apply_texts (IlxCtl *self)
{
  for (guint i = 0; text_options[i] != NULL; i++)
    {
      const char *value = ilx_ctl_options_get (self->options, text_options[i]);

      if (value != NULL)
        g_object_set (self->campaign, text_options[i], ilx_text_is_blank (value) ? NULL : value,
                      NULL);
    }
}

static gboolean
apply_switch (IlxCtl *self, const char *name, GError **error)
{
  const char *on = get_switch_option (name);
  g_autofree char *off = g_strconcat ("no-", on, NULL);
  g_autofree char *property = g_strconcat ("has-", name, NULL);
  gboolean is_on = ilx_ctl_options_has (self->options, on);
  gboolean is_off = ilx_ctl_options_has (self->options, off);

  if (is_on && is_off)
    {
      ilx_set_error (error, ILX_ERROR_USAGE, _ ("--%s and --%s say the opposite."), on, off);
      return FALSE;
    }
  if (is_on || is_off)
    g_object_set (self->campaign, property, is_on, NULL);
  return TRUE;
}

static gboolean
apply_switches (IlxCtl *self, GError **error)
{
  for (guint i = 0; switches[i] != NULL; i++)
    if (!apply_switch (self, switches[i], error))
      return FALSE;
  return TRUE;
}

/* The ids of the audiences that an option names, in the order given, each once. */
static GStrv
find_audiences (IlxCtl *self, const char *option, GError **error)
{
  g_auto (GStrv) names = ilx_ctl_options_dup_all (self->options, option);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (IlxAudience) audience
          = ilx_engine_find_audience (self->engine, self->connection, names[i], error);

      if (audience == NULL)
        return NULL;
      if (!g_ptr_array_find_with_equal_func (ids, ilx_audience_get_id (audience), g_str_equal,
                                             NULL))
        g_ptr_array_add (ids, g_strdup (ilx_audience_get_id (audience)));
    }
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_steal (ids, NULL);
}

static gboolean
apply_audience (IlxCtl *self, const char *option, const char *property, GError **error)
{
  g_auto (GStrv) ids = NULL;
  const char *given = ilx_ctl_options_get (self->options, option);

  if (given == NULL)
    return TRUE;
  if (*given == '\0')
    {
      g_object_set (self->campaign, property, NULL, NULL);
      return TRUE;
    }
  ids = find_audiences (self, option, error);
  if (ids == NULL)
    return FALSE;
  g_object_set (self->campaign, property, ids, NULL);
  return TRUE;
}

static gboolean
apply_audiences (IlxCtl *self, GError **error)
{
  return apply_audience (self, "audience", "included", error)
         && apply_audience (self, "exclude", "excluded", error);
}

/* Another account knows nothing of the audiences of the last one. */
static void
set_account (IlxCtl *self)
{
  const char *id = ilx_connection_get_id (self->connection);

  if (g_strcmp0 (ilx_campaign_get_connection_id (self->campaign), id) == 0)
    return;
  ilx_campaign_set_platform (self->campaign, ilx_connection_get_platform (self->connection));
  ilx_campaign_set_connection_id (self->campaign, id);
  ilx_campaign_set_included (self->campaign, NULL);
  ilx_campaign_set_excluded (self->campaign, NULL);
}

static gboolean
find_account (IlxCtl *self, GError **error)
{
  const char *platform = ilx_ctl_options_get (self->options, "platform");
  static const char *const audience_options[] = { "audience", "exclude", NULL };
  gboolean is_needed
      = platform != NULL || ilx_ctl_options_count (self->options, audience_options) > 0;
  g_autoptr (GError) local = NULL;

  if (platform == NULL && ilx_campaign_get_connection_id (self->campaign) != NULL)
    return ilx_ctl_load_connection (self, ilx_campaign_get_connection_id (self->campaign), error);
  if (ilx_ctl_find_connection (self, platform, &local))
    {
      set_account (self);
      return TRUE;
    }
  /* A draft can wait for its account, but words that name an account must find it. */
  if (!is_needed
      && (ilx_error_is (local, ILX_ERROR_NOT_CONNECTED) || ilx_error_is (local, ILX_ERROR_USAGE)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_text_options (IlxCtl *self, GError **error)
{
  if (!ilx_ctl_options_has (self->options, "text")
      || !ilx_ctl_options_has (self->options, "generate-text"))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_USAGE, _ ("--text and --generate-text say the opposite."));
  return FALSE;
}

static gboolean
apply_options (IlxCtl *self, GError **error)
{
  if (!check_text_options (self, error) || !find_account (self, error))
    return FALSE;
  apply_texts (self);
  if (ilx_ctl_options_has (self->options, "generate-text"))
    ilx_campaign_set_text (self->campaign, NULL);
  return apply_switches (self, error) && apply_audiences (self, error)
         && ilx_campaign_check_content (self->campaign, error);
}

static gboolean
prepare_create (IlxCtl *self, GError **error)
{
  self->campaign = ilx_campaign_new ();
  return apply_options (self, error);
}

/* What left, or is about to, is no draft any more. One that an operation is at is the store's to
 * decide, since a mere question for confirmation does not stand against an edit. */
static gboolean
check_editable (IlxCampaign *campaign, GError **error)
{
  if (ilx_campaign_is_editable (campaign)
      || (ilx_campaign_get_state (campaign) == ILX_CAMPAIGN_SUBMITTING
          && ilx_campaign_get_trashed_at (campaign) == 0))
    return TRUE;
  if (ilx_campaign_get_trashed_at (campaign) != 0)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("This campaign is in the trash. Take it out first: illixisctl campaign "
                      "restore %s"),
                   ilx_campaign_get_id (campaign));
  else if (ilx_campaign_get_state (campaign) == ILX_CAMPAIGN_SCHEDULED)
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("This campaign is scheduled. Unschedule it first: illixisctl campaign "
                      "cancel %s"),
                   ilx_campaign_get_id (campaign));
  else
    ilx_set_error (error, ILX_ERROR_CONFLICT,
                   _ ("This campaign is no draft any more: %s. Work on a copy: illixisctl campaign "
                      "duplicate %s"),
                   ilx_campaign_state_get_title (ilx_campaign_get_state (campaign)),
                   ilx_campaign_get_id (campaign));
  return FALSE;
}

static gboolean
prepare_edit (IlxCtl *self, GError **error)
{
  return ilx_ctl_load_campaign (self, ilx_ctl_get_argument (self, 0), error)
         && check_editable (self->campaign, error) && apply_options (self, error);
}

/* --- What comes from files --- */

static gboolean
begin_reading (IlxCtl *self, const char *option, GAsyncReadyCallback callback, gpointer data)
{
  const char *path = ilx_ctl_options_get (self->options, option);

  if (path == NULL)
    return FALSE;
  ilx_ctl_read_file_async (path, ILX_CTL_MAX_MAIL_BYTES, self->cancellable, callback, data);
  return TRUE;
}

static IlxStepOutcome
finish_reading (
    IlxCtl *self, const char *option, const char *what, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) bytes = ilx_ctl_read_finish (result, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    {
      if (error != NULL)
        ilx_error_set_field (*error, option);
      return ILX_STEP_FAILED;
    }
  text = ilx_text_dup_checked (bytes, what, option, error);
  if (text == NULL)
    return ILX_STEP_FAILED;
  if (ilx_text_is_blank (text))
    {
      ilx_set_error (error, ILX_ERROR_INVALID_INPUT, _ ("%s is empty."), what);
      if (error != NULL)
        ilx_error_set_field (*error, option);
      return ILX_STEP_FAILED;
    }
  g_object_set (self->campaign, option, text, NULL);
  return ilx_campaign_check_content (self->campaign, error) ? ILX_STEP_NEXT : ILX_STEP_FAILED;
}

static gboolean
html_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  return begin_reading (state, "html", callback, data);
}

static IlxStepOutcome
html_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return finish_reading (state, "html", _ ("The HTML"), result, error);
}

static gboolean
text_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  return begin_reading (state, "text", callback, data);
}

static IlxStepOutcome
text_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  return finish_reading (state, "text", _ ("The plain text"), result, error);
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
answer_id (IlxCtl *self, GError **error)
{
  const char *id = ilx_campaign_get_id (self->campaign);

  ilx_ctl_take_answer (self, ilx_json_object ("id", ilx_json_string (id), NULL),
                       g_strdup_printf ("%s\n", id));
  return TRUE;
}

static const IlxStep write_steps[] = {
  { "read the HTML", html_begin, html_finish },
  { "read the text", text_begin, text_finish },
  { "save the campaign", save_begin, save_finish },
  { NULL },
};

static const IlxCtlOption write_options[] = {
  { "platform", N_ ("PLATFORM"), N_ ("Platform or account that delivers it") },
  { "audience", N_ ("AUDIENCE"),
    N_ ("Goes to this list or segment, by id or name; repeat for more") },
  { "exclude", N_ ("AUDIENCE"), N_ ("But not to these; repeat for more") },
  { "subject", N_ ("TEXT"), N_ ("Subject") },
  { "preview-text", N_ ("TEXT"), N_ ("What inboxes show behind the subject") },
  { "html", N_ ("FILE|-"), N_ ("Body, sent byte for byte; - reads the standard input") },
  { "text", N_ ("FILE|-"), N_ ("Plain-text part; without it one is made from the HTML") },
  { "generate-text", NULL, N_ ("Make the plain-text part from the HTML again") },
  { "from-name", N_ ("TEXT"), N_ ("Name of the sender; else the brand's") },
  { "from-email", N_ ("ADDRESS"), N_ ("Address of the sender; else the brand's") },
  { "reply-to", N_ ("ADDRESS"), N_ ("Address for answers; else the brand's") },
  { "no-smart-sending", NULL, N_ ("Send also to those who just got another mail") },
  { "smart-sending", NULL, N_ ("Skip those who just got another mail (usual)") },
  { "no-open-tracking", NULL, N_ ("Do not count who opens it") },
  { "open-tracking", NULL, N_ ("Count who opens it (usual)") },
  { "no-click-tracking", NULL, N_ ("Do not count who clicks") },
  { "click-tracking", NULL, N_ ("Count who clicks (usual)") },
  { "no-utm", NULL, N_ ("Add no campaign parameters to links") },
  { "utm", NULL, N_ ("Add campaign parameters to links (usual)") },
  { NULL },
};

const IlxCtlCommand ilx_ctl_write_commands[] = {
  { "campaign create", NULL, N_ ("Write a campaign, and print its id"),
    N_ ("A draft may lack anything. What still stands against sending it: campaign check ID"),
    write_options, 0, 0, ILX_CTL_PLAIN, prepare_create, write_steps, answer_id },
  { "campaign edit", N_ ("ID"), N_ ("Change a campaign that has not left"),
    N_ ("What is not given stays as it is. --audience and --exclude replace all former ones; an\n"
        "empty text takes a value away."),
    write_options, 1, 1, ILX_CTL_PLAIN, prepare_edit, write_steps, answer_id },
  { NULL }
};
