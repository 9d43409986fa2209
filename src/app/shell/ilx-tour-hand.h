/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tour's eye and hand: finds widgets on the screen as a person names them, and does with them
 * what a person does. It knows no page.
 *
 * What is meant is told by a word: "#send_button" by the id in its template, "@win.new-campaign" by
 * its action, ":IlxSendPage" by its type, "#subject/#entry" as one in the other, and anything else
 * by what stands on it or is its tooltip. Only what is mapped counts; the newest window is looked
 * through first. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The newest window that is shown: lent, nullable. */
GtkWindow *ilx_hand_get_window (void);
/* Lent; NULL: it is not on the screen. */
GtkWidget *ilx_hand_find (const char *what);
/* Whether these words can be read somewhere in the newest window. */
gboolean ilx_hand_sees (const char *words);

/* Each FALSE when it can't be done now: it is not there, or not sensitive. */
gboolean ilx_hand_press (const char *what);
gboolean ilx_hand_choose (const char *what, const char *item);
/* Puts the cursor into a text field, and selects what is in it. */
gboolean ilx_hand_enter (const char *what);
/* Types @length bytes of @text where the cursor is, as one key after the other does. */
gboolean ilx_hand_type (const char *what, const char *text, int length);

G_END_DECLS
