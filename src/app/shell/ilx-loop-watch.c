/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-loop-watch.h"

#include <execinfo.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds: at 60 frames a second, more than one would be lost. */
#define TOO_LONG 30.0
#define LOOK_AFTER 20.0
#define N_FRAMES 32
#define N_SOURCE 64
#define N_HARDEST 10

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

typedef struct
{
  double wall; /* milliseconds */
  double cpu;
  const char *place;
  char source[N_SOURCE]; /* of the main loop; empty: it was not looked at */
  void *frames[N_FRAMES];
  int n_frames;
} IlxStop;

static struct
{
  gboolean is_on;
  GPollFunc poll;
  timer_t timer;
  gboolean has_timer;
  gboolean has_polled; /* before that, nobody knows since when it ran */
  const char *place;
  double woke_at;
  double cpu_at;
  IlxStop now;                /* what the signal saw of the one that lasts */
  IlxStop worst;              /* by the wall clock */
  IlxStop hardest[N_HARDEST]; /* by the processor's clock, the hardest first */
  guint n_too_long;
} watch;

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* In the signal: only what needs no lock and no memory. */
static void
look_cb (int number)
{
  GSource *source = g_main_current_source ();
  const char *name = source != NULL ? g_source_get_name (source) : NULL;
  guint i;

  for (i = 0; name != NULL && name[i] != '\0' && i < N_SOURCE - 1; i++)
    watch.now.source[i] = name[i];
  watch.now.source[i] = '\0';
  watch.now.n_frames = backtrace (watch.now.frames, N_FRAMES);
}

static void
set_timer (double milliseconds)
{
  struct itimerspec after = { .it_value.tv_nsec = (long) (milliseconds * 1e6) };

  if (watch.has_timer)
    timer_settime (watch.timer, 0, &after, NULL);
}

static void
note_hard (const IlxStop *stop)
{
  guint place = N_HARDEST;

  while (place > 0 && stop->cpu > watch.hardest[place - 1].cpu)
    place--;
  for (guint i = N_HARDEST - 1; place < N_HARDEST && i > place; i--)
    watch.hardest[i] = watch.hardest[i - 1];
  if (place < N_HARDEST)
    watch.hardest[place] = *stop;
}

static void
note_stop (void)
{
  watch.now.wall = read_clock (CLOCK_MONOTONIC) - watch.woke_at;
  watch.now.cpu = read_clock (CLOCK_THREAD_CPUTIME_ID) - watch.cpu_at;
  watch.now.place = watch.place;
  if (watch.now.wall > TOO_LONG)
    watch.n_too_long++;
  if (watch.now.wall > watch.worst.wall)
    watch.worst = watch.now;
  note_hard (&watch.now);
}

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int n_ready;

  set_timer (0);
  if (watch.has_polled)
    note_stop ();
  watch.has_polled = TRUE;
  n_ready = watch.poll (fds, n_fds, timeout);
  watch.now = (IlxStop){ 0 };
  ilx_loop_watch_forgive ();
  return n_ready;
}

/* Of the main thread alone: it is that one's stack that we want to see. */
static void
make_timer (void)
{
  struct sigaction action = { .sa_handler = look_cb, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF };

  event.sigev_notify_thread_id = (pid_t) syscall (SYS_gettid);
  watch.has_timer = sigaction (SIGPROF, &action, NULL) == 0
                    && timer_create (CLOCK_MONOTONIC, &event, &watch.timer) == 0;
}

/**
 * ilx_loop_watch_start:
 *
 * Watches the default main context from now on, until the process ends.
 */
void
ilx_loop_watch_start (void)
{
  void *frame;

  if (watch.is_on)
    return;
  watch.is_on = TRUE;
  watch.place = "start";
  /* Its first call loads a library, which a signal must not do. */
  backtrace (&frame, 1);
  make_timer ();
  watch.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
}

/**
 * ilx_loop_watch_set_place:
 * @place: what is being done; outlives the watch
 *
 * Longest stops are told with the place that they were at.
 */
void
ilx_loop_watch_set_place (const char *place)
{
  watch.place = place;
}

/**
 * ilx_loop_watch_forgive:
 *
 * Measures anew from here on.
 */
void
ilx_loop_watch_forgive (void)
{
  if (!watch.is_on)
    return;
  watch.woke_at = read_clock (CLOCK_MONOTONIC);
  watch.cpu_at = read_clock (CLOCK_THREAD_CPUTIME_ID);
  set_timer (LOOK_AFTER);
}

static void
print_stop (const IlxStop *stop)
{
  const char *wanted = g_getenv ("ILLIXIS_LOOP_WATCH");

  g_print ("%.1f ms, %.1f of them at work, at \"%s\"%s%s\n", stop->wall, stop->cpu, stop->place,
           stop->source[0] != '\0' ? ", in " : "", stop->source);
  if (stop->n_frames > 0 && g_strcmp0 (wanted, "stack") == 0)
    backtrace_symbols_fd (stop->frames, stop->n_frames, STDOUT_FILENO);
}

/**
 * ilx_loop_watch_report:
 *
 * Prints what was found; with ILLIXIS_LOOP_WATCH set to "stack", with the stacks of that time.
 */
void
ilx_loop_watch_report (void)
{
  if (!watch.is_on)
    return;
  g_print ("The main loop stood still for more than %.0f ms %u times. The longest time:\n  ",
           TOO_LONG, watch.n_too_long);
  print_stop (&watch.worst);
  g_print ("Most work without a break:\n");
  for (guint i = 0; i < N_HARDEST && watch.hardest[i].place != NULL; i++)
    {
      g_print ("  ");
      print_stop (&watch.hardest[i]);
    }
}
