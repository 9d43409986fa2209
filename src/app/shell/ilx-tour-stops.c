/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-tour-stops.h"

/* What somebody writes who has an hour. */
static const char mail[]
    = "<!DOCTYPE html>\n"
      "<html lang=\"en\">\n"
      "<head><meta charset=\"utf-8\"><title>Summer hours</title>\n"
      "<style>\n"
      "body { font-family: sans-serif; background: #f4efe6; color: #2b2118; }\n"
      ".card { max-width: 560px; margin: 24px auto; padding: 24px; background: #ffffff; }\n"
      ".button { background: #7a3b12; color: #ffffff; padding: 12px 20px; }\n"
      "@media (prefers-color-scheme: dark) {\n"
      "body { background: #17120d; color: #f4efe6; } .card { background: #2b2118; } }\n"
      "</style></head>\n"
      "<body><div class=\"card\">\n"
      "<h1>Open until eight, all summer</h1>\n"
      "<p>Hello {{ first_name|default:'friend' }}, long evenings want cold coffee.</p>\n"
      "<p><a class=\"button\" href=\"https://nordlicht.example/summer\">Where to find us</a></p>\n"
      "<p>{{ organization.full_address }} {% unsubscribe 'Unsubscribe' %}</p>\n"
      "</div></body></html>\n";

#define LOOK ILX_TOUR_LOOK
#define PRESS ILX_TOUR_PRESS
#define TYPE ILX_TOUR_TYPE
#define ACTION ILX_TOUR_ACTION

const IlxTourStop ilx_tour_stops[] = {
  { "campaigns", "The campaigns of the demo", LOOK, NULL, NULL, "Cold brew" },
  { "connect", "Connecting an account: where to find a key, and what it must allow", ACTION,
    "win.connect", "", "Where to Find a Key" },
  { "key", "The key of the simulated Klaviyo, typed in", ILX_TOUR_KEY, "#key_row", "klaviyo",
    "#start_button" },
  { "connected", "The account is connected, and what was found there", PRESS, "#start_button", NULL,
    "#done_title" },
  { NULL, "Connected", PRESS, "#done_button", NULL, "!:IlxConnectDialog" },

  { "new-campaign", "A new campaign", ACTION, "win.new-campaign", NULL, "#subject" },
  { NULL, "Its subject", TYPE, "#subject/#entry", "Summer hours: open until eight", NULL },
  { "details", "Subject and preview text, as an inbox shows them", TYPE, "#preview_text/#entry",
    "And cold brew on the house", "#light_row" },
  { "audiences-to-choose", "Who can get it", PRESS, "#included/#add_button", NULL, "Newsletter" },
  { NULL, "The newsletter's list", PRESS, "Newsletter", NULL, NULL },
  { NULL, "Chosen", PRESS, "#done_button", NULL, "!:IlxAudiencePicker" },
  { "audience", "The audience is chosen", LOOK, NULL, NULL, "Newsletter" },
  { NULL, "The HTML source", PRESS, "#source_toggle", NULL, "#source_bin/#view" },
  { "source", "The mail is typed, and drawn as it will be sent", TYPE, "#source_bin/#view", mail,
    ":IlxPreviewFrame/#holder" },
  { "preview", "The preview alone", PRESS, "#preview_only_toggle", NULL, "!#source_bin/#view" },
  { "preview-phone", "On a phone", PRESS, "#phone_toggle", NULL, "#phone_frame/#holder" },
  { NULL, "Another lens", ILX_TOUR_CHOOSE, "#lens_chooser", "Dark", NULL },
  { "preview-dark", "As dark as its author made it", LOOK, NULL, NULL, "#phone_frame/#holder" },
  { "preview-text", "The plain text", ILX_TOUR_CHOOSE, "#lens_chooser", "Plain", "#text_view" },
  { NULL, "Back to light", ILX_TOUR_CHOOSE, "#lens_chooser", "Light", "#phone_frame/#holder" },

  { "review", "The review before sending", PRESS, "#review_button", NULL, ":IlxSendPage" },
  { NULL, "Put on the platform as a draft, and counted", PRESS, "#main_button", NULL,
    "would get it", 60 },
  { "counted", "Counted, and not sent", LOOK, NULL, NULL, "would get it" },
  { "confirm", "The question, with the number", PRESS, "#main_button", NULL, ":AdwMessageDialog" },
  { "agreed", "The number is typed", ILX_TOUR_NUMBER, ":AdwMessageDialog/:AdwEntryRow", NULL,
    ":AdwMessageDialog" },
  { "countdown", "The countdown: nothing has left", PRESS, "Send to", NULL, "Sending in" },
  { "sent", "Sent, once", LOOK, NULL, NULL, "Sent to", 120 },

  { "campaigns-after", "The campaign among the others", ACTION, "win.show-section", "campaigns",
    "Summer hours" },
  { "activity", "What was done, step by step", ACTION, "win.show-section", "activity",
    ":IlxActivityPage" },
  { "audiences", "Audiences, and how old their numbers are", ACTION, "win.show-section",
    "audiences", "Newsletter" },
  { "connections", "How the account is", ACTION, "win.show-section", "connections", "Last call" },
  { "preferences", "Preferences", ACTION, "app.preferences", NULL, ":IlxPreferencesWindow" },
  { NULL, "Preferences closed", ILX_TOUR_CLOSE, NULL, NULL, "!:IlxPreferencesWindow" },
  { "dark", "The same in the dark", ILX_TOUR_SETTING, "color-scheme", "'force-dark'", NULL },
  { NULL, "To the campaigns", ACTION, "win.show-section", "campaigns", "Summer hours" },
  { "dark-campaigns", "Campaigns in the dark", LOOK, NULL, NULL, "Summer hours" },
  { "narrow", "On a phone's width", ILX_TOUR_WIDTH, NULL, "360", "Summer hours" },
  { NULL },
};
