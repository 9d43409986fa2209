#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A version is saved, looked at and restored with the keyboard alone, and survives a restart."""

import illixis_campaign as ic
import illixis_window as iw


def save_version(program, name):
    before = iw.xdotool('getwindowfocus')
    with program.new_window('the question'):
        iw.key('ctrl+s')
    iw.picture('version-name')
    iw.type_text(name)
    iw.key('Return')
    iw.wait('the answer', lambda: iw.xdotool('getwindowfocus') == before)


def test_by_keyboard(home):
    ic.create(home)
    program = home.start()
    ic.open_row(program)
    save_version(program, 'Before lunch')
    program.find('entry', 'Subject').type('After lunch')
    iw.wait('the subject', lambda: any('After lunch' in window.name for window in program.windows))
    program.quit()

    program = home.start()
    ic.open_row(program, 'After lunch')
    iw.key('ctrl+h')
    program.await_keyboard('History')
    iw.check_named(program, 'the history')
    program.tab_to('Before lunch')
    iw.key('space')
    program.await_words('Subject')
    iw.picture('versions')
    program.push('Restore')
    program.await_no_window('History')
    iw.wait('it is restored', lambda: not any('After lunch' in window.name
                                              for window in program.windows))
    iw.key('ctrl+z')
    iw.wait('it is undone', lambda: any('After lunch' in window.name for window in program.windows))
    iw.key('ctrl+h')
    program.await_keyboard('History')
    program.await_words('kept before another version was restored')
    iw.key('Escape')
    program.await_no_window('History')
    program.quit()
    program.check_log()


if __name__ == '__main__':
    iw.run()
