/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-send-when.h"

struct _IlxSendWhen
{
  AdwBin parent_instance;

  GtkPopover *calendar_popover;
  GtkCalendar *calendar;
  GtkCheckButton *now_check;
  GtkCheckButton *at_check;
  GtkEditable *date_row;
  GtkEditable *time_row;
  AdwPreferencesRow *first_row;
  AdwPreferencesRow *second_row;
  GtkCheckButton *first_check;
  GtkCheckButton *second_check;
  AdwActionRow *moment_row;

  IlxClock *clock;         /* (owned) (nullable) */
  GTimeZone *local;        /* (owned) */
  GTimeZone *account_zone; /* (owned) (nullable) */
  gboolean is_setting;     /* by ilx_send_when_set() */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxSendWhen, ilx_send_when, ADW_TYPE_BIN)

static gint64
get_now (IlxSendWhen *self)
{
  return self->clock != NULL ? ilx_clock_get_now (self->clock) : g_get_real_time ();
}

static IlxMomentChoice
get_choice (IlxSendWhen *self)
{
  if (gtk_check_button_get_active (self->first_check))
    return ILX_MOMENT_FIRST;
  return gtk_check_button_get_active (self->second_check) ? ILX_MOMENT_SECOND : ILX_MOMENT_ASK;
}

static IlxMoment
get_moment (IlxSendWhen *self)
{
  return ilx_moment_parse (gtk_editable_get_text (self->date_row),
                           gtk_editable_get_text (self->time_row), self->local, get_now (self),
                           get_choice (self));
}

/* The same moment in the account's zone, in UTC, and how far away it is. */
static char *
dup_elsewhere (IlxSendWhen *self, gint64 time)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *utc_text = ilx_moment_dup_text (time, utc);
  g_autofree char *distance = ilx_moment_dup_distance (time - get_now (self));
  g_autofree char *zone = ilx_moment_dup_zone (self->local, time);
  g_autofree char *there
      = self->account_zone != NULL ? ilx_moment_dup_text (time, self->account_zone) : NULL;

  if (there == NULL)
    return g_strdup_printf (_ ("Your zone: %s\n%s\n%s"), zone, utc_text, distance);
  return g_strdup_printf (_ ("Your zone: %s\nFor the account: %s\n%s\n%s"), zone, there, utc_text,
                          distance);
}

static void
show_choice (IlxSendWhen *self, const IlxMoment *moment)
{
  gboolean is_twice = moment->second != 0;
  gint64 first = moment->time;
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->first_row),
                          is_twice && gtk_check_button_get_active (self->at_check));
  if (!is_twice)
    return;
  if (get_choice (self) == ILX_MOMENT_SECOND)
    first = ilx_moment_parse (gtk_editable_get_text (self->date_row),
                              gtk_editable_get_text (self->time_row), self->local, get_now (self),
                              ILX_MOMENT_FIRST)
                .time;
  first_text = ilx_moment_dup_text (first, self->local);
  second_text = ilx_moment_dup_text (moment->second, self->local);
  adw_preferences_row_set_title (self->first_row, first_text);
  adw_preferences_row_set_title (self->second_row, second_text);
}

static void
mark (GtkEditable *row, gboolean is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * ilx_send_when_update:
 * @self: the group
 *
 * Shows what the date and time mean by now.
 */
void
ilx_send_when_update (IlxSendWhen *self)
{
  IlxMoment moment = get_moment (self);
  const char *problem = ilx_moment_get_problem (&moment);
  gboolean has_time = moment.kind == ILX_MOMENT_GOOD || moment.kind == ILX_MOMENT_TOO_SOON;
  g_autofree char *text = has_time ? ilx_moment_dup_text (moment.time, self->local) : NULL;
  g_autofree char *elsewhere = problem == NULL ? dup_elsewhere (self, moment.time) : NULL;

  show_choice (self, &moment);
  mark (self->date_row, moment.kind == ILX_MOMENT_NO_DATE);
  mark (self->time_row,
        problem != NULL && moment.kind != ILX_MOMENT_NO_DATE && moment.kind != ILX_MOMENT_TWICE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->moment_row),
                                 problem != NULL ? problem : text);
  adw_action_row_set_subtitle (self->moment_row, elsewhere != NULL ? elsewhere : "");
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->moment_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->moment_row), "error");
}

static void
changed_cb (IlxSendWhen *self)
{
  if (self->is_setting)
    return;
  ilx_send_when_update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
day_selected_cb (IlxSendWhen *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (self->date_row, text);
  gtk_popover_popdown (self->calendar_popover);
}

static void
ilx_send_when_dispose (GObject *object)
{
  IlxSendWhen *self = ILX_SEND_WHEN (object);

  g_clear_object (&self->clock);
  g_clear_pointer (&self->account_zone, g_time_zone_unref);
  G_OBJECT_CLASS (ilx_send_when_parent_class)->dispose (object);
}

static void
ilx_send_when_finalize (GObject *object)
{
  g_time_zone_unref (ILX_SEND_WHEN (object)->local);
  G_OBJECT_CLASS (ilx_send_when_parent_class)->finalize (object);
}

static void
ilx_send_when_class_init (IlxSendWhenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_send_when_dispose;
  G_OBJECT_CLASS (klass)->finalize = ilx_send_when_finalize;
  signals[CHANGED] = g_signal_new ("changed", ILX_TYPE_SEND_WHEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/sending/ilx-send-when.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, calendar_popover);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, calendar);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, now_check);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, at_check);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, date_row);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, time_row);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, first_row);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, second_row);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, first_check);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, second_check);
  gtk_widget_class_bind_template_child (widget_class, IlxSendWhen, moment_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

/* Tomorrow at nine is a better guess than an empty field. */
static void
guess (IlxSendWhen *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now (self->local);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autofree char *date = g_date_time_format (tomorrow, "%Y-%m-%d");

  self->is_setting = TRUE;
  gtk_editable_set_text (self->date_row, date);
  gtk_editable_set_text (self->time_row, "09:00");
  self->is_setting = FALSE;
}

static void
ilx_send_when_init (IlxSendWhen *self)
{
  self->local = g_time_zone_new_local ();
  gtk_widget_init_template (GTK_WIDGET (self));
  guess (self);
  ilx_send_when_update (self);
}

/**
 * ilx_send_when_new:
 *
 * Returns: (transfer floating): the group, at "now"
 */
GtkWidget *
ilx_send_when_new (void)
{
  return g_object_new (ILX_TYPE_SEND_WHEN, NULL);
}

/**
 * ilx_send_when_set_clock:
 * @self: the group
 * @clock: whom it asks for the time
 */
void
ilx_send_when_set_clock (IlxSendWhen *self, IlxClock *clock)
{
  g_set_object (&self->clock, clock);
  ilx_send_when_update (self);
}

/**
 * ilx_send_when_set_zone:
 * @self: the group
 * @account_zone: (nullable): IANA name of the account's zone
 */
void
ilx_send_when_set_zone (IlxSendWhen *self, const char *account_zone)
{
  g_clear_pointer (&self->account_zone, g_time_zone_unref);
  if (account_zone != NULL)
    self->account_zone = g_time_zone_new_identifier (account_zone);
  ilx_send_when_update (self);
}

/**
 * ilx_send_when_set:
 * @self: the group
 * @mode: a wish that was made before
 * @scheduled_at: of %ILX_DELIVER_AT, microseconds since the epoch
 */
void
ilx_send_when_set (IlxSendWhen *self, IlxDeliveryMode mode, gint64 scheduled_at)
{
  self->is_setting = TRUE;
  gtk_check_button_set_active (mode == ILX_DELIVER_AT ? self->at_check : self->now_check, TRUE);
  if (mode == ILX_DELIVER_AT)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (scheduled_at / G_USEC_PER_SEC);
      g_autoptr (GDateTime) here = g_date_time_to_timezone (utc, self->local);
      g_autofree char *date = g_date_time_format (here, "%Y-%m-%d");
      g_autofree char *time = g_date_time_format (here, "%H:%M");
      IlxMoment moment;

      gtk_editable_set_text (self->date_row, date);
      gtk_editable_set_text (self->time_row, time);
      moment = ilx_moment_parse (date, time, self->local, 0, ILX_MOMENT_ASK);
      if (moment.second != 0)
        gtk_check_button_set_active (moment.second / ILX_MINUTE == scheduled_at / ILX_MINUTE
                                         ? self->second_check
                                         : self->first_check,
                                     TRUE);
    }
  self->is_setting = FALSE;
  ilx_send_when_update (self);
}

IlxDeliveryMode
ilx_send_when_get_mode (IlxSendWhen *self)
{
  return gtk_check_button_get_active (self->at_check) ? ILX_DELIVER_AT : ILX_DELIVER_NOW;
}

/**
 * ilx_send_when_get_time:
 * @self: the group
 * @scheduled_at: (out): microseconds since the epoch; 0 for now
 *
 * Returns: whether what is chosen can be done
 */
gboolean
ilx_send_when_get_time (IlxSendWhen *self, gint64 *scheduled_at)
{
  IlxMoment moment;

  *scheduled_at = 0;
  if (ilx_send_when_get_mode (self) == ILX_DELIVER_NOW)
    return TRUE;
  moment = get_moment (self);
  *scheduled_at = moment.time;
  return moment.kind == ILX_MOMENT_GOOD;
}
