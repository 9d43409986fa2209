/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tour: the program walks through its main job by itself, in its real windows, by what a person
 * presses and types, and leaves a picture of each stop. It is how a maker sees in a minute that all
 * of it still works; what is not there in time ends it, with words.
 *
 * Files: -hand.c finds and presses, -picture.c draws, -stops.c is the table of what is done. */
#pragma once

#include "ilx-application.h"

G_BEGIN_DECLS

typedef struct _IlxTour IlxTour;

/* Before there are an application and threads: makes the environment of a machine where nobody has
 * chosen anything, and puts a fresh data folder into @launch. */
IlxTour *ilx_tour_prepare (IlxLaunch *launch, GError **error);
/* Begins with the first window of @application. */
void ilx_tour_follow (IlxTour *self, IlxApplication *application);
/* Deletes the data folder. */
void ilx_tour_free (IlxTour *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxTour, ilx_tour_free)

/* The exit status: 0 when everything was there. */
int ilx_tour_get_status (IlxTour *self);

G_END_DECLS
