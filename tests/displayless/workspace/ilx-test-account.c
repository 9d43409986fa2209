/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-test-account.h"
#include "ilx-test-await.h"

void
ilx_test_account_add (IlxWorkspace *workspace, const char *id, const char *name)
{
  IlxStore *store = ilx_workspace_get_store (workspace);
  g_autoptr (IlxConnection) connection = ilx_connection_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ilx_connection_set_id (connection, id);
  ilx_connection_set_platform (connection, "klaviyo");
  ilx_connection_set_account_id (connection, id);
  ilx_connection_set_account_name (connection, name);
  ilx_connection_set_sender_name (connection, "Bean Street");
  ilx_connection_set_sender_email (connection, "hello@bean.example");
  ilx_connection_store_save_async (store, connection, NULL, ilx_test_await_cb, &result);
  ilx_test_await (&result);
  ilx_connection_store_save_finish (store, result, &error);
  g_assert_no_error (error);
  ilx_workspace_refresh_connections (workspace);
}
