/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-preview-frame.h"
#include "ilx-send-thumbnail.h"

#define HEIGHT 300

/* How it may be looked at. One view for all, since each costs a process. Dark is what programs make
 * of a mail that darken it by themselves: there it goes wrong, if anywhere. */
static const struct
{
  const char *label;
  const char *title; /* of the frame */
  const char *lens;
  int page_width;
} looks[] = {
  { N_ ("_Light"), N_ ("Light"), "light", 640 },
  { N_ ("_Dark"), N_ ("Dark"), "dark-inverted", 640 },
  { N_ ("_Mobile"), N_ ("Mobile"), "light", 375 },
};

struct _IlxSendThumbnail
{
  AdwBin parent_instance;

  GtkWidget *frame;                         /* (unowned) */
  GtkWidget *buttons[G_N_ELEMENTS (looks)]; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (IlxSendThumbnail, ilx_send_thumbnail, ADW_TYPE_BIN)

static void
ilx_send_thumbnail_class_init (IlxSendThumbnailClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
look (IlxSendThumbnail *self, guint i)
{
  g_object_set (self->frame, "title", _ (looks[i].title), "lens", looks[i].lens, "page-width",
                looks[i].page_width, NULL);
}

static void
toggled_cb (GtkToggleButton *button, GParamSpec *pspec, IlxSendThumbnail *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (self->buttons[i] == GTK_WIDGET (button) && gtk_toggle_button_get_active (button))
      look (self, i);
}

static GtkWidget *
new_buttons (IlxSendThumbnail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_mnemonic (_ (looks[i].label));

      self->buttons[i] = button;
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      g_signal_connect (button, "notify::active", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
ilx_send_thumbnail_init (IlxSendThumbnail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->frame = g_object_new (ILX_TYPE_PREVIEW_FRAME, "height-request", HEIGHT, NULL);
  gtk_box_append (GTK_BOX (box), new_buttons (self));
  gtk_box_append (GTK_BOX (box), self->frame);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The mail as it will look"), -1);
}

/**
 * ilx_send_thumbnail_new:
 *
 * Returns: (transfer floating): a thumbnail of nothing yet
 */
GtkWidget *
ilx_send_thumbnail_new (void)
{
  return g_object_new (ILX_TYPE_SEND_THUMBNAIL, NULL);
}

/**
 * ilx_send_thumbnail_set_html:
 * @self: a thumbnail
 * @html: (nullable): of the mail
 */
void
ilx_send_thumbnail_set_html (IlxSendThumbnail *self, const char *html)
{
  g_object_set (self->frame, "html", html != NULL ? html : "", NULL);
}
