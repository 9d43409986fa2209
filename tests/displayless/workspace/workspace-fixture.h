/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace over a real engine in a folder of its own; no network. */
#pragma once

#include "ilx-document.h"
#include "ilx-test-await.h"

G_BEGIN_DECLS

typedef struct
{
  char *dir;
  IlxEngine *engine;
  IlxWorkspace *workspace;
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
/* The folder stays: as another run of the program. */
void fixture_open (Fixture *self);
void fixture_close (Fixture *self);
void fixture_reopen (Fixture *self);

IlxStore *fixture_get_store (Fixture *self);
/* A new draft with this HTML, stored: its id. */
char *fixture_create (Fixture *self, const char *html);
IlxCampaign *fixture_load (Fixture *self, const char *id);
/* Behind the workspace's back, as another program would. */
gboolean fixture_save (Fixture *self, IlxCampaign *campaign, GError **error);
IlxDocument *fixture_open_document (Fixture *self, const char *id);
gboolean fixture_flush (IlxDocument *document, GError **error);
/* Letter by letter, as a person does. */
void fixture_type (IlxDocument *document, const char *field, guint offset, const char *text);
const char *fixture_get_html (IlxDocument *document);
/* A property of it that is true or not. */
gboolean fixture_can (IlxDocument *document, const char *property);
/* Runs the main loop until it is saved by itself. */
void fixture_await_saved (IlxDocument *document);
char *fixture_query (Fixture *self, const char *sql);

G_END_DECLS
