/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated platforms, over real HTTP on loopback: for tests, the demo, and trying things out.
 * It refuses what the real platforms refuse. */
#pragma once

#include "ilx-clock.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define ILX_TYPE_SANDBOX (ilx_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (IlxSandbox, ilx_sandbox, ILX, SANDBOX, GObject)

/* @speed: how fast the platforms' limits and jobs run, 1 for real; 0: they stand until the control
 * address moves the clock. */
IlxSandbox *ilx_sandbox_new (double speed);
/* Listens on 127.0.0.1; @port 0 takes a free one. */
gboolean ilx_sandbox_start (IlxSandbox *self, guint port, GError **error);
void ilx_sandbox_stop (IlxSandbox *self);
/* {"klaviyo":{"url":…,"api_key":…},"control":…}, a member for each platform. */
JsonNode *ilx_sandbox_describe (IlxSandbox *self);
/* As the control address's POST /_sandbox/reset. */
void ilx_sandbox_reset (IlxSandbox *self);

G_END_DECLS
