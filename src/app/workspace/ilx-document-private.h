/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a document share: ilx-document.c opens it and tells of it, -edits says what an
 * edit is, -changes makes them, -save has them on the disk, -follow sees what others do, -rescue
 * keeps what can't be saved, -versions what users want to come back to, both as -content. */
#pragma once

#include "ilx-document.h"
#include "ilx-edit-store.h"
#include "ilx-history.h"
#include "ilx-json.h"
#include "ilx-long-text.h"

G_BEGIN_DECLS

struct _IlxDocument
{
  GObject parent_instance;

  IlxWorkspace *workspace; /* (owned) */
  IlxCampaign *campaign;   /* (owned): but for texts that are being edited, see below */
  IlxHistory *history;     /* (owned) */
  GHashTable *texts;       /* (owned): field to IlxLongText, newer than the campaign's */
  GPtrArray *changes;      /* (owned) (element-type IlxTextChange): still to be told */
  guint n_editing;
  gboolean is_editable;

  /* What was told last, to notify what is new alone. */
  const char *undo_label; /* (nullable) */
  const char *redo_label; /* (nullable) */
  gboolean was_saved;
  gint64 saved_at;

  /* Serials count changes. Saved is what was written last, writing what is on its way. */
  guint64 serial;
  guint64 saved_serial;
  guint64 writing_serial;
  guint64 rescued_serial; /* what is kept apart, since it can't be written; 0: nothing */
  gint64 writing_from;    /* of the edits on their way: the first position */
  gint64 first_time;      /* steady: of the first change that is not saved */
  gint64 last_time;       /* of the last one */
  gint64 retry_time;      /* not before that; 0: at once */
  guint n_failures;
  GCancellable *waiting; /* (owned) (nullable): for the time to save */
  gint64 wait_until;     /* steady */
  gboolean is_writing;
  gboolean is_telling; /* others of a save, so what they say of it is no news */
  gboolean is_behind;  /* another revision is stored */
  gboolean must_reload;
  gboolean must_look; /* what is stored may be another's, as soon as nothing is on its way */
  GError *error;      /* (owned) (nullable) */
  GPtrArray *flushes; /* (owned) (element-type GTask): each with the serial it waits for */
  IlxDocument *kept;  /* (owned) (nullable): itself, while it has what it can't write */
};

/* A piece of text that became another. */
typedef struct
{
  const char *field; /* interned */
  guint offset;
  guint n_removed;
  char *inserted;
} IlxTextChange;

IlxTextChange *ilx_text_change_new (
    const char *field, gint64 offset, gint64 n_removed, const char *inserted, gssize n_bytes);
void ilx_text_change_free (gpointer self);

/* -edits */
const IlxField *ilx_document_find_field (IlxDocument *self, const char *name);
gboolean ilx_document_is_text (const char *field);
IlxEdit *ilx_document_edit_new (IlxStoredEdit *stored); /* takes it */
IlxStoredEdit *ilx_document_edit_get_stored (IlxEdit *edit);
IlxLongText *ilx_document_get_text (IlxDocument *self, const char *field);
/* Has the campaign catch up with texts that are being edited; large ones cost a copy. */
void ilx_document_sync (IlxDocument *self, gboolean with_large);

/* -content */
char *ilx_document_dup_content (IlxDocument *self);
IlxStoredEdit *
ilx_document_edit_new_to_content (IlxDocument *self, JsonNode *content, IlxEditKind kind);

/* -changes */
void ilx_document_do (IlxDocument *self, IlxStoredEdit *edit); /* takes it */

/* ilx-document.c */
GHashTable *ilx_workspace_get_documents (IlxWorkspace *self); /* id to IlxDocument, lent */
void ilx_document_tell_changes (IlxDocument *self);
void ilx_document_tell_state (IlxDocument *self);
void ilx_document_set_editable (IlxDocument *self, gboolean is_editable);
void ilx_document_tell_error (IlxDocument *self);
void ilx_document_tell_saved_at (IlxDocument *self);

/* -save */
void ilx_document_touch (IlxDocument *self); /* it changed */
gboolean ilx_document_is_written (IlxDocument *self);
void ilx_document_write (IlxDocument *self); /* now; nothing else is on its way */
void ilx_document_take_error (IlxDocument *self, GError *error); /* nullable */
gboolean ilx_document_is_stuck (IlxDocument *self);              /* trying again does not help */

/* -follow */
gboolean ilx_document_compute_editable (IlxDocument *self);
void ilx_document_update_editable (IlxDocument *self);
void ilx_document_look (IlxDocument *self);   /* at what is stored, if need be */
void ilx_document_follow (IlxDocument *self); /* others changed it */

/* -rescue */
void ilx_document_rescue (IlxDocument *self);
void ilx_document_forget_rescued (IlxDocument *self);
void ilx_document_restore_rescued (IlxDocument *self);

/* ilx-session.c */
void ilx_session_note_documents (IlxWorkspace *workspace); /* one was opened, or closed */

G_END_DECLS
