/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What storing promises whatever the store: what can't be read back unaltered was not kept. */
#include "config.h"

#include "secrets-await.h"

/* A store that does to a secret what a keyring must not. */
#define FLAWED_TYPE_STORE (flawed_store_get_type ())
G_DECLARE_FINAL_TYPE (FlawedStore, flawed_store, FLAWED, STORE, GObject)

struct _FlawedStore
{
  GObject parent_instance;

  const char *gives_back; /* NULL: nothing */
  IlxErrorCode store_error, lookup_error, clear_error;
  guint n_stored, n_looked_up, n_cleared;
};

static void flawed_store_init_iface (IlxSecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FlawedStore,
                               flawed_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ILX_TYPE_SECRET_STORE,
                                                      flawed_store_init_iface))

static void
answer (FlawedStore *self,
        IlxErrorCode code,
        gboolean is_pointer,
        GCancellable *cancellable,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (code != ILX_ERROR_FAILED)
    g_task_return_error (task, ilx_error_new (code, "No."));
  else if (is_pointer)
    g_task_return_pointer (task, g_strdup (self->gives_back), g_free);
  else
    g_task_return_boolean (task, TRUE);
}

static void
flawed_store_async (IlxSecretStore *store,
                    const IlxSecretId *id,
                    const char *label,
                    const char *secret,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  FlawedStore *self = FLAWED_STORE (store);

  self->n_stored++;
  answer (self, self->store_error, FALSE, cancellable, callback, user_data);
}

static gboolean
flawed_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
flawed_lookup_async (IlxSecretStore *store,
                     const IlxSecretId *id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  FlawedStore *self = FLAWED_STORE (store);

  self->n_looked_up++;
  answer (self, self->lookup_error, TRUE, cancellable, callback, user_data);
}

static char *
flawed_lookup_finish (IlxSecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
flawed_clear_async (IlxSecretStore *store,
                    const IlxSecretId *id,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  FlawedStore *self = FLAWED_STORE (store);

  self->n_cleared++;
  answer (self, self->clear_error, FALSE, cancellable, callback, user_data);
}

static void
flawed_store_init_iface (IlxSecretStoreInterface *iface)
{
  iface->store_async = flawed_store_async;
  iface->store_finish = flawed_finish;
  iface->lookup_async = flawed_lookup_async;
  iface->lookup_finish = flawed_lookup_finish;
  iface->clear_async = flawed_clear_async;
  iface->clear_finish = flawed_finish;
}

static void
flawed_store_class_init (FlawedStoreClass *klass)
{
}

static void
flawed_store_init (FlawedStore *self)
{
}

/* 0 as an error stands for none. */
typedef struct
{
  int line;
  const char *gives_back;
  IlxErrorCode store_error, lookup_error, clear_error;
  IlxErrorCode expected;
  guint n_looked_up, n_cleared;
} Row;

static const Row rows[] = {
  { __LINE__, "secret", 0, 0, 0, 0, 1, 0 },
  { __LINE__, NULL, 0, 0, 0, ILX_ERROR_SECRETS_ABSENT, 1, 1 },
  { __LINE__, "secre", 0, 0, 0, ILX_ERROR_SECRETS_ABSENT, 1, 1 },
  { __LINE__, "secret ", 0, 0, 0, ILX_ERROR_SECRETS_ABSENT, 1, 1 },
  { __LINE__, "", 0, 0, 0, ILX_ERROR_SECRETS_ABSENT, 1, 1 },
  { __LINE__, "Secret", 0, 0, ILX_ERROR_SECRETS_LOCKED, ILX_ERROR_SECRETS_ABSENT, 1, 1 },
  { __LINE__, "secret", ILX_ERROR_SECRETS_LOCKED, 0, 0, ILX_ERROR_SECRETS_LOCKED, 0, 0 },
  { __LINE__, "secret", 0, ILX_ERROR_TIMED_OUT, 0, ILX_ERROR_TIMED_OUT, 1, 0 },
};

static void
test_reads_back (void)
{
  const IlxSecretId id = { "default", "klaviyo", "0abc", "api-key" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (FlawedStore) store = g_object_new (FLAWED_TYPE_STORE, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("line %d", row->line);
      store->gives_back = row->gives_back;
      store->store_error = row->store_error;
      store->lookup_error = row->lookup_error;
      store->clear_error = row->clear_error;
      g_assert_cmpint (store_now (ILX_SECRET_STORE (store), &id, "secret", &error), ==,
                       row->expected == ILX_ERROR_FAILED);
      g_assert_true (error == NULL ? row->expected == ILX_ERROR_FAILED
                                   : ilx_error_is (error, row->expected));
      g_assert_true (error == NULL || strstr (error->message, "secret") == NULL);
      g_assert_cmpuint (store->n_stored, ==, 1);
      g_assert_cmpuint (store->n_looked_up, ==, row->n_looked_up);
      g_assert_cmpuint (store->n_cleared, ==, row->n_cleared);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/secrets/store/reads-back", test_reads_back);
  return g_test_run ();
}
