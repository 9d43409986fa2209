/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sandbox in this process and a client that may ask wrongly: it sends what it is told, on a fresh
 * connection each time, and keeps whatever came of it. Bodies have ' in place of ". */
#pragma once

#include "ilx-sandbox.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  IlxSandbox *sandbox;  /* (owned) */
  char *url;            /* (owned) */
  char *key;            /* (owned) */
  const char *platform; /* whose objects are counted: "klaviyo" unless told otherwise */
  GHashTable *headers;  /* (owned): name → value, both owned */
  guint patience;       /* milliseconds until it gives up */

  guint status;         /* 0 when nothing came */
  char *text;           /* (owned) (nullable) */
  JsonNode *json;       /* (owned) (nullable) */
  GError *error;        /* (owned) (nullable) */
  SoupMessage *message; /* (owned) (nullable) */
} Asker;

Asker *asker_new (double speed);
void asker_free (Asker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asker, asker_free)

/* Headers, key and counts are Mailchimp's from now on. */
void asker_use_mailchimp (Asker *self);
/* @value NULL leaves the header out. */
void asker_set_header (Asker *self, const char *name, const char *value);
void asker_set_key (Asker *self, const char *key);
void asker_ask (Asker *self, const char *method, const char *path, const char *body);
/* asker_ask() and the status that must come; shows the reply when another does. */
void
asker_expect (Asker *self, guint status, const char *method, const char *path, const char *body);
const char *asker_get_header (Asker *self, const char *name);
const char *asker_get_string (Asker *self, const char *path);
/* Tells the sandbox a fault. */
void asker_inject (Asker *self, const char *fault);
/* How many objects of a kind there are. */
guint asker_count (Asker *self, const char *kind);

G_END_DECLS
