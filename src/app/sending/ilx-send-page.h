/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review of a campaign before it goes out, and where it stands afterwards. Nothing is sent by
 * opening it, nor by any key: only by the button that names the number, the question after it, and
 * the end of the countdown. */
#pragma once

#include "ilx-dispatch.h"
#include "ilx-page.h"

G_BEGIN_DECLS

#define ILX_TYPE_SEND_PAGE (ilx_send_page_get_type ())
G_DECLARE_FINAL_TYPE (IlxSendPage, ilx_send_page, ILX, SEND_PAGE, IlxPage)

IlxPage *ilx_send_page_new (IlxWorkspace *workspace, const char *campaign_id);
IlxDispatch *ilx_send_page_get_dispatch (IlxSendPage *self); /* lent */

G_END_DECLS
