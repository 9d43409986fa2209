/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked of the platforms, the last 20,000 calls of it. Headers and bodies are never kept,
 * so that no key can be. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _IlxSandboxLog IlxSandboxLog;

IlxSandboxLog *ilx_sandbox_log_new (void);
void ilx_sandbox_log_free (IlxSandboxLog *self);
void ilx_sandbox_log_clear (IlxSandboxLog *self);
/* @status: 0 when nothing was answered. @fault (nullable): static text. @time: microseconds. */
void ilx_sandbox_log_add (IlxSandboxLog *self,
                          const char *method,
                          const char *path,
                          const char *query,
                          guint status,
                          const char *fault,
                          gint64 time);
/* [{"method","path","query","status","time","fault"?}], oldest first. */
JsonNode *ilx_sandbox_log_build (IlxSandboxLog *self);

G_END_DECLS
