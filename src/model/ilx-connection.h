/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account on a platform, as far as it is no secret. */
#pragma once

#include "ilx-record.h"

G_BEGIN_DECLS

/* Numbers are stored. */
typedef enum
{
  ILX_CONNECTION_CONNECTED = 0,
  ILX_CONNECTION_BROKEN = 1,       /* the platform refuses the secret: reconnect */
  ILX_CONNECTION_DISCONNECTED = 2, /* by the user; kept since campaigns refer to it */
} IlxConnectionState;

#define ILX_TYPE_CONNECTION (ilx_connection_get_type ())
G_DECLARE_FINAL_TYPE (IlxConnection, ilx_connection, ILX, CONNECTION, IlxRecord)

IlxConnection *ilx_connection_new (void);

ILX_DECLARE_STRING (IlxConnection, ilx_connection, id)
ILX_DECLARE_STRING (IlxConnection, ilx_connection, platform)   /* "klaviyo" */
ILX_DECLARE_STRING (IlxConnection, ilx_connection, account_id) /* the platform's */
ILX_DECLARE_STRING (IlxConnection, ilx_connection, account_name)
ILX_DECLARE_ENUM (IlxConnection, ilx_connection, state, IlxConnectionState)
ILX_DECLARE_STRV (IlxConnection,
                  ilx_connection,
                  missing_permissions)                          /* in the platform's spelling */
ILX_DECLARE_STRING (IlxConnection, ilx_connection, sender_name) /* the account's default sender */
ILX_DECLARE_STRING (IlxConnection, ilx_connection, sender_email)
ILX_DECLARE_STRING (IlxConnection, ilx_connection, postal_address)
ILX_DECLARE_STRING (IlxConnection, ilx_connection, timezone) /* IANA, of the account */
ILX_DECLARE_INT (IlxConnection, ilx_connection, connected_at)
ILX_DECLARE_INT (IlxConnection, ilx_connection, checked_at) /* last good verification */

G_END_DECLS
