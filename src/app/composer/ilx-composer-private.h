/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the composer's page share. */
#pragma once

#include "ilx-banner.h"
#include "ilx-composer-page.h"
#include "ilx-composer-tools.h"
#include "ilx-details-form.h"
#include "ilx-document.h"
#include "ilx-preview-pane.h"
#include "ilx-source-pane.h"
#include "ilx-width-bin.h"

G_BEGIN_DECLS

struct _IlxComposerPage
{
  IlxPage parent_instance;

  IlxWidthBin *bin;
  IlxBanner *locked_banner;
  IlxBanner *problem_banner;
  GtkWidget *preview_toggle;
  GtkWidget *preview_only_toggle;
  GtkPaned *paned;
  GtkStack *left;
  IlxDetailsForm *details;
  AdwBin *source_bin;
  AdwBin *preview_bin;

  IlxWorkspace *workspace;       /* (owned) */
  IlxDocument *document;         /* (owned) (nullable): NULL when it could not be opened */
  GSimpleActionGroup *actions;   /* (owned): "composer.…" */
  GtkEventController *shortcuts; /* (unowned) (nullable): while the page is shown */
  IlxComposerTools *tools;       /* (owned) (nullable): for the header bar */
  gboolean was_shown;
  guint frame_id; /* waits for the page to be painted, and then makes the preview */
  gboolean was_painted;
  gboolean is_wide;
  gboolean is_stepping; /* undoing or redoing */
  const char *stepped;  /* (nullable): the field that it changed */
};

/* ilx-composer-panes.c; a pane is "details", "source" or "preview". */
void ilx_composer_panes_arrange (IlxComposerPage *self);
void ilx_composer_panes_show (IlxComposerPage *self, const char *pane);
gboolean ilx_composer_panes_is_shown (IlxComposerPage *self, const char *pane);
gboolean ilx_composer_panes_is_preview_only (IlxComposerPage *self);
IlxSourcePane *ilx_composer_panes_get_source (IlxComposerPage *self);
/* In its map and unmap: the preview comes when the rest has been painted. */
void ilx_composer_panes_await_preview (IlxComposerPage *self);
void ilx_composer_panes_forget_preview (IlxComposerPage *self);
/* Actions of the page. */
void ilx_composer_panes_show_cb (GSimpleAction *action, GVariant *state, gpointer page);
void
ilx_composer_panes_toggle_preview_cb (GSimpleAction *action, GVariant *parameter, gpointer page);
void ilx_composer_panes_source_cb (GSimpleAction *action, GVariant *parameter, gpointer page);
void ilx_composer_panes_next_cb (GSimpleAction *action, GVariant *parameter, gpointer page);

G_END_DECLS
