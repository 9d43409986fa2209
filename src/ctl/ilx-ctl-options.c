/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ilx-ctl-options.h"
#include "ilx-error.h"

struct _IlxCtlOptions
{
  GHashTable *values; /* (element-type utf8 GPtrArray) (owned): what was given, in order */
};

/**
 * ilx_ctl_options_new:
 *
 * Returns: (transfer full): nothing given yet
 */
IlxCtlOptions *
ilx_ctl_options_new (void)
{
  IlxCtlOptions *self = g_new0 (IlxCtlOptions, 1);

  self->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

/**
 * ilx_ctl_options_free:
 * @self: (transfer full): the options
 */
void
ilx_ctl_options_free (IlxCtlOptions *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

/* GOption calls it for each option that it meets, by "--name" or "-n". */
static gboolean
take_cb (const char *name, const char *value, gpointer user_data, GError **error)
{
  IlxCtlOptions *self = user_data;
  const char *key = g_str_equal (name, "-h") ? "help" : name + strlen ("--");
  GPtrArray *values = g_hash_table_lookup (self->values, key);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->values, g_strdup (key), values);
    }
  g_ptr_array_add (values, g_strdup (value));
  return TRUE;
}

static void
add_entries (GOptionGroup *group, const IlxCtlOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      GOptionEntry entries[2] = { { 0 } };

      entries[0].long_name = options->name;
      entries[0].short_name = g_str_equal (options->name, "help") ? 'h' : 0;
      entries[0].flags = options->value == NULL ? G_OPTION_FLAG_NO_ARG : 0;
      entries[0].arg = G_OPTION_ARG_CALLBACK;
      entries[0].arg_data = (gpointer) take_cb;
      g_option_group_add_entries (group, entries);
    }
}

/* GOption would take "--yes=no" as --yes. */
static gboolean
check_flags (const IlxCtlOption *options, GStrv args, GError **error)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      g_autofree char *start = g_strdup_printf ("--%s=", options->name);

      for (guint i = 0; options->value == NULL && args[i] != NULL; i++)
        if (g_str_has_prefix (args[i], start))
          {
            ilx_set_error (error, ILX_ERROR_USAGE, _ ("--%s takes no value."), options->name);
            return FALSE;
          }
    }
  return TRUE;
}

static gboolean
parse (IlxCtlOptions *self,
       const IlxCtlOption *options,
       gboolean is_leading,
       GStrv *args,
       GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) local = NULL;
  GOptionGroup *group = g_option_group_new ("main", NULL, NULL, self, NULL);

  add_entries (group, options);
  add_entries (group, ilx_ctl_global_options);
  g_option_context_set_main_group (context, group);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, is_leading);
  if (!check_flags (options, *args, error) || !check_flags (ilx_ctl_global_options, *args, error))
    return FALSE;
  if (g_option_context_parse_strv (context, args, &local))
    return TRUE;
  ilx_set_error (error, ILX_ERROR_USAGE, "%s", local->message);
  return FALSE;
}

/**
 * ilx_ctl_options_parse_leading:
 * @self: the options
 * @args: (inout): the program's name and the arguments; global options before the first word leave
 * @error: %ILX_ERROR_USAGE
 *
 * Returns: whether all that stands before the first word is known
 */
gboolean
ilx_ctl_options_parse_leading (IlxCtlOptions *self, GStrv *args, GError **error)
{
  return parse (self, NULL, TRUE, args, error);
}

/**
 * ilx_ctl_options_parse_all:
 * @self: the options
 * @options: (nullable): the command's
 * @args: (inout): the program's name and the arguments; all options leave
 * @error: %ILX_ERROR_USAGE
 *
 * Returns: whether all options are known and have their values
 */
gboolean
ilx_ctl_options_parse_all (IlxCtlOptions *self,
                           const IlxCtlOption *options,
                           GStrv *args,
                           GError **error)
{
  return parse (self, options, FALSE, args, error);
}

static GPtrArray *
get_values (IlxCtlOptions *self, const char *name)
{
  return g_hash_table_lookup (self->values, name);
}

/**
 * ilx_ctl_options_has:
 * @self: the options
 * @name: an option, without dashes
 *
 * Returns: whether it was given
 */
gboolean
ilx_ctl_options_has (IlxCtlOptions *self, const char *name)
{
  return get_values (self, name) != NULL;
}

/**
 * ilx_ctl_options_get:
 * @self: the options
 * @name: an option, without dashes
 *
 * Returns: (transfer none) (nullable): its last value
 */
const char *
ilx_ctl_options_get (IlxCtlOptions *self, const char *name)
{
  GPtrArray *values = get_values (self, name);

  return values != NULL ? g_ptr_array_index (values, values->len - 1) : NULL;
}

/**
 * ilx_ctl_options_dup_all:
 * @self: the options
 * @name: an option, without dashes
 *
 * Returns: (transfer full): its values in order; empty if it was not given
 */
GStrv
ilx_ctl_options_dup_all (IlxCtlOptions *self, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *values = get_values (self, name);

  for (guint i = 0; values != NULL && i < values->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (values, i));
  return g_strv_builder_end (builder);
}

/**
 * ilx_ctl_options_get_int:
 * @self: the options
 * @name: an option, without dashes
 * @number: (inout): its value; left alone when it was not given
 * @error: %ILX_ERROR_USAGE
 *
 * Returns: %FALSE when its value is not a number of 0 or more
 */
gboolean
ilx_ctl_options_get_int (IlxCtlOptions *self, const char *name, gint64 *number, GError **error)
{
  const char *text = ilx_ctl_options_get (self, name);
  guint64 value;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    {
      ilx_set_error (error, ILX_ERROR_USAGE, _ ("--%s wants a number, and “%s” is none."), name,
                     text);
      return FALSE;
    }
  *number = (gint64) value;
  return TRUE;
}

/**
 * ilx_ctl_options_get_double:
 * @self: the options
 * @name: an option, without dashes
 * @number: (inout): its value; left alone when it was not given
 * @error: %ILX_ERROR_USAGE
 *
 * Returns: %FALSE when its value is not a number above 0
 */
gboolean
ilx_ctl_options_get_double (IlxCtlOptions *self, const char *name, double *number, GError **error)
{
  const char *text = ilx_ctl_options_get (self, name);
  char *end = NULL;
  double value;

  if (text == NULL)
    return TRUE;
  value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (value) || value <= 0)
    {
      ilx_set_error (error, ILX_ERROR_USAGE, _ ("--%s wants a number above 0, and “%s” is none."),
                     name, text);
      return FALSE;
    }
  *number = value;
  return TRUE;
}

/**
 * ilx_ctl_options_count:
 * @self: the options
 * @names: (array zero-terminated=1): options, without dashes
 *
 * Returns: how many of them were given
 */
guint
ilx_ctl_options_count (IlxCtlOptions *self, const char *const *names)
{
  guint n = 0;

  for (; *names != NULL; names++)
    n += ilx_ctl_options_has (self, *names) ? 1 : 0;
  return n;
}
