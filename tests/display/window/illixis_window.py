# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program from outside, as a person does: what is there is read from the
accessibility bus, keys and clicks come from the X server.

Nothing here waits for a fixed time: it polls until what is expected is there, and fails in words
when that takes too long. A test is a function `test_…(home)`; run() speaks TAP.
"""

import contextlib
import difflib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = 45 * float(os.environ.get('ILLIXIS_TEST_PATIENCE', '1'))  # seconds
PICTURES = os.environ.get('ILLIXIS_TEST_PICTURES')
SETTINGS_PATH = 'io/illixis/Illixis'

# A role has other names in newer GTK; 4.8 is the first of each.
ROLES = {
    'button': ('push button', 'button', 'toggle button'),
    'toggle': ('toggle button', 'push button', 'button'),
    'entry': ('text', 'entry', 'password text'),
    'switch': ('check box', 'switch', 'toggle button'),
    'check': ('check box',),
    'radio': ('radio button', 'check box'),
    'combo': ('combo box',),
    'row': ('list item', 'table row', 'tree item'),
    'label': ('label', 'static'),
    'status': ('status bar', 'statusbar', 'label'),
    'window': ('frame', 'window', 'dialog', 'alert'),
    'dialog': ('dialog', 'alert'),
    'menu item': ('menu item', 'check menu item', 'radio menu item'),
    'tab': ('page tab', 'tab'),
    'spin': ('spin button',),
    'link': ('link', 'push button'),
}
# What a person can do something with: each needs a name that says what.
CONTROLS = {'push button', 'button', 'toggle button', 'check box', 'radio button', 'text', 'entry',
            'password text', 'combo box', 'menu item', 'check menu item', 'radio menu item',
            'page tab', 'spin button', 'slider', 'switch', 'link', 'list item'}
# A busy machine answers late; the library would wait for 0.8 seconds.
Atspi.set_timeout(10_000, 30_000)

# Names that GTK makes up from a type when nobody gave one.
NAMELESS = re.compile(r'^(Gtk|Adw|Ilx|WebKit)[A-Z]\w*$')

# The buttons that close a tab and show a password, as libadwaita 1.2 makes them, and what GTK 4.8
# puts into a drop-down.
TOOLKIT = ('push button “” in AdwTab ‹',
           'push button “” in AdwGizmo ‹ Private API key',
           'push button “” in Private API key',
           'list “GtkListView” in ')

# What a log may say on a test machine: no GL, no portal, no theme of another desktop.
HARMLESS = (
    'libEGL', 'MESA', 'dbind-WARNING', 'Unrecognized value', 'Failed to get GL context',
    'Could not determine the accessibility bus address', 'Unable to acquire session bus',
    'gtk-application-prefer-dark-theme', 'unable to send notifications',
)
TROUBLE = re.compile(r'(\S+-(WARNING|CRITICAL|ERROR) \*\*)|AddressSanitizer|runtime error|'
                     r'LeakSanitizer|\*\*\* stack smashing|double free')


class Failure(Exception):
    """What should have been there is not."""


# --- Waiting --------------------------------------------------------------------------------------


def _settle():
    """Lets the bus's news in, else the client sees an old tree."""
    context = GLib.MainContext.default()
    while context.iteration(False):
        pass


def wait(what, condition, patience=None):
    """Polls until condition() is true and returns that; what: for the failure's words."""
    end = time.monotonic() + (patience or PATIENCE)
    last = None
    for attempt in itertools.count():
        try:
            found = condition()
            if found:
                return found
            last = None
        except GLib.Error as error:  # things go while one looks at them
            last = error
        if time.monotonic() > end:
            raise Failure(f'waited in vain: {what}' + (f' ({last.message})' if last else ''))
        _settle()
        if attempt % 4 == 0:  # some changes are not told; to read everything anew takes long
            Atspi.get_desktop(0).clear_cache()
        time.sleep(0.02)


# --- What is there --------------------------------------------------------------------------------


class Node:
    """Something on the accessibility bus."""

    def __init__(self, accessible, program):
        self.accessible = accessible
        self.program = program

    def __repr__(self):
        return f'<{self.role} “{self.name}”>'

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def name(self):
        return self.accessible.get_name() or ''

    @property
    def description(self):
        return self.accessible.get_description() or ''

    @property
    def label(self):
        """The name as a person hears it: GTK 4.8 says some names twice, and types for none."""
        name = self.name.strip()
        half = len(name) // 2
        if len(name) % 2 and name[half] == ' ' and name[:half].replace('_', '') == name[half + 1:]:
            return name[half + 1:]
        words = name.split(' ')
        middle = len(words) // 2
        first, second = ' '.join(words[:middle]), ' '.join(words[middle:])
        if len(words) % 2 == 0 and first.replace('_', '') == second:
            return second
        return '' if NAMELESS.match(name) else name

    def has(self, state):
        return self.accessible.get_state_set().contains(getattr(Atspi.StateType, state.upper()))

    @property
    def children(self):
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                yield Node(child, self.program)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def text(self):
        """What a text field or a label holds; a control's name otherwise."""
        if 'Text' not in self.accessible.get_interfaces():
            return self.name
        return Atspi.Text.get_text(self.accessible, 0,
                                   Atspi.Text.get_character_count(self.accessible))

    @property
    def extents(self):
        """x, y, width, height in the window that it is in."""
        if 'Component' not in self.accessible.get_interfaces():
            return 0, 0, 0, 0
        box = self.accessible.get_extents(Atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    @property
    def window(self):
        """The toplevel that it is in."""
        for node in [self.accessible, *self.ancestors]:
            if _is_window(node):
                return Node(node, self.program)
        return None

    @property
    def is_on_screen(self):
        """Whether a click would meet it, or something in it. (The pages of a stack that are not shown
        are on the bus as well, and look the same there.)"""
        x, y, width, height = self.extents
        if width <= 0 or height <= 0:
            return False
        window = None
        for node in self.ancestors:
            if node.get_role_name() == 'menu' or (node.get_name() or '').startswith('GtkPopover'):
                return True  # a surface of its own, that is on the bus while it is open
            if _is_window(node):
                window = node
                break
        # Its middle, or beside an icon in it, which is not on the bus.
        return window is not None and any(
            self._is_met(window, *point) for point in
            ((x + width // 2, y + height // 2), (x - 2, y + height // 2), (x + 1, y + 1)))

    def _is_met(self, window, x, y):
        met = window.get_accessible_at_point(x, y, Atspi.CoordType.WINDOW)
        while met is not None:
            if met == self.accessible:
                return True
            met = met.get_parent()
        return False

    @property
    def ancestors(self):
        node = self.accessible.get_parent()
        while node is not None:
            yield node
            node = node.get_parent()

    # --- What is done to it ---

    def press(self):
        """As the space key on it, by the bus."""
        wait(f'{self} can be pressed', lambda: self.has('sensitive'))
        if not self.accessible.do_action(0):
            raise Failure(f'{self} cannot be pressed')

    def click(self, button=1, times=1):
        """With the pointer, at its middle."""
        x, y, width, height = wait(f'{self} has a place', lambda: self._place())
        left, top = self.program.get_origin(self.window)
        xdotool('mousemove', left + x + width // 2, top + y + height // 2)
        xdotool('click', '--repeat', times, button)

    def _place(self):
        box = self.extents
        return box if box[2] > 0 and box[3] > 0 else None

    def fill(self, text):
        """Replaces its text, by the bus: for what is not about typing."""
        Atspi.EditableText.set_text_contents(self.accessible, text)

    def type(self, text):
        """Clicks into it, selects what is there, and types over it with real keys."""
        self.click()
        wait(f'{self} has the focus', lambda: self.has('focused') or self.program.focus == self)
        key('ctrl+a')
        type_text(text)

    def __eq__(self, other):
        return isinstance(other, Node) and self.accessible == other.accessible

    def __hash__(self):
        return hash(self.accessible)


def _is_window(accessible):
    """Whatever its role: dialogs have several."""
    parent = accessible.get_parent()
    return parent is not None and parent.get_role_name() == 'application'


def xdotool(*args):
    result = subprocess.run(['xdotool', *map(str, args)], capture_output=True, text=True,
                            check=False, timeout=60)
    if result.returncode != 0 and result.stderr:
        raise Failure(f'xdotool {" ".join(map(str, args))}: {result.stderr.strip()}')
    return result.stdout


def key(*names):
    """Presses keys: key('ctrl+a', 'Tab')."""
    xdotool('key', '--delay', 20, *names)


def await_focus():
    """Waits until keys reach a main window: one that comes before the focus is lost."""
    wait('the keyboard', lambda: 'Illixis' in xdotool('getwindowfocus', 'getwindowname'))


def type_text(text):
    """Types with real keys. Letters that no key has come one by one, else some get lost."""
    delay = 12 if text.isascii() else 60
    for line in re.split(r'(\n)', text):
        if line == '\n':
            key('Return')
        elif line:
            xdotool('type', '--delay', delay, '--', line)


# --- The platforms ----------------------------------------------------------------------------------


class Sandbox:
    """The simulated platforms, and what a test does to them."""

    def __init__(self, speed=20):
        self.process = subprocess.Popen(
            [os.environ['ILLIXISCTL'], 'sandbox', '--port', '0', '--speed', str(speed)],
            stdout=subprocess.PIPE, text=True)
        description = json.loads(self.process.stdout.readline())
        self.url = description['klaviyo']['url']
        self.key = description['klaviyo']['api_key']
        self.control = description['control']

    def ask(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f'{self.control}/{path}', data=data, method=method,
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=10) as reply:
            content = reply.read()
        return json.loads(content) if content else None

    @property
    def requests(self):
        return self.ask('GET', 'requests')

    def state(self, *kinds):
        return self.ask('GET', 'state' + ('?kinds=' + ','.join(kinds) if kinds else ''))

    def fault(self, **fault):
        """fault(method='POST', path='/api/campaign-send-jobs', kind='hang-after', count=1)"""
        self.ask('POST', 'faults', fault)

    def clear_faults(self):
        self.ask('DELETE', 'faults')

    def count(self, method, path):
        """Calls that were executed."""
        return sum(row['method'] == method and row['path'] == path and 200 <= row['status'] < 300
                   for row in self.requests)

    @property
    def send_jobs(self):
        """How often a campaign was really sent, also when the answer was lost."""
        return len(self.state('campaign-send-jobs')['klaviyo'].get('campaign-send-jobs', {}))

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()


# --- The program --------------------------------------------------------------------------------------


class Home:
    """A profile that is thrown away: data, keys, preferences, and the program that uses them."""

    def __init__(self, speed=20):
        self.folder = tempfile.mkdtemp(prefix='illixis-window-')
        self.data = os.path.join(self.folder, 'data')
        os.mkdir(self.data)
        self.sandbox = Sandbox(speed)
        self.environment = {
            'ILLIXIS_DATA_DIR': self.data,
            'ILLIXIS_KLAVIYO_URL': self.sandbox.url,
            # A file stands in for the keyring; its password guards nothing real.
            'SECRET_BACKEND': 'file',
            'SECRET_FILE_TEST_PATH': os.path.join(self.folder, 'keyring'),
            'SECRET_FILE_TEST_PASSWORD': 'test',
            # Preferences on the disk, so that they outlive a restart.
            'GSETTINGS_BACKEND': 'keyfile',
            'XDG_CONFIG_HOME': os.path.join(self.folder, 'config'),
        }
        shutil.copytree(os.environ['XDG_CONFIG_HOME'], self.environment['XDG_CONFIG_HOME'])
        self.programs = []
        self.is_connected = False
        self.set(has_been_welcomed='true', send_countdown='3')

    def set(self, **preferences):
        """Writes preferences before the program starts; values as GVariant texts."""
        path = os.path.join(self.environment['XDG_CONFIG_HOME'], 'glib-2.0', 'settings', 'keyfile')
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'a', encoding='utf-8') as stream:
            stream.write(f'[{SETTINGS_PATH}/default]\n')
            stream.writelines(f'{name.replace("_", "-")}={value}\n'
                              for name, value in preferences.items())

    def set_gtk(self, **settings):
        """Writes GTK's settings.ini: set_gtk(gtk_decoration_layout=':close')."""
        path = os.path.join(self.environment['XDG_CONFIG_HOME'], 'gtk-4.0', 'settings.ini')
        with open(path, 'a', encoding='utf-8') as stream:
            stream.writelines(f'{name.replace("_", "-")}={value}\n'
                              for name, value in settings.items())

    def unset_preferences(self):
        """As on the first start of all."""
        shutil.rmtree(os.path.join(self.environment['XDG_CONFIG_HOME'], 'glib-2.0'))

    def ctl(self, *args, stdin='', status=0):
        """illixisctl on the same profile; its JSON."""
        result = subprocess.run([os.environ['ILLIXISCTL'], '--json', *args], input=stdin, text=True,
                                capture_output=True, check=False, timeout=60,
                                env={**os.environ, **self.environment})
        if result.returncode != status:
            raise Failure(f'illixisctl {" ".join(args)} ended with {result.returncode}: '
                          f'{result.stdout}{result.stderr}')
        return json.loads(result.stdout) if result.stdout.strip() else None

    def connect(self):
        """Connects the account of the sandbox, without the window."""
        self.is_connected = True
        self.ctl('connect', 'klaviyo', '--api-key-file', '-', stdin=self.sandbox.key)
        self.ctl('brand', 'set', '--name', 'Nordlicht Kaffee', '--domain', 'nordlicht.example',
                 '--sender-name', 'Ada of Nordlicht', '--sender-email', 'ada@nordlicht.example',
                 '--postal-address', 'Holtenauer Straße 12, 24105 Kiel, Germany')

    def start(self, *args, **environment):
        """Starts the program and waits for its window."""
        program = self._launch(args, environment)
        program.await_window()
        await_focus()
        return program

    def _launch(self, args, environment):
        wait('the one before is off the bus', lambda: not self._is_on_bus())
        program = Program(self, args, environment)
        self.programs.append(program)
        return program

    def start_by(self, action):
        """Has it started for an action, as the desktop does, before it has a window."""
        program = self._launch(['--gapplication-service'], {})
        wait('it is on the bus', self._is_on_bus)
        self.activate(action)
        program.await_window()
        await_focus()
        return program

    @staticmethod
    def activate(action):
        """Asks for an action of the program, as the desktop and notifications do."""
        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            'io.illixis.Illixis', '/io/illixis/Illixis', 'org.freedesktop.Application',
            'ActivateAction', GLib.Variant('(sava{sv})', (action, [], {})), None,
            Gio.DBusCallFlags.NONE, -1, None)

    @staticmethod
    def _is_on_bus():
        """A program that was killed has its name a moment longer, and a new one would ask it."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        return bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'NameHasOwner',
                             GLib.Variant('(s)', ('io.illixis.Illixis',)), None, 0, -1,
                             None).unpack()[0]

    def close(self):
        try:
            for program in self.programs:
                program.end()
        finally:
            self.sandbox.stop()
            shutil.rmtree(self.folder, ignore_errors=True)


class Program:
    """illixis, running."""

    def __init__(self, home, args, environment):
        self.home = home
        self.log_path = os.path.join(home.folder, f'log-{len(home.programs)}')
        with open(self.log_path, 'wb') as log:
            self.process = subprocess.Popen(
                [os.environ['ILLIXIS'], *args], stdout=log, stderr=log,
                env={name: value for name, value in
                     {**os.environ, **home.environment, **environment}.items()
                     if value is not None})
        self.is_checked = False

    # --- Looking ---

    @property
    def application(self):
        """Its root on the bus; None: it is not there (yet)."""
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            with contextlib.suppress(GLib.Error):
                if child is not None and child.get_process_id() == self.process.pid:
                    return Node(child, self)
        return None

    @property
    def windows(self):
        """Its toplevels, the newest first."""
        application = self.application
        return list(application.children)[::-1] if application else []

    def await_window(self):
        def is_up():
            if self.process.poll() is not None:
                raise Failure(f'the program ended with {self.process.returncode}:\n{self.log}')
            return self.windows
        wait('a window', is_up)

    def walk(self, within=None):
        for root in [within] if within else self.windows:
            yield from root.walk()

    def _look(self, role, name, within, exact):
        found = []
        for node in self.walk(within):
            with contextlib.suppress(GLib.Error):
                if role is not None and node.role not in ROLES.get(role, (role,)):
                    continue
                if name is None or (node.label == name if exact else name in node.name):
                    found.append(node)
        if len(found) > 1:  # pages that are not shown are on the bus as well
            found.sort(key=lambda node: not node.is_on_screen)
        return found

    def find(self, role, name=None, within=None, patience=None, exact=False):
        """Waits for what has this role and a name with @name in it; what is on the screen first."""
        return wait(f'{role or "something"} “{name}”',
                    lambda: self._look(role, name, within, exact), patience)[0]

    def has(self, role, name=None, within=None):
        """Whether it is there and on the screen, now."""
        _settle()
        Atspi.get_desktop(0).clear_cache()
        return any(node.is_on_screen for node in self._look(role, name, within, False))

    def await_gone(self, role, name=None, patience=None):
        wait(f'no {role} “{name}”', lambda: not self.has(role, name), patience)

    def await_shown(self, role, name=None, patience=None):
        """Waits until it is there and a click would meet it."""
        return wait(f'{role or "something"} “{name}” on the screen',
                    lambda: [node for node in self._look(role, name, None, False)
                             if node.is_on_screen], patience)[0]

    @property
    def focus(self):
        """What has the keyboard."""
        for node in self.walk():
            with contextlib.suppress(GLib.Error):
                if node.has('focused') and not _is_window(node.accessible):
                    return node
        return None

    def await_window_named(self, title, patience=None):
        """A toplevel whose title has these words."""
        return wait(f'a window “{title}”', lambda: [window for window in self.windows
                                                  if title in window.name], patience)[0]

    def await_keyboard(self, title):
        """Waits until keys go to the window with this title."""
        def has_it():
            self.await_window_named(title)
            # The bus knows of a window a moment before the X server shows it.
            with contextlib.suppress(Failure):
                return xdotool('getwindowfocus').strip() == self.find_window(title)
            return False
        wait(f'the keyboard in “{title}”', has_it)

    @staticmethod
    @contextlib.contextmanager
    def new_window(what):
        """What is done in it brings a window, perhaps without a title, and keys go there then."""
        before = xdotool('getwindowfocus')
        yield
        wait(f'the keyboard in {what}', lambda: xdotool('getwindowfocus') not in (before, ''))

    def await_no_window(self, title, patience=None):
        wait(f'no window “{title}”', lambda: not any(title in window.name
                                                    for window in self.windows), patience)

    def says(self, words):
        """Whether these words are on the screen: in a name, or in a text field."""
        for node in self.walk():
            with contextlib.suppress(GLib.Error):
                if words in node.name or node.role in ROLES['entry'] and words in node.text:
                    if node.is_on_screen:
                        return True
        return False

    def await_words(self, words, patience=None):
        wait(f'the words “{words}”', lambda: self.says(words), patience)

    # --- Doing ---

    def press(self, role, name, within=None):
        self.find(role, name, within).press()

    def click(self, role, name, within=None):
        self.await_shown(role, name).click() if within is None else \
            self.find(role, name, within).click()

    def get_origin(self, window):
        """Where a window's content begins on the screen: its X window, less the shadow around."""
        x, y, _, _ = self.get_geometry(window.name or None)
        identifier = self.find_window(window.name or None)
        # Without a compositor there is a border in place of the shadow.
        border = 0 if any(self._get_shadow(identifier)) else 5
        return x + border, y + border

    def find_window(self, title=None):
        """An X window of it: the one with this title, else the newest."""
        found = xdotool('search', '--onlyvisible', '--pid', self.process.pid).split()[::-1]
        for identifier in found:
            if title is None or xdotool('getwindowname', identifier).strip() == title:
                return identifier
        raise Failure(f'the X server has no window “{title}”')

    def get_geometry(self, title=None):
        """Of a window's content, without its shadow: x, y, width, height."""
        identifier = self.find_window(title)
        box = dict(line.split('=') for line in
                   xdotool('getwindowgeometry', '--shell', identifier).split())
        x, y, width, height = (int(box[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))
        left, right, top, bottom = self._get_shadow(identifier)
        return x + left, y + top, width - left - right, height - top - bottom

    @staticmethod
    def _get_shadow(identifier):
        extents = subprocess.run(['xprop', '-id', identifier, '_GTK_FRAME_EXTENTS'], text=True,
                                 capture_output=True, check=False).stdout
        edges = [int(number) for number in re.findall(r'\d+', extents.partition('=')[2])]
        return edges if len(edges) == 4 else (0, 0, 0, 0)

    def resize(self, width, height, title=None):
        """To that size without its shadow, as far as the window lets itself be made so small."""
        identifier = self.find_window(title)
        left, right, top, bottom = self._get_shadow(identifier)
        xdotool('windowsize', identifier, width + left + right, height + top + bottom)
        before = None
        end = time.monotonic() + 2
        while time.monotonic() < end:
            now = self.get_geometry(title)
            if now == before and now[2] == width:
                break
            before = now
            time.sleep(0.1)
        return self.get_geometry(title)[2:]

    def tab_to(self, words, most=60, forward='Tab'):
        """Presses Tab until what has the focus has these words in its name."""
        watch = FocusWatch(self)
        try:
            passed = []
            for _ in range(most):
                node = watch.press(forward)
                if node is not None:
                    passed.append(_label_of(node))
                    if words in passed[-1] or words in node.name:
                        return node
        finally:
            watch.close()
        raise Failure(f'Tab does not come to “{words}”: {passed}')

    def push(self, words, most=60):
        """Goes to a button by Tab and presses it with the space key."""
        node = self.tab_to(words, most)
        wait(f'{node} can be pressed', lambda: node.has('sensitive'))
        key('space')

    def open_menu_item(self, name):
        """From the main menu, with the keyboard: F10, then the item by its name."""
        key('F10')
        self.await_shown('menu item', name).press()

    # --- Its end ---

    @property
    def log(self):
        with open(self.log_path, encoding='utf-8', errors='replace') as stream:
            return stream.read()

    def check_log(self):
        """Nothing in it may be a warning."""
        self.is_checked = True
        trouble = [line for line in self.log.splitlines()
                   if TROUBLE.search(line) and not any(word in line for word in HARMLESS)]
        if trouble:
            raise Failure('the program complained:\n' + '\n'.join(trouble))

    def await_end(self, status=0, patience=None):
        try:
            ended = self.process.wait(patience or PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure('the program did not end') from None
        if ended != status:
            raise Failure(f'the program ended with {ended}, not with {status}:\n{self.log}')

    def quit(self):
        """As a person does: Ctrl+Q."""
        await_focus()
        key('ctrl+q')
        self.await_end()

    def kill(self):
        """As a power cut does."""
        self.process.kill()
        self.await_end(-signal.SIGKILL)

    def end(self):
        """After a test, however that went."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failure('the program did not end when it was asked to') from None
        if not self.is_checked:
            self.check_log()


# --- Checks -----------------------------------------------------------------------------------------


def find_nameless(program, within=None):
    """Controls that a screen reader could say nothing of, or only what they are made of."""
    found = []
    for node in program.walk(within):
        with contextlib.suppress(GLib.Error):
            is_spoken = node.role in CONTROLS or node.role in ('list', 'panel')
            if is_spoken and any(NAMELESS.match(word) for word in node.name.split()):
                found.append(f'{node.role} “{node.name}” in {_path(node)}')
            elif node.role in CONTROLS and not node.label and not _is_labelled_inside(node):
                found.append(f'{node.role} “{node.name}” in {_path(node)}')
    return found


def _is_labelled_inside(node):
    """A control whose content is its name, and the outer one of the two that GTK makes of some."""
    parent = node.accessible.get_parent()
    if parent is not None and parent.get_role_name() in ROLES['combo'] and parent.get_name():
        return True
    if node.role == 'list item':
        return any(child.label for child in node.walk() if child.role in ROLES['label'])
    return any(child.role in CONTROLS and child.label for child in node.children)


def _path(node):
    names = []
    parent = node.accessible.get_parent()
    while parent is not None and not _is_window(parent):
        if parent.get_name():
            names.append(parent.get_name())
        parent = parent.get_parent()
    return ' ‹ '.join(names[:4])


def check_named(program, where, toolkit=()):
    """toolkit: beginnings of what libadwaita itself left without a name."""
    nameless = [line for line in find_nameless(program)
                if not line.startswith((*TOOLKIT, *toolkit))]
    if nameless:
        raise Failure(f'{where}: controls without a name:\n' + '\n'.join(nameless))


def after(seconds):
    """A condition for wait(): so many seconds have gone by. For what must not happen."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def equal(actual, expected, what='it'):
    if actual != expected:
        raise Failure(f'{what} is {actual!r}, not {expected!r}')


def true(condition, what):
    if not condition:
        raise Failure(what)


@contextlib.contextmanager
def large_text():
    """The display asks for letters of twice their size."""
    def tell(*value):
        subprocess.run(['xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', *value], check=True,
                       timeout=10)

    tell('-set', 'RESOURCE_MANAGER', 'Xft.dpi:\t192\n')
    try:
        yield
    finally:
        tell('-remove', 'RESOURCE_MANAGER')


def picture(name):
    """What is on the screen now, for people to look at."""
    if PICTURES:
        os.makedirs(PICTURES, exist_ok=True)
        subprocess.run(['import', '-silent', '-window', 'root',
                        os.path.join(PICTURES, f'{name}.png')], check=False, timeout=30)


# --- The keyboard's way -----------------------------------------------------------------------------


class FocusWatch:
    """Hears where the focus goes."""

    def __init__(self, program):
        self.program = program
        self.last = None
        self.listener = Atspi.EventListener.new(self._heard)
        self.listener.register('object:state-changed:focused')

    def _heard(self, event):
        with contextlib.suppress(GLib.Error):
            if event.detail1 and not _is_window(event.source):
                self.last = Node(event.source, self.program)

    def press(self, name):
        """Presses a key that moves the focus; what has it then (None: nothing moved)."""
        self.last = None
        key(name)
        end = time.monotonic() + 1
        while self.last is None and time.monotonic() < end:
            _settle()
            time.sleep(0.005)
        return self.last

    def close(self):
        self.listener.deregister('object:state-changed:focused')


def describe(node):
    """A line for a golden file: the role in one spelling, and the name."""
    for role in ('button', 'entry', 'switch', 'combo', 'row', 'link', 'spin', 'tab'):
        if node.role in ROLES[role]:
            return f'{role}: {_label_of(node)}'
    return f'{node.role}: {_label_of(node)}'


def _label_of(node):
    with contextlib.suppress(GLib.Error):
        if node.label:
            return node.label
        for child in node.walk():
            if child.label and child.role in ROLES['label'] + ROLES['button']:
                return child.label
    return '?'


def follow_tab(program, first=None, most=80, forward='Tab'):
    """Where Tab leads, until it comes to the same again; told from the line @first on."""
    watch = FocusWatch(program)
    seen, lines = set(), []
    try:
        for _ in range(most):
            node = watch.press(forward)
            if node is None or node in seen:
                break
            seen.add(node)
            lines.append(describe(node))
    finally:
        watch.close()
    # Wherever it began, it is the same ring.
    start = lines.index(first) if first in lines else 0
    return lines[start:] + lines[:start]


def check_golden(name, lines):
    """Compares with golden/NAME.txt; ILLIXIS_WRITE_GOLDEN=1 writes it anew."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'golden', f'{name}.txt')
    if os.environ.get('ILLIXIS_WRITE_GOLDEN'):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as stream:
            stream.writelines(line + '\n' for line in lines)
        return
    with open(path, encoding='utf-8') as stream:
        expected = stream.read().splitlines()
    if lines != expected:
        raise Failure('\n'.join([f'the order differs from golden/{name}.txt:',
                                 *difflib.unified_diff(expected, lines, 'golden', 'now',
                                                       lineterm='')]))


# --- TAP --------------------------------------------------------------------------------------------


def _run_one(function, speed):
    home = Home(speed)
    try:
        function(home)
    except BaseException:
        picture(f'failed-{function.__name__}')
        for program in home.programs:
            for line in program.log.splitlines()[-20:]:
                print('# log:', line)
        with contextlib.suppress(Exception):
            home.close()
        raise
    home.close()


def run(speed=20):
    """Runs every test_… of the calling script, or those named on the command line."""
    module = sys.modules["__main__"]
    tests = [function for name, function in vars(module).items() if name.startswith('test_')]
    if sys.argv[1:]:
        tests = [function for function in tests if function.__name__ in sys.argv[1:]]
    print(f'1..{len(tests)}', flush=True)
    status = 0
    for number, function in enumerate(tests, 1):
        name = function.__name__[len('test_'):].replace('_', ' ')
        begin = time.monotonic()
        try:
            _run_one(function, speed)
            print(f'ok {number} - {name} # {time.monotonic() - begin:.1f} s', flush=True)
        except Exception as error:  # pylint: disable=broad-except
            status = 1
            for line in str(error).splitlines():
                print('#', line)
            where = traceback.extract_tb(error.__traceback__)
            for frame in where if not isinstance(error, Failure) else where[2:]:
                print(f'#   {os.path.basename(frame.filename)}:{frame.lineno}: {frame.line}')
            print(f'not ok {number} - {name}', flush=True)
    sys.exit(status)
