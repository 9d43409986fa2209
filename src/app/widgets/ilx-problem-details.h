/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Details": code, method and path, status, request id, time, the platform's words; never a key or
 * an address. */
char *ilx_problem_dup_details (const GError *error);

G_END_DECLS
