#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-keyring.sh COMMAND [ARGUMENT…] — runs a command on a session bus of its own with an unlocked
# GNOME Keyring, in a HOME and XDG folders of its own, and leaves nothing behind.
#
# The exit status is the command's; 77 (skipped, to meson) when something needed is not installed.
# KEYRING_PASSWORD unlocks; with KEYRING=locked the keyring has no default collection, as on a
# session where nobody ever typed a password, and nothing can prompt for one.
set -u

for program in dbus-run-session gnome-keyring-daemon gdbus; do
  command -v "$program" >/dev/null || { echo "with-keyring.sh: $program is not installed" >&2; exit 77; }
done

if [ "${1:-}" = --inside ]; then
  shift
  options=(--foreground --components=secrets)
  [ "${KEYRING:-}" = locked ] || options+=(--unlock)
  printf '%s' "${KEYRING_PASSWORD:-test}" |
    env -u G_DEBUG gnome-keyring-daemon "${options[@]}" >"$T/keyring.log" 2>&1 &
  keyring=$!
  trap 'kill "$keyring" 2>/dev/null; wait "$keyring" 2>/dev/null' EXIT
  for ((i = 0; i < 250; i++)); do
    gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.NameHasOwner \
      org.freedesktop.secrets 2>/dev/null | grep -q true && break
    sleep 0.02
  done
  ((i < 250)) || { cat "$T/keyring.log" >&2; exit 99; }
  "$@"
  exit $?
fi

T=$(mktemp -d "${TMPDIR:-/tmp}/keyring.XXXXXX")
main=
cleanup() { [ -n "$main" ] && kill -- "-$main" 2>/dev/null; wait 2>/dev/null; rm -rf "$T"; }
trap cleanup EXIT
trap 'exit 143' TERM INT HUP

mkdir -p "$T"/{home/.cache,home/.config,home/.local/share,home/.local/state,run}
chmod 700 "$T/run"
export T HOME="$T/home" XDG_RUNTIME_DIR="$T/run" XDG_CONFIG_HOME="$T/home/.config" \
  XDG_DATA_HOME="$T/home/.local/share" XDG_CACHE_HOME="$T/home/.cache" \
  XDG_STATE_HOME="$T/home/.local/state"
unset DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL DISPLAY WAYLAND_DISPLAY SECRET_BACKEND

# Without services to start: only the keyring below is on this bus.
cat >"$T/bus.conf" <<BUS
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=$T/run</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
BUS

# Without the right to raise its limit of files the daemon complains, and works.
printf '#!/bin/sh\nexec dbus-daemon "$@" 2>/dev/null\n' >"$T/dbus-daemon"
chmod +x "$T/dbus-daemon"

set -m
dbus-run-session --dbus-daemon="$T/dbus-daemon" --config-file="$T/bus.conf" -- bash "$0" --inside "$@" <&0 &
main=$!
wait "$main"
exit $?
