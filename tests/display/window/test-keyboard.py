#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where Tab leads in each section and dialog, against golden files."""

import illixis_window as iw

SECTIONS = ('Campaigns', 'Audiences', 'Activity', 'Connections')


def test_sections(home):
    home.connect()
    program = home.start()
    for number, title in enumerate(SECTIONS, 1):
        iw.key(f'alt+{number}')
        iw.wait(title, lambda: program.windows[0].name == f'{title} – Illixis')
        iw.check_golden(f'section-{title.lower()}', iw.follow_tab(program, 'button: New Campaign'))
    program.quit()


def test_main_menu(home):
    program = home.start()
    iw.key('F10')
    program.await_shown('menu item', 'Preferences')
    iw.check_named(program, 'the main menu')
    iw.picture('menu')
    iw.key('Escape')
    program.await_gone('menu item', 'Preferences')
    program.quit()


def test_windows_of_the_shell(home):
    """Each comes by its key or menu item, says what it is, and goes by Escape."""
    program = home.start()
    # The search of preferences, as libadwaita 1.2 makes it. The other two are the toolkits' alone.
    toolkit = ('entry “GtkSearchEntry” in AdwLeaflet', 'push button “” in AdwGizmo')
    for name, bring in (('preferences', lambda: iw.key('ctrl+comma')),
                        ('shortcuts', lambda: iw.key('ctrl+question')),
                        ('about', lambda: program.open_menu_item('About Illixis'))):
        before = len(program.windows)
        bring()
        iw.wait(f'the window of {name}', lambda: len(program.windows) > before)
        if name == 'preferences':
            iw.check_named(program, name, toolkit)
        iw.picture(f'window-{name}')
        iw.key('Escape')
        iw.wait(f'{name} is gone', lambda: len(program.windows) == before)
    program.quit()
    program.check_log()


def test_quit_from_a_dialog(home):
    """Ctrl+Q works wherever the keyboard is, and what was typed below the dialog is kept."""
    home.connect()
    program = home.start()
    iw.key('ctrl+n')
    program.await_shown('entry', 'Subject')
    program.tab_to('Subject')
    iw.type_text('Typed last')
    program.push('Add Who Gets This Mail')
    program.await_keyboard('Send To')
    iw.key('ctrl+q')
    program.await_end()
    program.check_log()
    iw.equal(home.ctl('campaign', 'list')[0]['subject'], 'Typed last', 'the subject')
    for bring, title in ((lambda: iw.key('ctrl+comma'), 'preferences'),
                         (lambda: iw.key('ctrl+question'), 'the shortcuts'),
                         (lambda: program.open_menu_item('Stop Everything…'), 'stopping')):
        program = home.start()
        with program.new_window(title):
            bring()
        iw.key('ctrl+q')
        program.await_end()
        program.check_log()


def test_campaign_before_the_first_frame(home):
    """What the desktop asked for is in front, and the section that is filled in later behind it."""
    home.connect()
    program = home.start_by('new-campaign')
    program.await_shown('entry', 'Subject')
    iw.key('alt+1')
    program.await_shown('button', 'Needs Attention')
    program.quit()


if __name__ == '__main__':
    iw.run()
