/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library to preload: it counts the system calls by which a program has an effect, or learns of
 * one, and kills it (SIGKILL: no handler, no flush, no farewell) right before the n-th. Between two
 * such calls nothing changes for anybody, so killing before each of them is killing at every point.
 *
 * $ILX_KILL_AT: n, counted from 1. */
/* Both names of a call are wrapped, so neither may stand for the other. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long n_calls;

static void
strike (void)
{
  const char *at = getenv ("ILX_KILL_AT");

  if (at != NULL && atomic_fetch_add (&n_calls, 1) + 1 == atol (at))
    kill (getpid (), SIGKILL);
}

#define WRAP(type, name, parameters, arguments)                                                    \
  type name parameters;                                                                            \
  type name parameters                                                                             \
  {                                                                                                \
    static type (*real) parameters;                                                                \
    if (real == NULL)                                                                              \
      *(void **) &real = dlsym (RTLD_NEXT, #name);                                                 \
    strike ();                                                                                     \
    return real arguments;                                                                         \
  }

WRAP (int, fsync, (int fd), (fd))
WRAP (int, fdatasync, (int fd), (fd))
WRAP (int, ftruncate, (int fd, off_t length), (fd, length))
WRAP (int, ftruncate64, (int fd, off64_t length), (fd, length))
WRAP (int, unlink, (const char *path), (path))
WRAP (ssize_t, pwrite, (int fd, const void *buffer, size_t n, off_t at), (fd, buffer, n, at))
WRAP (ssize_t, pwrite64, (int fd, const void *buffer, size_t n, off64_t at), (fd, buffer, n, at))
WRAP (ssize_t, send, (int fd, const void *buffer, size_t n, int flags), (fd, buffer, n, flags))
WRAP (ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags))
WRAP (ssize_t, recv, (int fd, void *buffer, size_t n, int flags), (fd, buffer, n, flags))
WRAP (ssize_t, recvmsg, (int fd, struct msghdr *message, int flags), (fd, message, flags))
WRAP (int, connect, (int fd, const struct sockaddr *address, socklen_t n), (fd, address, n))
