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

void
ilx_document_rescue (IlxDocument *self)
{
  g_autofree char *content = ilx_document_dup_content (self);

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

static void
restore (IlxDocument *self, JsonNode *content)
{
  g_autoptr (IlxStoredEdit) there
      = ilx_document_edit_new_to_content (self, content, ILX_EDIT_BY_USER);
  g_autoptr (IlxStoredEdit) back = ilx_stored_edit_new_back (there, ILX_EDIT_ELSEWHERE);

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
