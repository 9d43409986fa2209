/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-line-layout.h"
#include "ilx-problem.h"
#include "ilx-source-search.h"
#include "ilx-toast.h"

struct _IlxSourceSearch
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkEditable *entry;
  GtkLabel *status;
  GtkCheckButton *case_check;
  GtkToggleButton *replace_toggle;
  GtkEditable *replacement;

  GtkSourceView *view;             /* (unowned) (nullable): beside this in the same pane */
  IlxBufferLink *link;             /* (owned) (nullable) */
  GtkSourceSearchSettings *wanted; /* (owned) */
  GtkSourceSearchContext *context; /* (owned) (nullable) */
  GCancellable *cancellable;       /* (owned): of the search that runs */
};

G_DEFINE_FINAL_TYPE (IlxSourceSearch, ilx_source_search, GTK_TYPE_WIDGET)

static GtkTextBuffer *
get_buffer (IlxSourceSearch *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

/* --- What was found --------------------------------------------------------------------------- */

static char *
dup_status (int position, int n)
{
  if (n < 0)
    return g_strdup (_ ("Searching…"));
  if (n == 0)
    return g_strdup (_ ("No match"));
  if (position > 0)
    /* Translators: the first is the match that is selected: "3 of 17 matches". */
    return g_strdup_printf (ngettext ("%d of %d match", "%d of %d matches", (gulong) n), position,
                            n);
  return g_strdup_printf (ngettext ("%d match", "%d matches", (gulong) n), n);
}

static void
follow (IlxSourceSearch *self)
{
  const char *text = gtk_source_search_settings_get_search_text (self->wanted);
  gboolean is_editable = gtk_text_view_get_editable (GTK_TEXT_VIEW (self->view));
  int n = gtk_source_search_context_get_occurrences_count (self->context);
  GtkTextIter start, end;
  g_autofree char *status = NULL;

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  status = dup_status (
      gtk_source_search_context_get_occurrence_position (self->context, &start, &end), n);
  gtk_label_set_label (self->status, text != NULL ? status : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.next", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.previous", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.replace", n > 0 && is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.replace-all", n > 0 && is_editable);
}

static void
select_match (IlxSourceSearch *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextBuffer *buffer = get_buffer (self);

  gtk_text_buffer_select_range (buffer, start, end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer),
                                0.1, FALSE, 0, 0);
  follow (self);
}

static void
forward_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxSourceSearch) self = user_data;
  GtkTextIter start, end;

  if (gtk_source_search_context_forward_finish (GTK_SOURCE_SEARCH_CONTEXT (source), result, &start,
                                                &end, NULL, NULL)
      && self->context != NULL)
    select_match (self, &start, &end);
}

static void
backward_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxSourceSearch) self = user_data;
  GtkTextIter start, end;

  if (gtk_source_search_context_backward_finish (GTK_SOURCE_SEARCH_CONTEXT (source), result, &start,
                                                 &end, NULL, NULL)
      && self->context != NULL)
    select_match (self, &start, &end);
}

static void
cancel (IlxSourceSearch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
}

/* From the place where the selection begins, so that what is typed on still fits where it is. */
static void
find_forward (IlxSourceSearch *self, gboolean is_from_end)
{
  GtkTextIter start, end;

  if (self->context == NULL)
    return;
  cancel (self);
  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  gtk_source_search_context_forward_async (self->context, is_from_end ? &end : &start,
                                           self->cancellable, forward_cb, g_object_ref (self));
}

static void
find_backward (IlxSourceSearch *self)
{
  GtkTextIter start;

  if (self->context == NULL)
    return;
  cancel (self);
  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, NULL);
  gtk_source_search_context_backward_async (self->context, &start, self->cancellable, backward_cb,
                                            g_object_ref (self));
}

/* --- Replacing -------------------------------------------------------------------------------- */

static void
replace_one (IlxSourceSearch *self)
{
  g_autoptr (GError) error = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  ilx_buffer_link_begin_group (self->link);
  gtk_source_search_context_replace (self->context, &start, &end,
                                     gtk_editable_get_text (self->replacement), -1, &error);
  ilx_buffer_link_end_group (self->link);
  if (error != NULL)
    ilx_problem_toast (GTK_WIDGET (self), error);
  find_forward (self, TRUE);
}

static void
replace_all (IlxSourceSearch *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  guint n;

  ilx_buffer_link_begin_group (self->link);
  n = gtk_source_search_context_replace_all (self->context,
                                             gtk_editable_get_text (self->replacement), -1, &error);
  ilx_buffer_link_end_group (self->link);
  if (error != NULL)
    {
      ilx_problem_toast (GTK_WIDGET (self), error);
      return;
    }
  message = g_strdup_printf (ngettext ("%u match replaced", "%u matches replaced", n), n);
  ilx_toast_with_action (GTK_WIDGET (self), message, _ ("Undo"), "composer.undo");
}

/* --- Signals and actions ---------------------------------------------------------------------- */

static void
search_changed_cb (IlxSourceSearch *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  gtk_source_search_settings_set_search_text (self->wanted, *text != '\0' ? text : NULL);
  if (*text != '\0')
    find_forward (self, FALSE);
}

static void
activate_cb (IlxSourceSearch *self)
{
  find_forward (self, TRUE);
}

static void
replace_activate_cb (IlxSourceSearch *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "search.replace", NULL);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxSourceSearch *self = ILX_SOURCE_SEARCH (widget);

  if (g_str_equal (name, "search.next"))
    find_forward (self, TRUE);
  else if (g_str_equal (name, "search.previous"))
    find_backward (self);
  else if (g_str_equal (name, "search.replace"))
    replace_one (self);
  else if (g_str_equal (name, "search.replace-all"))
    replace_all (self);
  else
    ilx_source_search_close (self);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_source_search_dispose (GObject *object)
{
  IlxSourceSearch *self = ILX_SOURCE_SEARCH (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  g_clear_object (&self->link);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ilx_source_search_parent_class)->dispose (object);
}

static void
ilx_source_search_finalize (GObject *object)
{
  IlxSourceSearch *self = ILX_SOURCE_SEARCH (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->wanted);
  G_OBJECT_CLASS (ilx_source_search_parent_class)->finalize (object);
}

static void
ilx_source_search_class_init (IlxSourceSearchClass *klass)
{
  static const char *const actions[] = { "search.next", "search.previous", "search.replace",
                                         "search.replace-all", "search.close" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ilx_source_search_dispose;
  object_class->finalize = ilx_source_search_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, search_action);
  g_type_ensure (ILX_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/composer/ilx-source-search.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxSourceSearch, revealer);
  gtk_widget_class_bind_template_child (widget_class, IlxSourceSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, IlxSourceSearch, status);
  gtk_widget_class_bind_template_child (widget_class, IlxSourceSearch, case_check);
  gtk_widget_class_bind_template_child (widget_class, IlxSourceSearch, replace_toggle);
  gtk_widget_class_bind_template_child (widget_class, IlxSourceSearch, replacement);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_activate_cb);
}

static void
ilx_source_search_init (IlxSourceSearch *self)
{
  self->cancellable = g_cancellable_new ();
  self->wanted = gtk_source_search_settings_new ();
  gtk_source_search_settings_set_wrap_around (self->wanted, TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->case_check, "active", self->wanted, "case-sensitive",
                          G_BINDING_SYNC_CREATE);
}

/**
 * ilx_source_search_attach:
 * @self: a search, once
 * @view: where it searches; outlives it
 * @link: what tells the document of what is replaced
 */
void
ilx_source_search_attach (IlxSourceSearch *self, GtkSourceView *view, IlxBufferLink *link)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  self->view = view;
  self->link = g_object_ref (link);
  self->context = gtk_source_search_context_new (GTK_SOURCE_BUFFER (buffer), self->wanted);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_connect_object (self->context, "notify::occurrences-count", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::editable", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
}

static void
take_selection (IlxSourceSearch *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (!gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end)
      || gtk_text_iter_get_line (&start) != gtk_text_iter_get_line (&end))
    return;
  text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
  gtk_editable_set_text (self->entry, text);
}

/**
 * ilx_source_search_open:
 * @self: a search
 * @is_replacing: with the row to replace
 *
 * Opens it and puts the focus into it.
 */
void
ilx_source_search_open (IlxSourceSearch *self, gboolean is_replacing)
{
  take_selection (self);
  if (is_replacing)
    gtk_toggle_button_set_active (self->replace_toggle, TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_source_search_context_set_highlight (self->context, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

/**
 * ilx_source_search_close:
 * @self: a search
 *
 * Closes it; the focus goes back into the source.
 */
void
ilx_source_search_close (IlxSourceSearch *self)
{
  cancel (self);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * ilx_source_search_set_text:
 * @self: a search
 * @text: what to find
 * @replacement: (nullable): what to put there
 */
void
ilx_source_search_set_text (IlxSourceSearch *self, const char *text, const char *replacement)
{
  gtk_editable_set_text (self->entry, text);
  gtk_editable_set_text (self->replacement, replacement != NULL ? replacement : "");
  search_changed_cb (self);
}

const char *
ilx_source_search_get_status (IlxSourceSearch *self)
{
  return gtk_label_get_label (self->status);
}
