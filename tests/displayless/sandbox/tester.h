/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sandbox in this process, asked over HTTP as a client would:
 *
 *   g_autoptr(Tester) tester = tester_new ();
 *   tester_call (tester, 201, "POST", "/api/templates", "{'data':{'type':'template',…}}");
 *   id = tester_dup (tester, "data.id");
 *
 * Bodies are written with ' in place of ", and may hold printf's directives. */
#pragma once

#include "ilx-sandbox.h"

G_BEGIN_DECLS

typedef struct _Tester Tester;

Tester *tester_new (void);
void tester_free (Tester *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tester, tester_free)

/* Aborts the test, showing the reply, when the status is another than @status (0: any). @format
 * NULL: no body. The path's query must be encoded. Returns the status. */
guint tester_call (
    Tester *self, guint status, const char *method, const char *path, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
/* GET of a path made by printf. */
void tester_get (Tester *self, guint status, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Moves the sandbox's clock. */
void tester_advance (Tester *self, double seconds);

/* The last reply; NULL when there was no body. Lent. */
JsonNode *tester_get_reply (Tester *self);
const char *tester_get_string (Tester *self, const char *path);
char *tester_dup (Tester *self, const char *path);
/* How many objects of a kind GET /_sandbox/state shows. The reply holds them and, always, the kinds
 * "campaign-send-jobs" and "deliveries". */
guint tester_count (Tester *self, const char *kind);
void tester_assert_string (Tester *self, const char *path, const char *expected);
void tester_assert_int (Tester *self, const char *path, gint64 expected);
void tester_assert_null (Tester *self, const char *path);

G_END_DECLS
