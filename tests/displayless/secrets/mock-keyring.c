/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It sits in a message filter, below the objects of GDBus, so that "no answer" is possible. */
#include "config.h"

#include "mock-keyring.h"

struct _MockKeyring
{
  GTestDBus *bus;
  GDBusConnection *connection;
  MockKeyringMood mood;
  int n_calls; /* atomic */
};

static void
reply (GDBusConnection *connection, GDBusMessage *call, GVariant *body)
{
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_reply (call);

  g_dbus_message_set_body (message, body);
  g_dbus_connection_send_message (connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static void
refuse (GDBusConnection *connection, GDBusMessage *call, const char *name)
{
  g_autoptr (GDBusMessage) message
      = g_dbus_message_new_method_error_literal (call, name, "The mock refuses");

  g_dbus_connection_send_message (connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static void
open_session (GDBusConnection *connection, GDBusMessage *call)
{
  GVariant *body = g_dbus_message_get_body (call);
  g_autofree char *algorithm = NULL;

  g_variant_get_child (body, 0, "s", &algorithm);
  if (g_str_equal (algorithm, "plain"))
    reply (connection, call,
           g_variant_new ("(vo)", g_variant_new_string (""), "/org/freedesktop/secrets/session/1"));
  else
    refuse (connection, call, "org.freedesktop.DBus.Error.NotSupported");
}

/* A prompt that is put away as soon as it is shown. */
static void
put_prompt_away (GDBusConnection *connection, GDBusMessage *call)
{
  reply (connection, call, g_variant_new ("()"));
  g_dbus_connection_emit_signal (connection, NULL, g_dbus_message_get_path (call),
                                 "org.freedesktop.Secret.Prompt", "Completed",
                                 g_variant_new ("(bv)", TRUE, g_variant_new ("ao", NULL)), NULL);
}

static void
answer_as_locked (GDBusConnection *connection, GDBusMessage *call, const char *member)
{
  if (g_str_equal (member, "Unlock"))
    reply (connection, call, g_variant_new ("(aoo)", NULL, "/org/freedesktop/secrets/prompt/1"));
  else if (g_str_equal (member, "Prompt"))
    put_prompt_away (connection, call);
  else if (g_str_equal (member, "SearchItems"))
    reply (connection, call, g_variant_new ("(aoao)", NULL, NULL));
  else if (g_str_equal (member, "GetAll"))
    reply (connection, call, g_variant_new ("(a{sv})", NULL));
  else
    refuse (connection, call, "org.freedesktop.Secret.Error.IsLocked");
}

static void
answer_as_prompting (GDBusConnection *connection, GDBusMessage *call, const char *member)
{
  if (g_str_equal (member, "CreateItem"))
    reply (connection, call, g_variant_new ("(oo)", "/", "/org/freedesktop/secrets/prompt/1"));
  else if (g_str_equal (member, "Prompt"))
    reply (connection, call, g_variant_new ("()"));
  else if (g_str_equal (member, "GetAll"))
    reply (connection, call, g_variant_new ("(a{sv})", NULL));
}

static GDBusMessage *
filter_cb (GDBusConnection *connection, GDBusMessage *message, gboolean is_incoming, gpointer data)
{
  MockKeyring *self = data;
  const char *member = g_dbus_message_get_member (message);

  if (!is_incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  g_atomic_int_inc (&self->n_calls);
  if (self->mood == MOCK_DENIED)
    refuse (connection, message, "org.freedesktop.DBus.Error.AccessDenied");
  else if (self->mood != MOCK_SILENT && g_str_equal (member, "OpenSession"))
    open_session (connection, message);
  else if (self->mood == MOCK_LOCKED)
    answer_as_locked (connection, message, member);
  else if (self->mood == MOCK_SILENT_PROMPT)
    answer_as_prompting (connection, message, member);
  g_object_unref (message);
  return NULL;
}

MockKeyring *
mock_keyring_start (MockKeyringMood mood)
{
  MockKeyring *self = g_new0 (MockKeyring, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) owned = NULL;

  self->mood = mood;
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (self->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (self->connection, filter_cb, self, NULL);
  owned = g_dbus_connection_call_sync (
      self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return self;
}

guint
mock_keyring_get_n_calls (MockKeyring *self)
{
  return (guint) g_atomic_int_get (&self->n_calls);
}

void
mock_keyring_stop_bus (MockKeyring *self)
{
  g_test_dbus_stop (self->bus);
}
