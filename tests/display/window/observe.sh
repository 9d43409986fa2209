#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# observe.sh COMMAND [ARGUMENT…] — runs a test that looks at the program from outside, and begins anew
# when the observer itself has crashed: the accessibility library sometimes follows an object that has
# just gone. What the program does wrong is told by another status, and counts at once.
set -u

CRASHED=139 # 128 and SIGSEGV, of the observer; a program that crashes is seen by its test
TRIES=3

output=$(mktemp) || exit 99
child=
trap 'cat "$output"; rm -f "$output"' EXIT
trap '[ -z "$child" ] || kill "$child" 2>/dev/null; wait; exit 143' TERM INT HUP

for ((try = 1; try <= TRIES; try++)); do
  "$@" >"$output" &
  child=$!
  wait "$child"
  status=$?
  [ $status -eq $CRASHED ] && [ $try -lt $TRIES ] || exit $status
  echo "observe.sh: the observer crashed, once more" >&2
done
