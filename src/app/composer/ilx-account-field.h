/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account that a campaign goes out by: a chooser of those that are connected, or the way to
 * connect the first one. */
#pragma once

#include <gtk/gtk.h>

#include "ilx-document.h"

G_BEGIN_DECLS

#define ILX_TYPE_ACCOUNT_FIELD (ilx_account_field_get_type ())
G_DECLARE_FINAL_TYPE (IlxAccountField, ilx_account_field, ILX, ACCOUNT_FIELD, GtkWidget)

void ilx_account_field_set_document (IlxAccountField *self,
                                     IlxWorkspace *workspace,
                                     IlxDocument *document);
/* "Klaviyo · Bean Street" */

G_END_DECLS
