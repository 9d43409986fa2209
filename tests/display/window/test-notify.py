#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes on without being looked at: it is told to the desktop, and outlives the last window."""

import illixis_campaign as ic
import illixis_window as iw
from gi.repository import Gio, GLib

INTERFACE = 'org.freedesktop.Notifications'
XML = f'''<node><interface name="{INTERFACE}">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
    <arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>'''


class Desktop:
    """Takes notifications, and presses them."""

    def __enter__(self):
        self.told = []  # (summary, body)
        self.n_closed = 0
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
        self.object = self.bus.register_object('/org/freedesktop/Notifications', interface,
                                               self._call, None, None)
        self.name = Gio.bus_own_name_on_connection(self.bus, INTERFACE, Gio.BusNameOwnerFlags.NONE,
                                                   None, None)
        return self

    def _call(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        if method == 'Notify':
            self.told.append(arguments.unpack()[3:5])
            invocation.return_value(GLib.Variant('(u)', (len(self.told),)))
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body'],)))
        elif method == 'GetServerInformation':
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'test', '1', '1.2')))
        else:
            self.n_closed += 1
            invocation.return_value(None)

    def press(self, number):
        self.bus.emit_signal(None, '/org/freedesktop/Notifications', INTERFACE, 'ActionInvoked',
                             GLib.Variant('(us)', (number, 'default')))

    def __exit__(self, *_failure):
        Gio.bus_unown_name(self.name)
        self.bus.unregister_object(self.object)


def hand_over(home):
    """A campaign that is being handed over, for long enough to look away from its page."""
    home.set(send_countdown='0')
    home.sandbox.fault(method='POST', path='/api/campaign-send-jobs', kind='latency', delay=3000,
                       count=1)
    program = ic.open_review(home)
    ic.prepare(program)
    ic.ask(program)
    ic.agree(program)
    iw.await_focus()
    return program


def test_told_when_not_looked_at(home):
    with Desktop() as desktop:
        program = hand_over(home)
        iw.key('alt+3')
        iw.wait('it is told', lambda: desktop.told, 60)
        summary, body = desktop.told[0]
        iw.equal(summary, 'Campaign sent', 'the summary')
        iw.true(ic.SUBJECT not in body, 'details are hidden unless they are asked for')
        desktop.press(1)
        program.await_shown(None, 'Sent to')
        iw.wait('it is taken back', lambda: desktop.n_closed > 0)
        iw.equal(len(desktop.told), 1, 'told once')
        program.quit()
        program.check_log()


def test_details_if_wanted(home):
    with Desktop() as desktop:
        home.set(hides_notification_details='false')
        program = hand_over(home)
        iw.key('alt+3')
        iw.wait('it is told', lambda: desktop.told, 60)
        iw.true(ic.SUBJECT in desktop.told[0][1], f'the subject is in “{desktop.told[0][1]}”')
        program.quit()


def test_not_told_when_looked_at(home):
    with Desktop() as desktop:
        program = hand_over(home)
        program.find(None, 'Sent to', patience=60)
        program.quit()
        iw.equal(desktop.told, [], 'what was told')


def test_outlives_its_last_window(home):
    """It is handed over to its end after the window is closed, and then the program ends."""
    program = hand_over(home)
    program.await_words('Handing over')
    iw.key('ctrl+q')
    program.await_end(patience=60)
    iw.equal(home.sandbox.send_jobs, 1, 'the number of send jobs')
    program.check_log()
    iw.true(home.ctl('campaign', 'list')[0]['state'] in ('sending', 'sent'), 'it was sent')


def test_stop_everything_from_outside(home):
    """The desktop may ask for it; it is only asked about, in the one window, until somebody agrees."""
    home.connect()
    identifier = ic.create(home)
    home.ctl('campaign', 'send', identifier, '--at', '2036-12-01T08:00:00Z', '--yes')
    program = home.start()
    program.await_words(ic.SUBJECT)
    for _ in range(2):
        home.activate('stop-everything')
        program.await_words('This is stopped at once')
    iw.equal(home.ctl('campaign', 'list')[0]['state'], 'scheduled', 'nothing is stopped yet')
    iw.key('Escape')
    program.await_gone('label', 'This is stopped at once')
    iw.equal(home.ctl('campaign', 'list')[0]['state'], 'scheduled', 'nor by leaving it')
    program.quit()


if __name__ == '__main__':
    iw.run()
