/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform's OpenAPI document, as far as it takes to say whether a reply is one of its
 * replies: references, unions, types, required and unknown members, enumerations. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _Contract Contract;

/* NULL when the document of "klaviyo" or "mailchimp" isn't there: beside the project, or where
 * ILLIXIS_KLAVIYO_OPENAPI or ILLIXIS_MAILCHIMP_OPENAPI says. */
Contract *contract_load (const char *platform);
void contract_free (Contract *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Contract, contract_free)

/* What is wrong with the reply to "GET", "/api/lists/{id}", 200; NULL: nothing. */
char *contract_check (
    Contract *self, const char *method, const char *pattern, guint status, JsonNode *reply);

G_END_DECLS
