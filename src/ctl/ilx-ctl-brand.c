/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sends: brand show, brand set. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-account-store.h"
#include "ilx-ctl-output.h"
#include "ilx-ctl.h"
#include "ilx-error.h"
#include "ilx-text.h"

/* Named as the brand's properties. */
static const IlxCtlOption brand_options[] = {
  { "name", N_ ("TEXT"), N_ ("Name of the brand") },
  { "slug", N_ ("TEXT"), N_ ("Short name in lower-case letters, digits and hyphens") },
  { "domain", N_ ("DOMAIN"), N_ ("Domain, such as shop.example") },
  { "sender-name", N_ ("TEXT"), N_ ("Name that mails come from") },
  { "sender-email", N_ ("ADDRESS"), N_ ("Address that mails come from; else hello@DOMAIN") },
  { "reply-to", N_ ("ADDRESS"), N_ ("Address that answers go to") },
  { "postal-address", N_ ("TEXT"), N_ ("Postal address for the foot of mails") },
  { NULL },
};

static char *
build_brand_text (IlxBrand *brand)
{
  g_autoptr (IlxCtlTable) table = ilx_ctl_table_new ();

  for (const IlxCtlOption *option = brand_options; option->name != NULL; option++)
    {
      g_autofree char *value = NULL;

      g_object_get (brand, option->name, &value, NULL);
      ilx_ctl_table_add (table, option->name, ilx_text_is_blank (value) ? "–" : value, NULL);
    }
  return ilx_ctl_table_to_text (table);
}

static gboolean
answer_brand (IlxCtl *self, GError **error)
{
  g_autoptr (IlxBrand) brand = ilx_brand_store_load (ilx_ctl_get_store (self), error);

  if (brand == NULL)
    return FALSE;
  ilx_ctl_take_answer (self, ilx_record_to_json (brand), build_brand_text (brand));
  return TRUE;
}

/* Empty text takes a value away. */
static guint
apply_options (IlxCtl *self, IlxBrand *brand)
{
  guint n = 0;

  for (const IlxCtlOption *option = brand_options; option->name != NULL; option++)
    {
      g_autofree char *value
          = ilx_text_dup_trimmed (ilx_ctl_options_get (self->options, option->name));

      if (value == NULL)
        continue;
      g_object_set (brand, option->name, *value != '\0' ? value : NULL, NULL);
      n++;
    }
  return n;
}

static gboolean
prepare_set (IlxCtl *self, GError **error)
{
  g_autoptr (IlxBrand) brand = ilx_brand_store_load (ilx_ctl_get_store (self), error);

  if (brand == NULL)
    return FALSE;
  if (apply_options (self, brand) == 0)
    {
      ilx_set_error (error, ILX_ERROR_USAGE, _ ("Say what to set, such as --name \"My Shop\"."));
      return FALSE;
    }
  if (!ilx_brand_check (brand, error))
    return FALSE;
  self->brand = g_steal_pointer (&brand);
  return TRUE;
}

static gboolean
save_begin (GTask *task, gpointer state, GAsyncReadyCallback callback, gpointer data)
{
  IlxCtl *self = state;

  ilx_brand_store_save_async (ilx_ctl_get_store (self), self->brand, self->cancellable, callback,
                              data);
  return TRUE;
}

static IlxStepOutcome
save_finish (gpointer state, GObject *source, GAsyncResult *result, GError **error)
{
  IlxCtl *self = state;

  return ilx_brand_store_save_finish (ilx_ctl_get_store (self), result, error) ? ILX_STEP_NEXT
                                                                               : ILX_STEP_FAILED;
}

static const IlxStep set_steps[] = {
  { "save the brand", save_begin, save_finish },
  { NULL },
};

const IlxCtlCommand ilx_ctl_brand_commands[] = {
  { "brand show", NULL, N_ ("Show who sends"), NULL, NULL, 0, 0, ILX_CTL_PLAIN, NULL, NULL,
    answer_brand },
  { "brand set", NULL, N_ ("Say who sends"),
    N_ ("What is not given stays as it is; an empty text takes a value away."), brand_options, 0, 0,
    ILX_CTL_PLAIN, prepare_set, set_steps, answer_brand },
  { NULL },
};
