/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web server on loopback, in the test's own main loop, that answers what it was told to: a queue
 * of replies and faults, then one for ever. It keeps what it was asked. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _IlxTestServer IlxTestServer;

typedef struct
{
  char *method;
  char *path;
  char *query; /* (nullable): as it came, encoded */
  char *body;
  SoupMessageHeaders *headers; /* (owned) */
} IlxTestRequest;

typedef enum
{
  ILX_TEST_FAULT_NONE,
  ILX_TEST_FAULT_RESET,      /* the connection is reset before the first byte */
  ILX_TEST_FAULT_BREAK,      /* it is reset in the middle of the body */
  ILX_TEST_FAULT_STALL,      /* no answer ever */
  ILX_TEST_FAULT_STALL_BODY, /* half of the body, then nothing */
  ILX_TEST_FAULT_ENDLESS,    /* a body without end */
} IlxTestFault;

IlxTestServer *ilx_test_server_new (void);
IlxTestServer *ilx_test_server_new_tls (GTlsCertificate *certificate);
void ilx_test_server_free (IlxTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxTestServer, ilx_test_server_free)

/* "http://127.0.0.1:40123", without a slash */
const char *ilx_test_server_get_url (IlxTestServer *self);

/* Adds a reply to the queue. @type and @body may be NULL. */
void ilx_test_server_add (IlxTestServer *self, guint status, const char *type, const char *body);
void ilx_test_server_add_json (IlxTestServer *self, guint status, const char *json);
void ilx_test_server_add_fault (IlxTestServer *self, IlxTestFault fault);
/* Gives the reply that was added last a header, or lets it come late. */
void ilx_test_server_set_header (IlxTestServer *self, const char *name, const char *value);
void ilx_test_server_set_delay (IlxTestServer *self, guint milliseconds);
/* The reply that was added last is given whenever the queue is empty; at first that is 200 {}. */
void ilx_test_server_set_always (IlxTestServer *self);

/* What it was asked so far. The number is lent as a place, for ilx_test_await_count(). */
const guint *ilx_test_server_peek_n_requests (IlxTestServer *self);
guint ilx_test_server_get_n_requests (IlxTestServer *self);
const IlxTestRequest *ilx_test_server_get_request (IlxTestServer *self, guint index);
/* How many requests it ever had in hand at the same time. */
guint ilx_test_server_get_max_active (IlxTestServer *self);

G_END_DECLS
