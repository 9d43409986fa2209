/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to the terminal: aligned tables, text that foreign bytes can't hijack, JSON. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Rows of cells, each column as wide as its widest cell. A single row is never broken. */
typedef struct _IlxCtlTable IlxCtlTable;

IlxCtlTable *ilx_ctl_table_new (void);
IlxCtlTable *ilx_ctl_table_new_titled (const char *first_title, ...) G_GNUC_NULL_TERMINATED;
void ilx_ctl_table_add (IlxCtlTable *self, const char *first_cell, ...) G_GNUC_NULL_TERMINATED;
char *ilx_ctl_table_to_text (IlxCtlTable *self);
guint ilx_ctl_table_get_length (IlxCtlTable *self);
void ilx_ctl_table_free (IlxCtlTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxCtlTable, ilx_ctl_table_free)

char *ilx_ctl_dup_number (gint64 number);
char *ilx_ctl_dup_shortened (const char *text, glong max_length);
char *ilx_ctl_dup_harmless (const char *text);

gboolean ilx_ctl_print_json (JsonNode *node, gboolean is_pretty);
gboolean ilx_ctl_print_text (const char *text);
gboolean ilx_ctl_print_raw (const char *text);
void ilx_ctl_tell (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
