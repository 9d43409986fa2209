#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account is connected with the keyboard alone; keys that are wrong, or allow too little."""

import os

import illixis_window as iw


def open_dialog(home, **environment):
    program = home.start(**environment)
    iw.key('alt+4')
    program.await_shown('button', 'Connect an Account').press()
    program.await_shown('button', 'Cancel')
    program.await_keyboard('Connect an Account')
    return program


def type_key(program, text):
    iw.key('ctrl+a')
    iw.type_text(text)
    iw.key('Return')


def test_by_keyboard(home):
    program = open_dialog(home)
    iw.check_named(program, 'the connect dialog')
    iw.picture('connect')
    type_key(program, home.sandbox.key)
    program.await_words('is connected')
    iw.picture('connect-done')
    iw.key('Return')
    program.await_no_window('Connect an Account')
    program.await_shown('button', 'Check Now')
    # The key is in the keyring, and nowhere else that is ours.
    for folder, _, names in os.walk(home.data):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as stream:
                iw.true(home.sandbox.key.encode() not in stream.read(), f'the key is in {name}')
    iw.true(home.sandbox.key not in program.log, 'the key is in the log')
    program.quit()
    iw.equal(len(home.ctl('connections')), 1, 'the number of accounts')


def test_a_wrong_key_is_refused(home):
    program = open_dialog(home)
    type_key(program, 'pk_0123456789abcdef0123456789abcdef01')
    iw.wait('what is wrong', lambda: program.says('Klaviyo') and program.says('key'))
    program.await_shown('button', 'Connect')
    iw.picture('connect-wrong')
    iw.check_named(program, 'the connect dialog after a wrong key')
    iw.equal(home.ctl('connections'), [], 'the accounts')
    # It can be put right on the spot.
    program.find('entry', 'API key').click()
    type_key(program, home.sandbox.key)
    program.await_words('is connected')
    iw.key('Return')
    program.await_no_window('Connect an Account')
    program.quit()


def test_something_else_is_no_key(home):
    program = open_dialog(home)
    type_key(program, 'my password')
    program.await_words('has blanks')
    iw.equal([row for row in home.sandbox.requests if row['path'].startswith('/api')], [],
             'what was asked')
    iw.key('Escape')
    program.await_no_window('Connect an Account')
    program.quit()


def test_a_key_that_allows_too_little(home):
    key = home.sandbox.ask('POST', 'keys', {'scopes': ['accounts:read', 'lists:read']})
    program = open_dialog(home)
    type_key(program, key['key'] if 'key' in key else key['api_key'])
    iw.wait('what is missing', lambda: program.says('campaigns'))
    iw.picture('connect-scopes')
    iw.check_named(program, 'the connect dialog with permissions missing')


def test_it_is_cancelled(home):
    home.sandbox.fault(method='GET', path='/api/accounts', kind='hang')
    program = open_dialog(home)
    type_key(program, home.sandbox.key)
    iw.wait('it asks', lambda: any('/accounts' in row['path'] for row in home.sandbox.requests)
            or program.says('Checking') or program.says('Connecting'))
    iw.key('Escape')
    program.await_no_window('Connect an Account')
    program.quit()
    iw.equal(home.ctl('connections'), [], 'the accounts')


if __name__ == '__main__':
    iw.run()
