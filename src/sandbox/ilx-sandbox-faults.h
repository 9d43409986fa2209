/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on purpose. A fault is made for a method and a path; it lets some calls pass,
 * then strikes a number of them.
 *
 *   kind            the call is executed    the client gets
 *   status          no                      the status asked for, with Retry-After if asked for
 *   status-after    yes                     the same
 *   hang            no                      nothing, and the line stays open
 *   hang-after      yes                     the same
 *   drop            no                      a closed line
 *   drop-after      yes                     the same: the reply is lost
 *   reset-body      yes                     headers, half of the body, a reset
 *   malformed       yes                     the status, and JSON that breaks off
 *   html            yes                     200 with a page
 *   html-before     no                      the same
 *   latency         yes                     the reply, late
 *
 * Each kind may have a delay of real milliseconds, before anything else happens. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_SANDBOX_FAULT_STATUS,
  ILX_SANDBOX_FAULT_STATUS_AFTER,
  ILX_SANDBOX_FAULT_HANG,
  ILX_SANDBOX_FAULT_HANG_AFTER,
  ILX_SANDBOX_FAULT_DROP,
  ILX_SANDBOX_FAULT_DROP_AFTER,
  ILX_SANDBOX_FAULT_RESET_BODY,
  ILX_SANDBOX_FAULT_MALFORMED,
  ILX_SANDBOX_FAULT_HTML,
  ILX_SANDBOX_FAULT_HTML_BEFORE,
  ILX_SANDBOX_FAULT_LATENCY,
  ILX_SANDBOX_N_FAULTS
} IlxSandboxFaultKind;

/* One that strikes: a copy of what its maker asked for. */
typedef struct
{
  IlxSandboxFaultKind kind;
  guint status;      /* of status and status-after */
  guint retry_after; /* seconds, 0 for no such header */
  guint delay;       /* real milliseconds */
  char *body;        /* (owned) (nullable): in place of the documented error body */
} IlxSandboxStrike;

typedef struct _IlxSandboxFaults IlxSandboxFaults;

IlxSandboxFaults *ilx_sandbox_faults_new (void);
void ilx_sandbox_faults_free (IlxSandboxFaults *self);
void ilx_sandbox_faults_clear (IlxSandboxFaults *self);
/* One fault or an array of them; none is taken when one is wrong. Fields are told in the error. */
gboolean ilx_sandbox_faults_add (IlxSandboxFaults *self, JsonNode *json, GError **error);
/* Those that can still strike. */
JsonNode *ilx_sandbox_faults_build (IlxSandboxFaults *self);
/* What strikes this call; NULL for nothing. */
IlxSandboxStrike *ilx_sandbox_faults_take (IlxSandboxFaults *self,
                                           const char *platform,
                                           const char *method,
                                           const char *path);

void ilx_sandbox_strike_free (IlxSandboxStrike *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSandboxStrike, ilx_sandbox_strike_free)
gboolean ilx_sandbox_fault_kind_is_before (IlxSandboxFaultKind kind);
const char *ilx_sandbox_fault_kind_get_name (IlxSandboxFaultKind kind);

G_END_DECLS
