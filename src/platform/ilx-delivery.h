/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a campaign gets to a platform: the state of one delivery, and the rows of a platform's table.
 *
 * A row is run by the journal in publish/ like this:
 *
 *   is_needed? ──no──► next row
 *      │ yes
 *   build_intent ──► journal "intended" ──► begin … finish ──ok──► journal "done", apply ──► next
 * row ▲                     │ │      without effect: 429 waits, else the operation fails │ effect
 * unknown: probe ─HAPPENED──► journal "done", apply └──────────────────────────── ─DID_NOT──► once
 * more ─SILENT──► later again, then the user
 *
 * Effects decide what may be repeated: READ and CHANGE always; CREATE and SEND only after a probe
 * said that it did not happen. The row of effect SEND is not begun without a confirmation.
 *
 * State is a fold: apply() of each done row, in order, on the delivery. So a resumed delivery is
 * the same as one that never stopped. */
#pragma once

#include "ilx-campaign.h"
#include "ilx-clock.h"
#include "ilx-operation.h"
#include "ilx-sender.h"

G_BEGIN_DECLS

#define ILX_TYPE_DELIVERY (ilx_delivery_get_type ())
G_DECLARE_FINAL_TYPE (IlxDelivery, ilx_delivery, ILX, DELIVERY, GObject)

typedef enum
{
  ILX_EFFECT_READ,
  ILX_EFFECT_CHANGE, /* the same when done twice */
  ILX_EFFECT_CREATE, /* twice makes two: has a probe */
  ILX_EFFECT_SEND,   /* mail leaves: has a probe, needs a confirmation, at most once */
} IlxEffect;

typedef enum
{
  ILX_PROBE_SILENT, /* no answer, or none that can be trusted */
  ILX_PROBE_HAPPENED,
  ILX_PROBE_DID_NOT,
} IlxProbe;

typedef struct
{
  const char *name;  /* stable: stands in the journal */
  const char *title; /* N_() what is being done, "Uploading the template" */
  IlxEffect effect;
  /* Once this row is done, a later failure leaves what there is as a draft instead of undoing it.
   */
  gboolean keeps;
  gboolean (*is_needed) (IlxDelivery *); /* NULL: always */
  /* What will be asked, fixed before the call so that a probe finds it: names, times. NULL: none.
   */
  JsonNode *(*build_intent) (IlxDelivery *);
  void (*begin) (IlxDelivery *, JsonNode *intent, GCancellable *, GAsyncReadyCallback, gpointer);
  /* What to remember: (transfer full), an object, perhaps empty; NULL on error. */
  JsonNode *(*finish) (IlxDelivery *, GAsyncResult *, GError **);
  void (*apply) (IlxDelivery *, JsonNode *result); /* NULL: nothing to keep */
  /* Did it happen? On HAPPENED *result is what finish() would have given. CREATE and SEND. */
  void (*probe) (IlxDelivery *, JsonNode *intent, GCancellable *, GAsyncReadyCallback, gpointer);
  IlxProbe (*probe_finish) (IlxDelivery *, GAsyncResult *, JsonNode **result, GError **);
  /* Takes back what finish() gave; "already gone" is success. NULL: nothing to take back. */
  void (*undo) (IlxDelivery *, JsonNode *result, GCancellable *, GAsyncReadyCallback, gpointer);
  gboolean (*undo_finish) (IlxDelivery *, GAsyncResult *, GError **);
} IlxDeliveryStep;

/* The platform is passed as GObject since this header stands below ilx-platform.h. */
IlxDelivery *ilx_delivery_new (GObject *platform,
                               IlxCampaign *campaign,
                               IlxSender *sender,
                               IlxDeliveryMode mode,
                               gint64 scheduled_at,
                               gint64 stamp,
                               IlxClock *clock);

GObject *ilx_delivery_get_platform (IlxDelivery *self);
IlxCampaign *ilx_delivery_get_campaign (IlxDelivery *self);
const IlxSender *ilx_delivery_get_sender (IlxDelivery *self);
IlxDeliveryMode ilx_delivery_get_mode (IlxDelivery *self);
gint64 ilx_delivery_get_scheduled_at (IlxDelivery *self);
gint64 ilx_delivery_get_stamp (IlxDelivery *self);
IlxClock *ilx_delivery_get_clock (IlxDelivery *self);
/* The part that is sent to those who read no HTML: the campaign's own, or the one made for it. */
const char *ilx_delivery_get_text (IlxDelivery *self);
void ilx_delivery_set_text (IlxDelivery *self, const char *text);

G_END_DECLS
