/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platforms that this build knows. */
#pragma once

#include "ilx-platform.h"

G_BEGIN_DECLS

/* Ended by a row without id. */
const IlxPlatformInfo *ilx_platforms_get_all (void);
const IlxPlatformInfo *ilx_platforms_find (const char *id);
/* The address to use: the info's, or the override when it is a loopback one. */
char *ilx_platform_info_dup_url (const IlxPlatformInfo *info, GError **error);

G_END_DECLS
