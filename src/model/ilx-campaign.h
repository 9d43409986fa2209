/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mailing: what the user wrote, for whom, and what became of it on the platform. */
#pragma once

#include "ilx-record.h"

G_BEGIN_DECLS

/* Numbers are stored; never use one again for another state. */
typedef enum
{
  ILX_CAMPAIGN_DRAFT = 0,
  ILX_CAMPAIGN_SUBMITTING = 1, /* an operation is at it */
  ILX_CAMPAIGN_UNCERTAIN = 2,  /* the platform did not say whether it started */
  ILX_CAMPAIGN_SCHEDULED = 3,
  ILX_CAMPAIGN_SENDING = 4,
  ILX_CAMPAIGN_SENT = 5,
  ILX_CAMPAIGN_CANCELLED = 6,
  ILX_CAMPAIGN_FAILED = 7,
} IlxCampaignState;

#define ILX_TYPE_CAMPAIGN (ilx_campaign_get_type ())
G_DECLARE_FINAL_TYPE (IlxCampaign, ilx_campaign, ILX, CAMPAIGN, IlxRecord)

IlxCampaign *ilx_campaign_new (void);

ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, id)
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, platform)      /* "klaviyo" */
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, connection_id) /* NULL: not chosen yet */
ILX_DECLARE_INT (IlxCampaign, ilx_campaign, revision)         /* grows with every edit */
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, subject)
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, preview_text)
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, from_name)  /* NULL: see ilx_sender_resolve() */
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, from_email) /* NULL: likewise */
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, reply_to)
ILX_DECLARE_STRV (IlxCampaign, ilx_campaign, included) /* ids of audiences */
ILX_DECLARE_STRV (IlxCampaign, ilx_campaign, excluded)
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, html) /* byte for byte what is sent */
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, text) /* NULL: made from the HTML */
ILX_DECLARE_BOOL (IlxCampaign, ilx_campaign, has_smart_sending)
ILX_DECLARE_BOOL (IlxCampaign, ilx_campaign, has_open_tracking)
ILX_DECLARE_BOOL (IlxCampaign, ilx_campaign, has_click_tracking)
ILX_DECLARE_BOOL (IlxCampaign, ilx_campaign, has_utm_tracking)
ILX_DECLARE_INT (IlxCampaign, ilx_campaign, created_at)
ILX_DECLARE_INT (IlxCampaign, ilx_campaign, updated_at)
ILX_DECLARE_INT (IlxCampaign, ilx_campaign, trashed_at) /* 0: not in the trash */

/* Of the platform, not of the user. */
ILX_DECLARE_ENUM (IlxCampaign, ilx_campaign, state, IlxCampaignState)
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, remote_state) /* in the platform's words */
ILX_DECLARE_INT (IlxCampaign, ilx_campaign, recipients)      /* last estimate, -1 for none */
ILX_DECLARE_INT (IlxCampaign, ilx_campaign, scheduled_at)
ILX_DECLARE_INT (IlxCampaign, ilx_campaign, sent_at)
ILX_DECLARE_STRING (IlxCampaign, ilx_campaign, problem) /* why it failed, in words */

const char *ilx_campaign_get_remote (IlxCampaign *self, const char *kind);
void ilx_campaign_set_remote (IlxCampaign *self, const char *kind, const char *id);

const char *ilx_campaign_state_get_name (IlxCampaignState state);
const char *ilx_campaign_state_get_title (IlxCampaignState state);
gboolean ilx_campaign_is_editable (IlxCampaign *self);
gboolean ilx_campaign_check_content (IlxCampaign *self, GError **error);
char *ilx_campaign_dup_fingerprint (IlxCampaign *self);

G_END_DECLS
