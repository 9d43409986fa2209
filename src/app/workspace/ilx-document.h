/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A campaign that is being written. Every change is an edit with an undo, is on the disk a quarter
 * of a second later together with its history, and so survives a kill and a restart. There is no
 * "unsaved". One document a campaign in a process, however many windows show it. */
#pragma once

#include "ilx-edit-store.h"
#include "ilx-version-store.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

/* Properties:
 *   "campaign" (IlxCampaign): complete and live; changed through the document alone
 *   "can-undo", "can-redo" (boolean), "undo-label", "redo-label" (nullable: "Undo Change Subject")
 *   "is-saved" (boolean): what is shown is on the disk; "saved-at" (int64)
 *   "error" (boxed GError, nullable): why it can't be written; it is tried again, and nothing is
 *     dropped
 *   "is-editable" (boolean): FALSE while it is on its way out, or has left; then edits do nothing
 *
 * Signal "text-changed" (const char *field, guint offset, guint n_removed, const char *inserted):
 * the text of a field changed by undo, redo, or another view; a view that made the change itself is
 * told as well, and knows its own by ilx_document_is_editing(). Offsets and lengths are characters.
 */
#define ILX_TYPE_DOCUMENT (ilx_document_get_type ())
G_DECLARE_FINAL_TYPE (IlxDocument, ilx_document, ILX, DOCUMENT, GObject)

/* The document of that campaign, opened if it is not open yet: (transfer full).
 * ILX_ERROR_NOT_FOUND, those of the store. */
IlxDocument *ilx_document_open (IlxWorkspace *workspace, const char *campaign_id, GError **error);

IlxCampaign *ilx_document_get_campaign (IlxDocument *self); /* lent */
gboolean ilx_document_is_editable (IlxDocument *self);

/* Replaces a piece of a text property ("html", "text", "subject", "preview-text", …): one edit;
 * typing within 400 ms at the same place is one undo. */
void ilx_document_edit_text (
    IlxDocument *self, const char *field, guint offset, guint n_removed, const char *inserted);
/* TRUE while ilx_document_edit_text() tells others of its edit. */
gboolean ilx_document_is_editing (IlxDocument *self);
/* Sets any other property of the campaign (strings, lists, booleans): one edit. Equal is no edit.
 */
void ilx_document_set (IlxDocument *self, const char *property, const GValue *value);
void ilx_document_set_string (IlxDocument *self, const char *property, const char *value);
void ilx_document_set_strv (IlxDocument *self, const char *property, const char *const *value);
void ilx_document_set_boolean (IlxDocument *self, const char *property, gboolean value);
/* Platform and account together, and no recipients, who are the other account's: one edit. */
void ilx_document_set_account (IlxDocument *self, IlxConnection *connection);

void ilx_document_undo (IlxDocument *self);
void ilx_document_redo (IlxDocument *self);
/* What is typed next is an undo of its own: the caret moved, the focus left. */
void ilx_document_end_typing (IlxDocument *self);

gboolean ilx_document_is_saved (IlxDocument *self);
/* ILX_ERROR_CONFLICT: changed elsewhere, or on its way out; ilx_document_reload() solves it. */
const GError *ilx_document_get_error (IlxDocument *self); /* nullable */
/* Shows what is stored. What was typed and could not be written is what an undo brings back. */
gboolean ilx_document_reload (IlxDocument *self, GError **error);

/* --- Versions that the user wants to come back to --------------------------------------------- */

/* Keeps what is there now. @name: (nullable): blank is as none. */
void ilx_document_keep_version_async (IlxDocument *self,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean ilx_document_keep_version_finish (IlxDocument *self, GAsyncResult *result, GError **error);
/* (element-type IlxVersion): the newest first. NULL: an error. */
GPtrArray *ilx_document_load_versions (IlxDocument *self, GError **error);
/* What restoring it would change, field by field as a whole: no parts, when nothing. */
IlxStoredEdit *ilx_document_compare_version (IlxDocument *self, gint64 id, GError **error);
/* Has the campaign be as it was then, by one edit; what is there now is kept as a version first. */
void ilx_document_restore_version_async (IlxDocument *self,
                                         gint64 id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
ilx_document_restore_version_finish (IlxDocument *self, GAsyncResult *result, GError **error);

/* --- On the disk ------------------------------------------------------------------------------ */

/* Writes what is not written yet. Before a review, on close. */
void ilx_document_flush_async (IlxDocument *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean ilx_document_flush_finish (IlxDocument *self, GAsyncResult *result, GError **error);

/* Of all documents that are open in the workspace. An error of theirs, after all have tried. */
void ilx_workspace_flush_async (IlxWorkspace *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ilx_workspace_flush_finish (IlxWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
