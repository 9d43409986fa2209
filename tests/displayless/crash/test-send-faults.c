/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every call of a send meets every fault, over real HTTP and with a real process; then the program
 * is started again until it has an answer. */
#include "config.h"

#include "ilx-json.h"
#include "ilx-sent-once.h"

typedef struct
{
  const char *method;
  const char *path;
} Call;

/* In the order of a send. */
static const Call calls[] = {
  { "POST", "/api/templates" },
  { "GET", "/api/templates/*" },
  { "POST", "/api/campaigns" },
  { "POST", "/api/campaign-message-assign-template" },
  { "GET", "/api/campaign-messages/*" },
  { "POST", "/api/campaign-recipient-estimation-jobs" },
  { "GET", "/api/campaign-recipient-estimation-jobs/*" },
  { "GET", "/api/campaign-recipient-estimations/*" },
  { "POST", "/api/campaign-send-jobs" },
  { "GET", "/api/campaigns/*" },
};

typedef struct
{
  const char *name;
  const char *fault;   /* members of the sandbox's fault */
  gboolean is_killed;  /* once the call hangs */
  gboolean is_lasting; /* the program rightly gives up */
} Fault;

static const Fault faults[] = {
  { "killed before the call", "\"kind\":\"hang\"", TRUE, FALSE },
  { "killed before the reply is stored", "\"kind\":\"hang-after\"", TRUE, FALSE },
  { "reply lost", "\"kind\":\"drop-after\"", FALSE, FALSE },
  { "line drops before the call", "\"kind\":\"drop\"", FALSE, FALSE },
  { "time-out, not executed", "\"kind\":\"hang\"", FALSE, FALSE },
  { "time-out, executed", "\"kind\":\"hang-after\"", FALSE, FALSE },
  { "429", "\"kind\":\"status\",\"status\":429,\"retry_after\":2", FALSE, FALSE },
  { "500, not executed", "\"kind\":\"status\",\"status\":500", FALSE, FALSE },
  { "500, executed", "\"kind\":\"status-after\",\"status\":500", FALSE, FALSE },
  { "409", "\"kind\":\"status\",\"status\":409", FALSE, TRUE },
  { "malformed JSON", "\"kind\":\"malformed\"", FALSE, FALSE },
  { "HTML instead of JSON", "\"kind\":\"html\"", FALSE, FALSE },
  { "HTML, not executed", "\"kind\":\"html-before\"", FALSE, FALSE },
  { "reset in the body", "\"kind\":\"reset-body\"", FALSE, FALSE },
};

static void
inject (IlxTestCtl *ctl, const Call *call, const Fault *fault)
{
  g_autofree char *json
      = g_strdup_printf ("{\"platform\":\"klaviyo\",\"method\":\"%s\",\"path\":\"%s\",%s}",
                         call->method, call->path, fault->fault);

  ilx_test_ctl_post (ctl, "faults", json);
}

/* Whether the fault has struck: the sandbox no longer lists it. */
static gboolean
has_struck (IlxTestCtl *ctl)
{
  g_autoptr (JsonNode) left = ilx_test_ctl_ask (ctl, "faults");

  return ilx_json_get_length (left, "") == 0;
}

static void
kill_when_struck (IlxTestCtl *ctl, GSubprocess *process)
{
  for (guint i = 0; i < 1000 && !has_struck (ctl); i++)
    g_usleep (5000);
  g_assert_true (has_struck (ctl));
  g_usleep (20000); /* a call that is executed before it hangs is so by now */
  g_subprocess_send_signal (process, SIGKILL);
}

static void
assert_told_of_failure (IlxTestCtl *ctl, const char *id, const char *subject)
{
  g_autoptr (IlxTestRun) shown
      = ilx_test_ctl_run (ctl, NULL, "campaign", "show", id, "--json", NULL);
  IlxSentCount count = ilx_sent_count (ctl, subject);

  g_assert_cmpstr (ilx_json_get_string_or (shown->json, "state", NULL), ==, "failed");
  g_assert_cmpuint (count.n_send_jobs, ==, 0);
  g_assert_cmpuint (count.n_templates, <=, 1);
  g_assert_cmpuint (count.n_campaigns, <=, 1);
}

static void
check_fault (IlxTestCtl *ctl, const Call *call, const Fault *fault)
{
  g_autofree char *subject = g_strdup_printf ("%s %s: %s", call->method, call->path, fault->name);
  g_autofree char *id = ilx_test_ctl_create_campaign (ctl, subject);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (IlxTestRun) first = NULL;
  g_autoptr (IlxTestRun) settled = NULL;

  g_test_message ("%s", subject);
  inject (ctl, call, fault);
  process = ilx_spawn_send (ctl, id);
  if (fault->is_killed)
    kill_when_struck (ctl, process);
  first = ilx_test_ctl_finish (process, NULL);
  g_assert_true (has_struck (ctl));
  if (fault->is_killed)
    g_assert_cmpint (first->status, ==, -SIGKILL);
  else
    ilx_assert_alive (first);
  if (first->status == 1)
    {
      g_assert_true (fault->is_lasting);
      assert_told_of_failure (ctl, id, subject);
    }
  settled = ilx_send_until_settled (ctl, id, 5);
  if (settled->status == 1) /* the first run got through all the same, and said so */
    g_assert_cmpint (first->status, ==, 0);
  else
    g_assert_cmpint (settled->status, ==, 0);
  ilx_assert_sent_once (ctl, id, subject);
}

static void
test_call (gconstpointer data)
{
  g_autoptr (IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);

  /* With few rounds each call meets every fourth fault, another one than its neighbours. */
  guint stride = g_getenv ("ILLIXIS_TEST_ROUNDS") != NULL ? 4 : 1;
  guint first = (guint) ((const Call *) data - calls) % stride;

  ilx_test_ctl_connect (ctl);
  for (guint i = first; i < G_N_ELEMENTS (faults); i += stride)
    check_fault (ctl, data, &faults[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *name = g_strdup_printf ("/send-faults/%u", i);

      g_test_add_data_func (name, &calls[i], test_call);
    }
  return g_test_run ();
}
