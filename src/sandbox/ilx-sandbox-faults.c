/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sandbox-faults.h"

#include "ilx-json.h"
#include "ilx-sandbox-words.h"

#include <string.h>

typedef struct
{
  char *platform; /* (owned) (nullable): any */
  char *method;   /* (owned) (nullable): any */
  char *path;     /* (owned) (nullable): any; a * at its end stands for whatever follows */
  guint after;    /* matching calls still to be let pass */
  guint count;    /* still to be struck, unless for ever */
  gboolean is_for_ever;
  IlxSandboxStrike strike;
} IlxSandboxFault;

static const struct
{
  const char *name;
  gboolean is_before;
} kinds[ILX_SANDBOX_N_FAULTS] = {
  [ILX_SANDBOX_FAULT_STATUS] = { "status", TRUE },
  [ILX_SANDBOX_FAULT_STATUS_AFTER] = { "status-after", FALSE },
  [ILX_SANDBOX_FAULT_HANG] = { "hang", TRUE },
  [ILX_SANDBOX_FAULT_HANG_AFTER] = { "hang-after", FALSE },
  [ILX_SANDBOX_FAULT_DROP] = { "drop", TRUE },
  [ILX_SANDBOX_FAULT_DROP_AFTER] = { "drop-after", FALSE },
  [ILX_SANDBOX_FAULT_RESET_BODY] = { "reset-body", FALSE },
  [ILX_SANDBOX_FAULT_MALFORMED] = { "malformed", FALSE },
  [ILX_SANDBOX_FAULT_HTML] = { "html", FALSE },
  [ILX_SANDBOX_FAULT_HTML_BEFORE] = { "html-before", TRUE },
  [ILX_SANDBOX_FAULT_LATENCY] = { "latency", FALSE },
};

struct _IlxSandboxFaults
{
  GPtrArray *faults; /* (element-type IlxSandboxFault) (owned), oldest first */
};

static void
fault_free (gpointer data)
{
  IlxSandboxFault *fault = data;

  g_free (fault->platform);
  g_free (fault->method);
  g_free (fault->path);
  g_free (fault->strike.body);
  g_free (fault);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSandboxFault, fault_free)

IlxSandboxFaults *
ilx_sandbox_faults_new (void)
{
  IlxSandboxFaults *self = g_new0 (IlxSandboxFaults, 1);

  self->faults = g_ptr_array_new_with_free_func (fault_free);
  return self;
}

void
ilx_sandbox_faults_free (IlxSandboxFaults *self)
{
  g_ptr_array_unref (self->faults);
  g_free (self);
}

void
ilx_sandbox_faults_clear (IlxSandboxFaults *self)
{
  g_ptr_array_set_size (self->faults, 0);
}

const char *
ilx_sandbox_fault_kind_get_name (IlxSandboxFaultKind kind)
{
  return kinds[kind].name;
}

/**
 * ilx_sandbox_fault_kind_is_before:
 * @kind: a kind
 *
 * Returns: whether it strikes in place of the call, not after it
 */
gboolean
ilx_sandbox_fault_kind_is_before (IlxSandboxFaultKind kind)
{
  return kinds[kind].is_before;
}

void
ilx_sandbox_strike_free (IlxSandboxStrike *self)
{
  g_free (self->body);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "A fault's %s makes no sense.",
               what);
  return FALSE;
}

/* A member must be absent or a whole number from 0 to @max. */
static gboolean
read_number (
    JsonNode *json, const char *name, guint max, guint fallback, guint *value, GError **error)
{
  gint64 number = ilx_json_get_int_or (json, name,
                                       ilx_json_get (json, name) != NULL ? -1 : (gint64) fallback);

  if (number < 0 || number > max)
    return refuse (error, name);
  *value = (guint) number;
  return TRUE;
}

static gboolean
read_kind (JsonNode *json, IlxSandboxFaultKind *kind, GError **error)
{
  const char *name = ilx_json_get_string_or (json, "kind", "");

  for (guint i = 0; i < ILX_SANDBOX_N_FAULTS; i++)
    if (g_str_equal (kinds[i].name, name))
      {
        *kind = i;
        return TRUE;
      }
  return refuse (error, "kind");
}

/* A misspelt member would make a test pass that injects nothing. */
static gboolean
check_members (JsonNode *json, GError **error)
{
  static const char known[] = "platform method path kind after count status retry_after body delay";
  JsonObjectIter iter;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (json))
    return refuse (error, "JSON");
  json_object_iter_init (&iter, json_node_get_object (json));
  while (json_object_iter_next (&iter, &name, NULL))
    if (!ilx_sandbox_words_have (known, name, -1))
      return refuse (error, name);
  return TRUE;
}

/* A body may be given as text or as JSON. */
static char *
dup_body (JsonNode *json)
{
  JsonNode *body = ilx_json_get (json, "body");

  if (body == NULL)
    return NULL;
  if (ilx_json_get_string_or (body, "", NULL) != NULL)
    return json_node_dup_string (body);
  return ilx_json_to_text (body, FALSE);
}

static IlxSandboxFault *
parse_fault (JsonNode *json, GError **error)
{
  g_autoptr (IlxSandboxFault) fault = g_new0 (IlxSandboxFault, 1);
  IlxSandboxStrike *strike = &fault->strike;

  if (!check_members (json, error) || !read_kind (json, &strike->kind, error)
      || !read_number (json, "after", 1000000, 0, &fault->after, error)
      || !read_number (json, "count", 1000000, 1, &fault->count, error)
      || !read_number (json, "status", 599, 500, &strike->status, error)
      || !read_number (json, "retry_after", 1000000, 0, &strike->retry_after, error)
      || !read_number (json, "delay", 3600000, 0, &strike->delay, error))
    return NULL;
  if (strike->status < 200)
    return refuse (error, "status"), NULL;
  fault->is_for_ever = fault->count == 0;
  fault->platform = g_strdup (ilx_json_get_string_or (json, "platform", NULL));
  fault->method = g_strdup (ilx_json_get_string_or (json, "method", NULL));
  fault->path = g_strdup (ilx_json_get_string_or (json, "path", NULL));
  strike->body = dup_body (json);
  return g_steal_pointer (&fault);
}

/**
 * ilx_sandbox_faults_add:
 * @self: the faults
 * @json: {"platform","method","path","kind","after","count","status","retry_after","body","delay"}
 *   or an array of such; count 0 means for ever, its default is 1
 * @error: %G_IO_ERROR_INVALID_ARGUMENT with the member that makes no sense
 *
 * Returns: whether all were added; none was when not
 */
gboolean
ilx_sandbox_faults_add (IlxSandboxFaults *self, JsonNode *json, GError **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (fault_free);
  guint n = JSON_NODE_HOLDS_ARRAY (json) ? ilx_json_get_length (json, "") : 1;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *one = JSON_NODE_HOLDS_ARRAY (json)
                          ? json_array_get_element (json_node_get_array (json), i)
                          : json;
      IlxSandboxFault *fault = parse_fault (one, error);

      if (fault == NULL)
        return FALSE;
      g_ptr_array_add (added, fault);
    }
  g_ptr_array_extend_and_steal (self->faults, g_steal_pointer (&added));
  return TRUE;
}

static JsonNode *
build_fault (const IlxSandboxFault *fault)
{
  const IlxSandboxStrike *strike = &fault->strike;

  return ilx_json_object (
      "platform", ilx_json_string (fault->platform), "method", ilx_json_string (fault->method),
      "path", ilx_json_string (fault->path), "kind", ilx_json_string (kinds[strike->kind].name),
      "after", ilx_json_int (fault->after), "count", ilx_json_int (fault->count), "status",
      ilx_json_int (strike->status), "retry_after", ilx_json_int (strike->retry_after), "delay",
      ilx_json_int (strike->delay), "body", ilx_json_string (strike->body), NULL);
}

/**
 * ilx_sandbox_faults_build:
 * @self: the faults
 *
 * Returns: (transfer full): an array of those that can still strike, with what is left of each
 */
JsonNode *
ilx_sandbox_faults_build (IlxSandboxFaults *self)
{
  JsonNode *array = ilx_json_empty_array ();

  for (guint i = 0; i < self->faults->len; i++)
    ilx_json_append (array, build_fault (g_ptr_array_index (self->faults, i)));
  return array;
}

static gboolean
path_matches (const char *pattern, const char *path)
{
  gsize length = strlen (pattern);

  if (length > 0 && pattern[length - 1] == '*')
    return strncmp (pattern, path, length - 1) == 0;
  return g_str_equal (pattern, path);
}

static gboolean
matches (const IlxSandboxFault *fault, const char *platform, const char *method, const char *path)
{
  return (fault->platform == NULL || g_str_equal (fault->platform, platform))
         && (fault->method == NULL || g_str_equal (fault->method, method))
         && (fault->path == NULL || path_matches (fault->path, path));
}

static IlxSandboxStrike *
dup_strike (const IlxSandboxStrike *strike)
{
  IlxSandboxStrike *copy = g_memdup2 (strike, sizeof *strike);

  copy->body = g_strdup (strike->body);
  return copy;
}

/**
 * ilx_sandbox_faults_take:
 * @self: the faults
 * @platform: the call's
 * @method: likewise
 * @path: likewise
 *
 * Each fault that matches and still lets calls pass counts this one; the first that need not let it
 * pass strikes, and goes when that was its last time.
 *
 * Returns: (transfer full) (nullable): what to do to the call
 */
IlxSandboxStrike *
ilx_sandbox_faults_take (IlxSandboxFaults *self,
                         const char *platform,
                         const char *method,
                         const char *path)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      IlxSandboxFault *fault = g_ptr_array_index (self->faults, i);
      IlxSandboxStrike *strike;

      if (!matches (fault, platform, method, path))
        continue;
      if (fault->after > 0)
        {
          fault->after--;
          continue;
        }
      strike = dup_strike (&fault->strike);
      if (!fault->is_for_ever && --fault->count == 0)
        g_ptr_array_remove_index (self->faults, i);
      return strike;
    }
  return NULL;
}
