/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies that the calls about campaigns take, as tables of ilx-sandbox-schema.h. */
#pragma once

#include "ilx-sandbox-schema.h"

G_BEGIN_DECLS

extern const IlxSandboxSchema ilx_sandbox_create_campaign_body[];
extern const IlxSandboxSchema ilx_sandbox_update_campaign_body[];
extern const IlxSandboxSchema ilx_sandbox_clone_campaign_body[];
extern const IlxSandboxSchema ilx_sandbox_update_message_body[];
extern const IlxSandboxSchema ilx_sandbox_assign_template_body[];
extern const IlxSandboxSchema ilx_sandbox_send_job_body[];
extern const IlxSandboxSchema ilx_sandbox_cancel_job_body[];
extern const IlxSandboxSchema ilx_sandbox_estimation_job_body[];

G_END_DECLS
