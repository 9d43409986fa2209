/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-connection.h"

struct _IlxConnection
{
  IlxRecord parent_instance;

  char *id;
  char *platform;
  char *account_id;
  char *account_name;
  int state;
  GStrv missing_permissions;
  char *sender_name;
  char *sender_email;
  char *postal_address;
  char *timezone;
  gint64 connected_at;
  gint64 checked_at;
};

G_DEFINE_FINAL_TYPE (IlxConnection, ilx_connection, ILX_TYPE_RECORD)

static const char *const state_names[] = { "connected", "broken", "disconnected", NULL };

#define AT(field) G_STRUCT_OFFSET (IlxConnection, field)
static const IlxField fields[] = {
  { "id", ILX_FIELD_STRING, AT (id), ILX_FIELD_KEY },
  { "platform", ILX_FIELD_STRING, AT (platform) },
  { "account-id", ILX_FIELD_STRING, AT (account_id) },
  { "account-name", ILX_FIELD_STRING, AT (account_name) },
  { "state", ILX_FIELD_ENUM, AT (state), 0, 0, state_names },
  { "missing-permissions", ILX_FIELD_STRV, AT (missing_permissions) },
  { "sender-name", ILX_FIELD_STRING, AT (sender_name) },
  { "sender-email", ILX_FIELD_STRING, AT (sender_email) },
  { "postal-address", ILX_FIELD_STRING, AT (postal_address) },
  { "timezone", ILX_FIELD_STRING, AT (timezone) },
  { "connected-at", ILX_FIELD_TIME, AT (connected_at) },
  { "checked-at", ILX_FIELD_TIME, AT (checked_at) },
};
#undef AT

static void
ilx_connection_class_init (IlxConnectionClass *klass)
{
  ilx_record_class_set_fields (ILX_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
ilx_connection_init (IlxConnection *self)
{
}

ILX_DEFINE_STRING (IlxConnection, ilx_connection, id, "id")
ILX_DEFINE_STRING (IlxConnection, ilx_connection, platform, "platform")
ILX_DEFINE_STRING (IlxConnection, ilx_connection, account_id, "account-id")
ILX_DEFINE_STRING (IlxConnection, ilx_connection, account_name, "account-name")
ILX_DEFINE_ENUM (IlxConnection, ilx_connection, state, "state", IlxConnectionState)
ILX_DEFINE_STRV (IlxConnection, ilx_connection, missing_permissions, "missing-permissions")
ILX_DEFINE_STRING (IlxConnection, ilx_connection, sender_name, "sender-name")
ILX_DEFINE_STRING (IlxConnection, ilx_connection, sender_email, "sender-email")
ILX_DEFINE_STRING (IlxConnection, ilx_connection, postal_address, "postal-address")
ILX_DEFINE_STRING (IlxConnection, ilx_connection, timezone, "timezone")
ILX_DEFINE_INT (IlxConnection, ilx_connection, connected_at, "connected-at")
ILX_DEFINE_INT (IlxConnection, ilx_connection, checked_at, "checked-at")

/**
 * ilx_connection_new:
 *
 * Returns: (transfer full): an empty one
 */
IlxConnection *
ilx_connection_new (void)
{
  return g_object_new (ILX_TYPE_CONNECTION, NULL);
}
