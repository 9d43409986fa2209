/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real profile in a folder of its own, and a window for a page of it that writes down what the
 * page asks of the window. */
#pragma once

#include <adwaita.h>

#include "ilx-page.h"
#include "ilx-workspace.h"

typedef struct
{
  char *dir;
  IlxEngine *engine;
  IlxWorkspace *workspace;
  GtkWidget *window;
  GtkWidget *toasts;
  GtkWidget *page; /* (nullable): see ilx_test_window_show() */
  GString *asked;  /* "open-campaign:one " */
} IlxTestWindow;

void ilx_test_window_set_up (IlxTestWindow *self, gconstpointer data);
void ilx_test_window_tear_down (IlxTestWindow *self, gconstpointer data);
/* Shows the page and waits until it is laid out. */
void ilx_test_window_show (IlxTestWindow *self, IlxPage *page, int width);
/* Handles what is pending, some frames long. */
void ilx_test_window_settle (IlxTestWindow *self);

/* For what is shown afterwards; the next test starts with 1. */
void ilx_test_window_set_text_scale (int scale);
/* The page needs no more than 360 pixels. */
void ilx_test_window_assert_fits (IlxTestWindow *self);

/* Stores one; its id is its subject. @created: seconds, the larger the newer. */
void ilx_test_window_add_campaign (IlxTestWindow *self,
                                   const char *subject,
                                   IlxCampaignState state,
                                   gint64 created);
/* An account of that id and name, whose key is nowhere. */
void ilx_test_window_add_account (IlxTestWindow *self, const char *id);
/* Whose campaign it is. */
void ilx_test_window_set_account (IlxTestWindow *self, const char *id, const char *account);
/* As the filter on top of the sidebar does; NULL: all. */
void ilx_test_window_choose_account (IlxTestWindow *self, const char *account);
/* Nothing is found, and these are the words for it. */
void ilx_test_window_assert_nothing (IlxTestWindow *self, const char *words);
/* Changes what is stored, as another window would. */
void ilx_test_window_set_subject (IlxTestWindow *self, const char *id, const char *subject);
void ilx_test_window_set_state (IlxTestWindow *self, const char *id, IlxCampaignState state);

/* The first at or below a widget that is mapped: lent, nullable. */
GtkWidget *ilx_test_window_find (GtkWidget *below, GType type);
/* The same, waiting until it is there; the test fails when it never is. */
GtkWidget *ilx_test_window_wait_for (IlxTestWindow *self, GType type);
/* Runs the main loop until @is_so (self, @data); the test fails when it never is. */
void ilx_test_window_wait_until (IlxTestWindow *self,
                                 gboolean (*is_so) (IlxTestWindow *, gconstpointer),
                                 gconstpointer data);
/* The dialog that is open: lent, nullable. */
GtkWidget *ilx_test_window_find_dialog (void);
/* The rows of the table or list that the page shows: lent, nullable. */
GListModel *ilx_test_window_get_rows (IlxTestWindow *self);
