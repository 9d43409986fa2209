/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform in this process that does as it is told: each call and each probe takes the next word
 * of a script. What it holds is counted, so a test sees what really happened "there".
 *
 *   row      effect
 *   make     CREATE   has an undo
 *   keep     CREATE   keeps
 *   change   CHANGE
 *   look     READ     says how many people (people)
 *   send     SEND
 *   after    READ     sets the campaign's state */
#pragma once

#include "ilx-platform.h"

G_BEGIN_DECLS

typedef enum
{
  FAKE_OK,
  FAKE_LOST,     /* done, and the reply lost */
  FAKE_NOT_DONE, /* not done, and nobody can tell */
  FAKE_OFFLINE,  /* certainly not done */
  FAKE_LIMITED,  /* certainly not done: a limit */
  FAKE_REFUSED,  /* certainly not done, and never will */
  FAKE_CONFLICT, /* the same, by the object's state */
  FAKE_BAD_KEY,  /* certainly not done: the key is refused */
  FAKE_N_OUTCOMES,
} FakeOutcome;

#define FAKE_TYPE_PLATFORM (fake_platform_get_type ())
G_DECLARE_FINAL_TYPE (FakePlatform, fake_platform, FAKE, PLATFORM, IlxPlatform)

FakePlatform *fake_platform_new (void);

/* The outcome of the n-th call of any row, from 0; beyond the script all is well. */
void fake_platform_script (FakePlatform *self, const FakeOutcome *outcomes, guint n);
/* The next n probes stay silent. */
void fake_platform_silence (FakePlatform *self, guint n);
void fake_platform_set_people (FakePlatform *self, gint64 people);

/* What is there now: "make", "keep", "send"; and how often it was called. */
guint fake_platform_count (FakePlatform *self, const char *row);
guint fake_platform_get_n_calls (FakePlatform *self, const char *row);
guint fake_platform_get_n_probes (FakePlatform *self);

G_END_DECLS
