/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-page.h"

typedef struct
{
  char *title;       /* (owned) (nullable) */
  char *subtitle;    /* (owned) (nullable) */
  char *icon_name;   /* (owned) (nullable) */
  char *help_topic;  /* (owned) (nullable) */
  char *document_id; /* (owned) (nullable) */
  GtkWidget *tools;  /* (owned) (nullable) */
  gboolean is_busy;
} IlxPagePrivate;

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_ICON_NAME,
  PROP_TOOLS,
  PROP_HELP_TOPIC,
  PROP_DOCUMENT_ID,
  PROP_IS_BUSY,
} IlxPageProperty;
static GParamSpec *properties[PROP_IS_BUSY + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (IlxPage, ilx_page, ADW_TYPE_BIN)

static IlxPagePrivate *
get_private (IlxPage *self)
{
  return ilx_page_get_instance_private (self);
}

static void
set_string (IlxPage *self, char **place, IlxPageProperty property, const char *value)
{
  if (g_strcmp0 (*place, value) == 0)
    return;
  g_free (*place);
  *place = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static char **
get_place (IlxPage *self, guint id)
{
  IlxPagePrivate *private = get_private (self);

  switch ((IlxPageProperty) id)
    {
    case PROP_TITLE:
      return &private->title;
    case PROP_SUBTITLE:
      return &private->subtitle;
    case PROP_ICON_NAME:
      return &private->icon_name;
    case PROP_HELP_TOPIC:
      return &private->help_topic;
    case PROP_DOCUMENT_ID:
      return &private->document_id;
    case PROP_TOOLS:
    case PROP_IS_BUSY:
    default:
      return NULL;
    }
}

static void
ilx_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxPage *self = ILX_PAGE (object);

  if (id == PROP_TOOLS)
    g_value_set_object (value, get_private (self)->tools);
  else if (id == PROP_IS_BUSY)
    g_value_set_boolean (value, get_private (self)->is_busy);
  else
    g_value_set_string (value, *get_place (self, id));
}

static void
ilx_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxPage *self = ILX_PAGE (object);

  if (id == PROP_TOOLS)
    ilx_page_set_tools (self, g_value_get_object (value));
  else if (id == PROP_IS_BUSY)
    ilx_page_set_busy (self, g_value_get_boolean (value));
  else
    set_string (self, get_place (self, id), (IlxPageProperty) id, g_value_get_string (value));
}

static void
ilx_page_dispose (GObject *object)
{
  g_clear_object (&get_private (ILX_PAGE (object))->tools);
  G_OBJECT_CLASS (ilx_page_parent_class)->dispose (object);
}

static void
ilx_page_finalize (GObject *object)
{
  IlxPagePrivate *private = get_private (ILX_PAGE (object));

  g_free (private->title);
  g_free (private->subtitle);
  g_free (private->icon_name);
  g_free (private->help_topic);
  g_free (private->document_id);
  G_OBJECT_CLASS (ilx_page_parent_class)->finalize (object);
}

static void
ilx_page_class_init (IlxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ilx_page_get_property;
  object_class->set_property = ilx_page_set_property;
  object_class->dispose = ilx_page_dispose;
  object_class->finalize = ilx_page_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TOOLS] = g_param_spec_object ("tools", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_HELP_TOPIC] = g_param_spec_string ("help-topic", NULL, NULL, NULL, flags);
  properties[PROP_DOCUMENT_ID] = g_param_spec_string ("document-id", NULL, NULL, NULL, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ilx_page_init (IlxPage *self)
{
}

const char *
ilx_page_get_title (IlxPage *self)
{
  return get_private (self)->title;
}

/**
 * ilx_page_set_title:
 * @self: a page
 * @title: (nullable): of the tab and the header bar
 */
void
ilx_page_set_title (IlxPage *self, const char *title)
{
  set_string (self, &get_private (self)->title, PROP_TITLE, title);
}

const char *
ilx_page_get_subtitle (IlxPage *self)
{
  return get_private (self)->subtitle;
}

/**
 * ilx_page_set_subtitle:
 * @self: a page
 * @subtitle: (nullable): stands below the title in the header bar
 */
void
ilx_page_set_subtitle (IlxPage *self, const char *subtitle)
{
  set_string (self, &get_private (self)->subtitle, PROP_SUBTITLE, subtitle);
}

const char *
ilx_page_get_icon_name (IlxPage *self)
{
  return get_private (self)->icon_name;
}

/**
 * ilx_page_set_icon_name:
 * @self: a page
 * @icon_name: (nullable): of the tab
 */
void
ilx_page_set_icon_name (IlxPage *self, const char *icon_name)
{
  set_string (self, &get_private (self)->icon_name, PROP_ICON_NAME, icon_name);
}

GtkWidget *
ilx_page_get_tools (IlxPage *self)
{
  return get_private (self)->tools;
}

/**
 * ilx_page_set_tools:
 * @self: a page
 * @tools: (nullable): a widget without a parent, for the end of the header bar
 */
void
ilx_page_set_tools (IlxPage *self, GtkWidget *tools)
{
  IlxPagePrivate *private = get_private (self);

  if (private->tools == tools)
    return;
  g_clear_object (&private->tools);
  private->tools = tools != NULL ? g_object_ref_sink (tools) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOLS]);
}

const char *
ilx_page_get_help_topic (IlxPage *self)
{
  return get_private (self)->help_topic;
}

/**
 * ilx_page_set_help_topic:
 * @self: a page
 * @help_topic: (nullable): the id of the help page that F1 opens here
 */
void
ilx_page_set_help_topic (IlxPage *self, const char *help_topic)
{
  set_string (self, &get_private (self)->help_topic, PROP_HELP_TOPIC, help_topic);
}

const char *
ilx_page_get_document_id (IlxPage *self)
{
  return get_private (self)->document_id;
}

/**
 * ilx_page_set_document_id:
 * @self: a page
 * @document_id: (nullable): what it shows
 */
void
ilx_page_set_document_id (IlxPage *self, const char *document_id)
{
  set_string (self, &get_private (self)->document_id, PROP_DOCUMENT_ID, document_id);
}

gboolean
ilx_page_is_busy (IlxPage *self)
{
  return get_private (self)->is_busy;
}

/**
 * ilx_page_set_busy:
 * @self: a page
 * @is_busy: whether something of it is under way
 */
void
ilx_page_set_busy (IlxPage *self, gboolean is_busy)
{
  IlxPagePrivate *private = get_private (self);

  if (private->is_busy == !!is_busy)
    return;
  private->is_busy = !!is_busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

/**
 * ilx_page_start_search:
 * @self: a page
 *
 * Puts the focus where one searches on this page.
 *
 * Returns: whether there is anything to search
 */
gboolean
ilx_page_start_search (IlxPage *self)
{
  IlxPageClass *klass = ILX_PAGE_GET_CLASS (self);

  return klass->start_search != NULL && klass->start_search (self);
}

/**
 * ilx_page_closed:
 * @self: a page
 *
 * Tells the page that its tab goes away.
 */
void
ilx_page_closed (IlxPage *self)
{
  IlxPageClass *klass = ILX_PAGE_GET_CLASS (self);

  if (klass->closed != NULL)
    klass->closed (self);
}
