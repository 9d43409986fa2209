/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-brand-page.h"
#include "ilx-problem-box.h"

/* After the last change. */
#define SAVING_PAUSE 250 /* milliseconds */

/* The fields, in the order of the page. */
enum
{
  NAME,
  DOMAIN,
  SENDER_NAME,
  SENDER_EMAIL,
  REPLY_TO,
  POSTAL_ADDRESS,
  N_FIELDS
};

static const char *const field_names[N_FIELDS] = {
  [NAME] = "name",
  [DOMAIN] = "domain",
  [SENDER_NAME] = "sender-name",
  [SENDER_EMAIL] = "sender-email",
  [REPLY_TO] = "reply-to",
  [POSTAL_ADDRESS] = "postal-address",
};

struct _IlxBrandPage
{
  AdwPreferencesPage parent_instance;

  IlxProblemBox *problem;
  GtkEditable *rows[N_FIELDS]; /* (unowned): of the template */
  GtkLabel *errors[N_FIELDS];  /* (unowned): of the template */

  IlxWorkspace *workspace; /* (owned) (nullable) */
  IlxBrand *brand;         /* (owned) (nullable): as it was saved last; NULL: it can't be read */
  guint save_source;       /* 0: nothing to save */
};

G_DEFINE_FINAL_TYPE (IlxBrandPage, ilx_brand_page, ADW_TYPE_PREFERENCES_PAGE)

static void
set_error (IlxBrandPage *self, guint field, const char *message)
{
  GtkWidget *row = GTK_WIDGET (self->rows[field]);
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (self->rows[field]));

  gtk_label_set_label (self->errors[field], message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->errors[field]), message != NULL);
  if (message == NULL)
    {
      gtk_widget_remove_css_class (row, "error");
      gtk_accessible_reset_state (text, GTK_ACCESSIBLE_STATE_INVALID);
      return;
    }
  gtk_widget_add_css_class (row, "error");
  gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static char *
dup_text (IlxBrandPage *self, guint field)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->rows[field])));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* One field at a time, so that each wrong one is marked and the right ones are saved. */
static gboolean
check_field (IlxBrandPage *self, guint field, GError **error)
{
  g_autoptr (IlxBrand) alone = ilx_brand_new ();
  g_autofree char *text = dup_text (self, field);

  g_object_set (alone, field_names[field], text, NULL);
  return ilx_brand_check (alone, error);
}

/* What is wrong stays as it was: it is saved once it is right. */
static void
collect (IlxBrandPage *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *text = dup_text (self, i);

      if (check_field (self, i, NULL))
        g_object_set (self->brand, field_names[i], text, NULL);
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IlxBrandPage) self = user_data;
  g_autoptr (GError) error = NULL;

  ilx_brand_store_save_finish (ILX_STORE (source), result, &error);
  if (self->workspace != NULL)
    ilx_problem_box_set_error (self->problem, error);
  else if (error != NULL)
    g_warning ("The brand was not saved: %s", error->message);
}

/* The engine writes what is handed over before it closes. */
static void
save (IlxBrandPage *self)
{
  if (self->save_source == 0)
    return;
  g_clear_handle_id (&self->save_source, g_source_remove);
  collect (self);
  ilx_brand_store_save_async (ilx_workspace_get_store (self->workspace), self->brand, NULL,
                              saved_cb, g_object_ref (self));
}

static gboolean
save_cb (gpointer user_data)
{
  save (user_data); /* takes the timer away */
  return G_SOURCE_REMOVE;
}

static void
changed_cb (IlxBrandPage *self, GtkEditable *row)
{
  if (self->brand == NULL)
    return;
  for (guint i = 0; i < N_FIELDS; i++)
    if (self->rows[i] == row)
      {
        g_autoptr (GError) error = NULL;

        check_field (self, i, &error);
        set_error (self, i, error != NULL ? error->message : NULL);
      }
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVING_PAUSE, save_cb, self);
}

/* The window may be closed at any moment; what was typed by then is saved. */
static void
ilx_brand_page_unmap (GtkWidget *widget)
{
  IlxBrandPage *self = ILX_BRAND_PAGE (widget);

  save (self);
  GTK_WIDGET_CLASS (ilx_brand_page_parent_class)->unmap (widget);
}

static void
ilx_brand_page_dispose (GObject *object)
{
  IlxBrandPage *self = ILX_BRAND_PAGE (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->brand);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ilx_brand_page_parent_class)->dispose (object);
}

static void
bind_field (GtkWidgetClass *klass, const char *name, guint field)
{
  g_autofree char *row = g_strconcat (name, "_row", NULL);
  g_autofree char *error = g_strconcat (name, "_error", NULL);

  gtk_widget_class_bind_template_child_full (
      klass, row, FALSE,
      (gssize) (G_STRUCT_OFFSET (IlxBrandPage, rows) + field * sizeof (gpointer)));
  gtk_widget_class_bind_template_child_full (
      klass, error, FALSE,
      (gssize) (G_STRUCT_OFFSET (IlxBrandPage, errors) + field * sizeof (gpointer)));
}

static void
ilx_brand_page_class_init (IlxBrandPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ilx_brand_page_dispose;
  widget_class->unmap = ilx_brand_page_unmap;
  g_type_ensure (ILX_TYPE_PROBLEM_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/preferences/ilx-brand-page.ui");
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (field_names[i]), "-", '_');

      bind_field (widget_class, name, i);
    }
  gtk_widget_class_bind_template_child (widget_class, IlxBrandPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
ilx_brand_page_init (IlxBrandPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (IlxBrandPage *self, IlxBrand *brand)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *text = NULL;

      g_object_get (brand, field_names[i], &text, NULL);
      gtk_editable_set_text (self->rows[i], text != NULL ? text : "");
    }
}

/**
 * ilx_brand_page_set_workspace:
 * @self: a page
 * @workspace: whose brand it shows and saves
 */
void
ilx_brand_page_set_workspace (IlxBrandPage *self, IlxWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  IlxBrand *brand = ilx_brand_store_load (ilx_workspace_get_store (workspace), &error);

  ilx_problem_box_set_error (self->problem, error);
  if (brand == NULL)
    return; /* what can't be read must not be overwritten */
  fill (self, brand);
  self->brand = brand;
  self->workspace = g_object_ref (workspace);
}
