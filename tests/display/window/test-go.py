#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going to anything by its name, with the keyboard alone."""

import illixis_campaign as ic
import illixis_window as iw


def go(program, words, keys='ctrl+j'):
    with program.new_window('the place to go from'):
        iw.key(keys)
    iw.type_text(words)
    iw.wait(f'“{words}” is typed', lambda: any(words in node.text for node in program.walk()
                                               if node.role in iw.ROLES['entry']))


def await_title(program, title):
    iw.wait(f'a window “{title}”', lambda: any(title in window.name for window in program.windows))


def test_everything(home):
    ic.create(home)
    program = home.start()
    go(program, 'activ')
    iw.check_named(program, 'going to anything')
    iw.picture('go')
    iw.key('Return')
    await_title(program, 'Activity – Illixis')

    # The second of what is found, and back to the entry.
    go(program, 'connect')
    iw.key('Down', 'Down', 'Up', 'Up')
    iw.type_text('ions')
    iw.key('Return')
    await_title(program, 'Connections – Illixis')

    go(program, 'newsletter')
    iw.key('Return')
    await_title(program, 'Audiences – Illixis')
    program.await_words('campaign goes to it')

    go(program, 'summer größer', 'ctrl+shift+f')
    iw.key('Return')
    program.await_shown('entry', 'Subject')
    go(program, 'history')
    iw.key('Return')
    program.await_keyboard('History')
    iw.key('Escape')
    program.await_no_window('History')

    go(program, 'appearance')
    iw.key('Return')
    program.await_keyboard('Preferences')
    iw.key('Escape')
    program.await_no_window('Preferences')

    go(program, 'no such thing')
    program.await_words('Nothing Found')
    iw.key('Return', 'Escape')
    program.await_no_window('Go to Anything')
    program.quit()
    program.check_log()


if __name__ == '__main__':
    iw.run()
