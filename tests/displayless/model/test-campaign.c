/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a campaign may hold, when it may change, and when two are the same mailing. */
#include "config.h"

#include <string.h>

#include "ilx-campaign.h"
#include "ilx-error.h"
#include "ilx-operation-step.h"
#include "ilx-operation.h"

typedef struct
{
  int line;
  const char *property;
  const char *value;
  gboolean is_good;
} Row;

static const Row rows[] = {
  { __LINE__, "subject", NULL, TRUE },
  { __LINE__, "subject", "", TRUE },
  { __LINE__, "subject", "Größe 👨‍👩‍👧 {{ first_name|default:'you' }}", TRUE },
  { __LINE__, "subject", "a\nb", FALSE },
  { __LINE__, "subject", "a\rb", FALSE },
  { __LINE__, "subject", "a\r\nBcc: x@y.example", FALSE },
  { __LINE__, "preview-text", "All cups", TRUE },
  { __LINE__, "preview-text", "All\ncups", FALSE },
  { __LINE__, "from-name", "Nordlicht", TRUE },
  { __LINE__, "from-name", "Nord\nlicht", FALSE },
  { __LINE__, "from-email", "", TRUE },
  { __LINE__, "from-email", "hello@shop.example", TRUE },
  { __LINE__, "from-email", "hello", FALSE },
  { __LINE__, "from-email", "Hello <hello@shop.example>", FALSE },
  { __LINE__, "from-email", "hello@shop.example\n", FALSE },
  { __LINE__, "reply-to", "a@b.example", TRUE },
  { __LINE__, "reply-to", "%s%n", FALSE },
  { __LINE__, "html", "<p>\n\r\n</p>", TRUE },
  { __LINE__, "text", "a\nb", TRUE },
};

static void
assert_check (IlxCampaign *campaign, gboolean is_good, const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ilx_campaign_check_content (campaign, &error), ==, is_good);
  if (is_good)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
  g_assert_cmpstr (ilx_error_get_field (error), ==, field);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_false (ilx_campaign_check_content (campaign, NULL));
}

static void
test_content (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();

      g_test_message ("line %d", rows[i].line);
      g_object_set (campaign, rows[i].property, rows[i].value, NULL);
      assert_check (campaign, rows[i].is_good, rows[i].property);
    }
}

static void
test_sizes (void)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autofree char *subject = g_strnfill (999, 's');
  g_autofree char *html = g_strnfill (5000 * 1000 + 1, 'h');

  ilx_campaign_set_subject (campaign, subject);
  assert_check (campaign, FALSE, "subject");
  ilx_campaign_set_subject (campaign, subject + 1);
  assert_check (campaign, TRUE, NULL);
  ilx_campaign_set_html (campaign, html);
  assert_check (campaign, FALSE, "html");
  ilx_campaign_set_html (campaign, html + 1);
  assert_check (campaign, TRUE, NULL);
}

static void
test_new (void)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxCampaign) other = ilx_campaign_new ();

  g_assert_nonnull (ilx_campaign_get_id (campaign));
  g_assert_cmpstr (ilx_campaign_get_id (campaign), !=, ilx_campaign_get_id (other));
  g_assert_cmpint (ilx_campaign_get_state (campaign), ==, ILX_CAMPAIGN_DRAFT);
  g_assert_true (ilx_campaign_get_has_smart_sending (campaign));
  g_assert_cmpint (ilx_campaign_get_recipients (campaign), ==, -1);
  g_assert_true (ilx_campaign_is_editable (campaign));
  assert_check (campaign, TRUE, NULL);
}

static void
test_states (void)
{
  static const struct
  {
    IlxCampaignState state;
    const char *name;
    gboolean is_editable;
  } states[] = { { ILX_CAMPAIGN_DRAFT, "draft", TRUE },
                 { ILX_CAMPAIGN_SUBMITTING, "submitting", FALSE },
                 { ILX_CAMPAIGN_UNCERTAIN, "uncertain", FALSE },
                 { ILX_CAMPAIGN_SCHEDULED, "scheduled", FALSE },
                 { ILX_CAMPAIGN_SENDING, "sending", FALSE },
                 { ILX_CAMPAIGN_SENT, "sent", FALSE },
                 { ILX_CAMPAIGN_CANCELLED, "cancelled", TRUE },
                 { ILX_CAMPAIGN_FAILED, "failed", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();

      g_assert_cmpint (states[i].state, ==, (int) i);
      g_assert_cmpstr (ilx_campaign_state_get_name (states[i].state), ==, states[i].name);
      g_assert_cmpuint (strlen (ilx_campaign_state_get_title (states[i].state)), >, 3);
      ilx_campaign_set_state (campaign, states[i].state);
      g_assert_cmpint (ilx_campaign_is_editable (campaign), ==, states[i].is_editable);
      ilx_campaign_set_trashed_at (campaign, 1);
      g_assert_false (ilx_campaign_is_editable (campaign));
    }
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
test_remote (void)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxCampaign) copy = NULL;
  guint n_notified = 0;

  g_signal_connect (campaign, "notify::remote", G_CALLBACK (count_cb), &n_notified);
  g_assert_null (ilx_campaign_get_remote (campaign, "campaign"));
  ilx_campaign_set_remote (campaign, "campaign", NULL);
  g_assert_cmpuint (n_notified, ==, 0);
  ilx_campaign_set_remote (campaign, "campaign", "01ABC");
  ilx_campaign_set_remote (campaign, "campaign", "01ABC");
  g_assert_cmpuint (n_notified, ==, 1);
  copy = ilx_record_copy (campaign);
  ilx_campaign_set_remote (campaign, "campaign", ilx_campaign_get_remote (campaign, "campaign"));
  ilx_campaign_set_remote (campaign, "campaign", NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_null (ilx_campaign_get_remote (campaign, "campaign"));
  g_assert_cmpstr (ilx_campaign_get_remote (copy, "campaign"), ==, "01ABC");
}

typedef struct
{
  int line;
  const char *connection, *subject, *html;
  const char *included, *excluded; /* split at blanks */
  gboolean is_same;                /* as the first row */
} Mailing;

static const Mailing mailings[] = {
  { __LINE__, "c", "s", "h", "a b", "x y", TRUE },
  { __LINE__, "c", "s", "h", "b a", "y x", TRUE },
  { __LINE__, "c", "s", "h", "a b a", "x y y", TRUE },
  { __LINE__, "d", "s", "h", "a b", "x y", FALSE },
  { __LINE__, "c", "t", "h", "a b", "x y", FALSE },
  { __LINE__, "c", "s", "i", "a b", "x y", FALSE },
  { __LINE__, "c", "s", "h", "a", "x y", FALSE },
  { __LINE__, "c", "s", "h", "a b", "x", FALSE },
  { __LINE__, "c", "s", "h", "a b x", "y", FALSE },
  { __LINE__, "c", "s", "h", "x y", "a b", FALSE },
  { __LINE__, "c", "s", "h", "a b x y", "", FALSE },
  { __LINE__, "c", "s", "h", "ab", "xy", FALSE },
  { __LINE__, "c", "sh", "", "a b", "x y", FALSE },
  { __LINE__, "", "cs", "h", "a b", "x y", FALSE },
  { __LINE__, NULL, NULL, NULL, "", "", FALSE },
};

static IlxCampaign *
new_mailing (const Mailing *row)
{
  IlxCampaign *campaign = ilx_campaign_new ();
  g_auto (GStrv) included = g_strsplit (row->included, " ", -1);
  g_auto (GStrv) excluded = g_strsplit (row->excluded, " ", -1);

  ilx_campaign_set_connection_id (campaign, row->connection);
  ilx_campaign_set_subject (campaign, row->subject);
  ilx_campaign_set_html (campaign, row->html);
  ilx_campaign_set_included (campaign, (const char *const *) included);
  ilx_campaign_set_excluded (campaign, (const char *const *) excluded);
  return campaign;
}

static void
test_fingerprint (void)
{
  g_autoptr (IlxCampaign) first = new_mailing (&mailings[0]);
  g_autofree char *expected = ilx_campaign_dup_fingerprint (first);

  for (guint i = 0; i < G_N_ELEMENTS (mailings); i++)
    {
      g_autoptr (IlxCampaign) campaign = new_mailing (&mailings[i]);
      g_autofree char *fingerprint = ilx_campaign_dup_fingerprint (campaign);

      g_test_message ("line %d", mailings[i].line);
      g_assert_cmpuint (strlen (fingerprint), ==, 64);
      g_assert_cmpint (g_str_equal (fingerprint, expected), ==, mailings[i].is_same);
    }
}

/* An audience may be called as it likes. */
static void
test_fingerprint_of_words (void)
{
  const Mailing with = { 0, "c", "s", "h", "a b not", "" };
  const Mailing without = { 0, "c", "s", "h", "a b", "not" };
  g_autoptr (IlxCampaign) a = new_mailing (&with);
  g_autoptr (IlxCampaign) b = new_mailing (&without);
  g_autofree char *fingerprint_a = ilx_campaign_dup_fingerprint (a);
  g_autofree char *fingerprint_b = ilx_campaign_dup_fingerprint (b);

  g_assert_cmpstr (fingerprint_a, !=, fingerprint_b);
}

static void
test_operation (void)
{
  static const gboolean is_open[] = { TRUE, TRUE, TRUE, FALSE, FALSE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (is_open); i++)
    {
      g_autoptr (IlxOperation) operation = ilx_operation_new ();

      ilx_operation_set_state (operation, (IlxOperationState) i);
      g_assert_cmpint (ilx_operation_is_open (operation), ==, is_open[i]);
      g_assert_nonnull (ilx_operation_state_get_name ((IlxOperationState) i));
    }
  g_assert_cmpstr (ilx_operation_state_get_name (ILX_OPERATION_NEEDS_ATTENTION), ==,
                   "needs-attention");
  g_assert_cmpstr (ilx_step_state_get_name (ILX_STEP_REFUSED), ==, "refused");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/campaign/content", test_content);
  g_test_add_func ("/model/campaign/sizes", test_sizes);
  g_test_add_func ("/model/campaign/new", test_new);
  g_test_add_func ("/model/campaign/states", test_states);
  g_test_add_func ("/model/campaign/remote", test_remote);
  g_test_add_func ("/model/campaign/fingerprint", test_fingerprint);
  g_test_add_func ("/model/campaign/fingerprint-of-words", test_fingerprint_of_words);
  g_test_add_func ("/model/operation", test_operation);
  return g_test_run ();
}
