/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that were given, by name, as text. GOption does the reading; since the tables are
 * constant, and nothing is written into variables of the commands, one parser serves them all. */
#pragma once

#include <gio/gio.h>

#include "ilx-ctl-command.h"

G_BEGIN_DECLS

typedef struct _IlxCtlOptions IlxCtlOptions;

IlxCtlOptions *ilx_ctl_options_new (void);
void ilx_ctl_options_free (IlxCtlOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxCtlOptions, ilx_ctl_options_free)

gboolean ilx_ctl_options_parse_leading (IlxCtlOptions *self, GStrv *args, GError **error);
gboolean ilx_ctl_options_parse_all (IlxCtlOptions *self,
                                    const IlxCtlOption *options,
                                    GStrv *args,
                                    GError **error);

gboolean ilx_ctl_options_has (IlxCtlOptions *self, const char *name);
const char *ilx_ctl_options_get (IlxCtlOptions *self, const char *name);
GStrv ilx_ctl_options_dup_all (IlxCtlOptions *self, const char *name);
gboolean
ilx_ctl_options_get_int (IlxCtlOptions *self, const char *name, gint64 *number, GError **error);
gboolean
ilx_ctl_options_get_double (IlxCtlOptions *self, const char *name, double *number, GError **error);
guint ilx_ctl_options_count (IlxCtlOptions *self, const char *const *names);

G_END_DECLS
