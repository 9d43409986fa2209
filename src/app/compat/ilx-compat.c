/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#undef GDK_VERSION_MAX_ALLOWED
#undef ADW_VERSION_MAX_ALLOWED

#include "ilx-compat.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/**
 * ilx_compat_css_load:
 * @provider: a provider
 * @css: a style sheet
 *
 * Fills @provider with @css.
 */
void
ilx_compat_css_load (GtkCssProvider *provider, const char *css)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_css_provider_load_from_string (provider, css);
#else
  gtk_css_provider_load_from_data (provider, css, -1);
#endif
}

/**
 * ilx_compat_announce:
 * @widget: where it happened
 * @message: a sentence
 *
 * Has a screen reader say @message. Before GTK 4.14 there is no way to, so what matters is also a
 * label with the role of a status.
 */
void
ilx_compat_announce (GtkWidget *widget, const char *message)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  /* What GTK has for tests can't, and falls over it. */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    return;
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

/**
 * ilx_compat_show_uri:
 * @parent: (nullable): the window that asks
 * @uri: what to open
 * @cancellable: (nullable): gives up waiting
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Opens @uri in the user's own program for it, by the portal inside of a sandbox.
 */
void
ilx_compat_show_uri (GtkWindow *parent,
                     const char *uri,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  /* It would tell the portal of a window, and fall over one that was closed meanwhile. */
  parent = NULL;
#endif
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, cancellable, callback, user_data);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

/**
 * ilx_compat_show_uri_finish:
 * @parent: (nullable): the window that asked
 * @result: the result
 * @error: why it was not opened
 *
 * Returns: whether a program took it
 */
gboolean
ilx_compat_show_uri_finish (GtkWindow *parent, GAsyncResult *result, GError **error)
{
  gboolean is_shown;

#if GTK_CHECK_VERSION(4, 10, 0)
  parent = NULL;
#endif
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  is_shown = gtk_show_uri_full_finish (parent, result, error);
  G_GNUC_END_IGNORE_DEPRECATIONS
  return is_shown;
}

/**
 * ilx_compat_return_memory:
 *
 * Gives back to the system what was needed for a moment only, where the C library keeps it.
 */
void
ilx_compat_return_memory (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}
