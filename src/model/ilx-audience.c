/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-audience.h"

struct _IlxAudience
{
  IlxRecord parent_instance;

  char *id;
  char *connection_id;
  char *name;
  int kind;
  gint64 count;
  gint64 counted_at;
  gboolean is_processing;
  gint64 updated_at;
};

G_DEFINE_FINAL_TYPE (IlxAudience, ilx_audience, ILX_TYPE_RECORD)

static const char *const kind_names[] = { "list", "segment", "tag", NULL };

#define AT(field) G_STRUCT_OFFSET (IlxAudience, field)
static const IlxField fields[] = {
  { "id", ILX_FIELD_STRING, AT (id), ILX_FIELD_KEY },
  { "connection-id", ILX_FIELD_STRING, AT (connection_id), ILX_FIELD_KEY },
  { "name", ILX_FIELD_STRING, AT (name) },
  { "kind", ILX_FIELD_ENUM, AT (kind), 0, 0, kind_names },
  { "count", ILX_FIELD_INT, AT (count), 0, -1 },
  { "counted-at", ILX_FIELD_TIME, AT (counted_at) },
  { "is-processing", ILX_FIELD_BOOL, AT (is_processing) },
  { "updated-at", ILX_FIELD_TIME, AT (updated_at) },
};
#undef AT

static void
ilx_audience_class_init (IlxAudienceClass *klass)
{
  ilx_record_class_set_fields (ILX_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
ilx_audience_init (IlxAudience *self)
{
}

ILX_DEFINE_STRING (IlxAudience, ilx_audience, id, "id")
ILX_DEFINE_STRING (IlxAudience, ilx_audience, connection_id, "connection-id")
ILX_DEFINE_STRING (IlxAudience, ilx_audience, name, "name")
ILX_DEFINE_ENUM (IlxAudience, ilx_audience, kind, "kind", IlxAudienceKind)
ILX_DEFINE_INT (IlxAudience, ilx_audience, count, "count")
ILX_DEFINE_INT (IlxAudience, ilx_audience, counted_at, "counted-at")
ILX_DEFINE_BOOL (IlxAudience, ilx_audience, is_processing, "is-processing")
ILX_DEFINE_INT (IlxAudience, ilx_audience, updated_at, "updated-at")

/**
 * ilx_audience_new:
 *
 * Returns: (transfer full): an empty one
 */
IlxAudience *
ilx_audience_new (void)
{
  return g_object_new (ILX_TYPE_AUDIENCE, NULL);
}

/**
 * ilx_audience_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its stable name for scripts
 */
const char *
ilx_audience_kind_get_name (IlxAudienceKind kind)
{
  return kind_names[kind];
}
