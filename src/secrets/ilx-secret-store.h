/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where keys and tokens are kept: the keyring, or this process's memory. Nowhere else, ever. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_SECRETS_AVAILABLE,
  ILX_SECRETS_LOCKED,
  ILX_SECRETS_ABSENT,
} IlxSecretsState;

#define ILX_TYPE_SECRET_STORE (ilx_secret_store_get_type ())
G_DECLARE_INTERFACE (IlxSecretStore, ilx_secret_store, ILX, SECRET_STORE, GObject)

/* One secret: which profile, platform, connection, and what kind ("api-key"). None of it is secret.
 */
typedef struct
{
  const char *profile;
  const char *platform;
  const char *connection_id;
  const char *kind;
} IlxSecretId;

struct _IlxSecretStoreInterface
{
  GTypeInterface parent;
  void (*store_async) (IlxSecretStore *self,
                       const IlxSecretId *id,
                       const char *label,
                       const char *secret,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*store_finish) (IlxSecretStore *self, GAsyncResult *result, GError **error);
  void (*lookup_async) (IlxSecretStore *self,
                        const IlxSecretId *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  char *(*lookup_finish) (IlxSecretStore *self, GAsyncResult *result, GError **error);
  void (*clear_async) (IlxSecretStore *self,
                       const IlxSecretId *id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*clear_finish) (IlxSecretStore *self, GAsyncResult *result, GError **error);
};

/* Stores, reads back, compares. Errors of all three calls: ILX_ERROR_SECRETS_ABSENT, _LOCKED (also
 * when the keyring does not answer in time), G_IO_ERROR_CANCELLED. Every part of the id must be
 * there. */
void ilx_secret_store_store_async (IlxSecretStore *self,
                                   const IlxSecretId *id,
                                   const char *label,
                                   const char *secret,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean ilx_secret_store_store_finish (IlxSecretStore *self, GAsyncResult *result, GError **error);
/* NULL without an error: there is none. Free with ilx_text_free_secret(). */
void ilx_secret_store_lookup_async (IlxSecretStore *self,
                                    const IlxSecretId *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char *ilx_secret_store_lookup_finish (IlxSecretStore *self, GAsyncResult *result, GError **error);
void ilx_secret_store_clear_async (IlxSecretStore *self,
                                   const IlxSecretId *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean ilx_secret_store_clear_finish (IlxSecretStore *self, GAsyncResult *result, GError **error);

/* The keyring (libsecret). Its property "timeout" (microseconds, 15 s) ends each call, since one
 * without a default collection hangs for ever. */
IlxSecretStore *ilx_keyring_new (void);
void ilx_keyring_probe_async (GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
IlxSecretsState ilx_keyring_probe_finish (GAsyncResult *result);
/* This process's memory, wiped when it goes: tests, the demo, and "for this run alone". */
IlxSecretStore *ilx_memory_secret_store_new (void);

G_END_DECLS
