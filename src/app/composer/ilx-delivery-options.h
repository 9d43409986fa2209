/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platform does with the mail beyond carrying it: whom it skips, and what it counts. A
 * switch each; every change can be undone. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_DELIVERY_OPTIONS (ilx_delivery_options_get_type ())
G_DECLARE_FINAL_TYPE (IlxDeliveryOptions, ilx_delivery_options, ILX, DELIVERY_OPTIONS, GtkWidget)

void ilx_delivery_options_set_document (IlxDeliveryOptions *self, IlxDocument *document);
/* The switch of a property of the campaign. */
GtkSwitch *ilx_delivery_options_get_switch (IlxDeliveryOptions *self, const char *property);

G_END_DECLS
