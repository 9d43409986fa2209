/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-sleep.h"

struct _IlxSleep
{
  GObject parent_instance;

  GCancellable *cancellable; /* (owned) */
  GDBusConnection *bus;      /* (owned) (nullable) */
  guint subscription;
};

enum
{
  SLEEP,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxSleep, ilx_sleep, G_TYPE_OBJECT)

static void
ilx_sleep_dispose (GObject *object)
{
  IlxSleep *self = ILX_SLEEP (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (ilx_sleep_parent_class)->dispose (object);
}

static void
ilx_sleep_finalize (GObject *object)
{
  g_object_unref (ILX_SLEEP (object)->cancellable);
  G_OBJECT_CLASS (ilx_sleep_parent_class)->finalize (object);
}

static void
ilx_sleep_class_init (IlxSleepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ilx_sleep_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_sleep_finalize;
  signals[SLEEP] = g_signal_new ("sleep", ILX_TYPE_SLEEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
ilx_sleep_init (IlxSleep *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
told_cb (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *name,
         GVariant *parameters,
         gpointer user_data)
{
  gboolean begins;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  g_signal_emit (user_data, signals[SLEEP], 0, begins);
}

/* A system without such a bus is fine: then only the clock tells that the computer slept. */
static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxSleep) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->bus = g_steal_pointer (&bus);
  self->subscription = g_dbus_connection_signal_subscribe (
      self->bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
      "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, told_cb, self, NULL);
}

/**
 * ilx_sleep_new:
 *
 * Returns: (transfer full): a listener; it listens a moment later
 */
IlxSleep *
ilx_sleep_new (void)
{
  IlxSleep *self = g_object_new (ILX_TYPE_SLEEP, NULL);

  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_cb, g_object_ref (self));
  return self;
}
