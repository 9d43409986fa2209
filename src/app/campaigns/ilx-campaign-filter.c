/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ilx-campaign-filter.h"
#include "ilx-text.h"

struct _IlxCampaignFilter
{
  GtkFilter parent_instance;

  char *search;  /* (owned): as it was given, never NULL */
  GStrv words;   /* (owned): of it, folded */
  char *account; /* (owned): never NULL */
  IlxCampaignGroup group;
};

typedef enum
{
  PROP_SEARCH = 1,
  PROP_GROUP,
  PROP_ACCOUNT,
} IlxCampaignFilterProperty;
static GParamSpec *properties[PROP_ACCOUNT + 1];

enum
{
  CHANGING,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IlxCampaignFilter, ilx_campaign_filter, GTK_TYPE_FILTER)

/* --- Matching --------------------------------------------------------------------------------- */

static gboolean
has_words (IlxCampaignFilter *self, IlxCampaign *campaign)
{
  const char *subject = ilx_campaign_get_subject (campaign);
  const char *preview = ilx_campaign_get_preview_text (campaign);
  g_autofree char *folded_subject = NULL;
  g_autofree char *folded_preview = NULL;

  if (*self->words == NULL)
    return TRUE;
  folded_subject = ilx_text_fold (subject != NULL ? subject : "");
  folded_preview = ilx_text_fold (preview != NULL ? preview : "");
  for (char **word = self->words; *word != NULL; word++)
    if (strstr (folded_subject, *word) == NULL && strstr (folded_preview, *word) == NULL)
      return FALSE;
  return TRUE;
}

/* What is nobody's yet may become this account's, and what waits for a decision is hidden from
 * nobody.
 */
static gboolean
is_of_account (IlxCampaignFilter *self, IlxCampaign *campaign)
{
  const char *account = ilx_campaign_get_connection_id (campaign);
  IlxCampaignGroup group = ilx_campaign_look_get_group (ilx_campaign_get_state (campaign));

  return *self->account == '\0' || account == NULL || g_str_equal (account, self->account)
         || group == ILX_CAMPAIGN_GROUP_ATTENTION;
}

static gboolean
ilx_campaign_filter_match (GtkFilter *filter, gpointer item)
{
  IlxCampaignFilter *self = ILX_CAMPAIGN_FILTER (filter);
  IlxCampaign *campaign = item;

  if (self->group != ILX_CAMPAIGN_GROUP_ALL
      && ilx_campaign_look_get_group (ilx_campaign_get_state (campaign)) != self->group)
    return FALSE;
  if (!is_of_account (self, campaign))
    return FALSE;
  return has_words (self, campaign);
}

static GtkFilterMatch
ilx_campaign_filter_get_strictness (GtkFilter *filter)
{
  IlxCampaignFilter *self = ILX_CAMPAIGN_FILTER (filter);

  return self->group == ILX_CAMPAIGN_GROUP_ALL && *self->account == '\0' && *self->words == NULL
             ? GTK_FILTER_MATCH_ALL
             : GTK_FILTER_MATCH_SOME;
}

/* --- Properties ------------------------------------------------------------------------------- */

/* What goes on typing finds no more than before. */
static GtkFilterChange
compare_search (const char *before, const char *after)
{
  if (g_str_has_prefix (after, before))
    return GTK_FILTER_CHANGE_MORE_STRICT;
  if (g_str_has_prefix (before, after))
    return GTK_FILTER_CHANGE_LESS_STRICT;
  return GTK_FILTER_CHANGE_DIFFERENT;
}

static void
change (IlxCampaignFilter *self, GtkFilterChange kind)
{
  g_signal_emit (self, signals[CHANGING], 0);
  gtk_filter_changed (GTK_FILTER (self), kind);
}

static void
set_search (IlxCampaignFilter *self, const char *search)
{
  GtkFilterChange kind;

  search = search != NULL ? search : "";
  if (g_str_equal (self->search, search))
    return;
  kind = compare_search (self->search, search);
  g_free (self->search);
  self->search = g_strdup (search);
  g_strfreev (self->words);
  self->words = ilx_text_split_words (search);
  change (self, kind);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

static void
set_group (IlxCampaignFilter *self, const char *name)
{
  IlxCampaignGroup group = ilx_campaign_group_find (name);

  if (self->group == group)
    return;
  self->group = group;
  change (self, GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP]);
}

static void
set_account (IlxCampaignFilter *self, const char *account)
{
  account = account != NULL ? account : "";
  if (g_str_equal (self->account, account))
    return;
  g_free (self->account);
  self->account = g_strdup (account);
  change (self, GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
ilx_campaign_filter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxCampaignFilter *self = ILX_CAMPAIGN_FILTER (object);

  switch ((IlxCampaignFilterProperty) id)
    {
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case PROP_GROUP:
      g_value_set_string (value, ilx_campaign_group_get_name (self->group));
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_campaign_filter_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxCampaignFilter *self = ILX_CAMPAIGN_FILTER (object);

  switch ((IlxCampaignFilterProperty) id)
    {
    case PROP_SEARCH:
      set_search (self, g_value_get_string (value));
      break;
    case PROP_GROUP:
      set_group (self, g_value_get_string (value));
      break;
    case PROP_ACCOUNT:
      set_account (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ilx_campaign_filter_finalize (GObject *object)
{
  IlxCampaignFilter *self = ILX_CAMPAIGN_FILTER (object);

  g_free (self->search);
  g_strfreev (self->words);
  g_free (self->account);
  G_OBJECT_CLASS (ilx_campaign_filter_parent_class)->finalize (object);
}

static void
ilx_campaign_filter_class_init (IlxCampaignFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_campaign_filter_get_property;
  object_class->set_property = ilx_campaign_filter_set_property;
  object_class->finalize = ilx_campaign_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = ilx_campaign_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = ilx_campaign_filter_get_strictness;
  signals[CHANGING] = g_signal_new ("changing", ILX_TYPE_CAMPAIGN_FILTER, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, "", flags);
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, "all", flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_campaign_filter_init (IlxCampaignFilter *self)
{
  self->search = g_strdup ("");
  self->words = ilx_text_split_words ("");
  self->account = g_strdup ("");
}

/**
 * ilx_campaign_filter_new:
 *
 * Returns: (transfer full): a filter that everything passes
 */
IlxCampaignFilter *
ilx_campaign_filter_new (void)
{
  return g_object_new (ILX_TYPE_CAMPAIGN_FILTER, NULL);
}
