/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated Klaviyo's library of templates. What campaigns use are private copies, kept under a
 * kind of their own, so that the library's addresses answer 404 for them. */
#include "config.h"

#include "ilx-sandbox-klaviyo.h"

#include "ilx-error.h"
#include "ilx-json.h"
#include "ilx-sandbox-render.h"
#include "ilx-sandbox-shape.h"

/* Creation fails when the account has so many. */
#define MAX_TEMPLATES 1000

static const IlxSandboxFilterField template_filters[] = {
  { "id", "any equals", ILX_SANDBOX_VALUE_STRINGS, "id" },
  { "name", "any equals equals[] contains", ILX_SANDBOX_VALUE_STRING },
  { "created", "equals greater-than greater-or-equal less-than less-or-equal",
    ILX_SANDBOX_VALUE_TIME },
  { "updated", "equals greater-than greater-or-equal less-than less-or-equal",
    ILX_SANDBOX_VALUE_TIME },
  { NULL },
};

static const IlxSandboxQuery list_query = {
  .fields = "template",
  .additional = "template",
  .sorts = "name id created updated",
  .filters = template_filters,
  .page_default = 10,
  .page_max = 10,
};
static const IlxSandboxQuery one_query = { .fields = "template", .additional = "template" };

static const char *const template_type[] = { "template", NULL };
static const char *const editor_types[] = { "CODE", NULL };

static const IlxSandboxSchema create_attributes[] = {
  { "name", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .min = 1 },
  { "editor_type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = editor_types },
  /* Nullable for the other editors; a CODE template without is refused by the handler. */
  { "html", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "text", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "amp", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { NULL },
};
static const IlxSandboxSchema create_data[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = template_type },
  { "attributes", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, create_attributes },
  { NULL },
};
static const IlxSandboxSchema create_schema[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, create_data },
  { NULL },
};

static const IlxSandboxSchema update_attributes[] = {
  { "name", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE, .min = 1 },
  { "html", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "text", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { "amp", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE },
  { NULL },
};
static const IlxSandboxSchema update_data[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = template_type },
  { "id", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, update_attributes },
  { NULL },
};
static const IlxSandboxSchema update_schema[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, update_data },
  { NULL },
};

static const IlxSandboxSchema render_attributes[] = {
  { "context", ILX_SANDBOX_OPEN, ILX_SANDBOX_REQUIRED },
  { NULL },
};
static const IlxSandboxSchema render_data[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = template_type },
  { "id", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, render_attributes },
  { NULL },
};
static const IlxSandboxSchema render_schema[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, render_data },
  { NULL },
};

static const IlxSandboxSchema clone_attributes[] = {
  { "name", ILX_SANDBOX_STRING, ILX_SANDBOX_NULLABLE, .min = 1 },
  { NULL },
};
static const IlxSandboxSchema clone_data[] = {
  { "type", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED, .choices = template_type },
  { "id", ILX_SANDBOX_STRING, ILX_SANDBOX_REQUIRED },
  { "attributes", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, clone_attributes },
  { NULL },
};
static const IlxSandboxSchema clone_schema[] = {
  { "data", ILX_SANDBOX_OBJECT, ILX_SANDBOX_REQUIRED, clone_data },
  { NULL },
};

static JsonNode *
build_now (IlxSandboxState *state)
{
  g_autofree char *text = ilx_sandbox_format_time (ilx_sandbox_state_get_now (state));

  return ilx_json_string (text);
}

/* Answers 400 itself when the account is full. */
static gboolean
has_room (IlxSandboxCall *call)
{
  IlxSandboxState *state = ilx_sandbox_call_get_state (call);
  GQueue *all = ilx_sandbox_state_get_all (state, ILX_SANDBOX_KLAVIYO, "templates");

  if (g_queue_get_length (all) < MAX_TEMPLATES)
    return TRUE;
  ilx_sandbox_call_reply_invalid (
      call, "/data", "The account has reached its limit of %u templates.", MAX_TEMPLATES);
  return FALSE;
}

static IlxSandboxObject *
add_template (IlxSandboxState *state, const char *name, JsonNode *source)
{
  g_autofree char *id = ilx_sandbox_state_dup_id (state, ILX_SANDBOX_ID_SHORT);
  JsonNode *attributes
      = ilx_json_object ("name", ilx_json_string (name), "editor_type", ilx_json_string ("CODE"),
                         "html", ilx_json_string (ilx_json_get_string_or (source, "html", "")),
                         "text", ilx_json_string (ilx_json_get_string_or (source, "text", NULL)),
                         "amp", ilx_json_string (ilx_json_get_string_or (source, "amp", NULL)),
                         "created", build_now (state), "updated", build_now (state), NULL);

  return ilx_sandbox_state_add (state, ILX_SANDBOX_KLAVIYO, "templates", "template", id, attributes,
                                NULL, NULL);
}

static void
list_templates (IlxSandboxCall *call)
{
  ilx_sandbox_call_reply_kind (call, "templates");
}

static void
get_template (IlxSandboxCall *call)
{
  IlxSandboxObject *template = ilx_sandbox_call_find (call, "templates", "template");

  if (template != NULL)
    ilx_sandbox_call_reply_object (call, 200, template);
}

static void
create_template (IlxSandboxCall *call)
{
  JsonNode *attributes = ilx_json_get (ilx_sandbox_call_get_body (call), "data.attributes");

  if (ilx_json_get_string_or (attributes, "html", NULL) == NULL)
    ilx_sandbox_call_reply_invalid (call, "/data/attributes/html",
                                    "'html' is required when 'editor_type' is CODE.");
  else if (has_room (call))
    ilx_sandbox_call_reply_object (call, 201,
                                   add_template (ilx_sandbox_call_get_state (call),
                                                 ilx_json_get_string_or (attributes, "name", ""),
                                                 attributes));
}

/* The id in the body must be the one in the path; answers 400 itself when it is not. */
static gboolean
has_right_id (IlxSandboxCall *call)
{
  const char *id = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.id", "");

  if (g_str_equal (id, ilx_sandbox_call_get_argument (call, "id")))
    return TRUE;
  ilx_sandbox_call_reply_invalid (call, "/data/id",
                                  "The id in the body is not the one in the URL.");
  return FALSE;
}

/* null clears what may be empty; a template always has name and HTML. */
static void
change (JsonNode *attributes, JsonNode *changes, const char *name, gboolean may_clear)
{
  JsonObject *object = json_node_get_object (changes);
  const char *text = ilx_json_get_string_or (changes, name, NULL);

  if (text != NULL || (may_clear && json_object_has_member (object, name)))
    ilx_json_set (attributes, name, ilx_json_string (text));
}

static void
update_template (IlxSandboxCall *call)
{
  IlxSandboxObject *template = ilx_sandbox_call_find (call, "templates", "template");
  JsonNode *changes = ilx_json_get (ilx_sandbox_call_get_body (call), "data.attributes");
  JsonNode *attributes;

  if (template == NULL || !has_right_id (call))
    return;
  attributes = ilx_sandbox_object_get_attributes (template);
  change (attributes, changes, "name", FALSE);
  change (attributes, changes, "html", FALSE);
  change (attributes, changes, "text", TRUE);
  change (attributes, changes, "amp", TRUE);
  ilx_json_set (attributes, "updated", build_now (ilx_sandbox_call_get_state (call)));
  ilx_sandbox_call_reply_object (call, 200, template);
}

static void
delete_template (IlxSandboxCall *call)
{
  IlxSandboxObject *template = ilx_sandbox_call_find (call, "templates", "template");

  if (template == NULL)
    return;
  ilx_sandbox_state_remove (ilx_sandbox_call_get_state (call), ILX_SANDBOX_KLAVIYO, "templates",
                            template->id);
  ilx_sandbox_call_reply_empty (call, 204);
}

/* The template that the body names; answers 404 itself. */
static IlxSandboxObject *
find_named (IlxSandboxCall *call)
{
  const char *id = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.id", "");
  IlxSandboxObject *template = ilx_sandbox_state_find (ilx_sandbox_call_get_state (call),
                                                       ILX_SANDBOX_KLAVIYO, "templates", id);

  if (template == NULL)
    ilx_sandbox_call_reply_not_found (call, "template", id);
  return template;
}

static void
reply_rendered (IlxSandboxCall *call,
                IlxSandboxObject *template,
                const char *html,
                const char *text)
{
  const char *name
      = ilx_json_get_string_or (ilx_sandbox_object_get_attributes (template), "name", "");

  ilx_sandbox_shape_reply (
      call, 201, "template", template->id,
      ilx_json_object ("name", ilx_json_string (name), "editor_type", ilx_json_string ("CODE"),
                       "html", ilx_json_string (html), "text", ilx_json_string (text), NULL),
      NULL);
}

static void
render_template (IlxSandboxCall *call)
{
  JsonNode *context = ilx_json_get (ilx_sandbox_call_get_body (call), "data.attributes.context");
  IlxSandboxObject *template = find_named (call);
  g_autoptr (GError) error = NULL;
  g_autofree char *html = NULL;
  g_autofree char *text = NULL;
  const char *plain;

  if (template == NULL)
    return;
  html = ilx_sandbox_render (
      ilx_json_get_string_or (ilx_sandbox_object_get_attributes (template), "html", ""), context,
      TRUE, &error);
  plain = ilx_json_get_string_or (ilx_sandbox_object_get_attributes (template), "text", NULL);
  if (html != NULL && plain != NULL)
    text = ilx_sandbox_render (plain, context, FALSE, &error);
  if (error != NULL)
    ilx_sandbox_call_reply_invalid (call, "/data", "%s", error->message);
  else
    reply_rendered (call, template, html, text);
}

static void
clone_template (IlxSandboxCall *call)
{
  IlxSandboxObject *template = find_named (call);
  JsonNode *source;
  const char *name;
  g_autofree char *cloned = NULL;

  if (template == NULL || !has_room (call))
    return;
  source = ilx_sandbox_object_get_attributes (template);
  cloned = g_strconcat (ilx_json_get_string_or (source, "name", ""), " (clone)", NULL);
  name = ilx_json_get_string_or (ilx_sandbox_call_get_body (call), "data.attributes.name", cloned);
  ilx_sandbox_call_reply_object (call, 201,
                                 add_template (ilx_sandbox_call_get_state (call), name, source));
}

const IlxSandboxRoute ilx_sandbox_klaviyo_template_routes[] = {
  { "GET", "/api/templates", list_templates, "templates:read", 75, 750, 0, &list_query },
  { "POST", "/api/templates", create_template, "templates:write", 75, 750, 0, &one_query,
    create_schema },
  { "GET", "/api/templates/{id}", get_template, "templates:read", 75, 750, 0, &one_query },
  { "PATCH", "/api/templates/{id}", update_template, "templates:write", 75, 750, 0, &one_query,
    update_schema },
  { "DELETE", "/api/templates/{id}", delete_template, "templates:write", 75, 750 },
  { "POST", "/api/template-render", render_template, "templates:read", 3, 60, 0, &one_query,
    render_schema },
  { "POST", "/api/template-clone", clone_template, "templates:write", 75, 750, 0, &one_query,
    clone_schema },
  { NULL },
};
