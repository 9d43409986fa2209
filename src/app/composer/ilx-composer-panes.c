/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Details, source and preview: which of them are on the screen. */
#include "config.h"

#include "ilx-composer-private.h"
#include "ilx-source-pane.h"

/* From here on there is room for two panes; the sidebar takes 220 of the window's 1,100. */
#define WIDE 880
/* Below it the header bar has room for symbols alone. */
#define COMPACT 700

static GAction *
get_action (IlxComposerPage *self, const char *name)
{
  return g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
}

/* "details", "source" or "preview". */
static const char *
get_pane (IlxComposerPage *self)
{
  g_autoptr (GVariant) state = g_action_get_state (get_action (self, "show"));
  const char *pane = g_variant_get_string (state, NULL);

  return g_intern_string (pane);
}

gboolean
ilx_composer_panes_is_preview_only (IlxComposerPage *self)
{
  g_autoptr (GVariant) state = g_action_get_state (get_action (self, "preview-only"));

  return g_variant_get_boolean (state);
}

/* Made when it is asked for: to open a campaign must not take as long as an editor. */
IlxSourcePane *
ilx_composer_panes_get_source (IlxComposerPage *self)
{
  GtkWidget *source = adw_bin_get_child (self->source_bin);

  if (source == NULL)
    {
      source = g_object_new (ILX_TYPE_SOURCE_PANE, NULL);
      ilx_source_pane_set_document (ILX_SOURCE_PANE (source), self->document);
      adw_bin_set_child (self->source_bin, source);
    }
  return ILX_SOURCE_PANE (source);
}

static GtkWidget *
get_preview (IlxComposerPage *self)
{
  GtkWidget *preview = adw_bin_get_child (self->preview_bin);

  if (preview == NULL)
    {
      preview = g_object_new (ILX_TYPE_PREVIEW_PANE, NULL);
      ilx_preview_pane_set_document (ILX_PREVIEW_PANE (preview), self->workspace, self->document);
      adw_bin_set_child (self->preview_bin, preview);
    }
  return preview;
}

/* The second frame begins when the first has been painted. */
static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  IlxComposerPage *self = ILX_COMPOSER_PAGE (widget);

  if (!self->was_painted)
    {
      self->was_painted = TRUE;
      return G_SOURCE_CONTINUE;
    }
  self->frame_id = 0;
  get_preview (self);
  return G_SOURCE_REMOVE;
}

/**
 * ilx_composer_panes_await_preview:
 * @self: a page that is about to be seen
 *
 * Has the preview made once the rest of the page is on the screen: to open a campaign must not take
 * as long as both.
 */
void
ilx_composer_panes_await_preview (IlxComposerPage *self)
{
  if (self->document != NULL && adw_bin_get_child (self->preview_bin) == NULL)
    self->frame_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_cb, NULL, NULL);
}

/**
 * ilx_composer_panes_forget_preview:
 * @self: a page that is not seen any more
 */
void
ilx_composer_panes_forget_preview (IlxComposerPage *self)
{
  if (self->frame_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->frame_id);
  self->frame_id = 0;
}

/* Wide: what is written on the left, the preview beside it. Narrow: one of the three. */
void
ilx_composer_panes_arrange (IlxComposerPage *self)
{
  const char *pane = get_pane (self);
  gboolean is_preview = g_str_equal (pane, "preview");
  gboolean was_wide = self->is_wide;
  int width = ilx_width_bin_get_width (self->bin);

  self->is_wide = width >= WIDE;
  if (g_str_equal (pane, "source"))
    ilx_composer_panes_get_source (self);
  if (!is_preview)
    gtk_stack_set_visible_child_name (self->left, pane);
  gtk_widget_set_visible (self->preview_toggle, !self->is_wide);
  gtk_widget_set_visible (self->preview_only_toggle, self->is_wide);
  gtk_paned_set_shrink_start_child (self->paned, self->is_wide);
  gtk_paned_set_shrink_end_child (self->paned, self->is_wide);
  gtk_widget_set_visible (gtk_paned_get_start_child (self->paned),
                          self->is_wide ? !ilx_composer_panes_is_preview_only (self) : !is_preview);
  gtk_widget_set_visible (gtk_paned_get_end_child (self->paned), self->is_wide || is_preview);
  if (self->is_wide && !was_wide)
    gtk_paned_set_position (self->paned, gtk_widget_get_width (GTK_WIDGET (self->bin)) / 2);
  /* Compact before there is a width: a window grows for what does not fit, and stays so. */
  if (self->tools != NULL)
    ilx_composer_tools_set_compact (self->tools, width < COMPACT);
}

static void
focus_pane (IlxComposerPage *self, const char *pane)
{
  if (g_str_equal (pane, "source"))
    ilx_source_pane_focus (ilx_composer_panes_get_source (self));
  else if (g_str_equal (pane, "details"))
    ilx_details_form_focus (self->details, "subject");
  else
    gtk_widget_child_focus (get_preview (self), GTK_DIR_TAB_FORWARD);
}

gboolean
ilx_composer_panes_is_shown (IlxComposerPage *self, const char *pane)
{
  if (g_str_equal (pane, "preview"))
    return gtk_widget_get_visible (gtk_paned_get_end_child (self->paned));
  return gtk_widget_get_visible (gtk_paned_get_start_child (self->paned))
         && g_strcmp0 (gtk_stack_get_visible_child_name (self->left), pane) == 0;
}

void
ilx_composer_panes_show (IlxComposerPage *self, const char *pane)
{
  GAction *only = get_action (self, "preview-only");

  if (self->is_wide && !g_str_equal (pane, "preview"))
    g_simple_action_set_state (G_SIMPLE_ACTION (only), g_variant_new_boolean (FALSE));
  g_simple_action_set_state (G_SIMPLE_ACTION (get_action (self, "show")),
                             g_variant_new_string (pane));
  ilx_composer_panes_arrange (self);
}

void
ilx_composer_panes_show_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  ilx_composer_panes_show (user_data, g_variant_get_string (state, NULL));
}

/* Narrow, the preview is one of three and there is nothing but it anyway. */
void
ilx_composer_panes_toggle_preview_cb (GSimpleAction *action,
                                      GVariant *parameter,
                                      gpointer user_data)
{
  IlxComposerPage *self = user_data;

  if (self->is_wide)
    {
      g_simple_action_set_state (
          action, g_variant_new_boolean (!ilx_composer_panes_is_preview_only (self)));
      ilx_composer_panes_arrange (self);
    }
  else
    ilx_composer_panes_show (self, g_str_equal (get_pane (self), "preview")
                                       ? gtk_stack_get_visible_child_name (self->left)
                                       : "preview");
}

void
ilx_composer_panes_source_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxComposerPage *self = user_data;

  ilx_composer_panes_show (self, "source");
  ilx_source_pane_focus (ilx_composer_panes_get_source (self));
}

static const char *
find_focused (IlxComposerPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->preview_bin)))
    return "preview";
  return gtk_stack_get_visible_child_name (self->left);
}

/* Round and round; also the way out of the source, where Tab belongs to the text. */
void
ilx_composer_panes_next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const panes[] = { "details", "source", "preview" };
  IlxComposerPage *self = user_data;
  const char *focused = find_focused (self);
  int step = parameter != NULL ? g_variant_get_int32 (parameter) : 1;
  int at = 0;

  for (int i = 0; i < 3; i++)
    if (g_strcmp0 (panes[i], focused) == 0)
      at = i;
  at = (at + 3 + step) % 3;
  if (!ilx_composer_panes_is_shown (self, panes[at]))
    ilx_composer_panes_show (self, panes[at]);
  focus_pane (self, panes[at]);
}
