/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-error.h"

typedef struct
{
  guint status;
  gint64 retry_at;
  gint64 failed_at;
  gboolean may_have_happened;
  char *detail;
  char *field;
  char *permission;
  char *request_id;
  char *call;
} IlxErrorPrivate;

static void
ilx_error_private_init (IlxErrorPrivate *self)
{
}

static void
ilx_error_private_copy (const IlxErrorPrivate *from, IlxErrorPrivate *to)
{
  *to = *from;
  to->detail = g_strdup (from->detail);
  to->field = g_strdup (from->field);
  to->permission = g_strdup (from->permission);
  to->request_id = g_strdup (from->request_id);
  to->call = g_strdup (from->call);
}

static void
ilx_error_private_clear (IlxErrorPrivate *self)
{
  g_free (self->detail);
  g_free (self->field);
  g_free (self->permission);
  g_free (self->request_id);
  g_free (self->call);
}

G_DEFINE_EXTENDED_ERROR (IlxError, ilx_error)

/* The private part of @error, or NULL when it is of another domain. */
static IlxErrorPrivate *
peek (const GError *error)
{
  if (error == NULL || error->domain != ILX_ERROR)
    return NULL;
  return ilx_error_get_private (error);
}

static void
set_text (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

/**
 * ilx_error_new:
 * @code: what somebody can decide by
 * @format: a sentence in the user's words, without the code and without JSON
 *
 * Returns: (transfer full): a new error of the domain %ILX_ERROR
 */
GError *
ilx_error_new (IlxErrorCode code, const char *format, ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = g_error_new_valist (ILX_ERROR, (int) code, format, args);
  va_end (args);
  return error;
}

/**
 * ilx_set_error:
 * @error: (nullable): where to put it
 * @code: what somebody can decide by
 * @format: a sentence in the user's words
 *
 * Like g_set_error() for the domain %ILX_ERROR.
 */
void
ilx_set_error (GError **error, IlxErrorCode code, const char *format, ...)
{
  va_list args;

  if (error == NULL)
    return;
  g_return_if_fail (*error == NULL);
  va_start (args, format);
  *error = g_error_new_valist (ILX_ERROR, (int) code, format, args);
  va_end (args);
}

/**
 * ilx_error_is:
 * @error: (nullable): an error of any domain
 * @code: the code asked for
 *
 * Returns: whether @error is ours and has this code
 */
gboolean
ilx_error_is (const GError *error, IlxErrorCode code)
{
  return g_error_matches (error, ILX_ERROR, (int) code);
}

/**
 * ilx_error_set_detail:
 * @error: an error
 * @detail: (nullable): the platform's own words, or technical facts; never a raw body, never a
 * secret
 */
void
ilx_error_set_detail (GError *error, const char *detail)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    set_text (&self->detail, detail);
}

/**
 * ilx_error_set_field:
 * @error: an error
 * @field: (nullable): the property of the model that the error speaks of, such as "subject"
 */
void
ilx_error_set_field (GError *error, const char *field)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    set_text (&self->field, field);
}

/**
 * ilx_error_set_permission:
 * @error: an error
 * @permission: (nullable): the scope that is missing, in the platform's spelling
 */
void
ilx_error_set_permission (GError *error, const char *permission)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    set_text (&self->permission, permission);
}

/**
 * ilx_error_set_request_id:
 * @error: an error
 * @request_id: (nullable): what the platform's support asks for
 */
void
ilx_error_set_request_id (GError *error, const char *request_id)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    set_text (&self->request_id, request_id);
}

/**
 * ilx_error_set_call:
 * @error: an error
 * @call: (nullable): method and path of what was asked, such as "GET /api/lists"; never a query,
 * which may hold addresses
 */
void
ilx_error_set_call (GError *error, const char *call)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    set_text (&self->call, call);
}

/**
 * ilx_error_set_failed_at:
 * @error: an error
 * @failed_at: when it happened, microseconds since the epoch
 */
void
ilx_error_set_failed_at (GError *error, gint64 failed_at)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    self->failed_at = failed_at;
}

/**
 * ilx_error_set_status:
 * @error: an error
 * @status: the HTTP status
 */
void
ilx_error_set_status (GError *error, guint status)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    self->status = status;
}

/**
 * ilx_error_set_retry_at:
 * @error: an error
 * @retry_at: when it may be tried again, microseconds since the epoch
 */
void
ilx_error_set_retry_at (GError *error, gint64 retry_at)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    self->retry_at = retry_at;
}

/**
 * ilx_error_set_may_have_happened:
 * @error: an error
 * @may_have_happened: %TRUE if the call may have had its effect although it failed
 *
 * A refused connection or a 400 had no effect; a lost reply, a time-out or a 500 may have had one.
 */
void
ilx_error_set_may_have_happened (GError *error, gboolean may_have_happened)
{
  IlxErrorPrivate *self = peek (error);

  if (self != NULL)
    self->may_have_happened = may_have_happened;
}

const char *
ilx_error_get_detail (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->detail : NULL;
}

const char *
ilx_error_get_field (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->field : NULL;
}

const char *
ilx_error_get_permission (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->permission : NULL;
}

const char *
ilx_error_get_request_id (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->request_id : NULL;
}

const char *
ilx_error_get_call (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->call : NULL;
}

gint64
ilx_error_get_failed_at (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->failed_at : 0;
}

guint
ilx_error_get_status (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->status : 0;
}

gint64
ilx_error_get_retry_at (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL ? self->retry_at : 0;
}

gboolean
ilx_error_get_may_have_happened (const GError *error)
{
  IlxErrorPrivate *self = peek (error);

  return self != NULL && self->may_have_happened;
}
