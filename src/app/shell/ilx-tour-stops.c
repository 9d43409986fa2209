/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-tour-stops.h"

const IlxTourStop ilx_tour_stops[] = {
  { "campaigns", "The campaigns of the demo", ILX_TOUR_LOOK, NULL, NULL, "Cold brew" },
  { "connect", "Connecting an account: where to find a key, and what it must allow",
    ILX_TOUR_ACTION, "win.connect", "", "Where to Find a Key" },
  { "key", "The key of the simulated Klaviyo, typed in", ILX_TOUR_KEY, "#key_row", "klaviyo",
    "#start_button" },
  { "connected", "The account is connected, and what was found there", ILX_TOUR_PRESS,
    "#start_button", NULL, "#done_title" },
  { NULL, "Connected", ILX_TOUR_PRESS, "#done_button", NULL, "!:IlxConnectDialog" },
  { "connections", "How the account is", ILX_TOUR_ACTION, "win.show-section", "connections",
    "Last call" },
  { "audiences", "Audiences", ILX_TOUR_ACTION, "win.show-section", "audiences",
    ":IlxAudiencesPage" },
  { "activity", "Activity", ILX_TOUR_ACTION, "win.show-section", "activity", ":IlxActivityPage" },
  { "preferences", "Preferences", ILX_TOUR_ACTION, "app.preferences", NULL,
    ":IlxPreferencesWindow" },
  { NULL, "Preferences closed", ILX_TOUR_CLOSE, NULL, NULL, "!:IlxPreferencesWindow" },
  { NULL, "To the connections", ILX_TOUR_ACTION, "win.show-section", "connections", "Last call" },
  { "dark", "The same in the dark", ILX_TOUR_SETTING, "color-scheme", "'force-dark'", NULL },
  { "narrow", "On a phone's width", ILX_TOUR_WIDTH, NULL, "360", ":IlxConnectionsPage" },
  { NULL },
};
