/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain. A code exists because somebody decides something by it; data that belongs
 * to the failure travels beside the message, never inside it. The words of each code stand in one
 * table in ilx-error-words.c. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_ERROR_FAILED = 0,         /* a mistake of ours; nothing the user did */
  ILX_ERROR_USAGE,              /* a command line that makes no sense */
  ILX_ERROR_INVALID_INPUT,      /* see field */
  ILX_ERROR_NOT_CONNECTED,      /* no account, or its secret is gone */
  ILX_ERROR_BAD_CREDENTIALS,    /* the platform no longer accepts the secret */
  ILX_ERROR_MISSING_PERMISSION, /* see permission */
  ILX_ERROR_RATE_LIMITED,       /* see retry_at */
  ILX_ERROR_REJECTED,           /* the platform understood and refused; its words in detail */
  ILX_ERROR_NOT_FOUND,
  ILX_ERROR_CONFLICT, /* somebody else changed it meanwhile, or it is in another state */
  ILX_ERROR_NETWORK,  /* not reached, or the line broke */
  ILX_ERROR_TIMED_OUT,
  ILX_ERROR_SERVER,        /* the platform failed (5xx) */
  ILX_ERROR_BAD_REPLY,     /* an answer that can't be understood */
  ILX_ERROR_UPDATE_NEEDED, /* the platform retired what we speak */
  ILX_ERROR_BLOCKED,       /* a check stands against it */
  ILX_ERROR_NOT_CONFIRMED, /* nobody confirmed exactly this */
  ILX_ERROR_UNCERTAIN,     /* it may or may not have happened */
  ILX_ERROR_BUSY,          /* another process is at it */
  ILX_ERROR_STORAGE,       /* the database can't be read or written */
  ILX_ERROR_STORAGE_FULL,
  ILX_ERROR_STORAGE_READ_ONLY,
  ILX_ERROR_STORAGE_CORRUPT,
  ILX_ERROR_STORAGE_NEWER,  /* written by a newer version */
  ILX_ERROR_SECRETS_ABSENT, /* no keyring runs */
  ILX_ERROR_SECRETS_LOCKED, /* it runs and is locked */
  ILX_N_ERRORS
} IlxErrorCode;

#define ILX_ERROR (ilx_error_quark ())
GQuark ilx_error_quark (void);

GError *ilx_error_new (IlxErrorCode code, const char *format, ...) G_GNUC_PRINTF (2, 3);
void ilx_set_error (GError **error, IlxErrorCode code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean ilx_error_is (const GError *error, IlxErrorCode code);

/* Data beside the message. Setters do nothing, getters answer NULL or 0, for another domain. */
void ilx_error_set_detail (GError *error, const char *detail);
void ilx_error_set_field (GError *error, const char *field);
void ilx_error_set_permission (GError *error, const char *permission);
void ilx_error_set_request_id (GError *error, const char *request_id);
void ilx_error_set_call (GError *error, const char *call);
void ilx_error_set_failed_at (GError *error, gint64 failed_at);
void ilx_error_set_status (GError *error, guint status);
void ilx_error_set_retry_at (GError *error, gint64 retry_at);
void ilx_error_set_may_have_happened (GError *error, gboolean may_have_happened);
const char *ilx_error_get_detail (const GError *error);
const char *ilx_error_get_field (const GError *error);
const char *ilx_error_get_permission (const GError *error);
const char *ilx_error_get_request_id (const GError *error);
const char *ilx_error_get_call (const GError *error);
gint64 ilx_error_get_failed_at (const GError *error);
guint ilx_error_get_status (const GError *error);
gint64 ilx_error_get_retry_at (const GError *error);
gboolean ilx_error_get_may_have_happened (const GError *error);

/* Words, from the one table. */
const char *ilx_error_code_get_name (IlxErrorCode code);
const char *ilx_error_code_get_title (IlxErrorCode code);
const char *ilx_error_code_get_remedy (IlxErrorCode code);

G_END_DECLS
