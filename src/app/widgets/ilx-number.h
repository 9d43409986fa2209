/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as the user's language writes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 9,310 or 9.310 or 9 310: (transfer full). */
char *ilx_number_format (gint64 number);

G_END_DECLS
