#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window itself: it comes, its sections are reached by keys, and it goes."""

import illixis_window as iw

SECTIONS = ('Campaigns', 'Audiences', 'Activity', 'Connections')


def test_it_comes_and_goes(home):
    program = home.start()
    iw.wait('the title', lambda: any('Illixis' in window.name for window in program.windows))
    iw.picture('window')
    program.quit()
    program.check_log()


def test_sections_by_keys(home):
    program = home.start()
    for number, title in enumerate(SECTIONS, 1):
        iw.key(f'alt+{number}')
        iw.wait(f'the window is called {title}',
                lambda: any(window.name == f'{title} – Illixis' for window in program.windows))
        iw.check_named(program, title)
    program.quit()


def test_the_last_section_comes_again(home):
    program = home.start()
    iw.key('alt+3')
    iw.wait('Activity', lambda: any('Activity' in window.name for window in program.windows))
    program.quit()
    program = home.start()
    iw.wait('Activity again', lambda: any('Activity' in window.name for window in program.windows))


def test_the_demo_says_so(home):
    program = home.start('--demo')
    program.await_words('nothing leaves this computer')
    program.quit()


def test_terminated_is_no_crash(home):
    program = home.start()
    program.process.terminate()
    program.process.wait(iw.PATIENCE)
    program.check_log()
    program = home.start()
    program.quit()


if __name__ == '__main__':
    iw.run()
