/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of illixisctl: from the command line to the exit code. It formats and asks; all work is
 * the engine's.
 *
 *   words and options ──► the key, if one was given ──► profile ──► the command ──► print ──► code
 */
#pragma once

#include "ilx-ctl-command.h"
#include "ilx-ctl-options.h"
#include "ilx-engine.h"

G_BEGIN_DECLS

/* Open to the commands of this room, which fill and read it in their parts. */
struct _IlxCtl
{
  IlxSteps steps; /* first: the rows of a command run on it */

  /* In: what the command line says. */
  const IlxCtlCommand *command;
  IlxCtlOptions *options; /* (owned) */
  GStrv arguments;        /* (owned): what follows the words */
  gboolean is_json;
  char *secret; /* (owned) (nullable): a key for this run, wiped when it goes */

  GCancellable *cancellable; /* (owned) */
  IlxEngine *engine;         /* (owned) (nullable) */

  /* What the parts of a command leave for each other; each nullable and owned. */
  IlxBrand *brand;
  IlxConnection *connection;
  IlxCampaign *campaign;
  IlxOperation *operation;
  GPtrArray *audiences; /* (element-type IlxAudience) */
  GObject *server;
  char *repeats; /* of an operation: what is sent again on purpose */
  gint64 scheduled_at;
  gint64 count;
  guint told_position; /* of the step that was told last, from 1 */

  /* Out. */
  JsonNode *json;  /* (owned) (nullable) */
  char *text;      /* (owned) (nullable) */
  gboolean is_raw; /* text is the user's own, to be printed byte for byte */
  GError *problem; /* (owned) (nullable): told beside the answer, decides the exit code */
};

IlxCtl *ilx_ctl_new (void);
void ilx_ctl_free (IlxCtl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxCtl, ilx_ctl_free)

void ilx_ctl_run_async (IlxCtl *self,
                        const char *const *args,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
int ilx_ctl_run_finish (IlxCtl *self, GAsyncResult *result);
void ilx_ctl_stop (IlxCtl *self);

/* For the parts of a command. */
void ilx_ctl_take_answer (IlxCtl *self, JsonNode *json, char *text);
void ilx_ctl_take_problem (IlxCtl *self, GError *problem);
const char *ilx_ctl_get_argument (IlxCtl *self, guint index);
gint64 ilx_ctl_get_now (IlxCtl *self);

/* Looking things up in the profile: ilx-ctl-profile.c */
IlxStore *ilx_ctl_get_store (IlxCtl *self);
gboolean ilx_ctl_find_connection (IlxCtl *self, const char *name, GError **error);
gboolean ilx_ctl_load_connection (IlxCtl *self, const char *id, GError **error);
gboolean ilx_ctl_load_campaign (IlxCtl *self, const char *id, GError **error);
const char *ilx_ctl_get_platform_name (const char *platform);
char *ilx_ctl_dup_audience_names (IlxCtl *self, const char *const *ids);

G_END_DECLS
