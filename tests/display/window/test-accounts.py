#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two accounts side by side: whose rows are shown is chosen on top of the sidebar, by keyboard."""

import contextlib
import os
import sqlite3

import illixis_campaign as ic
import illixis_window as iw

OTHERS = 'Autumn tea, from the other shop'


def add_account(home, name):
    """A second account of the platform, as far as the profile knows it: nothing is asked of it."""
    path = os.path.join(home.data, 'illixis.db')
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.row_factory = sqlite3.Row
        row = dict(db.execute('SELECT * FROM connection').fetchone())
        row |= {'id': 'other', 'account_id': 'OTHER1', 'account_name': name}
        marks = ', '.join('?' for _ in row)
        db.execute(f'INSERT INTO connection ({", ".join(row)}) VALUES ({marks})',
                   list(row.values()))


def give(home, campaign, account):
    with contextlib.closing(sqlite3.connect(os.path.join(home.data, 'illixis.db'))) as db, db:
        db.execute('UPDATE campaign SET connection_id = ? WHERE id = ?', (account, campaign))


def choose(program, name):
    """Walks to the choice, opens it, and goes down to that account."""
    for _ in range(30):
        iw.key('Tab')
        if program.focus is not None and 'All Accounts' in program.focus.label:
            break
    iw.key('space')
    program.await_words(name)
    iw.key(*('Home', *['Down'] * ORDER.index(name), 'Return'))


ORDER = ['All Accounts', 'Klaviyo · Nordlicht Kaffee GmbH', 'Klaviyo · Tea House']


def is_listed(program, subject):
    return any(subject in node.name for node in program.walk() if node.role in iw.ROLES['row'])


def test_choice(home):
    ic.create(home)
    others = ic.create(home, subject=OTHERS)
    add_account(home, 'Tea House')
    give(home, others, 'other')
    program = home.start()
    program.await_words(OTHERS)
    iw.picture('accounts-all')
    choose(program, 'Klaviyo · Tea House')
    iw.wait('only the tea is listed', lambda: is_listed(program, OTHERS)
            and not is_listed(program, ic.SUBJECT))
    iw.picture('accounts-one')
    program.quit()

    # It is kept; and a campaign that is begun now is this account's.
    program = home.start()
    program.await_words(OTHERS)
    iw.true(not is_listed(program, ic.SUBJECT), 'the choice was forgotten')
    iw.key('ctrl+n')
    program.await_shown('entry', 'Subject')
    program.await_words('Tea House')
    iw.picture('accounts-new')
    program.quit()


def look(home, name):
    """As narrow as it is promised: the sidebar is away, and the title says whose rows are shown."""
    ic.create(home)
    others = ic.create(home, subject=OTHERS)
    add_account(home, 'Tea House')
    give(home, others, 'other')
    with contextlib.closing(sqlite3.connect(os.path.join(home.data, 'illixis.db'))) as db, db:
        db.execute("UPDATE connection SET account_name = 'Bean Street' WHERE id != 'other'")
        beans = db.execute("SELECT id FROM connection WHERE id != 'other'").fetchone()[0]
        db.execute('UPDATE campaign SET state = 2 WHERE id = ?', (others,))
    home.set(account=f"'{beans}'")
    program = home.start()
    width, _ = program.resize(360, 640)
    iw.true(width <= 360, f'the window can only be {width} wide')
    iw.key('alt+1')
    program.await_words('Bean Street')
    iw.wait('the question of the other account', lambda: is_listed(program, OTHERS))
    iw.picture(f'{name}-rows')
    iw.key('F9')
    program.await_shown('row', 'Connections')
    iw.picture(f'{name}-sidebar')
    program.quit()
    program.check_log()


def test_narrow(home):
    look(home, 'accounts-narrow')


def test_dark(home):
    home.set(color_scheme="'force-dark'")
    look(home, 'accounts-dark')


def test_by_name(home):
    """Ctrl+J knows the accounts; and once the other is gone nothing is left to be chosen."""
    ic.create(home)
    others = ic.create(home, subject=OTHERS)
    add_account(home, 'Tea House')
    give(home, others, 'other')
    home.set(account="'other'")
    program = home.start()
    iw.wait('only the tea is listed', lambda: is_listed(program, OTHERS)
            and not is_listed(program, ic.SUBJECT))
    with program.new_window('the place to go from'):
        iw.key('ctrl+j')
    iw.type_text('all accounts')
    program.await_words('show everything')
    iw.key('Return')
    iw.wait('both are listed', lambda: is_listed(program, OTHERS)
            and is_listed(program, ic.SUBJECT))
    program.quit()
    program.check_log()


if __name__ == '__main__':
    iw.run()
