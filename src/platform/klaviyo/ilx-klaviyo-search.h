/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Did a call that creates something happen after all? Klaviyo's lists lag behind its writes by
 * seconds, so a search that finds nothing looks a second time before it says so:
 *
 *   list ──► each candidate by its details ──found──► the answer
 *                        └──none──► wait 5 s ──► list ──► each candidate ──► the answer, or none */
#pragma once

#include "ilx-delivery.h"
#include "ilx-klaviyo-client.h"

G_BEGIN_DECLS

/* How long to wait before the second look. */
#define ILX_KLAVIYO_SEARCH_PAUSE (5 * ILX_SECOND)

/* What is searched. Static. */
typedef struct
{
  IlxKlaviyoCall list;
  const char *fields_name; /* the query that keeps pages small: "fields[template]" */
  const char *fields;
  char *(*dup_filter) (JsonNode *intent);
  gboolean (*is_candidate) (JsonNode *item, JsonNode *intent);
  IlxKlaviyoCall details; /* ILX_KLAVIYO_N_CALLS: the list says enough */
  /* What the row would have given, (transfer full), or NULL: it is another one. @details is NULL
   * when there is no call for them. */
  JsonNode *(*match) (JsonNode *item, JsonNode *details, JsonNode *intent);
} IlxKlaviyoSearch;

void ilx_klaviyo_search_async (IlxKlaviyoClient *client,
                               const IlxKlaviyoSearch *search,
                               JsonNode *intent,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
IlxProbe ilx_klaviyo_search_finish (IlxKlaviyoClient *client,
                                    GAsyncResult *result,
                                    JsonNode **found,
                                    GError **error);

G_END_DECLS
