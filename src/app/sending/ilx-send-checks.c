/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-send-checks.h"

struct _IlxSendChecks
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group; /* (unowned) */
  GPtrArray *rows;            /* (owned) (element-type GtkWidget): unowned */
  char *shown;                /* (owned) (nullable): what is shown, to leave it as it is */
  gboolean has_repeat;
};

G_DEFINE_FINAL_TYPE (IlxSendChecks, ilx_send_checks, ADW_TYPE_BIN)

static const struct
{
  const char *icon_name;
  const char *css_class;
  const char *word;
} levels[] = {
  [ILX_FINDING_BLOCKS] = { "dialog-error-symbolic", "error", N_ ("Must be mended") },
  [ILX_FINDING_WARNS] = { "dialog-warning-symbolic", "warning", N_ ("Should be looked at") },
  [ILX_FINDING_HINTS] = { "dialog-information-symbolic", "dim-label", N_ ("Good to know") },
};

static void
ilx_send_checks_finalize (GObject *object)
{
  IlxSendChecks *self = ILX_SEND_CHECKS (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (ilx_send_checks_parent_class)->finalize (object);
}

static void
ilx_send_checks_class_init (IlxSendChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_send_checks_finalize;
}

static void
ilx_send_checks_init (IlxSendChecks *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Checks"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * ilx_send_checks_new:
 *
 * Returns: (transfer floating): the group, empty
 */
GtkWidget *
ilx_send_checks_new (void)
{
  return g_object_new (ILX_TYPE_SEND_CHECKS, NULL);
}

/* @target: (nullable) */
static GtkWidget *
new_button (const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  return button;
}

/* Where it is mended: the account's are mended at the account, the rest in the composer. */
static GtkWidget *
new_remedy (const IlxFinding *finding, IlxCampaign *campaign)
{
  const char *account = ilx_campaign_get_connection_id (campaign);

  if (g_str_equal (finding->code, "not-connected"))
    return new_button (_ ("C_onnect…"), "win.connect", "");
  if (g_str_equal (finding->code, "connection-broken"))
    return new_button (_ ("_Reconnect…"), "win.connect", account != NULL ? account : "");
  if (g_str_equal (finding->code, "already-sent"))
    return new_button (_ ("Send _Again on Purpose…"), "send.again", NULL);
  if (finding->field != NULL)
    return new_button (_ ("_Open"), "win.open-campaign", ilx_campaign_get_id (campaign));
  return NULL;
}

static GtkWidget *
new_icon (IlxFindingLevel level)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (levels[level].icon_name);

  gtk_widget_add_css_class (icon, levels[level].css_class);
  return icon;
}

static void
add_row (IlxSendChecks *self, const IlxFinding *finding, IlxCampaign *campaign)
{
  GtkWidget *remedy = new_remedy (finding, campaign);
  g_autofree char *message = g_markup_escape_text (finding->message, -1);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", message, "subtitle",
                                 _ (levels[finding->level].word), "title-lines", 0, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_icon (finding->level));
  if (remedy != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), remedy);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_nothing (IlxSendChecks *self)
{
  GtkWidget *row
      = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Nothing stands against it"), NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

  gtk_widget_add_css_class (icon, "success");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (IlxSendChecks *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_level (IlxSendChecks *self, IlxFindings *findings, IlxFindingLevel level, IlxCampaign *campaign)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const IlxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == level)
        add_row (self, finding, campaign);
    }
}

static char *
dup_shown (IlxFindings *findings)
{
  g_autoptr (JsonNode) json = ilx_findings_to_json (findings);

  return json_to_string (json, FALSE);
}

static guint
count_blocking (IlxFindings *findings)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += ((const IlxFinding *) g_ptr_array_index (findings, i))->level == ILX_FINDING_BLOCKS;
  return n;
}

static gboolean
has_code (IlxFindings *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((const IlxFinding *) g_ptr_array_index (findings, i))->code, code))
      return TRUE;
  return FALSE;
}

static void
show (IlxSendChecks *self, IlxFindings *findings, IlxCampaign *campaign)
{
  g_autofree char *shown = dup_shown (findings);

  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  clear (self);
  for (int level = ILX_FINDING_BLOCKS; level <= ILX_FINDING_HINTS; level++)
    add_level (self, findings, (IlxFindingLevel) level, campaign);
  if (findings->len == 0)
    add_nothing (self);
}

/**
 * ilx_send_checks_update:
 * @self: the group
 * @dispatch: what is checked
 *
 * Returns: how many things block
 */
guint
ilx_send_checks_update (IlxSendChecks *self, IlxDispatch *dispatch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = ilx_dispatch_check (dispatch, &error);

  if (findings == NULL)
    {
      findings = ilx_findings_new ();
      ilx_findings_add (findings, ILX_FINDING_BLOCKS, "unreadable", NULL, "%s", error->message);
    }
  self->has_repeat = has_code (findings, "already-sent");
  show (self, findings, ilx_dispatch_get_campaign (dispatch));
  return count_blocking (findings);
}

/**
 * ilx_send_checks_has_repeat:
 * @self: the group
 *
 * Returns: whether the same mail went to the same people lately, and it was not said that it should
 *   again
 */
gboolean
ilx_send_checks_has_repeat (IlxSendChecks *self)
{
  return self->has_repeat;
}
