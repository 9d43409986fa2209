/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ilx-go-places.h"

#define SECTION N_ ("Section"), "go-jump-symbolic"
#define ACTION N_ ("Action"), "system-run-symbolic"
#define PREFERENCES N_ ("Preferences"), "preferences-system-symbolic"
#define HELP N_ ("Help"), "help-browser-symbolic"

/* What belongs to a page that is not shown is left out by its group. */
const IlxGoFixed ilx_go_places[] = {
  { N_ ("Campaigns"), SECTION, "win.show-section::campaigns" },
  { N_ ("Audiences"), SECTION, "win.show-section::audiences" },
  { N_ ("Activity"), SECTION, "win.show-section::activity" },
  { N_ ("Connections"), SECTION, "win.show-section::connections" },

  { N_ ("New Campaign"), ACTION, "win.new-campaign" },
  { N_ ("Connect an Account"), ACTION, "win.connect::" },
  { N_ ("Save a Version"), ACTION, "composer.keep-version" },
  { N_ ("History of This Campaign"), ACTION, "composer.history" },
  { N_ ("HTML Source"), ACTION, "composer.source" },
  { N_ ("Preview Only"), ACTION, "composer.preview-only" },
  { N_ ("Import an HTML File"), ACTION, "composer.import" },
  { N_ ("Find and Replace"), ACTION, "composer.replace" },
  { N_ ("Duplicate This Campaign"), ACTION, "composer.duplicate" },
  { N_ ("Open the Review of This Campaign"), ACTION, "composer.review" },
  { N_ ("New Window"), ACTION, "app.new-window" },
  { N_ ("Find Here"), ACTION, "win.find" },
  { N_ ("Show or Hide the Sidebar"), ACTION, "win.toggle-sidebar" },
  { N_ ("Stop Everything…"), ACTION, "win.stop-everything" },
  { N_ ("Preferences"), ACTION, "app.preferences" },
  { N_ ("Keyboard Shortcuts"), ACTION, "win.shortcuts" },
  { N_ ("About Illixis"), ACTION, "app.about" },
  { N_ ("Close the Tab"), ACTION, "win.close-tab" },
  { N_ ("Quit"), ACTION, "app.quit" },

  { N_ ("General"), PREFERENCES, "app.preferences-page::general" },
  { N_ ("Brand"), PREFERENCES, "app.preferences-page::brand" },
  { N_ ("Accounts"), PREFERENCES, "app.preferences-page::accounts" },
  { NC_ ("preferences", "Sending"), PREFERENCES, "app.preferences-page::sending", "preferences" },
  { N_ ("Privacy"), PREFERENCES, "app.preferences-page::privacy" },
  { N_ ("Appearance"), PREFERENCES, "app.preferences-page::appearance" },

  { N_ ("Your first campaign"), HELP, "app.help::first-steps" },
  { N_ ("Connect an account"), HELP, "app.help::connect" },
  { N_ ("Make a key for Klaviyo"), HELP, "app.help::klaviyo-key" },
  { N_ ("How keys are kept"), HELP, "app.help::keyring" },
  { N_ ("Say who sends"), HELP, "app.help::brand" },
  { N_ ("Your campaigns"), HELP, "app.help::campaigns" },
  { N_ ("Write the mail"), HELP, "app.help::compose" },
  { N_ ("See it as others will"), HELP, "app.help::preview" },
  { N_ ("Choose who gets it"), HELP, "app.help::audiences" },
  { N_ ("Send a campaign"), HELP, "app.help::send" },
  { N_ ("What the states mean"), HELP, "app.help::send-states" },
  { N_ ("Stop everything"), HELP, "app.help::stop-everything" },
  { N_ ("See what happened"), HELP, "app.help::activity" },
  { N_ ("When something goes wrong"), HELP, "app.help::errors" },
  { N_ ("Preferences"), HELP, "app.help::preferences" },
  { N_ ("Keyboard shortcuts"), HELP, "app.help::keyboard" },
  { N_ ("What leaves your computer"), HELP, "app.help::privacy" },
  { N_ ("Your data"), HELP, "app.help::data" },
  { N_ ("Try it without sending anything"), HELP, "app.help::demo" },
  { N_ ("Illixis on a terminal"), HELP, "app.help::terminal" },
  { NULL },
};
