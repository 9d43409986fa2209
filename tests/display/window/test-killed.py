#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed as a power cut would, while one types, saves and sends. What was typed is
there again, and nothing goes out twice."""

import time

import illixis_campaign as ic
import illixis_window as iw

HTML = "<p>Hello</p><p>{{ organization.full_address }}</p>{% unsubscribe 'Leave' %}"
SUBJECT = 'Typed before the lights went out'


def test_while_typing(home):
    home.connect()
    program = home.start()
    iw.key('ctrl+n')
    program.await_shown('entry', 'Subject').click()
    iw.type_text(SUBJECT)
    # A second after the last key it is on the disk, whatever happens.
    time.sleep(1)
    program.kill()
    program = home.start()
    program.await_words('closed unexpectedly')
    iw.picture('recovered')
    program.await_words(SUBJECT)
    iw.equal([row['subject'] for row in home.ctl('campaign', 'list')], [SUBJECT], 'what is stored')


def test_while_saving(home):
    """At any moment, a little later each time: what is stored is always a beginning of what was
    typed, and no database is broken."""
    home.connect()
    letters = 'abcdefghijklmnopqrstuvwxyz'
    for delay in (0.05, 0.3, 0.55):
        program = home.start()
        iw.key('ctrl+n')
        program.await_shown('entry', 'Subject').click()
        iw.type_text(letters)
        time.sleep(delay)
        program.kill()
        subjects = [row['subject'] or '' for row in home.ctl('campaign', 'list')]
        for subject in subjects:
            iw.true(letters.startswith(subject), f'“{subject}” was never typed')
    iw.equal(len(subjects), 3, 'the number of campaigns')


def open_counted(home):
    """A campaign that only waits for the confirmation; the program and the number."""
    home.connect()
    home.ctl('campaign', 'create', '--platform', 'klaviyo', '--audience', 'Newsletter',
             '--subject', SUBJECT, '--html', '-', stdin=HTML)
    program = home.start()
    program.click('label', SUBJECT)
    iw.key('Return')
    program.await_shown('entry', 'Subject')
    iw.key('ctrl+shift+Return')
    program.find('button', 'Send…').press()
    program.find('button', 'Send to', patience=30).press()
    program.find(None, 'to agree')
    ic.agree(program)
    return program


def settle(home):
    """Starts again; the number of send jobs when all has come to rest."""
    program = home.start()
    iw.wait('it is sent', lambda: home.ctl('campaign', 'list')[0]['state'] == 'sent', 60)
    program.kill()
    return home.sandbox.send_jobs


def test_while_sending(home):
    """The platform took it, and nobody heard the answer."""
    home.set(send_countdown='0')
    home.sandbox.fault(method='POST', path='/api/campaign-send-jobs', kind='hang-after')
    program = open_counted(home)
    iw.wait('it was handed over', lambda: home.sandbox.send_jobs)
    program.kill()
    iw.equal(settle(home), 1, 'the number of send jobs')


def test_in_the_countdown(home):
    """Nothing has left, and nothing leaves by itself afterwards."""
    home.set(send_countdown='30')
    program = open_counted(home)
    iw.wait('the countdown', lambda: program.says('Sending in'))
    program.kill()
    program = home.start()
    program.await_words(SUBJECT)
    iw.wait('time goes by', iw.after(3))
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')
    iw.true(home.ctl('campaign', 'list')[0]['state'] != 'sent', 'it is called sent')


if __name__ == '__main__':
    iw.run()
