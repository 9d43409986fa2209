#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every section in every look: nothing complains, nothing is cut off, and there is a picture."""

import os

import illixis_campaign as ic
import illixis_window as iw

SECTIONS = ('Campaigns', 'Audiences', 'Activity', 'Connections')
NARROW = 360


def is_scrolled(node):
    """What stands in something that scrolls sideways is reached by that. (Where it can't be, the window
    would not let itself be made so narrow.)"""
    return any(parent.get_role_name() == 'scroll pane' for parent in node.ancestors)


def check_fits(program, where):
    """No control reaches out of its window."""
    for window in program.windows:
        width = program.get_geometry(window.name)[2]
        for node in window.walk():
            if node.role not in iw.CONTROLS:
                continue
            x, _, w, _ = node.extents
            if w > 0 and (x < -1 or x + w > width + 11) and node.is_on_screen and not is_scrolled(node):
                raise iw.Failure(f'{where}: {node} reaches from {x} to {x + w}, the window is '
                                 f'{width} wide')


def look_at(program, look, what, size):
    check_fits(program, f'{look}, {what}')
    iw.picture(f'{look}-{what.lower()}')
    width = program.get_geometry()[2]
    # Also with letters of twice their size.
    iw.true(size is None or width <= size[0], f'{look}, {what}: the window has grown to {width}')


def look_at_dialog(program, look, what, size, bring):
    """Brings a dialog, has it as narrow as it is promised, and sends it away again."""
    with program.new_window(what):
        bring()
    if size is not None:
        program.resize(*size)
    check_fits(program, f'{look}, {what}')
    iw.picture(f'{look}-{what.lower().replace(" ", "-")}')
    width = program.get_geometry()[2]
    iw.true(size is None or width <= size[0], f'{look}, {what}: the dialog is {width} wide')
    iw.key('Escape')
    iw.await_focus()


def walk_dialogs(home, look, size=None, **environment):
    ic.create(home)
    program = home.start(**environment)
    if size is not None:
        program.resize(*size)
    for what, bring in (('Going', lambda: iw.key('ctrl+j')),
                        ('Preferences', lambda: iw.key('ctrl+comma')),
                        ('Stopping', lambda: program.open_menu_item('Stop Everything…'))):
        look_at_dialog(program, look, what, size, bring)
    iw.key('alt+4')
    iw.wait('Connections', lambda: program.windows[0].name == 'Connections – Illixis')
    look_at_dialog(program, look, 'Connecting', size,
                   lambda: program.find('button', 'Connect an Account').press())
    iw.key('alt+1')
    ic.open_row(program)
    look_at_dialog(program, look, 'Version', size, lambda: iw.key('ctrl+s'))
    look_at_dialog(program, look, 'History', size, lambda: iw.key('ctrl+h'))
    look_at_dialog(program, look, 'Choosing', size,
                   lambda: program.find('button', 'Add Who Gets This Mail').press())
    program.quit()
    program.check_log()


def walk(home, look, size=None, **environment):
    ic.create(home)
    program = home.start(**environment)
    if size is not None:
        width, _ = program.resize(*size)
        iw.true(width <= size[0], f'{look}: the window can only be {width} wide')
    for number, title in reversed(list(enumerate(SECTIONS, 1))):
        iw.key(f'alt+{number}')
        iw.wait(title, lambda: program.windows[0].name == f'{title} – Illixis')
        look_at(program, look, title, size)
    ic.open_row(program)
    look_at(program, look, 'Composer', size)
    iw.key('F4')
    program.await_shown('entry', 'HTML source')
    look_at(program, look, 'Source', size)
    iw.key('ctrl+shift+Return')
    program.find('label', 'Who')  # with large letters it stands below
    look_at(program, look, 'Review', size)
    program.quit()
    program.check_log()


def test_dialogs_dark(home):
    home.set(color_scheme="'force-dark'")
    walk_dialogs(home, 'dark')


def test_dialogs_high_contrast(home):
    walk_dialogs(home, 'contrast', ADW_DEBUG_HIGH_CONTRAST='1')


def test_dialogs_large_narrow(home):
    home.set_gtk(gtk_decoration_layout=':close')
    with iw.large_text():
        walk_dialogs(home, 'large-narrow', (NARROW, 640))


def test_dialogs_from_right_to_left(home):
    asan = os.environ.get('ASAN_OPTIONS', '')
    walk_dialogs(home, 'rtl', LD_PRELOAD=os.environ['RIGHT_TO_LEFT'],
                 ASAN_OPTIONS=f'{asan}:verify_asan_link_order=0')


def test_light(home):
    walk(home, 'light')


def test_dark(home):
    home.set(color_scheme="'force-dark'")
    walk(home, 'dark')


def test_high_contrast(home):
    walk(home, 'contrast', ADW_DEBUG_HIGH_CONTRAST='1')


def test_narrow(home):
    walk(home, 'narrow', (NARROW, 640))


def test_large_text(home):
    with iw.large_text():
        walk(home, 'large')


def test_large_text_narrow(home):
    # As GNOME has it: the only button of the window is the one that closes it.
    home.set_gtk(gtk_decoration_layout=':close')
    with iw.large_text():
        walk(home, 'large-narrow', (NARROW, 640))


def test_from_right_to_left(home):
    asan = os.environ.get('ASAN_OPTIONS', '')
    walk(home, 'rtl', LD_PRELOAD=os.environ['RIGHT_TO_LEFT'],
         ASAN_OPTIONS=f'{asan}:verify_asan_link_order=0')


if __name__ == '__main__':
    iw.run()
