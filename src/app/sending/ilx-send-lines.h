/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of the send page: lines of what something is and what it is worth. */
#pragma once

#include <adwaita.h>

#include "ilx-send-words.h"

G_BEGIN_DECLS

/* Properties "title", "description". */
#define ILX_TYPE_SEND_LINES (ilx_send_lines_get_type ())
G_DECLARE_FINAL_TYPE (IlxSendLines, ilx_send_lines, ILX, SEND_LINES, AdwBin)

GtkWidget *ilx_send_lines_new (void);
void ilx_send_lines_set_title (IlxSendLines *self, const char *title);
/* @suffix: (nullable): stands at the end of the title */
void ilx_send_lines_set_suffix (IlxSendLines *self, GtkWidget *suffix);
/* @picture: stands above the lines. Once. */
void ilx_send_lines_set_picture (IlxSendLines *self, GtkWidget *picture);
/* @lines: (transfer full) (element-type IlxSendLine) */
void ilx_send_lines_take (IlxSendLines *self, GPtrArray *lines);

G_END_DECLS
