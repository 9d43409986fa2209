/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Mailchimp: its tables of calls, how it answers, and what its parts ask of each
 * other. https://login.mailchimp.com is the address /mailchimp, https://us21.api.mailchimp.com is
 * /mailchimp/us21. An object's attributes are what Mailchimp shows of it, but for what is counted
 * when it is shown. */
#pragma once

#include "ilx-sandbox-platform.h"
#include "ilx-sandbox-route.h"

G_BEGIN_DECLS

#define ILX_SANDBOX_MAILCHIMP "mailchimp"
#define ILX_SANDBOX_MAILCHIMP_PREFIX "/mailchimp"
#define ILX_SANDBOX_MAILCHIMP_DC "us21"
#define ILX_SANDBOX_MAILCHIMP_ACCOUNT_ID "8d3a3db4d97663a9074efcc16"
/* The app that is registered with the account. */
#define ILX_SANDBOX_MAILCHIMP_CLIENT_ID "635959587059"
#define ILX_SANDBOX_MAILCHIMP_CLIENT_SECRET "sandbox-client-secret-0d6b7a51c2"
#define ILX_SANDBOX_MAILCHIMP_OWNER "owner@nordlicht.example"
#define ILX_SANDBOX_MAILCHIMP_VIEWER "viewer@nordlicht.example"

/* One table a file; each ends with a row without method. */
extern const IlxSandboxRoute ilx_sandbox_mailchimp_account_routes[];
extern const IlxSandboxRoute ilx_sandbox_mailchimp_action_routes[];
extern const IlxSandboxRoute ilx_sandbox_mailchimp_campaign_routes[];
extern const IlxSandboxRoute ilx_sandbox_mailchimp_content_routes[];
extern const IlxSandboxRoute ilx_sandbox_mailchimp_list_routes[];
extern const IlxSandboxRoute ilx_sandbox_mailchimp_member_routes[];
extern const IlxSandboxRoute ilx_sandbox_mailchimp_report_routes[];
extern const IlxSandboxRoute ilx_sandbox_mailchimp_webhook_routes[];

/* Answers. The first obeys the query's fields and exclude_fields. */
void ilx_sandbox_mailchimp_reply (IlxSandboxCall *call, guint status, JsonNode *take);
void ilx_sandbox_mailchimp_refuse (IlxSandboxCall *call,
                                   guint status,
                                   const char *title,
                                   const char *detail);
/* 400 "Bad Request"; 400 "Invalid Resource" with the field; 404. */
void ilx_sandbox_mailchimp_refuse_action (IlxSandboxCall *call, const char *detail);
void
ilx_sandbox_mailchimp_refuse_field (IlxSandboxCall *call, const char *field, const char *message);
void ilx_sandbox_mailchimp_refuse_missing (IlxSandboxCall *call);

/* How a parameter chooses among items, by what stands in them at a path. */
typedef enum
{
  ILX_SANDBOX_IS,     /* the same */
  ILX_SANDBOX_IS_NOT, /* another */
  ILX_SANDBOX_SINCE,  /* that time or later */
  ILX_SANDBOX_BEFORE, /* an earlier time */
} IlxSandboxChoice;

typedef struct
{
  const char *parameter;
  const char *path;
  IlxSandboxChoice choice;
  const char *values; /* the only ones it takes, between blanks; NULL: any */
} IlxSandboxChooser;

/* A table of choosers ends with a row without parameter. */
typedef struct
{
  const char *name;  /* of the array */
  const char *sorts; /* what sort_field may name, paths between blanks */
  const IlxSandboxChooser *choosers;
  gboolean is_whole;     /* without pages */
  gboolean has_no_links; /* nor says where it is */
} IlxSandboxCollection;

/* {name: [...], …rest, "total_items"}: takes both. @rest may be NULL. */
void ilx_sandbox_mailchimp_reply_collection (IlxSandboxCall *call,
                                             const IlxSandboxCollection *collection,
                                             JsonNode *items,
                                             JsonNode *rest);
/* What the argument names; NULL with the 404 given. */
IlxSandboxObject *
ilx_sandbox_mailchimp_find (IlxSandboxCall *call, const char *kind, const char *argument);

/* Makes an object; takes attributes and hidden. */
IlxSandboxObject *ilx_sandbox_mailchimp_add (IlxSandboxState *state,
                                             const char *kind,
                                             const char *id,
                                             JsonNode *attributes,
                                             JsonNode *hidden);
IlxSandboxObject *
ilx_sandbox_mailchimp_get (IlxSandboxState *state, const char *kind, const char *id);
GQueue *ilx_sandbox_mailchimp_get_all (IlxSandboxState *state, const char *kind);
/* The attribute as text; "" when there is none. */
const char *ilx_sandbox_mailchimp_read (IlxSandboxObject *object, const char *path);
void ilx_sandbox_mailchimp_write (IlxSandboxObject *object, const char *name, const char *value);
/* Copies what a body gives over what is there, members of objects one by one. */
void ilx_sandbox_mailchimp_merge (JsonNode *into, JsonNode *given);

/* OAuth: the calls below /oauth2/, which need no key. */
void ilx_sandbox_mailchimp_handle_oauth (IlxSandboxPass *pass);

/* Lists. */
JsonNode *ilx_sandbox_mailchimp_build_segment (IlxSandboxState *state, IlxSandboxObject *segment);
IlxSandboxObject *
ilx_sandbox_mailchimp_find_segment (IlxSandboxState *state, const char *list_id, gint64 id);
/* Members: those of a list who may be mailed, and, when @segment_opts is not NULL, are chosen by
 * it. Takes nothing; the array is of lent objects. */
GPtrArray *ilx_sandbox_mailchimp_dup_recipients (IlxSandboxState *state,
                                                 const char *list_id,
                                                 JsonNode *segment_opts);
guint ilx_sandbox_mailchimp_count_status (IlxSandboxState *state,
                                          const char *list_id,
                                          const char *status);
gboolean ilx_sandbox_mailchimp_is_in_segment (IlxSandboxObject *member, gint64 segment);
char *ilx_sandbox_mailchimp_dup_hash (const char *email);

/* Campaigns. */
JsonNode *ilx_sandbox_mailchimp_build_campaign (IlxSandboxState *state, IlxSandboxObject *campaign);
gboolean ilx_sandbox_mailchimp_has_status (IlxSandboxObject *campaign, const char *statuses);
IlxSandboxObject *
ilx_sandbox_mailchimp_add_campaign (IlxSandboxState *state, const char *id, JsonNode *given);
/* Its last check: {"is_ready","items"}. */
JsonNode *ilx_sandbox_mailchimp_build_checklist (IlxSandboxState *state,
                                                 IlxSandboxObject *campaign);
/* Lets it leave at @at; whom it goes to is settled then. */
void ilx_sandbox_mailchimp_depart (IlxSandboxState *state, IlxSandboxObject *campaign, gint64 at);
void ilx_sandbox_mailchimp_refresh (IlxSandboxState *state);
/* {"opens","unique_opens",…} of a campaign that was sent. */
JsonNode *ilx_sandbox_mailchimp_build_summary (IlxSandboxState *state, IlxSandboxObject *campaign);

void ilx_sandbox_mailchimp_open_shop (IlxSandboxState *state);

G_END_DECLS
