/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ilx-account-words.h"
#include "ilx-campaign-look.h"
#include "ilx-go-places.h"
#include "ilx-go-search.h"
#include "ilx-text.h"

/* More of a kind help nobody: one types on. */
#define MAX_CAMPAIGNS 20
#define MAX_AUDIENCES 12
#define MAX_FIXED 24
/* Where nothing is typed yet. */
#define MAX_RECENT 5

struct _IlxGoPlace
{
  GObject parent_instance;

  char *title;
  char *detail;
  const char *icon_name; /* static */
  char *action;
  guint rank; /* less is better */
};

G_DEFINE_FINAL_TYPE (IlxGoPlace, ilx_go_place, G_TYPE_OBJECT)

static void
ilx_go_place_finalize (GObject *object)
{
  IlxGoPlace *self = ILX_GO_PLACE (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->action);
  G_OBJECT_CLASS (ilx_go_place_parent_class)->finalize (object);
}

static void
ilx_go_place_class_init (IlxGoPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ilx_go_place_finalize;
}

static void
ilx_go_place_init (IlxGoPlace *self)
{
}

const char *
ilx_go_place_get_title (IlxGoPlace *self)
{
  return self->title;
}

const char *
ilx_go_place_get_detail (IlxGoPlace *self)
{
  return self->detail;
}

const char *
ilx_go_place_get_icon_name (IlxGoPlace *self)
{
  return self->icon_name;
}

const char *
ilx_go_place_get_action (IlxGoPlace *self)
{
  return self->action;
}

/* --- Matching --------------------------------------------------------------------------------- */

typedef struct
{
  GStrv words;      /* (owned): folded; none: nothing is typed yet */
  GPtrArray *found; /* (owned) (element-type IlxGoPlace) */
} IlxGoSearch;

/* Of a title that has all words: how well it does. G_MAXUINT: it has not. */
static guint
rank_title (IlxGoSearch *self, const char *title, const char *detail)
{
  g_autofree char *folded = ilx_text_fold (title);
  g_autofree char *folded_detail = NULL;

  for (char **word = self->words; *word != NULL; word++)
    {
      if (strstr (folded, *word) != NULL)
        continue;
      if (detail != NULL && folded_detail == NULL)
        folded_detail = ilx_text_fold (detail);
      if (folded_detail == NULL || strstr (folded_detail, *word) == NULL)
        return G_MAXUINT;
    }
  if (*self->words == NULL || g_str_has_prefix (folded, self->words[0]))
    return 0;
  return strstr (folded, self->words[0]) != NULL ? 1 : 2;
}

/* Takes title, detail and action. */
static void
add (IlxGoSearch *self, guint rank, char *title, char *detail, const char *icon_name, char *action)
{
  IlxGoPlace *place = g_object_new (ILX_TYPE_GO_PLACE, NULL);

  place->rank = rank;
  place->title = title;
  place->detail = detail;
  place->icon_name = icon_name;
  place->action = action;
  g_ptr_array_add (self->found, place);
}

/* Actions of the application and of the window are everywhere, others where @group is. */
static gboolean
is_here (const IlxGoFixed *fixed, const char *group)
{
  return g_str_has_prefix (fixed->action, "app.") || g_str_has_prefix (fixed->action, "win.")
         || (group != NULL && g_str_has_prefix (fixed->action, group));
}

static const char *
get_title (const IlxGoFixed *fixed)
{
  return fixed->context != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, fixed->context, fixed->title)
                                : _ (fixed->title);
}

static void
add_fixed (IlxGoSearch *self, const char *group)
{
  guint limit = self->found->len + MAX_FIXED;

  for (const IlxGoFixed *fixed = ilx_go_places; fixed->title != NULL && self->found->len < limit;
       fixed++)
    {
      const char *title = get_title (fixed);
      const char *detail = _ (fixed->detail);
      guint rank = is_here (fixed, group) ? rank_title (self, title, detail) : G_MAXUINT;

      if (rank != G_MAXUINT)
        add (self, rank, g_strdup (title), g_strdup (detail), fixed->icon_name,
             g_strdup (fixed->action));
    }
}

static char *
print_action (const char *name, GVariant *target)
{
  return g_action_print_detailed_name (name, target);
}

static void
add_campaigns (IlxGoSearch *self, IlxWorkspace *workspace)
{
  GListModel *campaigns = G_LIST_MODEL (ilx_workspace_get_campaigns (workspace));
  guint n = g_list_model_get_n_items (campaigns);
  guint limit = self->found->len + (*self->words != NULL ? MAX_CAMPAIGNS : MAX_RECENT);

  for (guint i = 0; i < n && self->found->len < limit; i++)
    {
      g_autoptr (IlxCampaign) campaign = g_list_model_get_item (campaigns, i);
      g_autofree char *name = ilx_campaign_look_dup_name (campaign);
      guint rank = rank_title (self, name, NULL);
      g_autofree char *state = NULL;

      if (rank == G_MAXUINT)
        continue;
      state = ilx_campaign_look_dup_words (campaign, ilx_workspace_get_now (workspace));
      /* Translators: what a found thing is: a campaign, and its state. */
      add (self, rank, g_steal_pointer (&name), g_strdup_printf (_ ("Campaign · %s"), state),
           "mail-unread-symbolic",
           print_action ("win.open-campaign",
                         g_variant_new_string (ilx_campaign_get_id (campaign))));
    }
}

static void
add_audiences_of (IlxGoSearch *self, IlxWorkspace *workspace, IlxConnection *connection)
{
  const char *id = ilx_connection_get_id (connection);
  GListModel *audiences = ilx_workspace_get_audiences (workspace, id);
  guint limit = self->found->len + MAX_AUDIENCES;

  for (guint i = 0; i < g_list_model_get_n_items (audiences) && self->found->len < limit; i++)
    {
      g_autoptr (IlxAudience) audience = g_list_model_get_item (audiences, i);
      const char *name = ilx_audience_get_name (audience);
      guint rank = name != NULL ? rank_title (self, name, NULL) : G_MAXUINT;

      if (rank != G_MAXUINT)
        add (self, rank, g_strdup (name),
             /* Translators: what a found thing is: an audience, and its account. */
             g_strdup_printf (_ ("Audience · %s"), ilx_connection_get_account_name (connection)),
             "system-users-symbolic",
             print_action ("win.show-audience",
                           g_variant_new ("(ss)", id, ilx_audience_get_id (audience))));
    }
}

static void
add_audiences (IlxGoSearch *self, IlxWorkspace *workspace)
{
  GListModel *connections = ilx_workspace_get_connections (workspace);

  for (guint i = 0; *self->words != NULL && i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);

      add_audiences_of (self, workspace, connection);
    }
}

static void
add_account (IlxGoSearch *self, const char *title, const char *detail, const char *id)
{
  guint rank = rank_title (self, title, detail);

  if (rank != G_MAXUINT)
    add (self, rank, g_strdup (title), g_strdup (detail), "network-server-symbolic",
         print_action ("win.choose-account", g_variant_new_string (id)));
}

/* As the chooser on top of the sidebar. */
static void
add_accounts (IlxGoSearch *self, IlxWorkspace *workspace)
{
  GListModel *connections = ilx_workspace_get_connections (workspace);

  if (*self->words == NULL
      || !ilx_account_choice_has_choice (ilx_workspace_get_account_choice (workspace)))
    return;
  add_account (self, _ ("All Accounts"), _ ("Account · show everything"), "");
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (connections, i);
      g_autofree char *name = ilx_account_words_dup_name (connection, connections);

      add_account (self, name, _ ("Account · show only what is of it"),
                   ilx_connection_get_id (connection));
    }
}

/* Stable: of the same rank the order in which they were found. */
static void
sort (GPtrArray *found)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint rank = 0; rank <= 2; rank++)
    for (guint i = 0; i < found->len; i++)
      if (ILX_GO_PLACE (g_ptr_array_index (found, i))->rank == rank)
        g_ptr_array_add (sorted, g_ptr_array_index (found, i));
  for (guint i = 0; i < found->len; i++)
    found->pdata[i] = sorted->pdata[i];
}

/**
 * ilx_go_search:
 * @workspace: whose campaigns and audiences
 * @group: (nullable): the prefix of the actions that the shown page has of its own
 * @search: what is typed, perhaps nothing
 *
 * Returns: (transfer full) (element-type IlxGoPlace): where one can go
 */
GPtrArray *
ilx_go_search (IlxWorkspace *workspace, const char *group, const char *search)
{
  IlxGoSearch self
      = { ilx_text_split_words (search), g_ptr_array_new_with_free_func (g_object_unref) };

  add_fixed (&self, group);
  add_campaigns (&self, workspace);
  add_audiences (&self, workspace);
  add_accounts (&self, workspace);
  sort (self.found);
  g_strfreev (self.words);
  return self.found;
}
