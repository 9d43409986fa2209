#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a platform's client.mjs against a sandbox. The platform's own client is installed into the build
# folder, once for each version; where that is not possible (no node, no npm, no registry) the test is
# skipped.
#   run.sh PLATFORM SOURCE-FOLDER BUILD-FOLDER ILLIXISCTL
set -u

platform=$1
source=$2/$platform
build=$3/$platform-client
illixisctl=$4
sandbox=

skip() {
  echo "$1"
  exit 77
}

clean_up() {
  [ -n "$sandbox" ] && kill "$sandbox" 2>/dev/null && wait "$sandbox" 2>/dev/null
  rm -f "$build/address" "$build/pipe"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

command -v node >/dev/null || skip 'No node here'
command -v npm >/dev/null || skip 'No npm here'
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 18 ] || skip "Node $major is too old: 18 is needed"

mkdir -p "$build" || exit 1
cp "$source/client.mjs" "$source/package.json" "$build/" || exit 1
if ! cmp -s "$source/package-lock.json" "$build/installed.json"; then
  cp "$source/package-lock.json" "$build/" || exit 1
  (cd "$build" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error \
    --fetch-retries=1 --fetch-timeout=60000) || skip "The client for $platform can't be installed here"
  cp "$source/package-lock.json" "$build/installed.json" || exit 1
fi

# The sandbox says where it is and serves until it is stopped. Opening the pipe waits for its start.
rm -f "$build/pipe"
mkfifo -m 600 "$build/pipe" || exit 1
"$illixisctl" sandbox >"$build/pipe" &
sandbox=$!
IFS= read -r address <"$build/pipe" || exit 1
(umask 077 && printf '%s\n' "$address" >"$build/address") || exit 1
node "$build/client.mjs" <"$build/address"
