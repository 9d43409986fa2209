/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-number.h"

/**
 * ilx_number_format:
 * @number: a number
 *
 * Returns: (transfer full): @number with its thousands set apart
 */
char *
ilx_number_format (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}
