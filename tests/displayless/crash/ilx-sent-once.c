/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-json.h"
#include "ilx-sent-once.h"

static guint
count_with (JsonNode *state, const char *kind, const char *path, const char *text, gboolean is_part)
{
  g_autofree char *place = g_strconcat ("klaviyo.", kind, NULL);
  guint n = 0;

  for (guint i = 0; i < ilx_json_get_length (state, place); i++)
    {
      g_autofree char *member = g_strdup_printf ("%s[%u].%s", place, i, path);
      const char *found = ilx_json_get_string_or (state, member, "");

      if (is_part ? strstr (found, text) != NULL : g_str_equal (found, text))
        n++;
    }
  return n;
}

/* Send jobs are counted by the campaigns that they send. */
static guint
count_send_jobs (JsonNode *state, const char *subject)
{
  guint n = 0;

  for (guint i = 0; i < ilx_json_get_length (state, "klaviyo.campaigns"); i++)
    {
      g_autofree char *name = g_strdup_printf ("klaviyo.campaigns[%u].attributes.name", i);
      g_autofree char *id = g_strdup_printf ("klaviyo.campaigns[%u].id", i);

      if (g_str_equal (ilx_json_get_string_or (state, name, ""), subject))
        n += count_with (state, "campaign-send-jobs", "attributes.campaign",
                         ilx_json_get_string_or (state, id, "?"), FALSE);
    }
  return n;
}

IlxSentCount
ilx_sent_count (IlxTestCtl *ctl, const char *subject)
{
  g_autoptr (JsonNode) state = ilx_test_ctl_ask (ctl, "state");
  g_autofree char *template_name = g_strdup_printf ("ILLIXIS Campaign - %s - ", subject);

  return (IlxSentCount){
    .n_templates = count_with (state, "templates", "attributes.name", template_name, TRUE),
    .n_campaigns = count_with (state, "campaigns", "attributes.name", subject, FALSE),
    .n_send_jobs = count_send_jobs (state, subject),
  };
}

GSubprocess *
ilx_spawn_send (IlxTestCtl *ctl, const char *id)
{
  const char *const arguments[] = { "campaign", "send", id, "--now", "--yes", "--json", NULL };

  return ilx_test_ctl_spawn (ctl, arguments);
}

void
ilx_assert_alive (IlxTestRun *run)
{
  if (run->status < 0)
    g_test_message ("killed by signal %d\n%s%s", -run->status, run->out, run->err);
  g_assert_cmpint (run->status, >=, 0);
}

static gboolean
is_settled (IlxTestRun *run)
{
  /* 4: may be tried again; 5: uncertain, the next run asks again. */
  return run->status == 0 || run->status == 1;
}

IlxTestRun *
ilx_send_until_settled (IlxTestCtl *ctl, const char *id, guint max_runs)
{
  IlxTestRun *run = NULL;

  for (guint i = 0; i < max_runs; i++)
    {
      g_clear_pointer (&run, ilx_test_run_free);
      run = ilx_test_ctl_run (ctl, NULL, "campaign", "send", id, "--now", "--yes", "--json", NULL);
      ilx_assert_alive (run);
      if (is_settled (run))
        break;
    }
  return run;
}

void
ilx_assert_settled (IlxTestRun *run)
{
  if (run->status == 1)
    g_assert_cmpstr (ilx_json_get_string_or (run->json, "error.code", NULL), ==, "conflict");
  else
    g_assert_cmpint (run->status, ==, 0);
}

static gboolean
is_sent_state (const char *state)
{
  return g_str_equal (state, "sending") || g_str_equal (state, "sent");
}

void
ilx_assert_sent_once (IlxTestCtl *ctl, const char *id, const char *subject)
{
  g_autoptr (IlxTestRun) status
      = ilx_test_ctl_run (ctl, NULL, "campaign", "status", id, "--json", NULL);
  IlxSentCount count = ilx_sent_count (ctl, subject);

  if (status->status != 0 || !is_sent_state (ilx_json_get_string_or (status->json, "state", "")))
    g_test_message ("status: %d\n%s%s", status->status, status->out, status->err);
  g_assert_cmpint (status->status, ==, 0);
  g_assert_true (is_sent_state (ilx_json_get_string_or (status->json, "state", "")));
  g_assert_cmpuint (count.n_templates, ==, 1);
  g_assert_cmpuint (count.n_campaigns, ==, 1);
  g_assert_cmpuint (count.n_send_jobs, ==, 1);
}
