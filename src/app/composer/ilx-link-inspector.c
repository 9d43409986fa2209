/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-compat.h"
#include "ilx-link-inspector.h"
#include "ilx-problem.h"
#include "ilx-toast.h"

struct _IlxLinkInspector
{
  GtkPopover parent_instance;

  GtkLabel *uri;
  GtkLabel *note;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (IlxLinkInspector, ilx_link_inspector, GTK_TYPE_POPOVER)

static gboolean
has_merge_tag (const char *uri)
{
  return strstr (uri, "{{") != NULL || strstr (uri, "{%") != NULL || strstr (uri, "*|") != NULL
         || strstr (uri, "%7B%7B") != NULL || strstr (uri, "%7b%7b") != NULL;
}

/**
 * ilx_link_inspector_can_open:
 * @uri: where a link leads
 *
 * Returns: whether a browser can be asked to open it
 */
gboolean
ilx_link_inspector_can_open (const char *uri)
{
  static const char *const schemes[] = { "http", "https", "mailto" };
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  gboolean is_known = FALSE;

  for (guint i = 0; scheme != NULL && i < G_N_ELEMENTS (schemes); i++)
    is_known = is_known || g_ascii_strcasecmp (scheme, schemes[i]) == 0;
  return is_known && !has_merge_tag (uri);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxLinkInspector *self = ILX_LINK_INSPECTOR (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_label (self->uri));
  ilx_toast (widget, _ ("Link copied"));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) parent = user_data;
  g_autoptr (GError) error = NULL;

  if (!ilx_compat_show_uri_finish (parent, result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ilx_problem_present (GTK_WIDGET (parent), error);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IlxLinkInspector *self = ILX_LINK_INSPECTOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *uri = gtk_label_get_label (self->uri);

  if (ilx_link_inspector_can_open (uri) && GTK_IS_WINDOW (root))
    ilx_compat_show_uri (GTK_WINDOW (root), uri, NULL, opened_cb, g_object_ref (root));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
ilx_link_inspector_class_init (IlxLinkInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "link.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "link.open", NULL, open_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/illixis/Illixis/composer/ilx-link-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxLinkInspector, uri);
  gtk_widget_class_bind_template_child (widget_class, IlxLinkInspector, note);
  gtk_widget_class_bind_template_child (widget_class, IlxLinkInspector, copy_button);
}

static void
ilx_link_inspector_init (IlxLinkInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_link_inspector_new:
 *
 * Returns: (transfer floating): an inspector, to be put into a widget
 */
GtkWidget *
ilx_link_inspector_new (void)
{
  return g_object_new (ILX_TYPE_LINK_INSPECTOR, NULL);
}

static const char *
get_note (const char *uri)
{
  if (has_merge_tag (uri))
    return _ ("The platform puts something in for each person when it sends, so this can't be "
              "opened yet.");
  if (*uri == '#')
    return _ ("A place in the mail itself.");
  if (!ilx_link_inspector_can_open (uri))
    return _ ("This is not an address that a browser opens.");
  return "";
}

/**
 * ilx_link_inspector_show:
 * @self: an inspector
 * @uri: where the link leads, as it stands in the mail
 *
 * Opens it with that.
 */
void
ilx_link_inspector_show (IlxLinkInspector *self, const char *uri)
{
  const char *note = get_note (uri);

  gtk_label_set_label (self->uri, uri);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.open", ilx_link_inspector_can_open (uri));
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->copy_button);
}
