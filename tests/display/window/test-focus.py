#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where Tab leads in each document and dialog, against golden files; each control says what it is."""

import illixis_campaign as ic
import illixis_window as iw

TOOLKIT = ('entry “GtkSearchEntry” in AdwLeaflet', 'push button “” in AdwGizmo')


def check(program, name, first=None, toolkit=()):
    iw.check_named(program, name, toolkit)
    iw.check_golden(name, iw.follow_tab(program, first))
    iw.picture(f'focus-{name}')


def test_composer(home):
    ic.create(home)
    program = home.start()
    ic.open_row(program)
    check(program, 'composer', 'button: New Campaign')
    with program.new_window('the audiences'):
        program.push('Add Who Gets This Mail')
    check(program, 'audiences-dialog', 'button: Count Again')
    iw.key('Escape')
    program.await_no_window('Send To')
    with program.new_window('the question for a name'):
        iw.key('ctrl+s')
    check(program, 'version-question')
    iw.key('Escape')
    iw.await_focus()
    iw.key('ctrl+h')
    program.await_keyboard('History')
    check(program, 'history-empty')
    iw.key('Escape')
    program.quit()


def test_send_question(home):
    program = ic.open_review(home)
    ic.prepare(program)
    with program.new_window('the question'):
        ic.ask(program)
    check(program, 'send-question')
    iw.key('Escape')
    iw.await_focus()
    program.quit()


def test_send_page(home):
    program = ic.open_review(home)
    check(program, 'send-page', 'button: New Campaign')
    program.quit()


def test_connect_dialog(home):
    program = home.start()
    iw.key('alt+4')
    with program.new_window('the connect dialog'):
        program.await_shown('button', 'Connect an Account').press()
    check(program, 'connect-dialog')
    iw.key('Escape')
    iw.await_focus()
    program.quit()


def test_preferences(home):
    home.connect()
    program = home.start()
    for page in ('general', 'accounts', 'sending', 'privacy', 'appearance'):
        with program.new_window('going'):
            iw.key('ctrl+j')
        iw.type_text(page)
        program.await_words('Preferences')
        iw.key('Return')
        program.await_keyboard('Preferences')
        check(program, f'preferences-{page}', toolkit=TOOLKIT)
        iw.key('Escape')
        program.await_no_window('Preferences')
    program.quit()


def test_welcome(home):
    home.unset_preferences()
    program = home.start(ILLIXIS_TEST_NO_WELCOME=None)
    for number in (1, 2, 3):
        check(program, f'welcome-{number}')
        if number < 3:
            program.find('button', 'Next').press()
            iw.wait('the next page', iw.after(0.6))
    program.quit()


def test_other_dialogs(home):
    ic.create(home)
    program = home.start()
    with program.new_window('going'):
        iw.key('ctrl+j')
    iw.type_text('activ')
    check(program, 'go-dialog')
    iw.key('Escape')
    iw.await_focus()
    with program.new_window('stopping'):
        program.open_menu_item('Stop Everything…')
    check(program, 'stop-dialog')
    iw.key('Escape')
    iw.await_focus()
    program.quit()


if __name__ == '__main__':
    iw.run()
