/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user talks about, as plain GObjects whose properties come from a table.
 *
 * A subclass is a struct, a table of IlxField, and one line an accessor. From the table follow the
 * properties with their notifications, copying, comparing, JSON, and (in store/) the columns of the
 * database, so a new field is a row here and a migration there.
 *
 * A record belongs to one thread at a time; to hand it to another, give that a copy. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_FIELD_STRING, /* char *, owned, NULL for none */
  ILX_FIELD_STRV,   /* GStrv, owned; empty is NULL */
  ILX_FIELD_MAP,    /* GHashTable *, string to string, owned, never NULL */
  ILX_FIELD_INT,    /* gint64 */
  ILX_FIELD_TIME,   /* gint64, microseconds since the epoch, 0 for none */
  ILX_FIELD_BOOL,   /* gboolean */
  ILX_FIELD_ENUM,   /* int; see nicks; its numbers are stored and never used again for another */
} IlxFieldType;

typedef enum
{
  ILX_FIELD_NONE = 0,
  ILX_FIELD_KEY = 1 << 0,      /* part of what identifies the record */
  ILX_FIELD_LARGE = 1 << 1,    /* kept apart, not in rows of lists */
  ILX_FIELD_DELIVERY = 1 << 2, /* what the platform makes of it, not what the user wrote */
} IlxFieldFlags;

typedef struct
{
  const char *name; /* of the property, with hyphens */
  IlxFieldType type;
  gsize offset;
  IlxFieldFlags flags;
  gint64 initial;
  const char *const *nicks; /* of an enum, by value */
} IlxField;

#define ILX_TYPE_RECORD (ilx_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (IlxRecord, ilx_record, ILX, RECORD, GObject)

struct _IlxRecordClass
{
  GObjectClass parent_class;
  const IlxField *fields;
  guint n_fields;
};

void ilx_record_class_set_fields (IlxRecordClass *klass, const IlxField *fields, guint n_fields);

const IlxField *ilx_record_get_fields (IlxRecord *self, guint *n_fields);
gpointer ilx_record_copy (gpointer record);
void ilx_record_copy_fields (gpointer from, gpointer to, IlxFieldFlags flags);
gboolean ilx_record_is_equal (gpointer a, gpointer b);
JsonNode *ilx_record_to_json (gpointer record);

/* For the accessors below, and for store/ which reads and writes by field. */
void ilx_record_set_string (gpointer self, const char *name, char **place, const char *value);
void ilx_record_set_strv (gpointer self, const char *name, GStrv *place, const char *const *value);
void ilx_record_set_int (gpointer self, const char *name, gint64 *place, gint64 value);
void ilx_record_set_bool (gpointer self, const char *name, gboolean *place, gboolean value);
void ilx_record_set_enum (gpointer self, const char *name, int *place, int value);
char *ilx_record_dup_text (gpointer self, const IlxField *field);
gint64 ilx_record_get_number (gpointer self, const IlxField *field);
void ilx_record_take_text (gpointer self, const IlxField *field, const char *text);
void ilx_record_take_number (gpointer self, const IlxField *field, gint64 number);
gboolean ilx_field_is_text (const IlxField *field);

#define ILX_DECLARE_STRING(Type, prefix, field)                                                    \
  const char *prefix##_get_##field (Type *self);                                                   \
  void prefix##_set_##field (Type *self, const char *value);
#define ILX_DECLARE_STRV(Type, prefix, field)                                                      \
  const char *const *prefix##_get_##field (Type *self);                                            \
  void prefix##_set_##field (Type *self, const char *const *value);
#define ILX_DECLARE_INT(Type, prefix, field)                                                       \
  gint64 prefix##_get_##field (Type *self);                                                        \
  void prefix##_set_##field (Type *self, gint64 value);
#define ILX_DECLARE_BOOL(Type, prefix, field)                                                      \
  gboolean prefix##_get_##field (Type *self);                                                      \
  void prefix##_set_##field (Type *self, gboolean value);
#define ILX_DECLARE_ENUM(Type, prefix, field, Enum)                                                \
  Enum prefix##_get_##field (Type *self);                                                          \
  void prefix##_set_##field (Type *self, Enum value);

#define ILX_DEFINE_STRING(Type, prefix, field, property)                                           \
  const char *prefix##_get_##field (Type *self)                                                    \
  {                                                                                                \
    return self->field;                                                                            \
  }                                                                                                \
  void prefix##_set_##field (Type *self, const char *value)                                        \
  {                                                                                                \
    ilx_record_set_string (self, property, &self->field, value);                                   \
  }
#define ILX_DEFINE_STRV(Type, prefix, field, property)                                             \
  const char *const *prefix##_get_##field (Type *self)                                             \
  {                                                                                                \
    return (const char *const *) self->field;                                                      \
  }                                                                                                \
  void prefix##_set_##field (Type *self, const char *const *value)                                 \
  {                                                                                                \
    ilx_record_set_strv (self, property, &self->field, value);                                     \
  }
#define ILX_DEFINE_INT(Type, prefix, field, property)                                              \
  gint64 prefix##_get_##field (Type *self)                                                         \
  {                                                                                                \
    return self->field;                                                                            \
  }                                                                                                \
  void prefix##_set_##field (Type *self, gint64 value)                                             \
  {                                                                                                \
    ilx_record_set_int (self, property, &self->field, value);                                      \
  }
#define ILX_DEFINE_BOOL(Type, prefix, field, property)                                             \
  gboolean prefix##_get_##field (Type *self)                                                       \
  {                                                                                                \
    return self->field;                                                                            \
  }                                                                                                \
  void prefix##_set_##field (Type *self, gboolean value)                                           \
  {                                                                                                \
    ilx_record_set_bool (self, property, &self->field, value);                                     \
  }
#define ILX_DEFINE_ENUM(Type, prefix, field, property, Enum)                                       \
  Enum prefix##_get_##field (Type *self)                                                           \
  {                                                                                                \
    return (Enum) self->field;                                                                     \
  }                                                                                                \
  void prefix##_set_##field (Type *self, Enum value)                                               \
  {                                                                                                \
    ilx_record_set_enum (self, property, &self->field, (int) value);                               \
  }

G_END_DECLS
