/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of what a window shows, with the dialogs and popovers that stand over it, which are
 * surfaces of their own. Drawn by the program itself, so it needs no tool and works everywhere. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws @window now, with the window below it if it is a dialog; NULL: it shows nothing yet. */
GdkTexture *ilx_picture_draw (GtkWindow *window);
/* Writes it as PNG, in another thread. */
void ilx_picture_save_async (GdkTexture *texture,
                             const char *path,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean ilx_picture_save_finish (GdkTexture *texture, GAsyncResult *result, GError **error);

G_END_DECLS
