/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed and can't be written since somebody else changed the campaign is kept beside it,
 * so that it survives a kill. The next time that the campaign is opened it is an undo away. */
#include "config.h"

#include "ilx-app-state-store.h"
#include "ilx-document-private.h"
#include "ilx-error.h"
#include "ilx-json.h"

static char *
dup_key (IlxDocument *self)
{
  return g_strconcat ("unsaved/", ilx_campaign_get_id (self->campaign), NULL);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ilx_app_state_store_save_finish (ILX_STORE (source), result, &error))
    g_debug ("What can't be saved could not be kept either: %s", error->message);
}

static void
keep (IlxDocument *self, const char *value)
{
  g_autofree char *key = dup_key (self);

  ilx_app_state_store_save_async (ilx_workspace_get_store (self->workspace), key, value, NULL,
                                  kept_cb, NULL);
}

/* Every field that users write, whatever of it differs from what is stored by then. */
static char *
dup_content (IlxDocument *self)
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

void
ilx_document_rescue (IlxDocument *self)
{
  g_autofree char *content = dup_content (self);

  self->rescued_serial = self->serial;
  /* Of a campaign that was deleted for good nobody would ever ask. */
  if (!ilx_error_is (self->error, ILX_ERROR_NOT_FOUND))
    keep (self, content);
}

/* It is on the disk where it belongs. */
void
ilx_document_forget_rescued (IlxDocument *self)
{
  if (self->rescued_serial == 0)
    return;
  self->rescued_serial = 0;
  keep (self, NULL);
}

/* From what is stored to what was typed, or back. */
static IlxStoredEdit *
new_edit (IlxDocument *self, JsonNode *content, gboolean is_back)
{
  IlxStoredEdit *edit = ilx_stored_edit_new (is_back ? ILX_EDIT_ELSEWHERE : ILX_EDIT_BY_USER, 0);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, json_node_get_object (content));
  while (json_object_iter_next (&iter, &name, &node))
    {
      const IlxField *field = ilx_document_find_field (self, name);
      char *typed = (char *) ilx_json_get_string_or (node, "", NULL);
      g_autofree char *stored = field != NULL ? ilx_record_dup_text (self->campaign, field) : NULL;

      if (field != NULL && g_strcmp0 (stored, typed) != 0)
        ilx_stored_edit_add (edit,
                             &(IlxEditPart){ (char *) name, ILX_EDIT_WHOLE,
                                             is_back ? typed : stored, is_back ? stored : typed });
    }
  return edit;
}

static void
restore (IlxDocument *self, JsonNode *content)
{
  g_autoptr (IlxStoredEdit) there = new_edit (self, content, FALSE);
  g_autoptr (IlxStoredEdit) back = new_edit (self, content, TRUE);

  /* So that it is forgotten once this is written. */
  self->rescued_serial = G_MAXUINT64;
  if (there->parts->len == 0)
    {
      ilx_document_forget_rescued (self);
      return;
    }
  ilx_document_do (self, g_steal_pointer (&there));
  ilx_document_do (self, g_steal_pointer (&back));
}

/* Of a document that has just been opened: puts what another run could not write into the history.
 */
void
ilx_document_restore_rescued (IlxDocument *self)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *text
      = ilx_app_state_store_load (ilx_workspace_get_store (self->workspace), key, NULL);
  g_autoptr (JsonNode) content = text != NULL ? ilx_json_parse_text (text, NULL) : NULL;

  if (content != NULL && JSON_NODE_HOLDS_OBJECT (content) && self->is_editable)
    restore (self, content);
}
