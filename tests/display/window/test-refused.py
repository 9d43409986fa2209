#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be refused on the way to a sending: nothing goes out, and the window says why."""

import illixis_campaign as ic
import illixis_window as iw


def test_a_wrong_number_is_refused(home):
    program = ic.open_review(home)
    number = ic.prepare(program)
    ic.ask(program)
    iw.type_text(str(number + 1))
    # Longer than the button sleeps after the question came.
    iw.wait('the dead time is over', iw.after(2))
    iw.true(not any(node.has('sensitive') for node in ic.find_answers(program)),
            'it can be sent with a wrong number')
    iw.key('Return')
    iw.key('Escape')
    program.await_gone('button', 'Cancel')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


def test_enter_is_cancel(home):
    program = ic.open_review(home)
    ic.prepare(program)
    ic.ask(program)
    iw.wait('the dead time is over', iw.after(2))
    iw.key('Return')
    program.await_gone('button', 'Cancel')
    program.await_words('would get it')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


def check_blocked(home, words, **options):
    program = ic.open_review(home, **options)
    iw.wait(f'“{words}”', lambda: any(words in node.name for node in program.walk()))
    buttons = [node for node in program.walk()
               if node.role in iw.ROLES['button'] and 'Send…' in node.name]
    iw.true(not any(node.has('sensitive') for node in buttons), 'it can be sent nevertheless')
    iw.picture('blocked')
    iw.equal(home.sandbox.count('POST', '/api/campaigns'), 0, 'the number of campaigns there')


def test_no_audience_is_refused(home):
    check_blocked(home, 'udience', audience=None)


def test_no_unsubscribe_is_refused(home):
    check_blocked(home, 'nsubscribe', html='<p>Hello</p>')


def test_no_subject_is_refused(home):
    campaign = ic.create(home)
    home.ctl('campaign', 'edit', campaign, '--subject', '')
    program = home.start()
    program.click('label', 'No subject')
    iw.key('Return')
    program.await_shown('entry', 'Subject')
    iw.key('ctrl+shift+Return')
    program.await_words('subject')
    buttons = [node for node in program.walk()
               if node.role in iw.ROLES['button'] and 'Send…' in node.name]
    iw.true(not any(node.has('sensitive') for node in buttons), 'it can be sent nevertheless')


if __name__ == '__main__':
    iw.run()
