/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done to a campaign, so that it can be undone after a restart. Written in the transaction
 * that saves the campaign (see ilx-campaign-store.h), whoever saves it: the text and what led to it
 * never disagree. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-store.h"

G_BEGIN_DECLS

/* Numbers are stored; never use one again for another kind. */
typedef enum
{
  ILX_EDIT_BY_USER = 0,
  ILX_EDIT_ELSEWHERE = 1, /* another program or window changed it */
  ILX_EDIT_RESTORE = 2,   /* by the user: a version that was kept took its place */
} IlxEditKind;

/* Where a part stands that is the whole value of its field. */
#define ILX_EDIT_WHOLE (-1)

/* What happened to one field. Values are as ilx_record_dup_text() gives them. */
typedef struct
{
  char *field;    /* name of the property */
  gint64 place;   /* characters into its text, or ILX_EDIT_WHOLE */
  char *removed;  /* what was there; NULL for a whole value that was none */
  char *inserted; /* what is there now; likewise */
} IlxEditPart;

/* An edit as it is stored: a part or more. */
typedef struct
{
  IlxEditKind kind;
  gint64 at;
  GArray *parts; /* (element-type IlxEditPart) (owned) */
} IlxStoredEdit;

/* Edits by position. Loaded: all of them. To be saved: those that changed. */
typedef struct
{
  gint64 first;     /* what is older is forgotten */
  gint64 from;      /* the position of the first one in edits; what was stored from there on goes */
  gint64 cursor;    /* those before it are done, the others undone */
  GPtrArray *edits; /* (element-type IlxStoredEdit) (owned) */
} IlxEditLog;

IlxStoredEdit *ilx_stored_edit_new (IlxEditKind kind, gint64 at);
/* Copies. */
void ilx_stored_edit_add (IlxStoredEdit *self, const IlxEditPart *part);
const IlxEditPart *ilx_stored_edit_get (IlxStoredEdit *self, guint index);
IlxStoredEdit *ilx_stored_edit_new_back (IlxStoredEdit *self, IlxEditKind kind);
void ilx_stored_edit_free (IlxStoredEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxStoredEdit, ilx_stored_edit_free)

IlxEditLog *ilx_edit_log_new (gint64 first, gint64 from, gint64 cursor);
void ilx_edit_log_free (IlxEditLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxEditLog, ilx_edit_log_free)

/* Never NULL without an error. Empty when none lead to @campaign, as loaded. Main thread. */
IlxEditLog *ilx_edit_store_load (IlxStore *store, IlxCampaign *campaign, GError **error);

/* What differs between two campaigns of what users write, each field as a whole: NULL: nothing. */
IlxStoredEdit *ilx_stored_edit_new_difference (IlxCampaign *before, IlxCampaign *after, gint64 at);

G_END_DECLS
