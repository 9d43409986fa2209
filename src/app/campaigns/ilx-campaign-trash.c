/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-campaign-look.h"
#include "ilx-campaign-trash.h"
#include "ilx-number.h"
#include "ilx-problem.h"
#include "ilx-toast.h"

/* Several that are moved at once. */
typedef struct
{
  GtkWidget *from;         /* (owned) */
  IlxWorkspace *workspace; /* (owned) */
  gboolean is_trashed;
  guint n_waiting;
  GPtrArray *moved; /* (element-type utf8) (owned): ids */
  char *name;       /* (owned): of the first */
  GError *error;    /* (owned) (nullable): the first refusal */
  guint n_refused;
} IlxMoving;

static void
ilx_moving_free (IlxMoving *self)
{
  g_object_unref (self->from);
  g_object_unref (self->workspace);
  g_ptr_array_unref (self->moved);
  g_free (self->name);
  g_clear_error (&self->error);
  g_free (self);
}

static char *
dup_toast (IlxMoving *self)
{
  guint n = self->moved->len;
  g_autofree char *number = ilx_number_format (n);

  if (n == 1)
    return g_strdup_printf (self->is_trashed ? _ ("“%s” moved to the trash") : _ ("“%s” restored"),
                            self->name);
  if (self->is_trashed)
    return g_strdup_printf (
        ngettext ("%s campaign moved to the trash", "%s campaigns moved to the trash", n), number);
  return g_strdup_printf (ngettext ("%s campaign restored", "%s campaigns restored", n), number);
}

static void
show_moved (IlxMoving *self)
{
  g_autofree char *title = dup_toast (self);
  g_autofree char *action = NULL;

  if (!self->is_trashed)
    {
      ilx_toast (self->from, title);
      return;
    }
  action = g_action_print_detailed_name (
      "win.restore-campaigns",
      g_variant_new_strv ((const char *const *) self->moved->pdata, self->moved->len));
  ilx_toast_with_action (self->from, title, _ ("_Undo"), action);
}

/* Of one that was refused there are the store's words; of several the first one's. */
static void
show_refused (IlxMoving *self)
{
  guint n = self->n_refused;
  g_autoptr (GError) several = NULL;

  if (n > 1)
    {
      several = g_error_copy (self->error);
      g_free (several->message);
      /* Translators: how many campaigns stayed where they are; then why the first of them did. */
      several->message = g_strdup_printf (ngettext ("%u campaign stayed where it is. %s",
                                                    "%u campaigns stayed where they are. %s", n),
                                          n, self->error->message);
    }
  ilx_problem_present (self->from, several != NULL ? several : self->error);
}

static void
moved_all (IlxMoving *self)
{
  if (gtk_widget_get_root (self->from) != NULL && self->moved->len > 0)
    show_moved (self);
  if (gtk_widget_get_root (self->from) != NULL && self->error != NULL)
    show_refused (self);
  ilx_moving_free (self);
}

typedef struct
{
  IlxMoving *moving;
  char *id;   /* (owned) */
  char *name; /* (owned) */
} IlxMove;

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree IlxMove *move = user_data;
  IlxMoving *self = move->moving;
  g_autofree char *id = move->id;
  g_autofree char *name = move->name;
  g_autoptr (GError) error = NULL;

  if (ilx_workspace_trash_campaign_finish (ILX_WORKSPACE (source), result, &error))
    {
      if (self->moved->len == 0)
        self->name = g_steal_pointer (&name);
      g_ptr_array_add (self->moved, g_steal_pointer (&id));
    }
  else
    {
      self->n_refused++;
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
    }
  if (--self->n_waiting == 0)
    moved_all (self);
}

static char *
dup_name (IlxMoving *self, const char *id)
{
  IlxCampaignList *list = self->is_trashed ? ilx_workspace_get_campaigns (self->workspace)
                                           : ilx_workspace_get_trash (self->workspace);
  IlxCampaign *campaign = ilx_campaign_list_find (list, id);

  return campaign != NULL ? ilx_campaign_look_dup_name (campaign) : g_strdup (id);
}

static void
begin (GtkWidget *from, IlxWorkspace *workspace, gboolean is_trashed, const char *const *ids)
{
  IlxMoving *self;

  if (*ids == NULL)
    return;
  self = g_new0 (IlxMoving, 1);
  self->from = g_object_ref (from);
  self->workspace = g_object_ref (workspace);
  self->is_trashed = is_trashed;
  self->n_waiting = g_strv_length ((GStrv) ids);
  self->moved = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      IlxMove *move = g_new0 (IlxMove, 1);

      move->moving = self;
      move->id = g_strdup (ids[i]);
      move->name = dup_name (self, ids[i]);
      ilx_workspace_trash_campaign_async (workspace, ids[i], is_trashed, NULL, moved_cb, move);
    }
}

/**
 * ilx_campaign_trash_move:
 * @from: where it is asked for
 * @workspace: the workspace
 * @ids: (array zero-terminated=1): of campaigns
 *
 * Moves them to the trash; the toast offers to undo that.
 */
void
ilx_campaign_trash_move (GtkWidget *from, IlxWorkspace *workspace, const char *const *ids)
{
  begin (from, workspace, TRUE, ids);
}

/**
 * ilx_campaign_trash_restore:
 * @from: where it is asked for
 * @workspace: the workspace
 * @ids: (array zero-terminated=1): of campaigns
 *
 * Takes them out of the trash.
 */
void
ilx_campaign_trash_restore (GtkWidget *from, IlxWorkspace *workspace, const char *const *ids)
{
  begin (from, workspace, FALSE, ids);
}
