/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-error.h"
#include "ilx-text.h"
#include "ilx-brand.h"

struct _IlxBrand
{
  IlxRecord parent_instance;

  char *name;
  char *slug;
  char *domain;
  char *sender_name;
  char *sender_email;
  char *reply_to;
  char *postal_address;
};

G_DEFINE_FINAL_TYPE (IlxBrand, ilx_brand, ILX_TYPE_RECORD)

#define AT(field) G_STRUCT_OFFSET (IlxBrand, field)
static const IlxField fields[] = {
  { "name", ILX_FIELD_STRING, AT (name) },
  { "slug", ILX_FIELD_STRING, AT (slug) },
  { "domain", ILX_FIELD_STRING, AT (domain) },
  { "sender-name", ILX_FIELD_STRING, AT (sender_name) },
  { "sender-email", ILX_FIELD_STRING, AT (sender_email) },
  { "reply-to", ILX_FIELD_STRING, AT (reply_to) },
  { "postal-address", ILX_FIELD_STRING, AT (postal_address) },
};
#undef AT

static void
ilx_brand_class_init (IlxBrandClass *klass)
{
  ilx_record_class_set_fields (ILX_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
ilx_brand_init (IlxBrand *self)
{
}

ILX_DEFINE_STRING (IlxBrand, ilx_brand, name, "name")
ILX_DEFINE_STRING (IlxBrand, ilx_brand, slug, "slug")
ILX_DEFINE_STRING (IlxBrand, ilx_brand, domain, "domain")
ILX_DEFINE_STRING (IlxBrand, ilx_brand, sender_name, "sender-name")
ILX_DEFINE_STRING (IlxBrand, ilx_brand, sender_email, "sender-email")
ILX_DEFINE_STRING (IlxBrand, ilx_brand, reply_to, "reply-to")
ILX_DEFINE_STRING (IlxBrand, ilx_brand, postal_address, "postal-address")

/**
 * ilx_brand_new:
 *
 * Returns: (transfer full): an empty one
 */
IlxBrand *
ilx_brand_new (void)
{
  return g_object_new (ILX_TYPE_BRAND, NULL);
}

static gboolean
refuse (GError **error, const char *field, const char *format, const char *value)
{
  ilx_set_error (error, ILX_ERROR_INVALID_INPUT, format, value);
  if (error != NULL)
    ilx_error_set_field (*error, field);
  return FALSE;
}

static gboolean
is_slug (const char *text)
{
  g_autofree char *slug = ilx_text_dup_slug (text);

  return g_str_equal (slug, text);
}

static gboolean
has_line_break (const char *text)
{
  return text != NULL && strpbrk (text, "\r\n") != NULL;
}

/**
 * ilx_brand_check:
 * @self: a brand
 * @error: %ILX_ERROR_INVALID_INPUT with the field
 *
 * Returns: whether each value that is there has the form it needs
 */
gboolean
ilx_brand_check (IlxBrand *self, GError **error)
{
  if (!ilx_text_is_blank (self->slug) && !is_slug (self->slug))
    return refuse (error, "slug",
                   _ ("“%s” is not a slug: use lower-case letters, digits and hyphens."),
                   self->slug);
  if (!ilx_text_is_blank (self->domain) && !ilx_text_is_domain (self->domain))
    return refuse (error, "domain", _ ("“%s” is not a domain. Write it as shop.example."),
                   self->domain);
  if (!ilx_text_is_blank (self->sender_email) && !ilx_text_is_email (self->sender_email))
    return refuse (error, "sender-email", _ ("“%s” is not an e-mail address."), self->sender_email);
  if (!ilx_text_is_blank (self->reply_to) && !ilx_text_is_email (self->reply_to))
    return refuse (error, "reply-to", _ ("“%s” is not an e-mail address."), self->reply_to);
  if (has_line_break (self->sender_name))
    return refuse (error, "sender-name", _ ("The sender name “%s” has a line break."),
                   self->sender_name);
  return TRUE;
}
