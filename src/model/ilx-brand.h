/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sends: the defaults of every campaign. */
#pragma once

#include "ilx-record.h"

G_BEGIN_DECLS

#define ILX_TYPE_BRAND (ilx_brand_get_type ())
G_DECLARE_FINAL_TYPE (IlxBrand, ilx_brand, ILX, BRAND, IlxRecord)

IlxBrand *ilx_brand_new (void);

ILX_DECLARE_STRING (IlxBrand, ilx_brand, name)
ILX_DECLARE_STRING (IlxBrand, ilx_brand, slug)   /* lower-case letters, digits, hyphens */
ILX_DECLARE_STRING (IlxBrand, ilx_brand, domain) /* "shop.example" */
ILX_DECLARE_STRING (IlxBrand, ilx_brand, sender_name)
ILX_DECLARE_STRING (IlxBrand, ilx_brand, sender_email)
ILX_DECLARE_STRING (IlxBrand, ilx_brand, reply_to)
ILX_DECLARE_STRING (IlxBrand, ilx_brand, postal_address)

gboolean ilx_brand_check (IlxBrand *self, GError **error);

G_END_DECLS
