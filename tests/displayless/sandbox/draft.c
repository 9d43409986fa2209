/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draft.h"

#include "ilx-json.h"

static void
create (Tester *tester, Draft *self, const char *strategy)
{
  tester_call (
      tester, 201, "POST", "/api/campaigns",
      "{'data':{'type':'campaign','attributes':{'name':'Moin','audiences':{'included':['%s']},"
      "'send_strategy':%s,'campaign-messages':{'data':[{'type':'campaign-message','attributes':"
      "{'definition':{'channel':'email','label':'Moin','content':{'subject':'Moin',"
      "'from_email':'hello@nordlicht.example','from_label':'Nordlicht'}}}}]}}}}",
      self->audience, strategy != NULL ? strategy : "null");
  self->campaign = tester_dup (tester, "data.id");
  self->message = tester_dup (tester, "data.relationships.campaign-messages.data[0].id");
}

static void
assign (Tester *tester, Draft *self)
{
  tester_call (tester, 201, "POST", "/api/templates",
               "{'data':{'type':'template','attributes':{'name':'T','editor_type':'CODE',"
               "'html':'<p>Moin</p>'}}}");
  self->template = tester_dup (tester, "data.id");
  tester_call (tester, 200, "POST", "/api/campaign-message-assign-template",
               "{'data':{'type':'campaign-message','id':'%s','relationships':{'template':{'data':"
               "{'type':'template','id':'%s'}}}}}",
               self->message, self->template);
}

Draft *
draft_new (Tester *tester, const char *audience, const char *strategy)
{
  Draft *self = g_new0 (Draft, 1);

  self->audience = g_strdup (audience);
  create (tester, self, strategy);
  assign (tester, self);
  return self;
}

void
draft_free (Draft *self)
{
  g_free (self->audience);
  g_free (self->campaign);
  g_free (self->message);
  g_free (self->template);
  g_free (self);
}

char *
draft_dup_full_list (Tester *tester)
{
  g_auto (GStrv) ids = NULL;
  guint n;

  tester_get (tester, 200, "/api/lists");
  n = ilx_json_get_length (tester_get_reply (tester), "data");
  ids = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("data[%u].id", i);

      ids[i] = tester_dup (tester, path);
    }
  for (guint i = 0; i < n; i++)
    {
      tester_get (tester, 200, "/api/lists/%s?additional-fields%%5Blist%%5D=profile_count", ids[i]);
      if (ilx_json_get_int_or (tester_get_reply (tester), "data.attributes.profile_count", 0) > 10)
        return g_strdup (ids[i]);
    }
  g_assert_not_reached ();
}

char *
draft_dup_empty_list (Tester *tester)
{
  tester_call (tester, 201, "POST", "/api/lists",
               "{'data':{'type':'list','attributes':{'name':'Nobody'}}}");
  return tester_dup (tester, "data.id");
}

void
draft_send (Tester *tester, Draft *self, guint status)
{
  tester_call (tester, status, "POST", "/api/campaign-send-jobs",
               "{'data':{'type':'campaign-send-job','id':'%s'}}", self->campaign);
}

void
draft_stop (Tester *tester, Draft *self, const char *action, guint status)
{
  g_autofree char *path = g_strconcat ("/api/campaign-send-jobs/", self->campaign, NULL);

  tester_call (tester, status, "PATCH", path,
               "{'data':{'type':'campaign-send-job','id':'%s','attributes':{'action':'%s'}}}",
               self->campaign, action);
}

void
draft_assert_status (Tester *tester, Draft *self, const char *expected)
{
  tester_get (tester, 200, "/api/campaigns/%s", self->campaign);
  tester_assert_string (tester, "data.attributes.status", expected);
}
