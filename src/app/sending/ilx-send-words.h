/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the send page says, as text: numbers that add up, the sentences of each phase, the question
 * before the sending. No GTK. */
#pragma once

#include "ilx-dispatch.h"

G_BEGIN_DECLS

/* As people of this locale write it; "–" for an unknown one. */
char *ilx_send_dup_number (gint64 number);
/* Whether somebody typed that number, with or without marks between the thousands. */
gboolean ilx_send_is_number (const char *typed, gint64 number);
const char *ilx_send_get_platform_name (IlxCampaign *campaign);
/* The subject, or words for the lack of one. */
const char *ilx_send_get_subject (IlxCampaign *campaign);
/* Name and address for people; NULL when nobody knows them. */
char *ilx_send_dup_sender (IlxDispatch *dispatch);
/* What an inbox shows of it: the name, or else the address. */
char *ilx_send_dup_sender_name (IlxDispatch *dispatch);
char *ilx_send_dup_reply_to (IlxDispatch *dispatch);

/* A line of a group of the page: what it is, and what it is worth. A plain value. */
typedef struct
{
  char *title;
  char *value;  /* (nullable): short, a number */
  char *detail; /* (nullable): a sentence, or a long value */
} IlxSendLine;

void ilx_send_line_free (IlxSendLine *self);
/* All (element-type IlxSendLine). */
GPtrArray *ilx_send_build_who (IlxDispatch *dispatch);
GPtrArray *ilx_send_build_what (IlxDispatch *dispatch, IlxCampaign *complete);

/* How big a mailing is beside those before. */
typedef struct
{
  guint n_sent; /* campaigns of this account that were sent */
  gint64 usual; /* people, the median; -1 when nothing was sent */
} IlxSendUsual;

IlxSendUsual ilx_send_get_usual (IlxDispatch *dispatch);
/* So many, or so unusual, that the number must be typed. */
gboolean ilx_send_must_type (const IlxSendUsual *usual, gint64 count);

/* What the page says of the phase. */
typedef struct
{
  const char *icon_name;
  const char *tone; /* (nullable): of a badge */
  char *title;
  char *text; /* (nullable) */
} IlxSendStatus;

IlxSendStatus *ilx_send_build_status (IlxDispatch *dispatch, guint n_blocking);
void ilx_send_status_free (IlxSendStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxSendStatus, ilx_send_status_free)

/* The question before the sending. */
char *ilx_send_dup_heading (IlxDispatch *dispatch);
char *ilx_send_dup_body (IlxDispatch *dispatch);
char *ilx_send_dup_answer (IlxDispatch *dispatch);

G_END_DECLS
