/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that users write in a campaign, as one text: what is kept apart from it for later. */
#include "config.h"

#include "ilx-document-private.h"
#include "ilx-json.h"

/* Every field that users write, whatever becomes of the campaign meanwhile. */
char *
ilx_document_dup_content (IlxDocument *self)
{
  g_autoptr (JsonNode) node = ilx_json_empty_object ();
  guint n_fields;
  const IlxField *fields
      = ilx_record_get_fields (ILX_RECORD (ilx_document_get_campaign (self)), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = ilx_record_dup_text (self->campaign, &fields[i]);

      if (ilx_document_find_field (self, fields[i].name) != NULL)
        ilx_json_set (node, fields[i].name, ilx_json_string (value));
    }
  return ilx_json_to_text (node, FALSE);
}

/* From what is there now to what was kept; of a field that it does not know nothing changes. */
IlxStoredEdit *
ilx_document_edit_new_to_content (IlxDocument *self, JsonNode *content, IlxEditKind kind)
{
  IlxStoredEdit *edit = ilx_stored_edit_new (kind, 0);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  ilx_document_sync (self, TRUE);
  json_object_iter_init (&iter, json_node_get_object (content));
  while (json_object_iter_next (&iter, &name, &node))
    {
      const IlxField *field = ilx_document_find_field (self, name);
      char *kept = (char *) ilx_json_get_string_or (node, "", NULL);
      g_autofree char *present = field != NULL ? ilx_record_dup_text (self->campaign, field) : NULL;

      if (field != NULL && g_strcmp0 (present, kept) != 0)
        ilx_stored_edit_add (edit, &(IlxEditPart){ (char *) name, ILX_EDIT_WHOLE, present, kept });
    }
  return edit;
}
