/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list, segment or tag of an account: whom a campaign can go to. */
#pragma once

#include "ilx-record.h"

G_BEGIN_DECLS

/* Numbers are stored. */
typedef enum
{
  ILX_AUDIENCE_LIST = 0,
  ILX_AUDIENCE_SEGMENT = 1,
  ILX_AUDIENCE_TAG = 2,
} IlxAudienceKind;

#define ILX_TYPE_AUDIENCE (ilx_audience_get_type ())
G_DECLARE_FINAL_TYPE (IlxAudience, ilx_audience, ILX, AUDIENCE, IlxRecord)

IlxAudience *ilx_audience_new (void);

ILX_DECLARE_STRING (IlxAudience, ilx_audience, id) /* the platform's */
ILX_DECLARE_STRING (IlxAudience, ilx_audience, connection_id)
ILX_DECLARE_STRING (IlxAudience, ilx_audience, name)
ILX_DECLARE_ENUM (IlxAudience, ilx_audience, kind, IlxAudienceKind)
ILX_DECLARE_INT (IlxAudience,
                 ilx_audience,
                 count) /* members, suppressed ones included; -1: never counted */
ILX_DECLARE_INT (IlxAudience, ilx_audience, counted_at)
ILX_DECLARE_BOOL (IlxAudience, ilx_audience, is_processing) /* members are still being computed */
ILX_DECLARE_INT (IlxAudience, ilx_audience, updated_at)     /* when it was last seen there */

const char *ilx_audience_kind_get_name (IlxAudienceKind kind);

G_END_DECLS
