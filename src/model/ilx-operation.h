/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that changes a platform in more than one call, as the journal keeps it. */
#pragma once

#include "ilx-record.h"

G_BEGIN_DECLS

/* Numbers are stored.
 *
 *   running ──► awaiting-confirmation ──confirm──► running ──► done
 *      │                  └──abandon──► abandoned
 *      ├──► needs-attention ──probe or decision──► running, done, failed
 *      └──► failed */
typedef enum
{
  ILX_OPERATION_RUNNING = 0, /* a process works on it, or died and it waits to be resumed */
  ILX_OPERATION_AWAITING_CONFIRMATION = 1,
  ILX_OPERATION_NEEDS_ATTENTION = 2, /* uncertain: probes run, the user decides last */
  ILX_OPERATION_DONE = 3,
  ILX_OPERATION_FAILED = 4,
  ILX_OPERATION_ABANDONED = 5,
} IlxOperationState;

typedef enum
{
  ILX_DELIVER_DRAFT = 0, /* stop before anything can leave */
  ILX_DELIVER_NOW = 1,
  ILX_DELIVER_AT = 2, /* see scheduled-at */
} IlxDeliveryMode;

#define ILX_TYPE_OPERATION (ilx_operation_get_type ())
G_DECLARE_FINAL_TYPE (IlxOperation, ilx_operation, ILX, OPERATION, IlxRecord)

IlxOperation *ilx_operation_new (void);

ILX_DECLARE_STRING (IlxOperation, ilx_operation, id)
ILX_DECLARE_STRING (IlxOperation, ilx_operation, kind) /* "send-campaign" */
ILX_DECLARE_STRING (IlxOperation, ilx_operation, campaign_id)
ILX_DECLARE_STRING (IlxOperation, ilx_operation, connection_id)
ILX_DECLARE_ENUM (IlxOperation, ilx_operation, mode, IlxDeliveryMode)
ILX_DECLARE_INT (IlxOperation, ilx_operation, scheduled_at) /* wanted, of ILX_DELIVER_AT */
ILX_DECLARE_INT (IlxOperation, ilx_operation, revision)     /* of the campaign, as it goes out */
ILX_DECLARE_INT (IlxOperation,
                 ilx_operation,
                 stamp) /* in remote names; no two operations share one */
ILX_DECLARE_STRING (IlxOperation,
                    ilx_operation,
                    fingerprint) /* see ilx_campaign_dup_fingerprint() */
ILX_DECLARE_ENUM (IlxOperation, ilx_operation, state, IlxOperationState)
ILX_DECLARE_STRING (IlxOperation, ilx_operation, step)         /* the row it is at */
ILX_DECLARE_INT (IlxOperation, ilx_operation, estimate)        /* people it would reach */
ILX_DECLARE_STRING (IlxOperation, ilx_operation, confirmation) /* what the user agreed to */
ILX_DECLARE_INT (IlxOperation, ilx_operation, confirmed_at)
ILX_DECLARE_INT (IlxOperation, ilx_operation, n_probes) /* asked in vain so far */
ILX_DECLARE_INT (IlxOperation, ilx_operation, next_probe_at)
ILX_DECLARE_INT (IlxOperation, ilx_operation, retry_at)      /* waits for a limit until then */
ILX_DECLARE_STRING (IlxOperation, ilx_operation, error_code) /* name of an IlxErrorCode */
ILX_DECLARE_STRING (IlxOperation, ilx_operation, error_message)
ILX_DECLARE_STRING (IlxOperation, ilx_operation, error_detail)
ILX_DECLARE_INT (IlxOperation, ilx_operation, created_at)
ILX_DECLARE_INT (IlxOperation, ilx_operation, updated_at)
ILX_DECLARE_INT (IlxOperation, ilx_operation, finished_at)
/* The operation that it sends again, because the user said so; NULL for nearly all. */
ILX_DECLARE_STRING (IlxOperation, ilx_operation, repeats)

const char *ilx_operation_state_get_name (IlxOperationState state);
gboolean ilx_operation_is_open (IlxOperation *self);

G_END_DECLS
