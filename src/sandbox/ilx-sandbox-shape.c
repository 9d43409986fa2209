/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-shape.h"

#include "ilx-json.h"

/**
 * ilx_sandbox_shape_reply:
 * @call: a call without reply
 * @status: of HTTP
 * @type: the resource's type, one of the table of types
 * @id: its id
 * @attributes: (transfer full): its attributes
 * @relationships: (transfer full) (nullable): its relationships, as a document has them
 *
 * Answers with the resource, by the rules of ilx_sandbox_call_reply_object().
 */
void
ilx_sandbox_shape_reply (IlxSandboxCall *call,
                         guint status,
                         const char *type,
                         const char *id,
                         JsonNode *attributes,
                         JsonNode *relationships)
{
  g_autofree char *own_id = g_strdup (id);
  g_autoptr (JsonNode) document = ilx_json_object (
      "type", ilx_json_string (type), "id", ilx_json_string (id), "attributes", attributes,
      "relationships", relationships != NULL ? relationships : ilx_json_empty_object (), "hidden",
      ilx_json_empty_object (), NULL);
  IlxSandboxObject shown = { .id = own_id, .document = document };

  ilx_sandbox_call_reply_object (call, status, &shown);
}
