/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells when the computer is about to sleep, and when it woke, if the system says so (logind). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Signal "sleep" (gboolean begins). */
#define ILX_TYPE_SLEEP (ilx_sleep_get_type ())
G_DECLARE_FINAL_TYPE (IlxSleep, ilx_sleep, ILX, SLEEP, GObject)

IlxSleep *ilx_sleep_new (void);

G_END_DECLS
