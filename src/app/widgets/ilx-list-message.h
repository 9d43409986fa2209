/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in place of rows: why there are none, and a button that helps. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* All lent. */
typedef struct
{
  const char *icon_name; /* nullable */
  const char *title;
  const char *description; /* plain text */
  const char *button;      /* nullable: what is waited for, which needs none */
  const char *action;      /* detailed, of the button */
  gboolean is_suggested;
} IlxListMessage;

/* In @place, which is made for it alone. @is_other: with another button than before. */
void ilx_list_message_show (const IlxListMessage *self, AdwBin *place, gboolean is_other);

G_END_DECLS
