#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""With a real keyring, and with none: where the key is, and what the window says of it."""

import os

import illixis_window as iw


def connect(home):
    for name in ('SECRET_BACKEND', 'SECRET_FILE_TEST_PATH', 'SECRET_FILE_TEST_PASSWORD'):
        home.environment.pop(name)
    program = home.start()
    iw.key('alt+4')
    program.await_shown('button', 'Connect an Account').press()
    program.await_keyboard('Connect an Account')
    iw.type_text(home.sandbox.key)
    return program


def test_where_the_key_goes(home):
    if os.environ.get('KEYRING') == 'unlocked':
        keep_in_keyring(home)
    else:
        keep_for_the_session(home)


def keep_in_keyring(home):
    program = connect(home)
    iw.key('Return')
    program.await_words('in your keyring')
    iw.picture('keyring')
    iw.key('Return')
    program.await_no_window('Connect an Account')
    program.quit()
    program = home.start()
    iw.key('alt+4')
    program.await_shown('button', 'Check Now').press()
    before = len(home.sandbox.requests)
    iw.wait('it asks with the key', lambda: len(home.sandbox.requests) > before
            or any(row['status'] == 200 for row in home.sandbox.requests[-3:]))
    program.quit()


def keep_for_the_session(home):
    program = connect(home)
    program.await_words('No keyring')
    iw.picture('no-keyring')
    iw.check_named(program, 'the connect dialog without a keyring')
    iw.key('Return')
    iw.wait('it is kept, or asks how', lambda: program.says('is connected')
            or program.has('button', 'Keep for This Session Only'))
    if not program.says('is connected'):
        program.find('button', 'Keep for This Session Only').press()
        program.await_words('is connected')
    iw.key('Return')
    program.await_no_window('Connect an Account')
    program.quit()


if __name__ == '__main__':
    iw.run()
