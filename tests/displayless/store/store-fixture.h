/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile of its own for a test, and the store's calls as calls that wait. */
#pragma once

#include "ilx-account-store.h"
#include "ilx-campaign-store.h"
#include "ilx-error.h"
#include "ilx-journal-store.h"
#include "ilx-quota-store.h"
#include "ilx-test-await.h"

G_BEGIN_DECLS

/* 2026-11-22 09:30:05 UTC */
#define STORE_NOW (G_GINT64_CONSTANT (1795339805) * G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  char *path;
  IlxClock *clock; /* manual */
  IlxStore *store;
} Fixture;

void fixture_init (Fixture *self);
void fixture_open (Fixture *self);
void fixture_close (Fixture *self);
void fixture_reopen (Fixture *self);
void fixture_clear (Fixture *self);
void fixture_remove_tree (const char *path);

gboolean save_campaign (IlxStore *store, IlxCampaign *campaign, GError **error);
gboolean save_edited (IlxStore *store, IlxCampaign *campaign, IlxEditLog *log, GError **error);
gboolean save_delivery (IlxStore *store, IlxCampaign *campaign, GError **error);
gboolean trash_campaign (IlxStore *store, const char *id, gboolean is_trashed, GError **error);
gboolean begin_operation (IlxStore *store, IlxOperation *operation, GError **error);
gboolean commit_operation (IlxStore *store,
                           IlxOperation *operation,
                           IlxOperationStep *step,
                           IlxCampaign *campaign,
                           GError **error);
gboolean save_connection (IlxStore *store, IlxConnection *connection, GError **error);

/* With every field set to something of its own. */
void fill_record (gpointer record, guint seed);
IlxCampaign *make_campaign (const char *subject);
IlxOperation *make_operation (IlxCampaign *campaign);

/* Runs SQL on the file behind the store's back; answers the first column of the first row. */
char *query_file (const char *path, const char *sql);

#define assert_ilx_error(error, code) g_assert_error (error, ILX_ERROR, (int) code)

G_END_DECLS
