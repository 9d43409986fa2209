/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tour does, in order, and what must then be on the screen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  ILX_TOUR_LOOK,   /* does nothing */
  ILX_TOUR_PRESS,  /* @what */
  ILX_TOUR_TYPE,   /* over what @what holds: @with */
  ILX_TOUR_KEY,    /* over what @what holds: the demo's key for the platform @with */
  ILX_TOUR_NUMBER, /* into @what: the number that its title asks for */
  ILX_TOUR_CHOOSE, /* in @what: the item with the words @with */
  ILX_TOUR_ACTION, /* activates @what in the newest window, with the string @with if there is one */
  ILX_TOUR_WIDTH,  /* of the first window: @with */
  ILX_TOUR_SETTING, /* @what becomes @with, a GVariant text */
  ILX_TOUR_CLOSE,   /* the newest window */
} IlxTourDeed;

typedef struct
{
  const char *picture; /* (nullable): its name; NULL: on the way */
  const char *text;    /* what there is to see */
  IlxTourDeed deed;
  const char *what; /* as in ilx-tour-hand.h */
  const char *with;
  const char *expects; /* (nullable): a word as in ilx-tour-hand.h, or words to be read;
                        * "!" before it: it must be gone */
  guint patience;      /* seconds; 0: the usual */
} IlxTourStop;

/* Ends with a row without name and text. */
extern const IlxTourStop ilx_tour_stops[];

G_END_DECLS
