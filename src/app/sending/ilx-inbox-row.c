/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-inbox-row.h"

struct _IlxInboxRow
{
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *sender;
  GtkLabel *subject;
  GtkLabel *preview;
};

G_DEFINE_FINAL_TYPE (IlxInboxRow, ilx_inbox_row, ADW_TYPE_BIN)

static void
ilx_inbox_row_class_init (IlxInboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/illixis/Illixis/sending/ilx-inbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, sender);
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, subject);
  gtk_widget_class_bind_template_child (widget_class, IlxInboxRow, preview);
}

static void
ilx_inbox_row_init (IlxInboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ilx_inbox_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
ilx_inbox_row_new (void)
{
  return g_object_new (ILX_TYPE_INBOX_ROW, NULL);
}

static const char *
get_text (const char *text)
{
  return text != NULL ? text : "";
}

/**
 * ilx_inbox_row_set:
 * @self: a row
 * @sender: (nullable): who it is from
 * @subject: (nullable): its subject
 * @preview_text: (nullable): what inboxes show after it
 */
void
ilx_inbox_row_set (IlxInboxRow *self,
                   const char *sender,
                   const char *subject,
                   const char *preview_text)
{
  adw_avatar_set_text (self->avatar, get_text (sender));
  gtk_label_set_label (self->sender, get_text (sender));
  gtk_label_set_label (self->subject, get_text (subject));
  gtk_label_set_label (self->preview, get_text (preview_text));
}
