/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-account-choice.h"
#include "ilx-account-words.h"
#include "ilx-connection.h"

#define KEY "account"

struct _IlxAccountChoice
{
  GObject parent_instance;

  GListModel *connections; /* (owned) */
  GSettings *settings;     /* (owned) */
  char *account;           /* (owned): what was told last */
  gboolean has_choice;     /* likewise */
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_TITLE,
  PROP_HAS_CHOICE,
} IlxAccountChoiceProperty;
static GParamSpec *properties[PROP_HAS_CHOICE + 1];

G_DEFINE_FINAL_TYPE (IlxAccountChoice, ilx_account_choice, G_TYPE_OBJECT)

/* (transfer full) (nullable) */
static IlxConnection *
find (IlxAccountChoice *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->connections); i++)
    {
      g_autoptr (IlxConnection) connection = g_list_model_get_item (self->connections, i);

      if (g_strcmp0 (ilx_connection_get_id (connection), id) == 0)
        return g_steal_pointer (&connection);
    }
  return NULL;
}

/* What is kept, as far as it can be chosen. */
static char *
dup_valid (IlxAccountChoice *self)
{
  g_autofree char *kept = g_settings_get_string (self->settings, KEY);
  g_autoptr (IlxConnection) connection = self->has_choice ? find (self, kept) : NULL;

  return connection != NULL ? g_steal_pointer (&kept) : g_strdup ("");
}

static void
tell (IlxAccountChoice *self)
{
  gboolean has_choice = g_list_model_get_n_items (self->connections) > 1;
  g_autofree char *account = NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->has_choice != has_choice)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_CHOICE]);
  self->has_choice = has_choice;
  account = dup_valid (self);
  if (!g_str_equal (self->account, account))
    {
      g_free (self->account);
      self->account = g_steal_pointer (&account);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* (transfer full) (nullable) */
static char *
dup_title (IlxAccountChoice *self)
{
  g_autoptr (IlxConnection) connection = *self->account != '\0' ? find (self, self->account) : NULL;

  return connection != NULL ? ilx_account_words_dup_name (connection, self->connections) : NULL;
}

static void
ilx_account_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxAccountChoice *self = ILX_ACCOUNT_CHOICE (object);

  if (id == PROP_ACCOUNT)
    g_value_set_string (value, self->account);
  else if (id == PROP_TITLE)
    g_value_take_string (value, dup_title (self));
  else
    g_value_set_boolean (value, self->has_choice);
}

static void
ilx_account_choice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ilx_account_choice_set_account (ILX_ACCOUNT_CHOICE (object), g_value_get_string (value));
}

static void
ilx_account_choice_finalize (GObject *object)
{
  IlxAccountChoice *self = ILX_ACCOUNT_CHOICE (object);

  g_object_unref (self->connections);
  g_object_unref (self->settings);
  g_free (self->account);
  G_OBJECT_CLASS (ilx_account_choice_parent_class)->finalize (object);
}

static void
ilx_account_choice_class_init (IlxAccountChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_account_choice_get_property;
  object_class->set_property = ilx_account_choice_set_property;
  object_class->finalize = ilx_account_choice_finalize;
  properties[PROP_ACCOUNT]
      = g_param_spec_string ("account", NULL, NULL, "", flags | G_PARAM_READWRITE);
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  properties[PROP_HAS_CHOICE]
      = g_param_spec_boolean ("has-choice", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_account_choice_init (IlxAccountChoice *self)
{
  self->account = g_strdup ("");
}

/**
 * ilx_account_choice_new:
 * @connections: (element-type IlxConnection): the accounts
 * @settings: the profile's preferences
 *
 * Returns: (transfer full): the choice, as it was made last
 */
IlxAccountChoice *
ilx_account_choice_new (GListModel *connections, GSettings *settings)
{
  IlxAccountChoice *self = g_object_new (ILX_TYPE_ACCOUNT_CHOICE, NULL);

  self->connections = g_object_ref (connections);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  tell (self);
  return self;
}

/**
 * ilx_account_choice_get_account:
 * @self: the choice
 *
 * Returns: (transfer none): the id of the account whose rows are shown; empty for all
 */
const char *
ilx_account_choice_get_account (IlxAccountChoice *self)
{
  return self->account;
}

/**
 * ilx_account_choice_set_account:
 * @self: the choice
 * @account: (nullable): the id of an account; empty for all
 *
 * Chooses it for every window, and keeps that. An account that is not connected is as all.
 */
void
ilx_account_choice_set_account (IlxAccountChoice *self, const char *account)
{
  g_settings_set_string (self->settings, KEY, account != NULL ? account : "");
  tell (self);
}

/**
 * ilx_account_choice_has_choice:
 * @self: the choice
 *
 * Returns: whether there are several accounts
 */
gboolean
ilx_account_choice_has_choice (IlxAccountChoice *self)
{
  return self->has_choice;
}

/**
 * ilx_account_choice_follow:
 * @self: the choice
 *
 * Has it follow the accounts that there are now. What can't be chosen any more is forgotten: an
 * account that comes later would bring back a filter that nobody expects.
 */
void
ilx_account_choice_follow (IlxAccountChoice *self)
{
  g_autofree char *kept = g_settings_get_string (self->settings, KEY);

  tell (self);
  if (!g_str_equal (kept, self->account))
    g_settings_set_string (self->settings, KEY, self->account);
}
