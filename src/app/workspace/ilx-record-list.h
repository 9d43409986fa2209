/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as a list model. A record that is already in it is brought up to date in place, so
 * whoever is bound to it follows. Then items-changed says that it went and came back, the same
 * object, for those who sort and filter by what changed; else it speaks only of what really came
 * and went. */
#pragma once

#include "ilx-record.h"

G_BEGIN_DECLS

#define ILX_TYPE_RECORD_LIST (ilx_record_list_get_type ())
G_DECLARE_FINAL_TYPE (IlxRecordList, ilx_record_list, ILX, RECORD_LIST, GObject)

/* @item_type: a subclass of IlxRecord with a property "id". */
IlxRecordList *ilx_record_list_new (GType item_type);

/* Lent; NULL: it is not here. */
gpointer ilx_record_list_find (IlxRecordList *self, const char *id);

/* Brings the record of the same id up to date, or puts @record at @position (at most the length).
 * The list keeps a reference of its own. Answers the one that is in the list, lent. */
gpointer ilx_record_list_put (IlxRecordList *self, gpointer record, guint position);
/* Adds at the end those of @records (element-type IlxRecord) that are not here, as one change. */
void ilx_record_list_append (IlxRecordList *self, GPtrArray *records);
/* Afterwards the list has exactly @records, in their order. */
void ilx_record_list_replace (IlxRecordList *self, GPtrArray *records);
gboolean ilx_record_list_remove (IlxRecordList *self, const char *id);

G_END_DECLS
