/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before mail leaves. Its button repeats the number and is dead for a moment, so that
 * no double click reaches it; Enter and Escape cancel; a big or unusual number must be typed. */
#pragma once

#include <adwaita.h>

#include "ilx-dispatch.h"

G_BEGIN_DECLS

/* Milliseconds. */
#define ILX_SEND_CONFIRM_DEAD_TIME 1500

/* Asks over @parent's window. @dispatch awaits a confirmation; if what it awaits one for changes
 * meanwhile, the question goes away. Answers the dialog, lent. */
GtkWidget *ilx_send_confirm_present (GtkWidget *parent, IlxDispatch *dispatch);

G_END_DECLS
