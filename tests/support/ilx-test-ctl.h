/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real illixisctl in a folder of its own, against a real sandbox process:
 *
 *   g_autoptr(IlxTestCtl) ctl = ilx_test_ctl_new (ILX_TEST_CTL_SANDBOX);
 *   g_autoptr(IlxTestRun) run = NULL;
 *
 *   ilx_test_ctl_connect (ctl);
 *   run = ilx_test_ctl_run (ctl, NULL, "campaign", "list", "--json", NULL);
 *   g_assert_cmpint (run->status, ==, 0);
 *   g_assert_cmpuint (ilx_json_get_length (run->json, ""), ==, 0);
 *
 * The program's path is $ILLIXISCTL. Keys are in libsecret's file backend inside of the folder. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of limits, jobs and waits, in the sandbox and in the program. Time-outs shrink with it, and what
 * a sanitizer slows down still has to make them. */
#ifdef __SANITIZE_ADDRESS__
#define ILX_TEST_CTL_SPEED "10"
#else
#define ILX_TEST_CTL_SPEED "50"
#endif

typedef enum
{
  ILX_TEST_CTL_PLAIN = 0,
  ILX_TEST_CTL_SANDBOX = 1 << 0, /* with a sandbox process, and the program pointed at it */
} IlxTestCtlFlags;

typedef struct _IlxTestCtl IlxTestCtl;

/* How a run ended. */
typedef struct
{
  int status; /* the exit code; minus the signal when one killed it */
  char *out;
  char *err;
  JsonNode *json; /* (nullable): of out, when that is JSON */
} IlxTestRun;

void ilx_test_run_free (IlxTestRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxTestRun, ilx_test_run_free)

IlxTestCtl *ilx_test_ctl_new (IlxTestCtlFlags flags);
/* Ends the sandbox and deletes the folder. */
void ilx_test_ctl_free (IlxTestCtl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IlxTestCtl, ilx_test_ctl_free)

/* The folder; the profile is in "data" in it. */
const char *ilx_test_ctl_get_dir (IlxTestCtl *self);
char *ilx_test_ctl_dup_path (IlxTestCtl *self, const char *name);
/* Writes a file into the folder: its path. @length -1: up to the NUL. */
char *ilx_test_ctl_write (IlxTestCtl *self, const char *name, const char *text, gssize length);
const char *ilx_test_ctl_get_url (IlxTestCtl *self);
const char *ilx_test_ctl_get_key (IlxTestCtl *self);
const char *ilx_test_ctl_get_key_file (IlxTestCtl *self);
/* For the runs that follow; @value NULL takes it away. */
void ilx_test_ctl_set_env (IlxTestCtl *self, const char *name, const char *value);

/* Runs it to its end. @input (nullable) is its standard input; else that is empty. */
IlxTestRun *ilx_test_ctl_run (IlxTestCtl *self, const char *input, const char *first_argument, ...)
    G_GNUC_NULL_TERMINATED;
IlxTestRun *ilx_test_ctl_runv (IlxTestCtl *self, const char *input, const char *const *arguments);
/* The same on a terminal, where @typed is typed once @prompt is shown. */
IlxTestRun *ilx_test_ctl_run_on_terminal (IlxTestCtl *self,
                                          const char *prompt,
                                          const char *typed,
                                          const char *const *arguments);
/* Starts it with pipes; the caller kills or waits, then ilx_test_ctl_finish(). */
GSubprocess *ilx_test_ctl_spawn (IlxTestCtl *self, const char *const *arguments);
IlxTestRun *ilx_test_ctl_finish (GSubprocess *process, const char *input);

/* Runs it and asserts the exit code. (transfer full) */
IlxTestRun *ilx_test_ctl_expect (IlxTestCtl *self, int status, const char *first_argument, ...)
    G_GNUC_NULL_TERMINATED;
/* Connects with the sandbox's key; asserts that it went well. */
void ilx_test_ctl_connect (IlxTestCtl *self);
/* A campaign that can be sent: its id. */
char *ilx_test_ctl_create_campaign (IlxTestCtl *self, const char *subject);

/* The sandbox's control address: GET answers JSON, POST and DELETE assert success. */
JsonNode *ilx_test_ctl_ask (IlxTestCtl *self, const char *name);
void ilx_test_ctl_post (IlxTestCtl *self, const char *name, const char *json);
JsonNode *ilx_test_ctl_post_for (IlxTestCtl *self, const char *name, const char *json);
void ilx_test_ctl_delete (IlxTestCtl *self, const char *name);
/* Waits until the sandbox's log has so many requests; ilx_test_ctl_delete (ctl, "requests") empties
 * it. */
void ilx_test_ctl_wait_for_requests (IlxTestCtl *self, guint n);
/* Objects of a kind that the sandbox's Klaviyo has. */
guint ilx_test_ctl_count (IlxTestCtl *self, const char *kind);
/* Ends the sandbox: from now on nobody answers at its address. */
void ilx_test_ctl_stop_sandbox (IlxTestCtl *self);

G_END_DECLS
