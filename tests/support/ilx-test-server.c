/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "ilx-test-server.h"

#define HALF_REPLY                                                                                 \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"data\": [1,"
#define ENDLESS_REPLY                                                                              \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n["
#define FILLER_LENGTH (256 * 1024)

typedef struct
{
  IlxTestFault fault;
  guint status;
  char *type;
  char *body;
  SoupMessageHeaders *headers; /* (owned) */
  guint delay;                 /* milliseconds */
} IlxTestReply;

struct _IlxTestServer
{
  SoupServer *server; /* (owned) */
  char *url;
  GQueue replies;       /* (element-type IlxTestReply) (owned) */
  IlxTestReply *last;   /* (nullable): added last */
  IlxTestReply *always; /* (owned) */
  GPtrArray *requests;  /* (element-type IlxTestRequest) (owned) */
  GPtrArray *held;      /* (element-type GIOStream) (owned): connections that never end */
  guint n_requests;
  guint n_active;
  guint max_active;
};

static IlxTestReply *
ilx_test_reply_new (guint status, const char *type, const char *body)
{
  IlxTestReply *self = g_new0 (IlxTestReply, 1);

  self->status = status;
  self->type = g_strdup (type);
  self->body = g_strdup (body);
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  return self;
}

static void
ilx_test_reply_free (gpointer data)
{
  IlxTestReply *self = data;

  g_free (self->type);
  g_free (self->body);
  soup_message_headers_unref (self->headers);
  g_free (self);
}

static void
ilx_test_request_free (gpointer data)
{
  IlxTestRequest *self = data;

  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->body);
  soup_message_headers_unref (self->headers);
  g_free (self);
}

static void
remember (IlxTestServer *self, SoupServerMessage *message)
{
  IlxTestRequest *request = g_new0 (IlxTestRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr (GBytes) body
      = soup_message_body_flatten (soup_server_message_get_request_body (message));

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (g_uri_get_path (uri));
  request->query = g_strdup (g_uri_get_query (uri));
  request->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  request->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  g_ptr_array_add (self->requests, request);
  self->n_requests++;
}

static void
write_all (GIOStream *stream, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL,
                             NULL, NULL);
}

/* Closed with a reset instead of an orderly end. */
static void
reset (GIOStream *stream, GSocket *socket)
{
  const struct linger now = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  g_io_stream_close (stream, NULL, NULL);
}

static void
fill_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GBytes *filler = user_data;

  if (g_output_stream_write_bytes_finish (G_OUTPUT_STREAM (source), result, NULL) > 0)
    g_output_stream_write_bytes_async (G_OUTPUT_STREAM (source), filler, G_PRIORITY_DEFAULT, NULL,
                                       fill_cb, filler);
  else
    g_bytes_unref (filler);
}

static void
start_endless (GIOStream *stream)
{
  char *text = g_malloc (FILLER_LENGTH);
  GBytes *filler;

  memset (text, ' ', FILLER_LENGTH);
  filler = g_bytes_new_take (text, FILLER_LENGTH);
  write_all (stream, ENDLESS_REPLY);
  g_output_stream_write_bytes_async (g_io_stream_get_output_stream (stream), filler,
                                     G_PRIORITY_DEFAULT, NULL, fill_cb, filler);
}

static void
misbehave (IlxTestServer *self, SoupServerMessage *message, IlxTestFault fault)
{
  g_autoptr (SoupServerMessage) kept = g_object_ref (message);
  g_autoptr (GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
  GIOStream *stream = soup_server_message_steal_connection (message);

  g_ptr_array_add (self->held, stream);
  self->n_active--;
  g_signal_handlers_disconnect_by_data (message, self);
  if (fault == ILX_TEST_FAULT_BREAK || fault == ILX_TEST_FAULT_STALL_BODY)
    write_all (stream, HALF_REPLY);
  if (fault == ILX_TEST_FAULT_BREAK || fault == ILX_TEST_FAULT_RESET)
    reset (stream, socket);
  if (fault == ILX_TEST_FAULT_ENDLESS)
    start_endless (stream);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

static void
answer (SoupServerMessage *message, const IlxTestReply *reply)
{
  soup_message_headers_foreach (reply->headers, copy_header,
                                soup_server_message_get_response_headers (message));
  if (reply->body != NULL)
    soup_server_message_set_response (message, reply->type, SOUP_MEMORY_COPY, reply->body,
                                      strlen (reply->body));
  soup_server_message_set_status (message, reply->status, NULL);
}

static gboolean
unpause_cb (gpointer user_data)
{
  soup_server_message_unpause (user_data);
  return G_SOURCE_REMOVE;
}

static void
finished_cb (SoupServerMessage *message, IlxTestServer *self)
{
  self->n_active--;
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  IlxTestServer *self = user_data;
  IlxTestReply *queued = g_queue_pop_head (&self->replies);
  IlxTestReply *reply = queued != NULL ? queued : self->always;

  remember (self, message);
  self->n_active++;
  self->max_active = MAX (self->max_active, self->n_active);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  if (reply->fault != ILX_TEST_FAULT_NONE)
    misbehave (self, message, reply->fault);
  else
    answer (message, reply);
  if (reply->fault == ILX_TEST_FAULT_NONE && reply->delay > 0)
    {
      soup_server_message_pause (message);
      g_timeout_add_full (G_PRIORITY_DEFAULT, reply->delay, unpause_cb, g_object_ref (message),
                          g_object_unref);
    }
  if (queued == self->last)
    self->last = NULL;
  g_clear_pointer (&queued, ilx_test_reply_free);
}

static void
listen_on_loopback (IlxTestServer *self, SoupServerListenOptions options)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  soup_server_listen_local (self->server, 0, options | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("%s://127.0.0.1:%d", g_uri_get_scheme (uris->data),
                               g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

IlxTestServer *
ilx_test_server_new_tls (GTlsCertificate *certificate)
{
  IlxTestServer *self = g_new0 (IlxTestServer, 1);

  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  self->requests = g_ptr_array_new_with_free_func (ilx_test_request_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->always = ilx_test_reply_new (200, "application/json", "{}");
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  listen_on_loopback (self, certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0);
  return self;
}

IlxTestServer *
ilx_test_server_new (void)
{
  return ilx_test_server_new_tls (NULL);
}

void
ilx_test_server_free (IlxTestServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_queue_clear_full (&self->replies, ilx_test_reply_free);
  ilx_test_reply_free (self->always);
  for (guint i = 0; i < self->held->len; i++)
    g_io_stream_close (g_ptr_array_index (self->held, i), NULL, NULL);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->requests);
  g_free (self->url);
  g_free (self);
}

const char *
ilx_test_server_get_url (IlxTestServer *self)
{
  return self->url;
}

static void
push (IlxTestServer *self, IlxTestReply *reply)
{
  g_queue_push_tail (&self->replies, reply);
  self->last = reply;
}

void
ilx_test_server_add (IlxTestServer *self, guint status, const char *type, const char *body)
{
  push (self, ilx_test_reply_new (status, type, body));
}

void
ilx_test_server_add_json (IlxTestServer *self, guint status, const char *json)
{
  ilx_test_server_add (self, status, "application/vnd.api+json", json);
}

void
ilx_test_server_add_fault (IlxTestServer *self, IlxTestFault fault)
{
  IlxTestReply *reply = ilx_test_reply_new (0, NULL, NULL);

  reply->fault = fault;
  push (self, reply);
}

void
ilx_test_server_set_header (IlxTestServer *self, const char *name, const char *value)
{
  g_assert_nonnull (self->last);
  soup_message_headers_append (self->last->headers, name, value);
}

void
ilx_test_server_set_delay (IlxTestServer *self, guint milliseconds)
{
  g_assert_nonnull (self->last);
  self->last->delay = milliseconds;
}

void
ilx_test_server_set_always (IlxTestServer *self)
{
  g_assert_nonnull (self->last);
  g_queue_remove (&self->replies, self->last);
  ilx_test_reply_free (self->always);
  self->always = g_steal_pointer (&self->last);
}

const guint *
ilx_test_server_peek_n_requests (IlxTestServer *self)
{
  return &self->n_requests;
}

guint
ilx_test_server_get_n_requests (IlxTestServer *self)
{
  return self->n_requests;
}

const IlxTestRequest *
ilx_test_server_get_request (IlxTestServer *self, guint index)
{
  return g_ptr_array_index (self->requests, index);
}

guint
ilx_test_server_get_max_active (IlxTestServer *self)
{
  return self->max_active;
}
