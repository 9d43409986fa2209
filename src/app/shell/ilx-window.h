/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: the sidebar with its sections, and tabs. A tab that was torn off has a window without
 * sections. */
#pragma once

#include "ilx-application.h"
#include "ilx-page.h"

G_BEGIN_DECLS

typedef enum
{
  ILX_WINDOW_HAS_SECTIONS = 1 << 0,
} IlxWindowFlags;

#define ILX_TYPE_WINDOW (ilx_window_get_type ())
G_DECLARE_FINAL_TYPE (IlxWindow, ilx_window, ILX, WINDOW, AdwApplicationWindow)

IlxWindow *ilx_window_new (IlxApplication *application, IlxWindowFlags flags);
/* The page that is shown; lent. */
IlxPage *ilx_window_get_page (IlxWindow *self);
void ilx_window_open_campaign (IlxWindow *self, const char *campaign_id);
void ilx_window_review_campaign (IlxWindow *self, const char *campaign_id);
/* Says what was being written when the last run was cut off, if it was. */
void ilx_window_tell_recovered (IlxWindow *self);
void ilx_window_show_section (IlxWindow *self, const char *name);

G_END_DECLS
