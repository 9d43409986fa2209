/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-state.h"

#include "ilx-json.h"

#include <string.h>

/* The objects of one kind: by id, and in the order of their making. */
typedef struct
{
  GHashTable *by_id; /* id (of the object) → IlxSandboxObject (owned) */
  GQueue order;      /* links are the objects' own */
} IlxSandboxKind;

struct _IlxSandboxState
{
  IlxClock *clock;       /* (owned): gives steady time of the sandbox's speed */
  gint64 born;           /* the date when the clock's steady time was born_steady */
  gint64 born_steady;    /* likewise */
  gint64 date_offset;    /* what was advanced and set, for dates */
  gint64 steady_offset;  /* the moves forward of it, for windows */
  char *base_url;        /* (owned) (nullable) */
  GHashTable *platforms; /* name (interned) → GHashTable of kind (interned) → IlxSandboxKind */
  GHashTable *off;       /* the switches that are off, interned */
  guint64 serial;
  guint64 ids; /* made so far, never reset: an id of before a reset means nothing after it */
};

static void
ilx_sandbox_object_free (gpointer data)
{
  IlxSandboxObject *object = data;

  g_free (object->id);
  json_node_unref (object->document);
  g_free (object);
}

static void
ilx_sandbox_kind_free (gpointer data)
{
  IlxSandboxKind *kind = data;

  g_hash_table_unref (kind->by_id);
  g_free (kind);
}

/* A clock that runs, or for a speed of 0 one that stands at the world's date until it is moved. */
static IlxClock *
create_clock (double speed)
{
  g_autoptr (IlxClock) world = ilx_clock_new ();

  return speed > 0 ? ilx_clock_new_fast (speed) : ilx_clock_new_manual (ilx_clock_get_now (world));
}

/**
 * ilx_sandbox_state_new:
 * @speed: how many times as fast as the world its time runs, at least 1; or 0 for a clock that
 *   stands until it is moved
 *
 * Returns: (transfer full): a state without objects, whose date is today
 */
IlxSandboxState *
ilx_sandbox_state_new (double speed)
{
  IlxSandboxState *self = g_new0 (IlxSandboxState, 1);

  self->clock = create_clock (speed);
  self->born = ilx_clock_get_now (self->clock);
  self->born_steady = ilx_clock_get_monotonic (self->clock);
  self->platforms = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->off = g_hash_table_new (NULL, NULL);
  return self;
}

void
ilx_sandbox_state_free (IlxSandboxState *self)
{
  g_clear_pointer (&self->platforms, g_hash_table_unref);
  g_clear_pointer (&self->off, g_hash_table_unref);
  g_clear_object (&self->clock);
  g_free (self->base_url);
  g_free (self);
}

/**
 * ilx_sandbox_state_clear:
 * @self: a state
 *
 * Throws away every object; the date is the world's again, every switch on.
 */
void
ilx_sandbox_state_clear (IlxSandboxState *self)
{
  g_hash_table_remove_all (self->platforms);
  g_hash_table_remove_all (self->off);
  self->born = ilx_clock_get_now (self->clock);
  self->born_steady = ilx_clock_get_monotonic (self->clock);
  self->date_offset = 0;
}

static gint64
get_age (IlxSandboxState *self)
{
  return ilx_clock_get_monotonic (self->clock) - self->born_steady;
}

/**
 * ilx_sandbox_state_get_now:
 * @self: a state
 *
 * Returns: the platforms' date, microseconds since the epoch. Unlike the date of a fast clock it
 *   runs at the sandbox's speed, so that a job of a minute ends sooner.
 */
gint64
ilx_sandbox_state_get_now (IlxSandboxState *self)
{
  return self->born + get_age (self) + self->date_offset;
}

/**
 * ilx_sandbox_state_get_steady:
 * @self: a state
 *
 * Returns: microseconds from an arbitrary start, moved forward with the date and never back
 */
gint64
ilx_sandbox_state_get_steady (IlxSandboxState *self)
{
  return ilx_clock_get_monotonic (self->clock) + self->steady_offset;
}

/**
 * ilx_sandbox_state_advance:
 * @self: a state
 * @microseconds: how far; negative moves the date back and leaves steady time alone
 */
void
ilx_sandbox_state_advance (IlxSandboxState *self, gint64 microseconds)
{
  self->date_offset += microseconds;
  self->steady_offset += MAX (microseconds, 0);
}

/**
 * ilx_sandbox_state_set_now:
 * @self: a state
 * @now: the new date
 */
void
ilx_sandbox_state_set_now (IlxSandboxState *self, gint64 now)
{
  ilx_sandbox_state_advance (self, now - ilx_sandbox_state_get_now (self));
}

/**
 * ilx_sandbox_format_time:
 * @time: microseconds since the epoch
 *
 * Returns: (transfer full): as Klaviyo writes it, "2026-11-22T09:30:07+00:00"
 */
char *
ilx_sandbox_format_time (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_format (date, "%Y-%m-%dT%H:%M:%S+00:00");
}

const char *
ilx_sandbox_state_get_base_url (IlxSandboxState *self)
{
  return self->base_url != NULL ? self->base_url : "http://127.0.0.1";
}

/**
 * ilx_sandbox_state_set_base_url:
 * @self: a state
 * @url: where the platforms are reached, without a slash at the end: what absolute links begin with
 */
void
ilx_sandbox_state_set_base_url (IlxSandboxState *self, const char *url)
{
  g_autofree char *old = self->base_url;

  self->base_url = g_strdup (url);
}

/* Mixes the bits of @number: a bijection, so that two ids never agree (splitmix64). */
static guint64
mix (guint64 number)
{
  number = (number ^ (number >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  number = (number ^ (number >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return number ^ (number >> 31);
}

static void
append_digits (GString *text, guint64 number, const char *alphabet, guint n_digits)
{
  guint base = strlen (alphabet);

  for (guint i = 0; i < n_digits; i++, number /= base)
    g_string_append_c (text, alphabet[number % base]);
}

/* 48 bits of a ULID's date come first, highest digit first. */
static void
append_date (GString *text, guint64 milliseconds, const char *alphabet)
{
  for (int shift = 45; shift >= 0; shift -= 5)
    g_string_append_c (text, alphabet[(milliseconds >> shift) & 31]);
}

/**
 * ilx_sandbox_state_dup_id:
 * @self: a state
 * @form: what it must look like
 *
 * Returns: (transfer full): an id that no object had before
 */
char *
ilx_sandbox_state_dup_id (IlxSandboxState *self, IlxSandboxIdForm form)
{
  static const char letters[] = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  GString *text = g_string_new (NULL);
  guint64 number = ++self->ids;

  if (form == ILX_SANDBOX_ID_SHORT)
    {
      /* Times an odd constant that shares no factor with 57⁵: a bijection below it. */
      g_string_append_c (text, "QRSTUVWXYZ"[number % 10]);
      append_digits (text, (number * G_GUINT64_CONSTANT (381654731)) % 601692057, letters, 5);
    }
  else if (form == ILX_SANDBOX_ID_HEX)
    {
      /* The same way below 16¹⁰: an odd number shares no factor with it. */
      append_digits (text, number * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), "0123456789abcdef",
                     10);
    }
  else
    {
      append_date (text, ilx_sandbox_state_get_now (self) / 1000, crockford);
      append_digits (text, mix (number), crockford, 13);
      append_digits (text, number, crockford, 3);
    }
  return g_string_free (text, FALSE);
}

static IlxSandboxKind *
find_kind (IlxSandboxState *self, const char *platform, const char *kind)
{
  GHashTable *kinds = g_hash_table_lookup (self->platforms, g_intern_string (platform));

  return kinds != NULL ? g_hash_table_lookup (kinds, g_intern_string (kind)) : NULL;
}

static IlxSandboxKind *
ensure_kind (IlxSandboxState *self, const char *platform, const char *name)
{
  gpointer key = (gpointer) g_intern_string (platform);
  GHashTable *kinds = g_hash_table_lookup (self->platforms, key);
  IlxSandboxKind *kind;

  if (kinds == NULL)
    {
      kinds = g_hash_table_new_full (NULL, NULL, NULL, ilx_sandbox_kind_free);
      g_hash_table_insert (self->platforms, key, kinds);
    }
  kind = g_hash_table_lookup (kinds, g_intern_string (name));
  if (kind == NULL)
    {
      kind = g_new0 (IlxSandboxKind, 1);
      kind->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, ilx_sandbox_object_free);
      g_hash_table_insert (kinds, (gpointer) g_intern_string (name), kind);
    }
  return kind;
}

static JsonNode *
build_document (const char *type,
                const char *id,
                JsonNode *attributes,
                JsonNode *relationships,
                JsonNode *hidden)
{
  return ilx_json_object ("type", ilx_json_string (type), "id", ilx_json_string (id), "attributes",
                          attributes != NULL ? attributes : ilx_json_empty_object (),
                          "relationships",
                          relationships != NULL ? relationships : ilx_json_empty_object (),
                          "hidden", hidden != NULL ? hidden : ilx_json_empty_object (), NULL);
}

/**
 * ilx_sandbox_state_add:
 * @self: a state
 * @platform: "klaviyo"
 * @kind: "templates"
 * @type: "template"
 * @id: no object of this kind may have it
 * @attributes: (transfer full) (nullable): an object
 * @relationships: (transfer full) (nullable): an object of {"data":…}
 * @hidden: (transfer full) (nullable): an object that stays in the sandbox
 *
 * Returns: (transfer none): the new object, the last of its kind
 */
IlxSandboxObject *
ilx_sandbox_state_add (IlxSandboxState *self,
                       const char *platform,
                       const char *kind,
                       const char *type,
                       const char *id,
                       JsonNode *attributes,
                       JsonNode *relationships,
                       JsonNode *hidden)
{
  IlxSandboxKind *all = ensure_kind (self, platform, kind);
  IlxSandboxObject *object = g_new0 (IlxSandboxObject, 1);

  g_assert (!g_hash_table_contains (all->by_id, id));
  object->id = g_strdup (id);
  object->kind = g_intern_string (kind);
  object->serial = ++self->serial;
  object->document = build_document (type, id, attributes, relationships, hidden);
  object->link.data = object;
  g_queue_push_tail_link (&all->order, &object->link);
  g_hash_table_insert (all->by_id, object->id, object);
  return object;
}

/**
 * ilx_sandbox_state_find:
 * @self: a state
 * @platform: "klaviyo"
 * @kind: "templates"
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the object
 */
IlxSandboxObject *
ilx_sandbox_state_find (IlxSandboxState *self,
                        const char *platform,
                        const char *kind,
                        const char *id)
{
  IlxSandboxKind *all = find_kind (self, platform, kind);

  return all != NULL && id != NULL ? g_hash_table_lookup (all->by_id, id) : NULL;
}

/**
 * ilx_sandbox_state_remove:
 * @self: a state
 * @platform: "klaviyo"
 * @kind: "templates"
 * @id: an id; it may be the object's own
 *
 * Returns: whether there was such an object
 */
gboolean
ilx_sandbox_state_remove (IlxSandboxState *self,
                          const char *platform,
                          const char *kind,
                          const char *id)
{
  IlxSandboxKind *all = find_kind (self, platform, kind);
  IlxSandboxObject *object = all != NULL ? g_hash_table_lookup (all->by_id, id) : NULL;

  if (object == NULL)
    return FALSE;
  g_queue_unlink (&all->order, &object->link);
  g_hash_table_remove (all->by_id, object->id);
  return TRUE;
}

/**
 * ilx_sandbox_state_get_all:
 * @self: a state
 * @platform: "klaviyo"
 * @kind: "templates"
 *
 * Returns: (transfer none): the objects, the oldest first; look, but add and remove by the state
 */
GQueue *
ilx_sandbox_state_get_all (IlxSandboxState *self, const char *platform, const char *kind)
{
  return &ensure_kind (self, platform, kind)->order;
}

static JsonNode *
build_object_dump (IlxSandboxObject *object)
{
  static const char *const parts[] = { "type", "id", "attributes", "relationships" };
  JsonNode *dump = ilx_json_empty_object ();

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    ilx_json_set (dump, parts[i], json_node_copy (ilx_json_get (object->document, parts[i])));
  return dump;
}

static JsonNode *
build_kind_dump (IlxSandboxKind *kind)
{
  JsonNode *array = ilx_json_empty_array ();

  for (GList *link = kind->order.head; link != NULL; link = link->next)
    ilx_json_append (array, build_object_dump (link->data));
  return array;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/* By name, so that two dumps can be compared. */
static JsonNode *
build_platform_dump (GHashTable *kinds, const char *const *wanted)
{
  JsonNode *members = ilx_json_empty_object ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (kinds), compare_names);

  for (GList *link = names; link != NULL; link = link->next)
    if (wanted == NULL || g_strv_contains (wanted, link->data))
      ilx_json_set (members, link->data, build_kind_dump (g_hash_table_lookup (kinds, link->data)));
  return members;
}

/**
 * ilx_sandbox_state_build_dump:
 * @self: a state
 * @kinds: (nullable): "lists,campaigns"; %NULL for all that there are
 *
 * Returns: (transfer full): {"klaviyo":{"templates":[…],…}} without what is hidden
 */
JsonNode *
ilx_sandbox_state_build_dump (IlxSandboxState *self, const char *kinds)
{
  g_auto (GStrv) wanted = kinds != NULL ? g_strsplit (kinds, ",", -1) : NULL;
  JsonNode *dump = ilx_json_empty_object ();
  GHashTableIter iter;
  gpointer platform, members;

  g_hash_table_iter_init (&iter, self->platforms);
  while (g_hash_table_iter_next (&iter, &platform, &members))
    ilx_json_set (dump, platform, build_platform_dump (members, (const char *const *) wanted));
  return dump;
}

static JsonNode *
get_part (IlxSandboxObject *object, const char *name)
{
  return json_object_get_member (json_node_get_object (object->document), name);
}

JsonNode *
ilx_sandbox_object_get_attributes (IlxSandboxObject *object)
{
  return get_part (object, "attributes");
}

JsonNode *
ilx_sandbox_object_get_relationships (IlxSandboxObject *object)
{
  return get_part (object, "relationships");
}

JsonNode *
ilx_sandbox_object_get_hidden (IlxSandboxObject *object)
{
  return get_part (object, "hidden");
}

static void
dup_member_cb (JsonObject *object, const char *name, JsonNode *value, gpointer user_data)
{
  json_object_set_member (user_data, name, ilx_sandbox_json_dup (value));
}

static void
dup_element_cb (JsonArray *array, guint index, JsonNode *value, gpointer user_data)
{
  json_array_add_element (user_data, ilx_sandbox_json_dup (value));
}

/**
 * ilx_sandbox_json_dup:
 * @node: any JSON
 *
 * Returns: (transfer full): a copy that shares nothing with @node
 */
JsonNode *
ilx_sandbox_json_dup (JsonNode *node)
{
  JsonNode *copy;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      copy = ilx_json_empty_object ();
      json_object_foreach_member (json_node_get_object (node), dup_member_cb,
                                  json_node_get_object (copy));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      copy = ilx_json_empty_array ();
      json_array_foreach_element (json_node_get_array (node), dup_element_cb,
                                  json_node_get_array (copy));
    }
  else
    copy = json_node_copy (node);
  return copy;
}

/**
 * ilx_sandbox_state_has_switch:
 * @self: a state
 * @name: "webhooks", "limits"
 *
 * Returns: whether it is on, as it is unless somebody turned it off
 */
gboolean
ilx_sandbox_state_has_switch (IlxSandboxState *self, const char *name)
{
  return !g_hash_table_contains (self->off, g_intern_string (name));
}

/**
 * ilx_sandbox_state_set_switch:
 * @self: a state
 * @name: "webhooks", "limits"
 * @is_on: whether the account has it
 */
void
ilx_sandbox_state_set_switch (IlxSandboxState *self, const char *name, gboolean is_on)
{
  if (is_on)
    g_hash_table_remove (self->off, g_intern_string (name));
  else
    g_hash_table_add (self->off, (gpointer) g_intern_string (name));
}
