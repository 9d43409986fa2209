/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state has its looks, and moments are told as people say them. */
#include "config.h"

#include <string.h>

#include "ilx-campaign-look.h"
#include "ilx-clock.h"
#include "ilx-error.h"
#include "ilx-operation-look.h"

static void
test_campaigns (void)
{
  for (int state = ILX_CAMPAIGN_DRAFT; state <= ILX_CAMPAIGN_FAILED; state++)
    {
      IlxCampaignGroup group = ilx_campaign_look_get_group ((IlxCampaignState) state);

      g_assert_nonnull (ilx_campaign_look_get_icon_name ((IlxCampaignState) state));
      g_assert_cmpint (group, !=, ILX_CAMPAIGN_GROUP_ALL);
      g_assert_cmpint (ilx_campaign_group_find (ilx_campaign_group_get_name (group)), ==, group);
      g_assert_nonnull (ilx_campaign_group_get_title (group));
    }
  g_assert_cmpint (ilx_campaign_group_find ("nonsense"), ==, ILX_CAMPAIGN_GROUP_ALL);
  g_assert_cmpint (ilx_campaign_group_find (NULL), ==, ILX_CAMPAIGN_GROUP_ALL);
}

static void
test_words (void)
{
  g_autoptr (IlxCampaign) campaign = ilx_campaign_new ();
  g_autofree char *draft = ilx_campaign_look_dup_words (campaign, 0);
  g_autofree char *scheduled = NULL;
  g_autofree char *unnamed = ilx_campaign_look_dup_name (campaign);
  g_autofree char *named = NULL;

  g_assert_cmpstr (draft, ==, "Draft");
  g_assert_cmpstr (unnamed, ==, "(No subject)");
  ilx_campaign_set_subject (campaign, "Spring");
  named = ilx_campaign_look_dup_name (campaign);
  g_assert_cmpstr (named, ==, "Spring");
  ilx_campaign_set_state (campaign, ILX_CAMPAIGN_SCHEDULED);
  ilx_campaign_set_scheduled_at (campaign, ILX_DAY + 9 * ILX_HOUR);
  scheduled = ilx_campaign_look_dup_words (campaign, 20 * ILX_HOUR);
  g_assert_cmpstr (scheduled, ==, "Tomorrow 09:00 UTC");
}

static void
test_moments (void)
{
  const struct
  {
    gint64 time;
    gint64 now;
    const char *words;
  } cases[] = {
    { 9 * ILX_HOUR, 8 * ILX_HOUR, "Today 09:00 UTC" },
    { 9 * ILX_HOUR, 23 * ILX_HOUR, "Today 09:00 UTC" },
    { 25 * ILX_HOUR, 23 * ILX_HOUR, "Tomorrow 01:00 UTC" },
    { 23 * ILX_HOUR, 25 * ILX_HOUR, "Yesterday 23:00 UTC" },
    { 6 * ILX_DAY, 0, "Wednesday 00:00 UTC" },
    { 7 * ILX_DAY, 0, "8 January 1970, 00:00 UTC" },
    { 0, 2 * ILX_DAY, "1 January 1970, 00:00 UTC" },
    { 365 * ILX_DAY, 364 * ILX_DAY, "Tomorrow 00:00 UTC" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = ilx_moment_format (cases[i].time, cases[i].now);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_operations (void)
{
  g_autoptr (IlxOperation) operation = ilx_operation_new ();
  g_autoptr (GError) none = ilx_operation_look_dup_error (operation);
  g_autoptr (GError) error = NULL;

  g_assert_no_error (none);
  for (int state = ILX_OPERATION_RUNNING; state <= ILX_OPERATION_ABANDONED; state++)
    {
      g_assert_nonnull (ilx_operation_look_get_title ((IlxOperationState) state));
      g_assert_nonnull (ilx_operation_look_get_icon_name ((IlxOperationState) state));
      g_assert_nonnull (ilx_operation_look_get_meaning ((IlxOperationState) state));
    }
  ilx_operation_set_state (operation, ILX_OPERATION_FAILED);
  ilx_operation_set_error_code (operation, ilx_error_code_get_name (ILX_ERROR_REJECTED));
  ilx_operation_set_error_message (operation, "Refused: 100 %s");
  ilx_operation_set_error_detail (operation, "Why");
  error = ilx_operation_look_dup_error (operation);
  g_assert_error (error, ILX_ERROR, ILX_ERROR_REJECTED);
  g_assert_cmpstr (error->message, ==, "Refused: 100 %s");
  g_assert_cmpstr (ilx_error_get_detail (error), ==, "Why");
}

/* Numbers of the platform are shown, its JSON never is. */
/* The journal says of a repetition that it was meant. */
static void
test_repetition (void)
{
  static const IlxDeliveryMode modes[] = { ILX_DELIVER_NOW, ILX_DELIVER_AT };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (IlxOperation) operation = ilx_operation_new ();
      g_autofree char *plain = NULL, *again = NULL;

      ilx_operation_set_mode (operation, modes[i]);
      ilx_operation_set_scheduled_at (operation, ILX_DAY);
      plain = ilx_operation_look_dup_wish (operation, 0);
      ilx_operation_set_repeats (operation, "another");
      again = ilx_operation_look_dup_wish (operation, 0);
      g_assert_null (strstr (plain, "again"));
      g_assert_nonnull (strstr (again, "again, on purpose"));
    }
}

static void
test_steps (void)
{
  static const char *const results[]
      = { NULL, "", "{", "[]", "{\"a\":{\"b\":\"secret\"}}", "{\"campaign\":\"01AB\",\"n\":7}" };
  g_autoptr (IlxOperationStep) step = ilx_operation_step_new ();

  ilx_operation_step_set_state (step, ILX_STEP_DONE);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *words = NULL;

      ilx_operation_step_set_result (step, results[i]);
      words = ilx_step_look_dup_words (step, 0);
      g_assert_null (strpbrk (words, "{}[]\""));
      g_assert_true ((strstr (words, "01AB") != NULL) == (i == G_N_ELEMENTS (results) - 1));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/looks/campaigns", test_campaigns);
  g_test_add_func ("/looks/words", test_words);
  g_test_add_func ("/looks/moments", test_moments);
  g_test_add_func ("/looks/operations", test_operations);
  g_test_add_func ("/looks/repetition", test_repetition);
  g_test_add_func ("/looks/steps", test_steps);
  return g_test_run ();
}
