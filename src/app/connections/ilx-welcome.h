/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first run: three pages, all of which can be skipped. */
#pragma once

#include <adwaita.h>

#include "ilx-workspace.h"

G_BEGIN_DECLS

#define ILX_TYPE_WELCOME (ilx_welcome_get_type ())
G_DECLARE_FINAL_TYPE (IlxWelcome, ilx_welcome, ILX, WELCOME, AdwWindow)

GtkWindow *ilx_welcome_new (IlxWorkspace *workspace);
/* Shows it over @parent, unless this profile has seen it. */
void ilx_welcome_present (GtkWindow *parent, IlxWorkspace *workspace);

G_END_DECLS
