# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts beside this one share. Sourced, from the top of the source tree.
set -uo pipefail
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1

say() {
  printf '\n== %s\n' "$*"
}

# configure FOLDER OPTION…: a build folder with exactly these options, made anew if it is beyond use.
configure() {
  local folder=$1
  shift
  if [ -f "$folder/build.ninja" ]; then
    meson setup --reconfigure "$folder" "$@" && return
    rm -rf "$folder"
  fi
  meson setup "$folder" "$@"
}

# run_suite FOLDER OPTION…: the whole suite of a build folder. Its tests wait for each other's processes
# more than they compute, so more of them run at once than there are processors.
run_suite() {
  local folder=$1
  shift
  rm -f "$folder"/meson-logs/testlog.json
  meson test -C "$folder" --no-rebuild --print-errorlogs --num-processes $(($(nproc) * 3)) "$@"
}
