/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripts. Columns are the fields of a record, in any order; see ilx-db-record.c. Text that is
 * none is NULL, numbers always are there. */
#include "config.h"

#include "ilx-migrations.h"

static const char version_1[]
    = "CREATE TABLE brand ("
      "  name TEXT, slug TEXT, domain TEXT,"
      "  sender_name TEXT, sender_email TEXT, reply_to TEXT, postal_address TEXT"
      ") STRICT;"

      "CREATE TABLE connection ("
      "  id TEXT PRIMARY KEY NOT NULL, platform TEXT, account_id TEXT, account_name TEXT,"
      "  state INTEGER NOT NULL, missing_permissions TEXT,"
      "  sender_name TEXT, sender_email TEXT, postal_address TEXT, timezone TEXT,"
      "  connected_at INTEGER NOT NULL, checked_at INTEGER NOT NULL"
      ") STRICT;"

      "CREATE TABLE audience ("
      "  id TEXT NOT NULL,"
      "  connection_id TEXT NOT NULL REFERENCES connection (id) ON DELETE CASCADE,"
      "  name TEXT, kind INTEGER NOT NULL,"
      "  count INTEGER NOT NULL, counted_at INTEGER NOT NULL,"
      "  is_processing INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
      "  PRIMARY KEY (connection_id, id)"
      ") STRICT, WITHOUT ROWID;"

      /* A campaign may name a connection that is gone: the draft outweighs it. */
      "CREATE TABLE campaign ("
      "  id TEXT PRIMARY KEY NOT NULL, platform TEXT, connection_id TEXT,"
      "  revision INTEGER NOT NULL,"
      "  subject TEXT, preview_text TEXT, from_name TEXT, from_email TEXT, reply_to TEXT,"
      "  included TEXT, excluded TEXT,"
      "  has_smart_sending INTEGER NOT NULL, has_open_tracking INTEGER NOT NULL,"
      "  has_click_tracking INTEGER NOT NULL, has_utm_tracking INTEGER NOT NULL,"
      "  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
      "  trashed_at INTEGER NOT NULL,"
      "  state INTEGER NOT NULL, remote_state TEXT, remote TEXT, recipients INTEGER NOT NULL,"
      "  scheduled_at INTEGER NOT NULL, sent_at INTEGER NOT NULL, problem TEXT"
      ") STRICT;"
      "CREATE INDEX campaign_page"
      "  ON campaign ((trashed_at = 0), created_at DESC, id DESC);"

      /* What is large is apart, so that a page of a list reads little. */
      "CREATE TABLE campaign_body ("
      "  campaign_id TEXT PRIMARY KEY NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,"
      "  html TEXT, text TEXT"
      ") STRICT;"

      "CREATE TABLE operation ("
      "  id TEXT PRIMARY KEY NOT NULL, kind TEXT,"
      "  campaign_id TEXT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,"
      "  connection_id TEXT, mode INTEGER NOT NULL, scheduled_at INTEGER NOT NULL,"
      "  revision INTEGER NOT NULL, stamp INTEGER NOT NULL UNIQUE, fingerprint TEXT,"
      "  state INTEGER NOT NULL, step TEXT, estimate INTEGER NOT NULL,"
      "  confirmation TEXT, confirmed_at INTEGER NOT NULL,"
      "  n_probes INTEGER NOT NULL, next_probe_at INTEGER NOT NULL, retry_at INTEGER NOT NULL,"
      "  error_code TEXT, error_message TEXT, error_detail TEXT,"
      "  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, finished_at INTEGER NOT NULL"
      ") STRICT;"
      /* 0, 1, 2: running, awaiting confirmation, needs attention. One of them a campaign, whatever
       * two processes do. */
      "CREATE UNIQUE INDEX operation_open ON operation (campaign_id) WHERE state IN (0, 1, 2);"
      "CREATE INDEX operation_campaign ON operation (campaign_id);"
      "CREATE INDEX operation_fingerprint ON operation (fingerprint);"

      "CREATE TABLE operation_step ("
      "  operation_id TEXT NOT NULL REFERENCES operation (id) ON DELETE CASCADE,"
      "  name TEXT NOT NULL, position INTEGER NOT NULL, state INTEGER NOT NULL,"
      "  intent TEXT, result TEXT, attempts INTEGER NOT NULL,"
      "  started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, message TEXT,"
      "  PRIMARY KEY (operation_id, name)"
      ") STRICT, WITHOUT ROWID;"

      "CREATE TABLE quota ("
      "  connection_id TEXT NOT NULL, tier TEXT NOT NULL, day INTEGER NOT NULL,"
      "  used INTEGER NOT NULL,"
      "  PRIMARY KEY (connection_id, tier, day)"
      ") STRICT, WITHOUT ROWID;";

/* What was done to a campaign, to be undone after a restart; and what the desktop app remembers. */
static const char version_2[]
    = "CREATE TABLE campaign_history ("
      "  campaign_id TEXT PRIMARY KEY NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,"
      /* Of the campaign that its edits lead to; and how many of them are done. */
      "  revision INTEGER NOT NULL, cursor INTEGER NOT NULL"
      ") STRICT;"

      /* A row a field that the edit changed. Positions never start anew, so that forgetting old
       * edits leaves the others as they are. */
      "CREATE TABLE campaign_edit ("
      "  campaign_id TEXT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,"
      "  position INTEGER NOT NULL, part INTEGER NOT NULL,"
      "  kind INTEGER NOT NULL, at INTEGER NOT NULL,"
      "  field TEXT NOT NULL, place INTEGER NOT NULL, removed TEXT, inserted TEXT,"
      "  CHECK (place = -1 OR (removed IS NOT NULL AND inserted IS NOT NULL)),"
      "  PRIMARY KEY (campaign_id, position, part)"
      ") STRICT;"

      "CREATE TABLE app_state ("
      "  key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL"
      ") STRICT;";

/* What somebody wanted to keep of a campaign; and nothing stays behind of one that is gone. */
static const char with_versions[]
    = "CREATE TABLE campaign_version ("
      "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
      "  campaign_id TEXT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,"
      "  kind INTEGER NOT NULL, name TEXT, kept_at INTEGER NOT NULL,"
      "  content TEXT NOT NULL"
      ") STRICT;"
      "CREATE INDEX campaign_version_campaign ON campaign_version (campaign_id);"

      /* What could not be saved of it is kept by that key: nobody would ever ask for it again. */
      "CREATE TRIGGER campaign_gone AFTER DELETE ON campaign BEGIN"
      "  DELETE FROM app_state WHERE key = 'unsaved/' || old.id;"
      " END;"
      "DELETE FROM app_state WHERE key GLOB 'unsaved/*'"
      "  AND substr (key, 9) NOT IN (SELECT id FROM campaign);";

/* The one operation that it purposely repeats: the same mail to the same people once more. */
static const char with_repeats[] = "ALTER TABLE operation ADD COLUMN repeats TEXT;";

static const char *const scripts[] = { version_1, version_2, with_versions, with_repeats };

/**
 * ilx_migrations_get_default:
 *
 * Returns: (transfer none): the product's
 */
const IlxMigrations *
ilx_migrations_get_default (void)
{
  static const IlxMigrations migrations = { scripts, G_N_ELEMENTS (scripts) };

  return &migrations;
}
