/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-missing-group.h"
#include "ilx-problem.h"

struct _IlxMissingGroup
{
  AdwBin parent_instance;

  char *help; /* (owned) (nullable): the help's action */
};

G_DEFINE_FINAL_TYPE (IlxMissingGroup, ilx_missing_group, ADW_TYPE_BIN)

static void
ilx_missing_group_finalize (GObject *object)
{
  g_free (ILX_MISSING_GROUP (object)->help);
  G_OBJECT_CLASS (ilx_missing_group_parent_class)->finalize (object);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ilx_problem_activate (widget, ILX_MISSING_GROUP (widget)->help);
}

static void
ilx_missing_group_class_init (IlxMissingGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_missing_group_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "missing.help", NULL, help_action);
}

static void
ilx_missing_group_init (IlxMissingGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
new_row (const char *sentence, const char *permission)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", sentence,
                                 "title-lines", 0, "subtitle-lines", 0, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  /* Translators: the placeholder is a permission in the platform's spelling, as "lists:read". */
  if (permission != NULL)
    {
      g_autofree char *subtitle = g_strdup_printf (_ ("Permission: %s"), permission);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    }
  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

static GtkWidget *
new_help_button (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_How to Change the Key"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 12);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "missing.help");
  return button;
}

/* What nobody can be told twice is told once: several permissions may disable the same. */
static gboolean
is_repeated (const char *const *sentences, guint position)
{
  for (guint i = 0; i < position; i++)
    if (g_str_equal (sentences[i], sentences[position]))
      return TRUE;
  return FALSE;
}

static void
fill (IlxMissingGroup *self, const char *const *sentences, const char *const *permissions)
{
  guint n_permissions = permissions != NULL ? g_strv_length ((GStrv) permissions) : 0;
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("What This Key Can't Do"));
  for (guint i = 0; sentences[i] != NULL; i++)
    if (!is_repeated (sentences, i))
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 new_row (sentences[i], i < n_permissions ? permissions[i] : NULL));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_help_button ());
  adw_bin_set_child (ADW_BIN (self), group);
}

/**
 * ilx_missing_group_show:
 * @self: the group
 * @engine: knows the words
 * @connection: an account
 *
 * Shows what is missing of @connection now.
 */
void
ilx_missing_group_show (IlxMissingGroup *self, IlxEngine *engine, IlxConnection *connection)
{
  g_auto (GStrv) sentences = ilx_engine_dup_disabled (engine, connection);

  g_free (self->help);
  self->help = g_strdup_printf ("app.help::%s-key", ilx_connection_get_platform (connection));
  adw_bin_set_child (ADW_BIN (self), NULL);
  if (sentences[0] != NULL)
    fill (self, (const char *const *) sentences,
          ilx_connection_get_missing_permissions (connection));
  gtk_widget_set_visible (GTK_WIDGET (self), sentences[0] != NULL);
}
