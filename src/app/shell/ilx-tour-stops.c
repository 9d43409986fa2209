/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-tour-stops.h"

const IlxTourStop ilx_tour_stops[] = {
  { "window", "The window of the demo", ILX_TOUR_LOOK, NULL, NULL, ":IlxCampaignsPage" },
  { "audiences", "Audiences", ILX_TOUR_ACTION, "win.show-section", "audiences",
    ":IlxAudiencesPage" },
  { "activity", "Activity", ILX_TOUR_ACTION, "win.show-section", "activity", ":IlxActivityPage" },
  { "connections", "Connections", ILX_TOUR_ACTION, "win.show-section", "connections",
    ":IlxConnectionsPage" },
  { "preferences", "Preferences", ILX_TOUR_ACTION, "app.preferences", NULL,
    ":IlxPreferencesWindow" },
  { NULL, "Preferences closed", ILX_TOUR_CLOSE, NULL, NULL, "!:IlxPreferencesWindow" },
  { "dark", "The same in the dark", ILX_TOUR_SETTING, "color-scheme", "'force-dark'", NULL },
  { "narrow", "On a phone's width", ILX_TOUR_WIDTH, NULL, "360", ":IlxConnectionsPage" },
  { NULL },
};
