/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever stands in a query's filter, it is read or refused. */
#include "config.h"

#include "ilx-sandbox-filter.h"

#include "ilx-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const IlxSandboxFilterField fields[] = {
    { "id", "any equals", ILX_SANDBOX_VALUE_STRINGS, "id" },
    { "name", "any contains starts-with ends-with equals has" },
    { "created", "equals greater-than less-or-equal", ILX_SANDBOX_VALUE_TIME },
    { "archived", "equals", ILX_SANDBOX_VALUE_BOOLEAN },
    { "size", "equals less-than", ILX_SANDBOX_VALUE_NUMBER },
    { "tag", "equals", ILX_SANDBOX_VALUE_STRING, "attributes.tags.name" },
    { NULL },
  };
  static const char document[]
      = "{\"id\":\"A\",\"attributes\":{\"name\":\"n\",\"created\":\"2026-11-22T09:30:07+00:00\","
        "\"archived\":false,\"size\":2,\"tags\":[{\"name\":\"a\"},{}]}}";
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (IlxSandboxFilter) filter = NULL;
  g_autoptr (JsonNode) node = NULL;

  /* The server hands over UTF-8 only. */
  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  filter = ilx_sandbox_filter_parse (text, fields, NULL);
  if (filter == NULL)
    return 0;
  node = ilx_json_parse_text (document, NULL);
  ilx_sandbox_filter_matches (filter, node);
  return 0;
}
