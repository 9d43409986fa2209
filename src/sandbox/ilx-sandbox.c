/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox.h"

#include "ilx-json.h"
#include "ilx-sandbox-control.h"
#include "ilx-sandbox-exchange.h"
#include "ilx-sandbox-klaviyo.h"

struct _IlxSandbox
{
  GObject parent_instance;

  SoupServer *server; /* (owned) (nullable): while it listens */
  IlxSandboxParts parts;
  IlxSandboxLines *lines;    /* (owned) */
  IlxClock *clock;           /* (owned): real time, for delays */
  GCancellable *cancellable; /* (owned): ends what waits */
};

G_DEFINE_FINAL_TYPE (IlxSandbox, ilx_sandbox, G_TYPE_OBJECT)

static void
ilx_sandbox_finalize (GObject *object)
{
  IlxSandbox *self = ILX_SANDBOX (object);

  ilx_sandbox_stop (self);
  ilx_sandbox_state_free (self->parts.state);
  ilx_sandbox_keys_free (self->parts.keys);
  ilx_sandbox_limits_free (self->parts.limits);
  ilx_sandbox_faults_free (self->parts.faults);
  ilx_sandbox_log_free (self->parts.log);
  ilx_sandbox_lines_free (self->lines);
  g_object_unref (self->clock);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (ilx_sandbox_parent_class)->finalize (object);
}

static void
ilx_sandbox_class_init (IlxSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_sandbox_finalize;
}

static void
ilx_sandbox_init (IlxSandbox *self)
{
  self->parts.keys = ilx_sandbox_keys_new ();
  self->parts.limits = ilx_sandbox_limits_new ();
  self->parts.faults = ilx_sandbox_faults_new ();
  self->parts.log = ilx_sandbox_log_new ();
  self->lines = ilx_sandbox_lines_new ();
  self->clock = ilx_clock_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * ilx_sandbox_new:
 * @speed: how many times as fast as the world limits and jobs run, 1 for real
 *
 * Returns: (transfer full): a sandbox with its shop open, which doesn't listen yet
 */
IlxSandbox *
ilx_sandbox_new (double speed)
{
  IlxSandbox *self = g_object_new (ILX_TYPE_SANDBOX, NULL);

  self->parts.state = ilx_sandbox_state_new (speed);
  ilx_sandbox_klaviyo_open_shop (self->parts.state);
  return self;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  IlxSandbox *self = user_data;

  ilx_sandbox_exchange_run (G_OBJECT (self), &self->parts, self->lines, self->clock,
                            self->cancellable, message);
}

/* The server told its port when it began to listen. */
static void
note_url (IlxSandbox *self)
{
  GSList *uris = soup_server_get_uris (self->server);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  ilx_sandbox_state_set_base_url (self->parts.state, url);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

/**
 * ilx_sandbox_start:
 * @self: a sandbox that doesn't listen
 * @port: where, or 0 for a free one
 * @error: a %G_IO_ERROR when the port can't be had
 *
 * Listens on 127.0.0.1 and nowhere else, on the thread's default main context.
 *
 * Returns: whether it does
 */
gboolean
ilx_sandbox_start (IlxSandbox *self, guint port, GError **error)
{
  g_return_val_if_fail (ILX_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    {
      g_clear_object (&self->server);
      return FALSE;
    }
  note_url (self);
  return TRUE;
}

/**
 * ilx_sandbox_stop:
 * @self: a sandbox
 *
 * Closes every connection, the hanging ones too. What waits for a delay ends with the next turns of
 * the main loop. The objects stay.
 */
void
ilx_sandbox_stop (IlxSandbox *self)
{
  g_return_if_fail (ILX_IS_SANDBOX (self));
  if (self->server == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ilx_sandbox_lines_clear (self->lines);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

/**
 * ilx_sandbox_describe:
 * @self: a sandbox that listens
 *
 * Returns: (transfer full): {"klaviyo":{"url","api_key"},"control"}: where everything is and the
 * key that opens it
 */
JsonNode *
ilx_sandbox_describe (IlxSandbox *self)
{
  const char *url = ilx_sandbox_state_get_base_url (self->parts.state);
  const char *key = ilx_sandbox_keys_get_default (self->parts.keys);
  g_autofree char *control = g_strconcat (url, ILX_SANDBOX_CONTROL_PREFIX, NULL);

  return ilx_json_object (
      ILX_SANDBOX_KLAVIYO,
      ilx_json_object ("url", ilx_json_string (url), "api_key", ilx_json_string (key), NULL),
      "control", ilx_json_string (control), NULL);
}

/**
 * ilx_sandbox_parts_reset:
 * @parts: a sandbox's
 *
 * Opens a fresh shop: no log, no faults, limits unused, the clock with the world's. Keys stay,
 * those revoked stay revoked.
 */
void
ilx_sandbox_parts_reset (IlxSandboxParts *parts)
{
  ilx_sandbox_state_clear (parts->state);
  ilx_sandbox_limits_clear (parts->limits);
  ilx_sandbox_faults_clear (parts->faults);
  ilx_sandbox_log_clear (parts->log);
  ilx_sandbox_klaviyo_open_shop (parts->state);
}

/**
 * ilx_sandbox_reset:
 * @self: a sandbox
 *
 * As the control interface's reset. Connections that hang are left alone.
 */
void
ilx_sandbox_reset (IlxSandbox *self)
{
  g_return_if_fail (ILX_IS_SANDBOX (self));
  ilx_sandbox_parts_reset (&self->parts);
}
