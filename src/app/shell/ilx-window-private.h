/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share: the window itself, and what can be done with it. */
#pragma once

#include "ilx-account-chooser.h"
#include "ilx-banner.h"
#include "ilx-window.h"

G_BEGIN_DECLS

struct _IlxWindow
{
  AdwApplicationWindow parent_instance;

  GtkWidget *toasts;
  IlxBanner *demo_banner;
  IlxBanner *recovery_banner;
  IlxBanner *offline_banner;
  IlxBanner *slowdown_banner;
  AdwLeaflet *leaflet;
  GtkWidget *sidebar;
  GtkWidget *content;
  IlxAccountChooser *account_chooser;
  GtkListBox *section_list;
  GtkMenuButton *menu_button;
  AdwWindowTitle *title;
  AdwBin *tools;
  AdwTabView *tabs;
  GtkWidget *tab_bar;

  IlxWorkspace *workspace; /* (owned) (nullable) */
  GtkWidget *stop_dialog;  /* (weak) (nullable) */
  GtkStack *sections;      /* (unowned) (nullable): the first tab, in a window that has sections */
  GSignalGroup *page_signals; /* (owned): of the page that is shown */
  guint fill_id;              /* waits for the first frame to be over */
};

/* ilx-window-actions.c: in its class_init. */
void ilx_window_install_actions (GtkWidgetClass *klass);

G_END_DECLS
