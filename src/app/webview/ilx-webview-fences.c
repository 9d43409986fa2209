/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ilx-webview-fences.h"

/* Nobody listens there, and only root could. */
#define CLOSED_DOOR "http://127.0.0.1:1"
#define PASSES "ilx-webview-passes"

#define POLICY_REST                                                                                \
  "; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'; "             \
  "frame-src 'none'; object-src 'none'"
static const char *const policies[] = {
  [ILX_WEBVIEW_IMAGES_OWN] = "default-src 'none'; img-src data:" POLICY_REST,
  [ILX_WEBVIEW_IMAGES_REMOTE] = "default-src 'none'; img-src data: http: https:" POLICY_REST,
  [ILX_WEBVIEW_IMAGES_NONE] = "default-src 'none'; img-src 'none'" POLICY_REST,
};

/* What WebKit calls by these names opens connections ahead of time, or is none of a mail's
 * business. */
static const char *const features_off[] = {
  "BeaconAPI",
  "EmbedElement",
  "Gamepads",
  "GeolocationAPI",
  "HTTPEquiv",
  "LinkDNSPrefetch",
  "LinkPreconnect",
  "LinkPreconnectEarlyHints",
  "LinkPreload",
  "LinkPrefetch",
  "Notifications",
  "PDFJSViewer",
  "ServiceWorkers",
  "SharedWorker",
  "SpeechSynthesisAPI",
  "WebSocket",
  NULL,
};

static void
cancel_download_cb (WebKitNetworkSession *session, WebKitDownload *download)
{
  webkit_download_cancel (download);
}

static WebKitNetworkSession *
new_session (IlxWebviewFences up, IlxWebviewImages images)
{
  WebKitNetworkSession *session = webkit_network_session_new_ephemeral ();

  if (up & ILX_WEBVIEW_FENCE_SESSION)
    {
      webkit_cookie_manager_set_accept_policy (webkit_network_session_get_cookie_manager (session),
                                               WEBKIT_COOKIE_POLICY_ACCEPT_NEVER);
      webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
    }
  if ((up & ILX_WEBVIEW_FENCE_PROXY) && images != ILX_WEBVIEW_IMAGES_REMOTE)
    {
      WebKitNetworkProxySettings *proxy = webkit_network_proxy_settings_new (CLOSED_DOOR, NULL);

      webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
      webkit_network_proxy_settings_free (proxy);
    }
  g_signal_connect (session, "download-started", G_CALLBACK (cancel_download_cb), NULL);
  return session;
}

static void
disable_features (WebKitSettings *settings)
{
#if WEBKIT_CHECK_VERSION(2, 42, 0)
  g_autoptr (WebKitFeatureList) features = webkit_settings_get_all_features ();

  for (gsize i = 0; i < webkit_feature_list_get_length (features); i++)
    {
      WebKitFeature *feature = webkit_feature_list_get (features, i);

      if (g_strv_contains (features_off, webkit_feature_get_identifier (feature)))
        webkit_settings_set_feature_enabled (settings, feature, FALSE);
    }
#endif
}

/* Scripts as such stay on, or our own could not run either. */
static void
reduce (WebKitSettings *settings)
{
  g_object_set (settings, "enable-javascript-markup", FALSE, "enable-html5-database", FALSE,
                "enable-html5-local-storage", FALSE, "enable-webgl", FALSE, "enable-webaudio",
                FALSE, "enable-media", FALSE, "enable-media-stream", FALSE, "enable-webrtc", FALSE,
                "enable-mediasource", FALSE, "enable-encrypted-media", FALSE, "enable-fullscreen",
                FALSE, "javascript-can-access-clipboard", FALSE, "allow-modal-dialogs", FALSE,
                "media-playback-requires-user-gesture", TRUE, NULL);
#if !WEBKIT_CHECK_VERSION(2, 50, 0)
  g_object_set (settings, "enable-hyperlink-auditing", FALSE, NULL);
#endif
  disable_features (settings);
}

static WebKitSettings *
new_settings (IlxWebviewFences up)
{
  WebKitSettings *settings = webkit_settings_new ();

  g_object_set (settings, "enable-page-cache", FALSE, "enable-developer-extras", FALSE,
                "enable-site-specific-quirks", FALSE, "enable-smooth-scrolling", FALSE,
                "enable-back-forward-navigation-gestures", FALSE, "default-charset", "utf-8", NULL);
  if (up & ILX_WEBVIEW_FENCE_MARKUP)
    reduce (settings);
  return settings;
}

static gboolean
take_pass (WebKitWebView *view)
{
  guint passes = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (view), PASSES));

  if (passes == 0)
    return FALSE;
  g_object_set_data (G_OBJECT (view), PASSES, GUINT_TO_POINTER (passes - 1));
  return TRUE;
}

/* Only the page that we load ourselves, and only once. */
static gboolean
is_ours (WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type)
{
  WebKitNavigationAction *action;

  if (type != WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION)
    return FALSE;
  action = webkit_navigation_policy_decision_get_navigation_action (
      WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  return webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_OTHER
         && !webkit_navigation_action_is_user_gesture (action)
         && g_strcmp0 (webkit_uri_request_get_uri (webkit_navigation_action_get_request (action)),
                       "about:blank")
                == 0
         && take_pass (view);
}

static gboolean
decide_policy_cb (WebKitWebView *view,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type)
{
  if (is_ours (view, decision, type))
    webkit_policy_decision_use (decision);
  else
    webkit_policy_decision_ignore (decision);
  return TRUE;
}

static gboolean
deny_permission_cb (WebKitWebView *view, WebKitPermissionRequest *request)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

static gboolean
cancel_authentication_cb (WebKitWebView *view, WebKitAuthenticationRequest *request)
{
  webkit_authentication_request_cancel (request);
  return TRUE;
}

static gboolean
cancel_file_chooser_cb (WebKitWebView *view, WebKitFileChooserRequest *request)
{
  webkit_file_chooser_request_cancel (request);
  return TRUE;
}

static gboolean
cancel_color_chooser_cb (WebKitWebView *view, WebKitColorChooserRequest *request)
{
  webkit_color_chooser_request_cancel (request);
  return TRUE;
}

static gboolean
refuse_cb (void)
{
  return TRUE;
}

/* Of WebKit's own menu only "Copy" is left, and only if there is something to copy. */
static gboolean
context_menu_cb (WebKitWebView *view, WebKitContextMenu *menu, WebKitHitTestResult *hit)
{
  webkit_context_menu_remove_all (menu);
  if (!webkit_hit_test_result_context_is_selection (hit))
    return TRUE;
  webkit_context_menu_append (
      menu, webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_COPY));
  return FALSE;
}

static void
guard (WebKitWebView *view, IlxWebviewFences up)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } guards[] = {
    { "permission-request", G_CALLBACK (deny_permission_cb) },
    { "authenticate", G_CALLBACK (cancel_authentication_cb) },
    { "run-file-chooser", G_CALLBACK (cancel_file_chooser_cb) },
    { "run-color-chooser", G_CALLBACK (cancel_color_chooser_cb) },
    { "script-dialog", G_CALLBACK (refuse_cb) },
    { "print", G_CALLBACK (refuse_cb) },
    { "show-notification", G_CALLBACK (refuse_cb) },
    { "enter-fullscreen", G_CALLBACK (refuse_cb) },
    { "context-menu", G_CALLBACK (context_menu_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (guards); i++)
    g_signal_connect (view, guards[i].signal, guards[i].callback, NULL);
  if (up & ILX_WEBVIEW_FENCE_POLICY)
    g_signal_connect (view, "decide-policy", G_CALLBACK (decide_policy_cb), NULL);
}

/**
 * ilx_webview_fences_new_view:
 * @up: the fences that stand: %ILX_WEBVIEW_FENCES_ALL outside of tests
 * @images: what they let through
 * @filter: the filter for it
 *
 * Returns: (transfer floating): an empty view
 */
WebKitWebView *
ilx_webview_fences_new_view (IlxWebviewFences up,
                             IlxWebviewImages images,
                             WebKitUserContentFilter *filter)
{
  g_autoptr (WebKitNetworkSession) session = new_session (up, images);
  g_autoptr (WebKitSettings) settings = new_settings (up);
  g_autoptr (WebKitUserContentManager) manager = webkit_user_content_manager_new ();
  WebKitWebView *view;

  if (up & ILX_WEBVIEW_FENCE_FILTER)
    webkit_user_content_manager_add_filter (manager, filter);
  view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "network-session", session, "settings", settings,
                       "user-content-manager", manager, "default-content-security-policy",
                       up & ILX_WEBVIEW_FENCE_CSP ? policies[images] : NULL, NULL);
  guard (view, up);
  return view;
}

/**
 * ilx_webview_fences_load:
 * @view: one of ilx_webview_fences_new_view()
 * @html: a page
 *
 * The only way to bring something into @view.
 */
void
ilx_webview_fences_load (WebKitWebView *view, const char *html)
{
  guint passes = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (view), PASSES));

  g_object_set_data (G_OBJECT (view), PASSES, GUINT_TO_POINTER (passes + 1));
  webkit_web_view_load_html (view, html, NULL);
}
