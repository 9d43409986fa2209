/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-error.h"
#include "ilx-fake-platform.h"
#include "ilx-json.h"

struct _FakePlatform
{
  IlxPlatform parent_instance;

  GArray *script; /* (element-type FakeOutcome) */
  guint n_taken;
  guint n_silent;
  guint n_probes;
  gint64 people;
  GHashTable *objects; /* row name to GPtrArray of names that exist */
  GHashTable *calls;   /* row name to count */
};

G_DEFINE_FINAL_TYPE (FakePlatform, fake_platform, ILX_TYPE_PLATFORM)

static FakePlatform *
get_fake (IlxDelivery *delivery)
{
  return FAKE_PLATFORM (ilx_delivery_get_platform (delivery));
}

static GPtrArray *
get_objects (FakePlatform *self, const char *row)
{
  GPtrArray *objects = g_hash_table_lookup (self->objects, row);

  if (objects == NULL)
    {
      objects = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->objects, g_strdup (row), objects);
    }
  return objects;
}

static FakeOutcome
take_outcome (FakePlatform *self)
{
  guint n = self->n_taken++;

  return n < self->script->len ? g_array_index (self->script, FakeOutcome, n) : FAKE_OK;
}

static GError *
new_error (FakeOutcome outcome)
{
  static const IlxErrorCode codes[FAKE_N_OUTCOMES] = {
    [FAKE_LOST] = ILX_ERROR_NETWORK,
    [FAKE_NOT_DONE] = ILX_ERROR_TIMED_OUT,
    [FAKE_OFFLINE] = ILX_ERROR_NETWORK,
    [FAKE_LIMITED] = ILX_ERROR_RATE_LIMITED,
    [FAKE_REFUSED] = ILX_ERROR_REJECTED,
    [FAKE_CONFLICT] = ILX_ERROR_CONFLICT,
    [FAKE_BAD_KEY] = ILX_ERROR_BAD_CREDENTIALS,
  };
  GError *error = ilx_error_new (codes[outcome], "Outcome %d", (int) outcome);

  ilx_error_set_may_have_happened (error, outcome == FAKE_LOST || outcome == FAKE_NOT_DONE);
  return error;
}

static void
call (IlxDelivery *delivery,
      const char *row,
      JsonNode *intent,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer data)
{
  FakePlatform *self = get_fake (delivery);
  g_autoptr (GTask) task = g_task_new (delivery, cancellable, callback, data);
  FakeOutcome outcome = take_outcome (self);
  guint n = fake_platform_get_n_calls (self, row);

  g_hash_table_insert (self->calls, g_strdup (row), GUINT_TO_POINTER (n + 1));
  if (outcome == FAKE_OK || outcome == FAKE_LOST)
    g_ptr_array_add (get_objects (self, row),
                     g_strdup (ilx_json_get_string_or (intent, "name", row)));
  if (outcome == FAKE_OK)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, new_error (outcome));
}

static void
probe (IlxDelivery *delivery,
       const char *row,
       JsonNode *intent,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  FakePlatform *self = get_fake (delivery);
  g_autoptr (GTask) task = g_task_new (delivery, cancellable, callback, data);
  const char *name = ilx_json_get_string_or (intent, "name", row);

  self->n_probes++;
  if (self->n_silent > 0)
    {
      self->n_silent--;
      g_task_return_error (task, ilx_error_new (ILX_ERROR_NETWORK, "silence"));
      return;
    }
  g_task_return_boolean (
      task, g_ptr_array_find_with_equal_func (get_objects (self, row), name, g_str_equal, NULL));
}

static JsonNode *
finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) ? ilx_json_empty_object () : NULL;
}

static IlxProbe
probe_finish (IlxDelivery *delivery, GAsyncResult *result, JsonNode **found, GError **error)
{
  GError *local = NULL;
  gboolean is_there = g_task_propagate_boolean (G_TASK (result), &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return ILX_PROBE_SILENT;
    }
  if (is_there)
    *found = ilx_json_empty_object ();
  return is_there ? ILX_PROBE_HAPPENED : ILX_PROBE_DID_NOT;
}

static JsonNode *
build_intent (IlxDelivery *delivery)
{
  g_autofree char *name
      = g_strdup_printf ("stamp %" G_GINT64_FORMAT, ilx_delivery_get_stamp (delivery));

  return ilx_json_object ("name", ilx_json_string (name), NULL);
}

static void
undo_make (IlxDelivery *delivery,
           JsonNode *result,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (delivery, cancellable, callback, data);

  g_ptr_array_set_size (get_objects (get_fake (delivery), "make"), 0);
  g_task_return_boolean (task, TRUE);
}

static gboolean
undo_finish (IlxDelivery *delivery, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
apply_look (IlxDelivery *delivery, JsonNode *result)
{
  ilx_campaign_set_recipients (ilx_delivery_get_campaign (delivery), get_fake (delivery)->people);
}

static void
apply_after (IlxDelivery *delivery, JsonNode *result)
{
  if (ilx_delivery_get_mode (delivery) != ILX_DELIVER_DRAFT)
    ilx_campaign_set_state (ilx_delivery_get_campaign (delivery), ILX_CAMPAIGN_SENDING);
}

static gboolean
is_sending (IlxDelivery *delivery)
{
  return ilx_delivery_get_mode (delivery) != ILX_DELIVER_DRAFT;
}

#define DEFINE_ROW(row)                                                                            \
  static void row##_begin (IlxDelivery *delivery, JsonNode *intent, GCancellable *cancellable,     \
                           GAsyncReadyCallback callback, gpointer data)                            \
  {                                                                                                \
    call (delivery, #row, intent, cancellable, callback, data);                                    \
  }                                                                                                \
  G_GNUC_UNUSED static void row##_probe (IlxDelivery *delivery, JsonNode *intent,                  \
                                         GCancellable *cancellable, GAsyncReadyCallback callback,  \
                                         gpointer data)                                            \
  {                                                                                                \
    probe (delivery, #row, intent, cancellable, callback, data);                                   \
  }

DEFINE_ROW (make)
DEFINE_ROW (keep)
DEFINE_ROW (change)
DEFINE_ROW (look)
DEFINE_ROW (send)
DEFINE_ROW (after)

static const IlxDeliveryStep rows[] = {
  { .name = "make",
    .title = "Making",
    .effect = ILX_EFFECT_CREATE,
    .build_intent = build_intent,
    .begin = make_begin,
    .finish = finish,
    .probe = make_probe,
    .probe_finish = probe_finish,
    .undo = undo_make,
    .undo_finish = undo_finish },
  { .name = "keep",
    .title = "Keeping",
    .effect = ILX_EFFECT_CREATE,
    .keeps = TRUE,
    .build_intent = build_intent,
    .begin = keep_begin,
    .finish = finish,
    .probe = keep_probe,
    .probe_finish = probe_finish },
  { .name = "change",
    .title = "Changing",
    .effect = ILX_EFFECT_CHANGE,
    .begin = change_begin,
    .finish = finish },
  { .name = "look",
    .title = "Looking",
    .effect = ILX_EFFECT_READ,
    .is_needed = is_sending,
    .begin = look_begin,
    .finish = finish,
    .apply = apply_look },
  { .name = "send",
    .title = "Sending",
    .effect = ILX_EFFECT_SEND,
    .build_intent = build_intent,
    .begin = send_begin,
    .finish = finish,
    .probe = send_probe,
    .probe_finish = probe_finish },
  { .name = "after",
    .title = "Reading back",
    .effect = ILX_EFFECT_READ,
    .begin = after_begin,
    .finish = finish,
    .apply = apply_after },
  { NULL },
};

static const IlxDeliveryStep *
fake_platform_get_delivery_steps (IlxPlatform *platform)
{
  return rows;
}

static void
fake_platform_finalize (GObject *object)
{
  FakePlatform *self = FAKE_PLATFORM (object);

  g_array_unref (self->script);
  g_hash_table_unref (self->objects);
  g_hash_table_unref (self->calls);
  G_OBJECT_CLASS (fake_platform_parent_class)->finalize (object);
}

static void
fake_platform_class_init (FakePlatformClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_platform_finalize;
  ILX_PLATFORM_CLASS (klass)->get_delivery_steps = fake_platform_get_delivery_steps;
}

static void
fake_platform_init (FakePlatform *self)
{
  self->people = 100;
  self->script = g_array_new (FALSE, FALSE, sizeof (FakeOutcome));
  self->objects
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

FakePlatform *
fake_platform_new (void)
{
  return g_object_new (FAKE_TYPE_PLATFORM, NULL);
}

void
fake_platform_script (FakePlatform *self, const FakeOutcome *outcomes, guint n)
{
  g_array_set_size (self->script, 0);
  g_array_append_vals (self->script, outcomes, n);
  self->n_taken = 0;
}

void
fake_platform_silence (FakePlatform *self, guint n)
{
  self->n_silent = n;
}

void
fake_platform_set_people (FakePlatform *self, gint64 people)
{
  self->people = people;
}

guint
fake_platform_count (FakePlatform *self, const char *row)
{
  return get_objects (self, row)->len;
}

guint
fake_platform_get_n_calls (FakePlatform *self, const char *row)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->calls, row));
}

guint
fake_platform_get_n_probes (FakePlatform *self)
{
  return self->n_probes;
}
