/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-composer-keys.h"

/* They hold while the page is shown, wherever in the window the focus is, and before any entry
 * takes them for an undo of its own. */
static const struct
{
  const char *trigger;
  const char *action;
} shortcuts[] = {
  { "<Control>z", "composer.undo" },
  { "<Control><Shift>z|<Control>y", "composer.redo" },
  { "<Control>s", "composer.keep-version" },
  { "<Control>h", "composer.history" },
  { "<Control>o", "composer.import" },
  { "<Control><Shift>h", "composer.replace" },
  { "<Control><Shift>p", "composer.preview-only" },
  { "<Control><Shift>Return|<Control><Shift>KP_Enter", "composer.review" },
  { "F4", "composer.source" },
  { "F6", "composer.next-pane(1)" },
  { "<Shift>F6", "composer.next-pane(-1)" },
};

static void
add_shortcut (GtkShortcutController *controller, const char *trigger, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkShortcut *shortcut;

  g_action_parse_detailed_name (detailed, &name, &target, NULL);
  shortcut
      = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

/**
 * ilx_composer_keys_new:
 *
 * Returns: (transfer full): what listens to the keys of a composer, for the page that is shown
 */
GtkEventController *
ilx_composer_keys_new (void)
{
  GtkEventController *self = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (self, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (self), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    add_shortcut (GTK_SHORTCUT_CONTROLLER (self), shortcuts[i].trigger, shortcuts[i].action);
  return self;
}
