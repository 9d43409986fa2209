/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-cell.h"
#include "ilx-list-page.h"
#include "ilx-row-menu.h"

typedef struct
{
  GtkColumnViewColumn *column; /* (owned) */
  GtkSortType order;           /* which comes first */
} Column;

typedef struct
{
  GSimpleActionGroup *actions; /* (owned): "page" */
  GHashTable *columns;         /* (owned): name to Column */
  char *group;                 /* (owned) */
  char *account;               /* (owned) */
  GObject *choice;             /* (owned) (nullable): whose rows are shown */
  char *sorted_by;             /* (owned) (nullable): chosen last in the menu */
  GtkSortType order;
  IlxListFrame *frame; /* these are of the template */
  GtkColumnView *table;
  GtkListView *list;
} IlxListPagePrivate;

typedef enum
{
  PROP_GROUP = 1,
  PROP_ACCOUNT,
} IlxListPageProperty;
static GParamSpec *properties[PROP_ACCOUNT + 1];

G_DEFINE_TYPE_WITH_PRIVATE (IlxListPage, ilx_list_page, ILX_TYPE_PAGE)

static IlxListPagePrivate *
get_private (gpointer self)
{
  return ilx_list_page_get_instance_private (self);
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_object_unref (column->column);
  g_free (column);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static GtkSortType
turn_round (GtkSortType order)
{
  return order == GTK_SORT_ASCENDING ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING;
}

/* A name that no column has stands for the order in which the rows come. */
static void
sort_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IlxListPagePrivate *self = get_private (user_data);
  const char *name = g_variant_get_string (parameter, NULL);
  Column *column = g_hash_table_lookup (self->columns, name);
  gboolean is_again = g_strcmp0 (self->sorted_by, name) == 0;

  g_free (self->sorted_by);
  self->sorted_by = g_strdup (name);
  gtk_column_view_sort_by_column (self->table, NULL, GTK_SORT_ASCENDING);
  if (column == NULL)
    return;
  self->order = is_again ? turn_round (self->order) : column->order;
  gtk_column_view_sort_by_column (self->table, column->column, self->order);
}

/* (A GPropertyAction would keep the page alive.) */
static void
change_group_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_object_set (user_data, "group", g_variant_get_string (value, NULL), NULL);
}

static void
clear_filters_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_object_set (get_private (user_data)->choice, "account", "", NULL);
  ilx_list_page_clear_filters (user_data);
}

static const GActionEntry entries[] = {
  { "clear-filters", clear_filters_cb },
  { "sort", sort_cb, "s" },
  { "group", NULL, "s", "'all'", change_group_cb },
};

/**
 * ilx_list_page_add_actions:
 * @self: a page
 * @entries: (array length=n_entries): actions, which get @self as their data
 * @n_entries: how many
 *
 * Adds to what can be done to the rows.
 */
void
ilx_list_page_add_actions (IlxListPage *self, const GActionEntry *entries_of_page, guint n_entries)
{
  g_action_map_add_action_entries (G_ACTION_MAP (get_private (self)->actions), entries_of_page,
                                   (int) n_entries, self);
}

static GSimpleAction *
find_action (IlxListPage *self, const char *name)
{
  return G_SIMPLE_ACTION (
      g_action_map_lookup_action (G_ACTION_MAP (get_private (self)->actions), name));
}

void
ilx_list_page_set_enabled (IlxListPage *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (find_action (self, name), is_enabled);
}

void
ilx_list_page_set_state (IlxListPage *self, const char *name, GVariant *state)
{
  g_simple_action_set_state (find_action (self, name), state);
}

/* --- Views ------------------------------------------------------------------------------------ */

/**
 * ilx_list_page_set_views:
 * @self: a page whose template is made
 * @frame: what stands around its rows
 * @table: the rows for a wide place
 * @list: the rows for a narrow one
 * @row_menu: what can be done to a row
 */
void
ilx_list_page_set_views (IlxListPage *self,
                         IlxListFrame *frame,
                         GtkColumnView *table,
                         GtkListView *list,
                         GMenuModel *row_menu)
{
  IlxListPagePrivate *private = get_private (self);
  GtkWidget *tools = ilx_page_get_tools (ILX_PAGE (self));

  private->frame = frame;
  private->table = table;
  private->list = list;
  if (tools != NULL)
    gtk_widget_insert_action_group (tools, "page", G_ACTION_GROUP (private->actions));
  ilx_row_menu_attach (GTK_WIDGET (table), row_menu);
  ilx_row_menu_attach (GTK_WIDGET (list), row_menu);
}

/**
 * ilx_list_page_add_column:
 * @self: a page
 * @name: what "page.sort" calls it
 * @column: a column of the table
 * @order: which comes first when one sorts by it
 * @factory: (transfer full): what makes its cells
 */
void
ilx_list_page_add_column (IlxListPage *self,
                          const char *name,
                          GtkColumnViewColumn *column,
                          GtkSortType order,
                          GtkListItemFactory *factory)
{
  Column *row = g_new0 (Column, 1);

  row->column = g_object_ref (column);
  row->order = order;
  g_hash_table_insert (get_private (self)->columns, g_strdup (name), row);
  ilx_cell_set_column (column, factory);
}

/**
 * ilx_list_page_follow_choice:
 * @self: a page
 * @choice: whose rows are shown, an IlxAccountChoice
 *
 * Has the page show what is chosen there, and say so below its title.
 */
void
ilx_list_page_follow_choice (IlxListPage *self, gpointer choice)
{
  IlxListPagePrivate *private = get_private (self);
  Column *column = g_hash_table_lookup (private->columns, "account");

  private->choice = g_object_ref (choice);
  g_object_bind_property (choice, "account", self, "account", G_BINDING_SYNC_CREATE);
  /* Where the sidebar is away, rows would be missing without a word. */
  g_object_bind_property (choice, "title", self, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property (choice, "has-choice", column->column, "visible", G_BINDING_SYNC_CREATE);
}

/**
 * ilx_list_page_update_rows:
 * @self: a page
 *
 * Fills its rows once more: what they are made of besides their items changed.
 */
void
ilx_list_page_update_rows (IlxListPage *self)
{
  ilx_cell_update_all (GTK_WIDGET (get_private (self)->table));
  ilx_cell_update_all (GTK_WIDGET (get_private (self)->list));
}

static gboolean
ilx_list_page_start_search (IlxPage *page)
{
  return ilx_list_frame_start_search (get_private (page)->frame);
}

/* --- Which rows are shown --------------------------------------------------------------------- */

/**
 * ilx_list_page_clear_filters:
 * @self: a page
 *
 * Shows all groups and ends the search. The account is chosen for every page.
 */
void
ilx_list_page_clear_filters (IlxListPage *self)
{
  g_object_set (self, "group", "all", NULL);
  ilx_list_frame_clear_search (get_private (self)->frame);
}

const char *
ilx_list_page_get_group (IlxListPage *self)
{
  return get_private (self)->group;
}

const char *
ilx_list_page_get_account (IlxListPage *self)
{
  return get_private (self)->account;
}

/**
 * ilx_list_page_shows:
 * @self: a page
 * @account: (nullable): whose a row is
 *
 * Returns: whether it shows that row, as far as accounts decide it
 */
gboolean
ilx_list_page_shows (IlxListPage *self, const char *account)
{
  const char *shown = get_private (self)->account;

  return *shown == '\0' || g_strcmp0 (shown, account) == 0;
}

/* Asked by the template. */
static gboolean
is_filtered (gpointer object, const char *group, const char *account, IlxListPage *self)
{
  return g_strcmp0 (group, "all") != 0 || (account != NULL && *account != '\0');
}

/* Asked by the template: what else is to be said of the filter, and whose rows are shown. */
static char *
add_account (gpointer object, const char *words, const char *account, IlxListPage *self)
{
  g_autofree char *sentence = NULL;

  if (account == NULL)
    return g_strdup (words);
  /* Translators: whose rows are shown: the name of an account. */
  sentence = g_strdup_printf (_ ("Account: %s."), account);
  return words != NULL && *words != '\0' ? g_strjoin (" ", words, sentence, NULL)
                                         : g_steal_pointer (&sentence);
}

/**
 * ilx_list_page_bind_callbacks:
 * @klass: a class derived from this, in its class_init
 *
 * What its template may call besides its own: "is_filtered", asked with the group and the account,
 * "add_account", with the words for the filter and the page's subtitle, and the choices of the
 * frame.
 */
void
ilx_list_page_bind_callbacks (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, is_filtered);
  gtk_widget_class_bind_template_callback (klass, add_account);
  ilx_list_frame_bind_choices (klass);
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_list_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxListPagePrivate *self = get_private (object);

  g_value_set_string (value, id == PROP_GROUP ? self->group : self->account);
}

static void
ilx_list_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxListPagePrivate *self = get_private (object);
  char **place = id == PROP_GROUP ? &self->group : &self->account;
  const char *text = g_value_get_string (value) != NULL ? g_value_get_string (value) : "";

  if (g_str_equal (*place, text))
    return;
  g_free (*place);
  *place = g_strdup (text);
  if (id == PROP_GROUP)
    ilx_list_page_set_state (ILX_LIST_PAGE (object), "group", g_variant_new_string (text));
  g_object_notify_by_pspec (object, pspec);
}

/* The views go first: their cells ask what the page knows. */
static void
ilx_list_page_dispose (GObject *object)
{
  GtkWidget *tools = ilx_page_get_tools (ILX_PAGE (object));

  if (tools != NULL)
    gtk_widget_insert_action_group (tools, "page", NULL);
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (ilx_list_page_parent_class)->dispose (object);
}

static void
ilx_list_page_finalize (GObject *object)
{
  IlxListPagePrivate *self = get_private (object);

  g_object_unref (self->actions);
  g_clear_object (&self->choice);
  g_hash_table_unref (self->columns);
  g_free (self->group);
  g_free (self->account);
  g_free (self->sorted_by);
  G_OBJECT_CLASS (ilx_list_page_parent_class)->finalize (object);
}

static void
ilx_list_page_class_init (IlxListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_list_page_get_property;
  object_class->set_property = ilx_list_page_set_property;
  object_class->dispose = ilx_list_page_dispose;
  object_class->finalize = ilx_list_page_finalize;
  ILX_PAGE_CLASS (klass)->start_search = ilx_list_page_start_search;
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, "all", flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_list_page_init (IlxListPage *self)
{
  IlxListPagePrivate *private = get_private (self);

  private->group = g_strdup ("all");
  private->account = g_strdup ("");
  private->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, column_free);
  private->actions = g_simple_action_group_new ();
  ilx_list_page_add_actions (self, entries, G_N_ELEMENTS (entries));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (private->actions));
}
