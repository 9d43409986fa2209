/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places that are there whatever the user has: a table. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *title;  /* translatable; NULL ends the table */
  const char *detail; /* translatable */
  const char *icon_name;
  const char *action;  /* detailed */
  const char *context; /* (nullable): of the title, for translators */
} IlxGoFixed;

extern const IlxGoFixed ilx_go_places[];

G_END_DECLS
