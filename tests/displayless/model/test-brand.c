/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The brand's values, whose name and address a campaign carries, and findings. */
#include "config.h"

#include "ilx-audience.h"
#include "ilx-error.h"
#include "ilx-finding.h"
#include "ilx-json.h"
#include "ilx-sender.h"

static void
test_check (void)
{
  static const struct
  {
    int line;
    const char *property, *value;
    gboolean is_good;
  } rows[] = {
    { __LINE__, "name", "Nordlicht \"Kaffee\"", TRUE },
    { __LINE__, "slug", "nordlicht-kaffee", TRUE },
    { __LINE__, "slug", "", TRUE },
    { __LINE__, "slug", "Nordlicht", FALSE },
    { __LINE__, "slug", "a b", FALSE },
    { __LINE__, "slug", "a--b", FALSE },
    { __LINE__, "slug", "-a", FALSE },
    { __LINE__, "slug", "ä", FALSE },
    { __LINE__, "domain", "shop.example", TRUE },
    { __LINE__, "domain", "https://shop.example", FALSE },
    { __LINE__, "domain", " shop.example", FALSE },
    { __LINE__, "domain", "shop", FALSE },
    { __LINE__, "sender-email", "hello@shop.example", TRUE },
    { __LINE__, "sender-email", "hello@shop", FALSE },
    { __LINE__, "sender-email", "%s", FALSE },
    { __LINE__, "reply-to", "x@shop.example", TRUE },
    { __LINE__, "reply-to", "x", FALSE },
    { __LINE__, "sender-name", "Jule", TRUE },
    { __LINE__, "sender-name", "Jule\r\nBcc: x", FALSE },
    { __LINE__, "postal-address", "Street 1\n12345 Town", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IlxBrand) brand = ilx_brand_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("line %d", rows[i].line);
      g_object_set (brand, rows[i].property, rows[i].value, NULL);
      g_assert_cmpint (ilx_brand_check (brand, &error), ==, rows[i].is_good);
      if (rows[i].is_good)
        continue;
      g_assert_error (error, ILX_ERROR, ILX_ERROR_INVALID_INPUT);
      g_assert_cmpstr (ilx_error_get_field (error), ==, rows[i].property);
      g_assert_false (ilx_brand_check (brand, NULL));
    }
}

/* Each row: what campaign, brand and account say, and who sends. */
typedef struct
{
  int line;
  const char *own_email, *brand_email, *domain, *account_email;
  const char *email;
} EmailRow;

static const EmailRow email_rows[] = {
  { __LINE__, "own@x.example", "brand@x.example", "x.example", "account@x.example",
    "own@x.example" },
  { __LINE__, NULL, "brand@x.example", "x.example", "account@x.example", "brand@x.example" },
  { __LINE__, " ", "brand@x.example", "x.example", "account@x.example", "brand@x.example" },
  { __LINE__, NULL, NULL, "x.example", "account@x.example", "hello@x.example" },
  { __LINE__, NULL, "", "x.example", "account@x.example", "hello@x.example" },
  { __LINE__, NULL, NULL, " x.example ", NULL, "hello@x.example" },
  { __LINE__, NULL, NULL, NULL, "account@x.example", "account@x.example" },
  { __LINE__, NULL, NULL, " ", "account@x.example", "account@x.example" },
  { __LINE__, NULL, NULL, NULL, NULL, NULL },
  { __LINE__, "", "", "", "", NULL },
  { __LINE__, " own@x.example\n", NULL, NULL, NULL, "own@x.example" },
};

static void
test_sender_email (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (email_rows); i++)
    {
      const EmailRow *row = &email_rows[i];
      g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
      g_autoptr (IlxBrand) brand = ilx_brand_new ();
      g_autoptr (IlxConnection) connection = ilx_connection_new ();
      g_autoptr (IlxSender) sender = NULL;

      g_test_message ("line %d", row->line);
      ilx_campaign_set_from_email (campaign, row->own_email);
      ilx_brand_set_sender_email (brand, row->brand_email);
      ilx_brand_set_domain (brand, row->domain);
      ilx_connection_set_sender_email (connection, row->account_email);
      sender = ilx_sender_resolve (campaign, brand, connection);
      g_assert_cmpstr (sender->email, ==, row->email);
    }
}

static void
test_sender_name (void)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxBrand) brand = ilx_brand_new ();
  g_autoptr (IlxConnection) connection = ilx_connection_new ();
  IlxSender *sender = ilx_sender_resolve (campaign, brand, connection);

  g_assert_null (sender->name);
  g_assert_null (sender->reply_to);
  ilx_sender_free (sender);
  ilx_connection_set_sender_name (connection, "Account");
  sender = ilx_sender_resolve (campaign, brand, connection);
  g_assert_cmpstr (sender->name, ==, "Account");
  ilx_sender_free (sender);
  ilx_brand_set_name (brand, "Brand");
  ilx_brand_set_reply_to (brand, "reply@x.example");
  sender = ilx_sender_resolve (campaign, brand, connection);
  g_assert_cmpstr (sender->name, ==, "Brand");
  g_assert_cmpstr (sender->reply_to, ==, "reply@x.example");
  ilx_sender_free (sender);
  ilx_brand_set_sender_name (brand, "Sender");
  sender = ilx_sender_resolve (campaign, brand, connection);
  g_assert_cmpstr (sender->name, ==, "Sender");
  ilx_sender_free (sender);
  ilx_campaign_set_from_name (campaign, "Own");
  ilx_campaign_set_reply_to (campaign, "own@x.example");
  sender = ilx_sender_resolve (campaign, brand, connection);
  g_assert_cmpstr (sender->name, ==, "Own");
  g_assert_cmpstr (sender->reply_to, ==, "own@x.example");
  ilx_sender_free (sender);
}

static void
test_sender_alone (void)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autoptr (IlxSender) nobody = ilx_sender_resolve (campaign, NULL, NULL);

  g_assert_null (nobody->email);
  g_assert_null (nobody->name);
  g_assert_null (nobody->reply_to);
}

static void
test_findings (void)
{
  g_autoptr (GPtrArray) findings = ilx_findings_new ();
  g_autoptr (JsonNode) json = NULL;
  IlxFindings *more = ilx_findings_new ();
  g_autofree char *text = NULL;

  g_assert_null (ilx_findings_get_blocking (findings));
  ilx_findings_add (findings, ILX_FINDING_HINTS, "a", NULL, "Hint %d.", 1);
  ilx_findings_add (more, ILX_FINDING_WARNS, "b", "html", "100 %%.");
  ilx_findings_add (more, ILX_FINDING_BLOCKS, "c", "subject", "%s.", "Block");
  ilx_findings_add (more, ILX_FINDING_BLOCKS, "d", "subject", "Other.");
  ilx_findings_take_all (findings, more);
  g_assert_cmpuint (findings->len, ==, 4);
  g_assert_cmpstr (ilx_findings_get_blocking (findings)->code, ==, "c");
  json = ilx_findings_to_json (findings);
  text = ilx_json_to_text (json, FALSE);
  g_assert_true (g_str_has_prefix (
      text, "[{\"level\":\"hints\",\"code\":\"a\",\"field\":null,\"message\":\"Hint 1.\"},"
            "{\"level\":\"warns\",\"code\":\"b\",\"field\":\"html\",\"message\":\"100 %.\"},"
            "{\"level\":\"blocks\",\"code\":\"c\",\"field\":\"subject\",\"message\":\"Block.\"}"));
}

static void
test_audience_kinds (void)
{
  g_assert_cmpstr (ilx_audience_kind_get_name (ILX_AUDIENCE_LIST), ==, "list");
  g_assert_cmpstr (ilx_audience_kind_get_name (ILX_AUDIENCE_SEGMENT), ==, "segment");
  g_assert_cmpstr (ilx_audience_kind_get_name (ILX_AUDIENCE_TAG), ==, "tag");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/brand/check", test_check);
  g_test_add_func ("/model/sender/email", test_sender_email);
  g_test_add_func ("/model/sender/name", test_sender_name);
  g_test_add_func ("/model/sender/alone", test_sender_alone);
  g_test_add_func ("/model/findings", test_findings);
  g_test_add_func ("/model/audience/kinds", test_audience_kinds);
  return g_test_run ();
}
