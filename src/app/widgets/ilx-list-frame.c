/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-banner.h"
#include "ilx-list-frame.h"
#include "ilx-list-message.h"

typedef enum
{
  PROP_WIDE = 1,
  PROP_NARROW,
  PROP_PILLS,
  PROP_N_SHOWN,
  PROP_N_TOTAL,
  PROP_IS_LOADING,
  PROP_IS_SEARCHING,
  PROP_IS_FILTERED,
  PROP_IS_NARROW,
  PROP_ERROR,
  PROP_COUNT,
  PROP_SEARCH,
  PROP_FILTER_WORDS,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_EMPTY_ICON,
  PROP_EMPTY_LABEL,
  PROP_EMPTY_ACTION,
} IlxListFrameProperty;
#define FIRST_STRING PROP_ERROR
#define N_PROPERTIES (PROP_EMPTY_ACTION + 1)
static GParamSpec *properties[N_PROPERTIES];

struct _IlxListFrame
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchBar *search_bar;
  GtkSearchEntry *entry;
  GtkWidget *pills_place;
  AdwBin *pills_bin;
  IlxBanner *banner;
  GtkStack *stack;
  AdwSqueezer *squeezer;
  AdwBin *wide_bin;
  AdwBin *narrow_bin;
  AdwBin *message_bin;
  GtkWidget *count_label;

  const char *page;         /* which of its pages is shown */
  const char *message_page; /* (nullable): the one that the message was made for */
  guint n_shown;
  guint n_total;
  gboolean is_loading;
  gboolean is_searching;
  gboolean is_filtered;
  gboolean is_narrow;
  char *strings[N_PROPERTIES]; /* (owned) (nullable): by property, from FIRST_STRING on */
  guint narrow_id;             /* waits for the end of the layout */
};

G_DEFINE_FINAL_TYPE (IlxListFrame, ilx_list_frame, GTK_TYPE_WIDGET)

/* --- What to show ----------------------------------------------------------------------------- */

static const char *
get_string (IlxListFrame *self, IlxListFrameProperty property)
{
  return self->strings[property] != NULL ? self->strings[property] : "";
}

static gboolean
has_filter (IlxListFrame *self)
{
  return self->is_filtered || *get_string (self, PROP_SEARCH) != '\0';
}

static const char *
choose_page (IlxListFrame *self)
{
  if (self->n_shown > 0)
    return "rows";
  if (self->is_loading)
    return "loading";
  if (self->n_total == 0 && self->strings[PROP_ERROR] != NULL)
    return "error";
  return self->n_total > 0 || has_filter (self) ? "nothing" : "empty";
}

/* What is shown while something could not be read: a banner over rows, else a page of its own. */
static void
update_banner (IlxListFrame *self, const char *page)
{
  gboolean is_needed = self->strings[PROP_ERROR] != NULL && !g_str_equal (page, "error");

  ilx_banner_set_title (self->banner, is_needed ? get_string (self, PROP_ERROR) : "");
  ilx_banner_set_button (self->banner, is_needed ? _ ("Try Again") : NULL,
                         is_needed ? "page.retry" : NULL);
}

static IlxListMessage
get_message (IlxListFrame *self, const char *page)
{
  if (g_str_equal (page, "loading"))
    return (IlxListMessage){ .title = _ ("Reading…"), .description = "" };
  if (g_str_equal (page, "nothing"))
    return (IlxListMessage){
      "edit-find-symbolic", _ ("Nothing Found"),  get_string (self, PROP_FILTER_WORDS),
      _ ("_Clear Filters"), "page.clear-filters", FALSE
    };
  if (g_str_equal (page, "error"))
    return (IlxListMessage){ "dialog-error-symbolic",
                             _ ("Could Not Be Read"),
                             get_string (self, PROP_ERROR),
                             _ ("_Try Again"),
                             "page.retry",
                             FALSE };
  return (IlxListMessage){
    get_string (self, PROP_EMPTY_ICON),        get_string (self, PROP_EMPTY_TITLE),
    get_string (self, PROP_EMPTY_DESCRIPTION), get_string (self, PROP_EMPTY_LABEL),
    get_string (self, PROP_EMPTY_ACTION),      TRUE
  };
}

static void
show_message (IlxListFrame *self, const char *page)
{
  IlxListMessage message = get_message (self, page);

  /* Its button is not made anew at each key of a search: the focus may be there. */
  ilx_list_message_show (&message, self->message_bin, g_strcmp0 (page, self->message_page) != 0);
  self->message_page = page;
}

static void
update_page (IlxListFrame *self)
{
  const char *page = choose_page (self);
  gboolean has_rows = g_str_equal (page, "rows");

  if (!has_rows && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_message (self, page);
  self->page = page;
  gtk_stack_set_visible_child_name (self->stack, has_rows ? "rows" : "message");
  update_banner (self, page);
  gtk_widget_set_visible (self->pills_place, adw_bin_get_child (self->pills_bin) != NULL
                                                 && !g_str_equal (page, "empty"));
  gtk_widget_set_visible (self->count_label, self->n_total > 0);
}

/**
 * ilx_list_frame_get_shown:
 * @self: a frame
 *
 * Returns: (transfer none): which of its pages is shown: "rows", "loading", "empty", "nothing" or
 *     "error"
 */
const char *
ilx_list_frame_get_shown (IlxListFrame *self)
{
  return self->page;
}

/* --- Wide and narrow -------------------------------------------------------------------------- */

static gboolean
narrow_cb (gpointer user_data)
{
  IlxListFrame *self = user_data;
  gboolean is_narrow
      = adw_squeezer_get_visible_child (self->squeezer) == GTK_WIDGET (self->narrow_bin);

  self->narrow_id = 0;
  if (is_narrow != self->is_narrow)
    {
      self->is_narrow = is_narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

/* It comes in the middle of a layout, where no model may change. */
static void
squeezed_cb (IlxListFrame *self)
{
  if (self->narrow_id == 0)
    self->narrow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, narrow_cb, self, NULL);
}

/**
 * ilx_list_frame_is_narrow:
 * @self: a frame
 *
 * Returns: whether the narrow rows are shown
 */
gboolean
ilx_list_frame_is_narrow (IlxListFrame *self)
{
  return self->is_narrow;
}

static GtkSelectionModel *
choose_wide (gpointer object, gboolean is_narrow, GtkSelectionModel *rows, gpointer page)
{
  return is_narrow ? NULL : g_object_ref (rows);
}

static GtkSelectionModel *
choose_narrow (gpointer object, gboolean is_narrow, GtkSelectionModel *rows, gpointer page)
{
  return is_narrow ? g_object_ref (rows) : NULL;
}

/**
 * ilx_list_frame_bind_choices:
 * @page_class: of a widget whose template has a frame
 *
 * Makes choose_wide() and choose_narrow() known to that template.
 */
void
ilx_list_frame_bind_choices (GtkWidgetClass *page_class)
{
  gtk_widget_class_bind_template_callback (page_class, choose_wide);
  gtk_widget_class_bind_template_callback (page_class, choose_narrow);
}

/* --- Search ----------------------------------------------------------------------------------- */

static void
set_string (IlxListFrame *self, IlxListFrameProperty property, const char *value)
{
  if (g_strcmp0 (self->strings[property], value) == 0)
    return;
  g_free (self->strings[property]);
  self->strings[property] = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
search_changed_cb (IlxListFrame *self)
{
  set_string (self, PROP_SEARCH, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  update_page (self);
}

/**
 * ilx_list_frame_start_search:
 * @self: a frame
 *
 * Opens the search and puts the focus there.
 *
 * Returns: %TRUE
 */
gboolean
ilx_list_frame_start_search (IlxListFrame *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * ilx_list_frame_clear_search:
 * @self: a frame
 *
 * Ends the search.
 */
void
ilx_list_frame_clear_search (IlxListFrame *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  search_changed_cb (self);
}

/* --- Properties ------------------------------------------------------------------------------- */

static AdwBin *
get_slot (IlxListFrame *self, guint id)
{
  if (id == PROP_PILLS)
    return self->pills_bin;
  return id == PROP_WIDE ? self->wide_bin : self->narrow_bin;
}

static gboolean *
get_flag (IlxListFrame *self, guint id)
{
  if (id == PROP_IS_LOADING)
    return &self->is_loading;
  if (id == PROP_IS_SEARCHING)
    return &self->is_searching;
  return id == PROP_IS_FILTERED ? &self->is_filtered : &self->is_narrow;
}

static void
ilx_list_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IlxListFrame *self = ILX_LIST_FRAME (object);

  if (id >= FIRST_STRING)
    g_value_set_string (value, id == PROP_SEARCH ? get_string (self, id) : self->strings[id]);
  else if (id <= PROP_PILLS)
    g_value_set_object (value, adw_bin_get_child (get_slot (self, id)));
  else if (id <= PROP_N_TOTAL)
    g_value_set_uint (value, id == PROP_N_SHOWN ? self->n_shown : self->n_total);
  else
    g_value_set_boolean (value, *get_flag (self, id));
}

static void
set_flag (IlxListFrame *self, guint id, gboolean value)
{
  gboolean *flag = get_flag (self, id);

  if (*flag == !!value)
    return;
  *flag = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
set_number (IlxListFrame *self, guint id, guint value)
{
  guint *number = id == PROP_N_SHOWN ? &self->n_shown : &self->n_total;

  if (*number == value)
    return;
  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

/* The entry is emptied before it is filled, and says so, which is no search for nothing. */
static void
fill_entry (IlxListFrame *self)
{
  g_autofree char *text = g_strdup (get_string (self, PROP_SEARCH));

  if (g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    return;
  g_signal_handlers_block_by_func (self->entry, search_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  g_signal_handlers_unblock_by_func (self->entry, search_changed_cb, self);
}

static void
ilx_list_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IlxListFrame *self = ILX_LIST_FRAME (object);

  if (id >= FIRST_STRING)
    {
      set_string (self, id, g_value_get_string (value));
      if (id == PROP_SEARCH)
        fill_entry (self);
      else if (id == PROP_EMPTY_LABEL || id == PROP_EMPTY_ACTION)
        self->message_page = NULL; /* its button is another one */
    }
  else if (id <= PROP_PILLS)
    adw_bin_set_child (get_slot (self, id), g_value_get_object (value));
  else if (id <= PROP_N_TOTAL)
    set_number (self, id, g_value_get_uint (value));
  else
    set_flag (self, id, g_value_get_boolean (value));
  if (id != PROP_IS_SEARCHING)
    update_page (self);
}

static GParamSpec *
new_pspec (guint id, const char *name)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  if (id >= FIRST_STRING)
    return g_param_spec_string (name, NULL, NULL, NULL, flags);
  if (id <= PROP_PILLS)
    return g_param_spec_object (name, NULL, NULL, GTK_TYPE_WIDGET, flags);
  if (id <= PROP_N_TOTAL)
    return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags);
  if (id == PROP_IS_NARROW)
    flags &= ~G_PARAM_WRITABLE;
  return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
}

static void
install_properties (GObjectClass *klass)
{
  static const char *const names[N_PROPERTIES] = {
    [PROP_WIDE] = "wide",
    [PROP_NARROW] = "narrow",
    [PROP_PILLS] = "pills",
    [PROP_N_SHOWN] = "n-shown",
    [PROP_N_TOTAL] = "n-total",
    [PROP_IS_LOADING] = "is-loading",
    [PROP_IS_SEARCHING] = "is-searching",
    [PROP_IS_FILTERED] = "is-filtered",
    [PROP_IS_NARROW] = "is-narrow",
    [PROP_ERROR] = "error",
    [PROP_COUNT] = "count",
    [PROP_SEARCH] = "search",
    [PROP_FILTER_WORDS] = "filter-words",
    [PROP_EMPTY_TITLE] = "empty-title",
    [PROP_EMPTY_DESCRIPTION] = "empty-description",
    [PROP_EMPTY_ICON] = "empty-icon",
    [PROP_EMPTY_LABEL] = "empty-label",
    [PROP_EMPTY_ACTION] = "empty-action",
  };

  for (guint id = 1; id < N_PROPERTIES; id++)
    properties[id] = new_pspec (id, names[id]);
  g_object_class_install_properties (klass, N_PROPERTIES, properties);
}

static void
ilx_list_frame_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ilx_list_frame_parent_class)->map (widget);
  update_page (ILX_LIST_FRAME (widget));
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
ilx_list_frame_dispose (GObject *object)
{
  IlxListFrame *self = ILX_LIST_FRAME (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ilx_list_frame_parent_class)->dispose (object);
}

static void
ilx_list_frame_finalize (GObject *object)
{
  for (guint i = FIRST_STRING; i < N_PROPERTIES; i++)
    g_free (ILX_LIST_FRAME (object)->strings[i]);
  G_OBJECT_CLASS (ilx_list_frame_parent_class)->finalize (object);
}

static void
ilx_list_frame_class_init (IlxListFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ilx_list_frame_get_property;
  object_class->set_property = ilx_list_frame_set_property;
  object_class->dispose = ilx_list_frame_dispose;
  object_class->finalize = ilx_list_frame_finalize;
  widget_class->map = ilx_list_frame_map;
  install_properties (object_class);
  g_type_ensure (ILX_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/widgets/ilx-list-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, box);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, search_bar);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, entry);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, pills_place);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, pills_bin);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, banner);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, stack);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, squeezer);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, wide_bin);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, narrow_bin);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, message_bin);
  gtk_widget_class_bind_template_child (widget_class, IlxListFrame, count_label);
  gtk_widget_class_bind_template_callback (widget_class, squeezed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
ilx_list_frame_init (IlxListFrame *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not the bar's own child, so it does not know it by itself. */
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->entry));
  update_page (self);
}
