#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND [ARGUMENT…] — runs a command on an X server and a session bus of its own, in
# a HOME and XDG folders of its own, and leaves nothing behind.
#
# The exit status is the command's; 77 (skipped, to meson) when something needed is not installed.
#   SCREEN=WxHxD       size of the screen, 1280x800x24
#   GTK_A11Y           "none" if unset; empty: the real accessibility bus; "test": GTK's own asserts
#   BUS_SERVICES       services that the bus may start, "org.a11y.Bus"
#   BUS_SERVICE_DIR    a folder with more of them
#   KEYRING            "unlocked": a GNOME Keyring runs; else none
#   WINDOW_MANAGER     "yes": xfwm4 with its compositor, for pictures that people look at
#   KEEP_RUN_DIR       a folder that gets what was written to HOME, before that is deleted
set -u

for program in Xvfb dbus-run-session; do
  command -v "$program" >/dev/null || { echo "with-display.sh: $program is not installed" >&2; exit 77; }
done

if [ "${1:-}" = --inside ]; then
  shift
  helpers=()
  if [ "${KEYRING:-}" = unlocked ]; then
    command -v gnome-keyring-daemon >/dev/null || exit 77
    printf test | env -u G_DEBUG gnome-keyring-daemon --foreground --components=secrets --unlock \
      >"$T/keyring.log" 2>&1 &
    helpers+=($!)
    for ((i = 0; i < 250; i++)); do
      gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.NameHasOwner \
        org.freedesktop.secrets 2>/dev/null | grep -q true && break
      sleep 0.02
    done
  fi
  if [ "${WINDOW_MANAGER:-}" = yes ]; then
    command -v xfwm4 >/dev/null || exit 77
    env -u G_DEBUG xfwm4 --compositor=on --vblank=off >"$T/wm.log" 2>&1 &
    helpers+=($!)
    for ((i = 0; i < 250; i++)); do
      xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q window && break
      sleep 0.02
    done
  fi
  "$@"
  status=$?
  # They keep nothing, and xfwm4 now and then does not hear the polite signal.
  [ ${#helpers[@]} -eq 0 ] || kill -KILL "${helpers[@]}" 2>/dev/null
  wait 2>/dev/null
  exit $status
fi

T=$(mktemp -d "${TMPDIR:-/tmp}/display.XXXXXX")
server=
main=
cleanup() {
  [ -n "$main" ] && kill -- "-$main" 2>/dev/null
  [ -n "$server" ] && kill "$server" 2>/dev/null
  wait 2>/dev/null
  [ -z "${KEEP_RUN_DIR:-}" ] || cp -a "$T/home" "$KEEP_RUN_DIR" 2>/dev/null
  rm -rf "$T"
}
trap cleanup EXIT
trap 'exit 143' TERM INT HUP

mkdir -p "$T"/{home/.cache,home/.config/gtk-4.0,home/.local/share,home/.local/state,run,services}
chmod 700 "$T/run"
# GNOME's own font, and no blinking, so that two pictures of the same thing are the same.
printf '[Settings]\ngtk-font-name=Cantarell 11\ngtk-cursor-blink=0\n' \
  >"$T/home/.config/gtk-4.0/settings.ini"
export T HOME="$T/home" XDG_RUNTIME_DIR="$T/run" XDG_CONFIG_HOME="$T/home/.config" \
  XDG_DATA_HOME="$T/home/.local/share" XDG_CACHE_HOME="$T/home/.cache" \
  XDG_STATE_HOME="$T/home/.local/state"
export GDK_BACKEND=x11 GSK_RENDERER=${GSK_RENDERER-cairo} GTK_A11Y=${GTK_A11Y-none} \
  ADW_DISABLE_PORTAL=1 GSETTINGS_BACKEND=${GSETTINGS_BACKEND-memory} GIO_USE_VFS=local \
  LC_ALL=${LC_ALL:-C.UTF-8} TZ=${TZ:-UTC}
# Without GL: newer GTK reads the first, 4.8 the second.
export GDK_DISABLE=gl
pkg-config --atleast-version=4.16 gtk4 2>/dev/null || export GDK_DEBUG=gl-disable
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SECRET_BACKEND
[ -n "$GTK_A11Y" ] || unset GTK_A11Y

# -noreset: else the server starts over when its last client leaves, and the next one finds no door.
mkfifo "$T/display"
Xvfb -displayfd 6 -screen 0 "${SCREEN:-1280x800x24}" -nolisten tcp -ac -noreset \
  >/dev/null 2>&1 6>"$T/display" &
server=$!
read -r number <"$T/display" || exit 99
export DISPLAY=:$number

# The server first: what the bus starts takes DISPLAY from it. Only what is named may be started.
for service in ${BUS_SERVICES-org.a11y.Bus}; do
  cp "/usr/share/dbus-1/services/$service.service" "$T/services/" 2>/dev/null
done
[ -z "${BUS_SERVICE_DIR:-}" ] || cp "$BUS_SERVICE_DIR"/*.service "$T/services/"
cat >"$T/bus.conf" <<BUS
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=$T/run</listen><auth>EXTERNAL</auth><servicedir>$T/services</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
BUS
printf '#!/bin/sh\nexec dbus-daemon "$@" >/dev/null 2>&1\n' >"$T/dbus-daemon"
chmod +x "$T/dbus-daemon"

set -m
dbus-run-session --dbus-daemon="$T/dbus-daemon" --config-file="$T/bus.conf" -- \
  bash "$0" --inside "$@" <&0 &
main=$!
wait "$main"
exit $?
