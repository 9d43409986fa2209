/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an error is told, and the exit code that it makes. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Scripts decide by these; never change one. */
typedef enum
{
  ILX_CTL_EXIT_DONE = 0,
  ILX_CTL_EXIT_FAILED = 1,
  ILX_CTL_EXIT_USAGE = 2,
  ILX_CTL_EXIT_NOT_CONNECTED = 3,
  ILX_CTL_EXIT_RETRY = 4, /* network or time-out: may be tried again */
  ILX_CTL_EXIT_UNCERTAIN = 5,
} IlxCtlExit;

IlxCtlExit ilx_ctl_error_get_exit (const GError *error);
JsonNode *ilx_ctl_error_to_json (const GError *error);
void ilx_ctl_error_tell (const GError *error);
void ilx_ctl_error_print (const GError *error, gboolean is_json);

G_END_DECLS
