/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-document-private.h"

/* How many edits of a campaign can be undone at least. */
#define N_KEPT 1000

enum
{
  TEXT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_CAMPAIGN = 1,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_IS_SAVED,
  PROP_SAVED_AT,
  PROP_ERROR,
  PROP_IS_EDITABLE,
} IlxDocumentProperty;
static GParamSpec *properties[PROP_IS_EDITABLE + 1];

G_DEFINE_FINAL_TYPE (IlxDocument, ilx_document, G_TYPE_OBJECT)

static void
ilx_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxDocument *self = ILX_DOCUMENT (object);

  switch ((IlxDocumentProperty) id)
    {
    case PROP_CAMPAIGN:
      g_value_set_object (value, ilx_document_get_campaign (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo_label != NULL);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo_label != NULL);
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    case PROP_IS_SAVED:
      g_value_set_boolean (value, ilx_document_is_written (self));
      break;
    case PROP_SAVED_AT:
      g_value_set_int64 (value, self->saved_at);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_IS_EDITABLE:
      g_value_set_boolean (value, self->is_editable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* --- One a campaign --------------------------------------------------------------------------- */

/* id to document; a document takes itself out. */
GHashTable *
ilx_workspace_get_documents (IlxWorkspace *self)
{
  GHashTable *open = g_object_get_data (G_OBJECT (self), "ilx-open-documents");

  if (open == NULL)
    {
      open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (self), "ilx-open-documents", open,
                              (GDestroyNotify) g_hash_table_unref);
    }
  return open;
}

static void
ilx_document_dispose (GObject *object)
{
  IlxDocument *self = ILX_DOCUMENT (object);

  if (self->workspace != NULL)
    {
      g_hash_table_remove (ilx_workspace_get_documents (self->workspace),
                           ilx_campaign_get_id (self->campaign));
      ilx_session_note_documents (self->workspace);
    }
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_document_parent_class)->dispose (object);
}

static void
ilx_document_finalize (GObject *object)
{
  IlxDocument *self = ILX_DOCUMENT (object);

  g_clear_pointer (&self->history, ilx_history_free);
  g_clear_object (&self->campaign);
  g_hash_table_unref (self->texts);
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->flushes);
  g_clear_object (&self->waiting);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (ilx_document_parent_class)->finalize (object);
}

static void
ilx_document_class_init (IlxDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_document_get_property;
  object_class->dispose = ilx_document_dispose;
  object_class->finalize = ilx_document_finalize;
  properties[PROP_CAMPAIGN]
      = g_param_spec_object ("campaign", NULL, NULL, ILX_TYPE_CAMPAIGN, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  properties[PROP_IS_SAVED] = g_param_spec_boolean ("is-saved", NULL, NULL, TRUE, flags);
  properties[PROP_SAVED_AT] = g_param_spec_int64 ("saved-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_IS_EDITABLE] = g_param_spec_boolean ("is-editable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[TEXT_CHANGED]
      = g_signal_new ("text-changed", ILX_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
}

static void
ilx_document_init (IlxDocument *self)
{
  self->was_saved = TRUE;
  self->texts
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ilx_long_text_free);
  self->changes = g_ptr_array_new_with_free_func (ilx_text_change_free);
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
campaign_changed_cb (IlxWorkspace *workspace, const char *id, IlxDocument *self)
{
  if (self->is_telling || !g_str_equal (id, ilx_campaign_get_id (self->campaign)))
    return;
  ilx_document_follow (self);
}

static void
take_log (IlxDocument *self, IlxEditLog *log)
{
  GPtrArray *edits = g_ptr_array_new ();

  for (guint i = 0; i < log->edits->len; i++)
    g_ptr_array_add (edits, ilx_document_edit_new (g_ptr_array_index (log->edits, i)));
  g_ptr_array_set_free_func (log->edits, NULL);
  ilx_history_restore (self->history, edits, log->first, log->cursor);
}

static IlxDocument *
new_document (IlxWorkspace *workspace, IlxCampaign *campaign, IlxEditLog *log)
{
  IlxDocument *self = g_object_new (ILX_TYPE_DOCUMENT, NULL);
  IlxClock *clock = ilx_engine_get_clock (ilx_workspace_get_engine (workspace));

  self->workspace = g_object_ref (workspace);
  self->campaign = g_object_ref (campaign);
  self->history = ilx_history_new (self, clock, N_KEPT);
  take_log (self, log);
  self->saved_at = ilx_campaign_get_updated_at (campaign);
  self->is_editable = ilx_document_compute_editable (self);
  ilx_document_tell_state (self);
  g_signal_connect_object (workspace, "campaign-changed", G_CALLBACK (campaign_changed_cb), self,
                           0);
  g_hash_table_insert (ilx_workspace_get_documents (workspace),
                       g_strdup (ilx_campaign_get_id (campaign)), self);
  ilx_session_note_documents (workspace);
  return self;
}

/**
 * ilx_document_open:
 * @workspace: the workspace
 * @campaign_id: of a campaign
 * @error: %ILX_ERROR_NOT_FOUND, %ILX_ERROR_STORAGE and its siblings
 *
 * Opens a campaign for writing, with what was done to it before; one that is open already is the
 * same object.
 *
 * Returns: (transfer full) (nullable): its document
 */
IlxDocument *
ilx_document_open (IlxWorkspace *workspace, const char *campaign_id, GError **error)
{
  IlxDocument *present = g_hash_table_lookup (ilx_workspace_get_documents (workspace), campaign_id);
  IlxStore *store = ilx_workspace_get_store (workspace);
  g_autoptr (IlxCampaign) campaign = NULL;
  g_autoptr (IlxEditLog) log = NULL;
  IlxDocument *self;

  if (present != NULL)
    return g_object_ref (present);
  campaign = ilx_campaign_store_load (store, campaign_id, error);
  if (campaign == NULL)
    return NULL;
  log = ilx_edit_store_load (store, campaign, error);
  if (log == NULL)
    return NULL;
  self = new_document (workspace, campaign, log);
  ilx_document_restore_rescued (self);
  return self;
}

/* --- Telling ---------------------------------------------------------------------------------- */

static void
notify (IlxDocument *self, IlxDocumentProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
tell_label (IlxDocument *self,
            const char **told,
            const char *label,
            IlxDocumentProperty label_property,
            IlxDocumentProperty can_property)
{
  gboolean could = *told != NULL;

  if (g_strcmp0 (*told, label) == 0)
    return;
  *told = g_intern_string (label);
  notify (self, label_property);
  if (could != (label != NULL))
    notify (self, can_property);
}

/* What can be done now, and whether it is saved. */
void
ilx_document_tell_state (IlxDocument *self)
{
  const char *undo = ilx_history_get_undo_label (self->history);
  const char *redo = ilx_history_get_redo_label (self->history);
  gboolean is_saved = ilx_document_is_written (self);

  tell_label (self, &self->undo_label, self->is_editable ? undo : NULL, PROP_UNDO_LABEL,
              PROP_CAN_UNDO);
  tell_label (self, &self->redo_label, self->is_editable ? redo : NULL, PROP_REDO_LABEL,
              PROP_CAN_REDO);
  if (self->was_saved == is_saved)
    return;
  self->was_saved = is_saved;
  notify (self, PROP_IS_SAVED);
}

void
ilx_document_set_editable (IlxDocument *self, gboolean is_editable)
{
  if (self->is_editable == is_editable)
    return;
  self->is_editable = is_editable;
  notify (self, PROP_IS_EDITABLE);
  ilx_document_tell_state (self);
}

void
ilx_document_tell_error (IlxDocument *self)
{
  notify (self, PROP_ERROR);
}

void
ilx_document_tell_saved_at (IlxDocument *self)
{
  gint64 saved_at = ilx_campaign_get_updated_at (self->campaign);

  if (self->saved_at == saved_at)
    return;
  self->saved_at = saved_at;
  notify (self, PROP_SAVED_AT);
}

/* Once the history is where it belongs, so that whoever hears of it may edit on. */
void
ilx_document_tell_changes (IlxDocument *self)
{
  g_autoptr (GPtrArray) changes = self->changes;

  self->changes = g_ptr_array_new_with_free_func (ilx_text_change_free);
  for (guint i = 0; i < changes->len; i++)
    {
      const IlxTextChange *change = g_ptr_array_index (changes, i);

      g_signal_emit (self, signals[TEXT_CHANGED], 0, change->field, change->offset,
                     change->n_removed, change->inserted);
    }
}

/* --- Asking ----------------------------------------------------------------------------------- */

/**
 * ilx_document_get_campaign:
 * @self: a document
 *
 * Returns: (transfer none): the campaign, with every letter that was typed
 */
IlxCampaign *
ilx_document_get_campaign (IlxDocument *self)
{
  g_return_val_if_fail (ILX_IS_DOCUMENT (self), NULL);
  ilx_document_sync (self, TRUE);
  return self->campaign;
}

gboolean
ilx_document_is_editable (IlxDocument *self)
{
  return self->is_editable;
}

gboolean
ilx_document_is_editing (IlxDocument *self)
{
  return self->n_editing > 0;
}

gboolean
ilx_document_is_saved (IlxDocument *self)
{
  return ilx_document_is_written (self);
}

const GError *
ilx_document_get_error (IlxDocument *self)
{
  return self->error;
}
