/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: one process a profile, with its engine, its workspace and its windows. It stays
 * while an operation is under way, also after the last window is closed. */
#pragma once

#include <adwaita.h>

#include "ilx-demo.h"
#include "ilx-notifier.h"
#include "ilx-workspace.h"

G_BEGIN_DECLS

/* What the command line says, read before there is an application. */
typedef struct
{
  const char *data_dir; /* (nullable) */
  const char *profile;  /* (nullable) */
  const char *tour_dir; /* (nullable): where the tour leaves its pictures */
  gboolean is_service;  /* started by the bus: no window by itself */
  IlxDemo *demo;        /* (nullable) */
} IlxLaunch;

#define ILX_TYPE_APPLICATION (ilx_application_get_type ())
G_DECLARE_FINAL_TYPE (IlxApplication, ilx_application, ILX, APPLICATION, AdwApplication)

/* @launch outlives the application. */
IlxApplication *ilx_application_new (const IlxLaunch *launch);
IlxWorkspace *ilx_application_get_workspace (IlxApplication *self);
IlxNotifier *ilx_application_get_notifier (IlxApplication *self);
const IlxLaunch *ilx_application_get_launch (IlxApplication *self);

G_END_DECLS
