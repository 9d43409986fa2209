/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A composer page in a window, over a real workspace with an account, its audiences and a campaign.
 * No network. */
#pragma once

#include <adwaita.h>

#include "../../displayless/workspace/workspace-fixture.h"
#include "ilx-composer-page.h"

G_BEGIN_DECLS

typedef struct
{
  Fixture base;
  char *id;              /* the campaign's */
  IlxDocument *document; /* (owned) */
  IlxPage *page;         /* in the window */
  GtkWindow *window;     /* (nullable) */
  char *activated;       /* (nullable): the last action of the window, with its parameter */
} Composer;

/* @data: the HTML of the campaign, or NULL. The page is not shown yet. */
void composer_set_up (Composer *self, gconstpointer data);
void composer_tear_down (Composer *self, gconstpointer data);
/* Two accounts: "shop" with lists and segments, "other" with one list. The campaign goes by "shop".
 */
void composer_add_accounts (Composer *self);
void composer_add_audience (Composer *self,
                            const char *account,
                            const char *id,
                            const char *name,
                            IlxAudienceKind kind,
                            gint64 count);
/* Opens the page in a window of that size. */
void composer_show (Composer *self, int width, int height);
void composer_resize (Composer *self, int width);
/* Lets layout, idle work and short time-outs happen. */
void composer_settle (void);
/* The first descendant of that type, which must be there. @name: (nullable): of its buildable id.
 */
gpointer composer_find (gpointer root, GType type, const char *name);
/* (nullable): nothing of that type is there. */
gpointer composer_look_for (gpointer root, GType type, const char *name);
IlxCampaign *composer_get_campaign (Composer *self);
void composer_act (Composer *self, const char *action);
/* Leaves a picture of the window in $COMPOSER_PICTURES, if that is set. */
void composer_take_picture (Composer *self, const char *name);

G_END_DECLS
