/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of a campaign that somebody wanted to keep: what users write in it, as it was then. They
 * go with their campaign. What the content means is the affair of those who keep it. */
#pragma once

#include "ilx-store.h"

G_BEGIN_DECLS

/* Numbers are stored; never use one again for another kind. */
typedef enum
{
  ILX_VERSION_BY_USER = 0,        /* somebody asked for it */
  ILX_VERSION_BEFORE_RESTORE = 1, /* what another version took the place of */
} IlxVersionKind;

typedef struct
{
  gint64 id;
  char *name; /* (nullable): it has only its time */
  IlxVersionKind kind;
  gint64 kept_at;
} IlxVersion;

void ilx_version_free (gpointer self);

/* (element-type IlxVersion): the newest first, without their contents. NULL: an error. */
GPtrArray *ilx_version_store_load_all (IlxStore *store, const char *campaign_id, GError **error);
/* ILX_ERROR_NOT_FOUND. */
char *ilx_version_store_load_content (IlxStore *store, gint64 id, GError **error);

/* @name: (nullable). One that came about by itself is not kept twice with the same content. */
void ilx_version_store_keep_async (IlxStore *store,
                                   const char *campaign_id,
                                   IlxVersionKind kind,
                                   const char *name,
                                   const char *content,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* ILX_ERROR_NOT_FOUND: the campaign was deleted for good. */
gboolean ilx_version_store_keep_finish (IlxStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
