/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign text made fit to be shown and logged: without secrets, without control characters, valid
 * UTF-8, not endless. A platform may well echo a key in an error. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *ilx_redaction_dup (const char *text, const char *const *secrets);
void ilx_redaction_clean_error (GError *error, const char *const *secrets);

G_END_DECLS
