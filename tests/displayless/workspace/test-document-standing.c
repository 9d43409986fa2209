/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a campaign may be written on, by where it stands. */
#include "config.h"

#include "ilx-error.h"
#include "workspace-fixture.h"

static void
set_state (Fixture *self, const char *id, IlxCampaignState state)
{
  g_autoptr (IlxCampaign) campaign = fixture_load (self, id);
  g_autoptr (GAsyncResult) result = NULL;

  ilx_campaign_set_state (campaign, state);
  ilx_campaign_store_save_delivery_async (fixture_get_store (self), campaign, NULL,
                                          ilx_test_await_cb, &result);
  ilx_test_await (&result);
  g_assert_true (ilx_campaign_store_save_delivery_finish (fixture_get_store (self), result, NULL));
  ilx_workspace_refresh_campaign (self->workspace, id);
}

static void
test_editable_by_state (Fixture *self, gconstpointer data)
{
  static const struct
  {
    IlxCampaignState state;
    gboolean is_editable;
  } rows[] = {
    { ILX_CAMPAIGN_SCHEDULED, FALSE }, { ILX_CAMPAIGN_CANCELLED, TRUE },
    { ILX_CAMPAIGN_SENDING, FALSE },   { ILX_CAMPAIGN_FAILED, TRUE },
    { ILX_CAMPAIGN_UNCERTAIN, FALSE }, { ILX_CAMPAIGN_DRAFT, TRUE },
    { ILX_CAMPAIGN_SENT, FALSE },
  };
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);

  fixture_type (document, "html", 3, "x");
  g_assert_true (fixture_flush (document, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", ilx_campaign_state_get_name (rows[i].state));
      set_state (self, id, rows[i].state);
      g_assert_cmpint (ilx_document_is_editable (document), ==, rows[i].is_editable);
      g_assert_cmpint (fixture_can (document, "can-undo"), ==, rows[i].is_editable);
      if (rows[i].is_editable)
        continue;
      ilx_document_undo (document);
      ilx_document_edit_text (document, "html", 0, 1, "nothing");
      ilx_document_set_boolean (document, "has-open-tracking", FALSE);
      g_assert_cmpstr (fixture_get_html (document), ==, "<p>x</p>");
      g_assert_true (ilx_document_is_saved (document));
    }
}

/* It was scheduled elsewhere between two letters, and unscheduled again. */
static void
test_scheduled_meanwhile (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxCampaign) stored = NULL;
  g_autoptr (GError) error = NULL;

  fixture_type (document, "html", 3, "Mine");
  set_state (self, id, ILX_CAMPAIGN_SCHEDULED);
  g_assert_false (fixture_flush (document, &error));
  g_assert_error (error, ILX_ERROR, ILX_ERROR_CONFLICT);
  g_assert_false (ilx_document_is_editable (document));
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Mine</p>");
  /* Also without a window: the last reference is its own. */
  g_clear_object (&document);
  document = fixture_open_document (self, id);
  g_assert_cmpstr (fixture_get_html (document), ==, "<p>Mine</p>");
  set_state (self, id, ILX_CAMPAIGN_DRAFT);
  fixture_await_saved (document);
  g_assert_null (ilx_document_get_error (document));
  stored = fixture_load (self, id);
  g_assert_cmpstr (ilx_campaign_get_html (stored), ==, "<p>Mine</p>");
}

static IlxOperation *
begin_operation (Fixture *self, IlxCampaign *campaign, IlxOperationState state)
{
  IlxOperation *operation = ilx_operation_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) committed = NULL;
  g_autoptr (GError) error = NULL;

  ilx_operation_set_kind (operation, "send-campaign");
  ilx_operation_set_campaign_id (operation, ilx_campaign_get_id (campaign));
  ilx_operation_set_mode (operation, ILX_DELIVER_NOW);
  ilx_operation_set_revision (operation, ilx_campaign_get_revision (campaign));
  ilx_operation_set_stamp (operation, ilx_workspace_get_now (self->workspace));
  ilx_journal_store_begin_async (fixture_get_store (self), operation, NULL, ilx_test_await_cb,
                                 &result);
  ilx_test_await (&result);
  ilx_journal_store_begin_finish (fixture_get_store (self), result, &error);
  g_assert_no_error (error);
  ilx_operation_set_state (operation, state);
  ilx_journal_store_commit_async (fixture_get_store (self), operation, NULL, NULL, NULL,
                                  ilx_test_await_cb, &committed);
  ilx_test_await (&committed);
  g_assert_true (ilx_journal_store_commit_finish (fixture_get_store (self), committed, &error));
  ilx_workspace_refresh_campaign (self->workspace, ilx_campaign_get_id (campaign));
  return operation;
}

/* Counted and not agreed to: it may be written on, and that abandons what was counted. */
static void
test_editable_while_awaiting (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxOperation) operation = begin_operation (self, ilx_document_get_campaign (document),
                                                        ILX_OPERATION_AWAITING_CONFIRMATION);
  g_autoptr (IlxOperation) stored = NULL;

  g_assert_true (ilx_document_is_editable (document));
  g_clear_object (&document);
  document = fixture_open_document (self, id);
  g_assert_true (ilx_document_is_editable (document));
  fixture_type (document, "html", 3, "Changed");
  g_assert_true (fixture_flush (document, NULL));
  stored
      = ilx_journal_store_load (fixture_get_store (self), ilx_operation_get_id (operation), NULL);
  g_assert_cmpint (ilx_operation_get_state (stored), ==, ILX_OPERATION_ABANDONED);
  g_assert_cmpint (ilx_campaign_get_state (ilx_document_get_campaign (document)), ==,
                   ILX_CAMPAIGN_DRAFT);
}

static void
test_not_editable_while_running (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fixture_create (self, "<p></p>");
  g_autoptr (IlxDocument) document = fixture_open_document (self, id);
  g_autoptr (IlxOperation) operation
      = begin_operation (self, ilx_document_get_campaign (document), ILX_OPERATION_RUNNING);

  g_assert_false (ilx_document_is_editable (document));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/document/editable-by-state", test_editable_by_state);
  ADD ("/document/scheduled-meanwhile", test_scheduled_meanwhile);
  ADD ("/document/editable-while-awaiting", test_editable_while_awaiting);
  ADD ("/document/not-editable-while-running", test_not_editable_while_running);
  return g_test_run ();
}
