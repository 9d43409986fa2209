#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main way: a campaign is written with the keyboard, reviewed, confirmed and sent, once. And
everything on it that must be refused."""

import illixis_window as iw

SUBJECT = 'Summer hours, größer & <better>'
HTML = "<p>Hello, the café is open.</p><p>{{ organization.full_address }}</p>{% unsubscribe 'Leave' %}"


def create(home, html=HTML, **options):
    """A campaign, made without the window."""
    if not home.is_connected:
        home.connect()
    args = ['campaign', 'create', '--platform', 'klaviyo', '--subject', SUBJECT, '--html', '-']
    for name, value in {'audience': 'Newsletter', **options}.items():
        if value is not None:
            args += [f'--{name}', value]
    return home.ctl(*args, stdin=html)['id']


def open_review(home, **options):
    """The send page of a new campaign; opened from its composer, by key."""
    create(home, **options)
    program = home.start()
    program.await_words(SUBJECT)
    open_row(program)
    iw.key('ctrl+shift+Return')
    program.await_shown('label', 'Who')
    return program


def open_row(program):
    """Opens the only campaign, from the list."""
    program.click('label', SUBJECT)
    iw.key('Return')
    program.await_shown('entry', 'Subject')


def prepare(program):
    """Puts it on the platform and has it counted; the number of people."""
    program.find('button', 'Send…').press()
    program.await_words('would get it', 30)
    words = next(node.name for node in program.walk() if 'would get it' in node.name)
    return int(''.join(letter for letter in words if letter.isdigit()))


def ask(program):
    program.find('button', 'Send to').press()
    program.await_shown('button', 'Cancel')


def agree(program, number):
    """Types the number, waits until the button can be pressed, and presses it."""
    iw.type_text(str(number))
    button = iw.wait('the button in the question', lambda: [
        node for node in program.walk() if node.role in iw.ROLES['button'] and 'Send to' in node.name
        and '…' not in node.name and node.has('sensitive')])[0]
    button.press()


def test_all_by_keyboard(home):
    home.connect()
    program = home.start()
    iw.key('ctrl+n')
    program.await_shown('entry', 'Subject')
    iw.check_named(program, 'the composer')
    program.tab_to('Subject')
    iw.type_text(SUBJECT)
    program.tab_to('Preview Text')
    iw.type_text('Until eight')
    program.push('Add Who Gets This Mail')
    program.await_keyboard('Send To')
    iw.check_named(program, 'the list of audiences')
    iw.type_text('Newsletter')
    iw.wait('one is found', lambda: program.has('row', 'Newsletter')
            and not program.has('row', 'Adventskalender'))
    iw.key('Return')
    iw.picture('picker')
    iw.key('Escape', 'Escape')
    program.await_no_window('Send To')
    program.await_words('Newsletter')
    iw.key('F4')
    program.await_shown('entry', 'HTML source')
    iw.type_text(HTML)
    iw.wait('the preview', lambda: program.has('label', 'Phone ·')
            or program.has('label', 'Desktop ·'))
    iw.picture('composer')
    iw.key('ctrl+shift+Return')
    program.await_shown('label', 'Who')
    iw.check_named(program, 'the send page')
    iw.picture('send')
    program.push('Send…')
    program.await_shown('button', 'Send to', 30)
    program.push('Send to')
    program.await_shown('button', 'Cancel')
    iw.check_named(program, 'the question')
    iw.picture('question')
    number = prepare_number(program)
    iw.type_text(str(number))
    iw.wait('the button wakes', lambda: any(
        'Send to' in node.name and '…' not in node.name and node.has('sensitive')
        for node in program.walk() if node.role in iw.ROLES['button']))
    program.push('Send to')
    program.find(None, 'Sent to', patience=60)
    iw.picture('sent')
    iw.equal(home.sandbox.send_jobs, 1, 'the number of send jobs')
    program.quit()
    program.check_log()
    iw.equal(home.ctl('campaign', 'list')[0]['state'], 'sent', 'the state')


def prepare_number(program):
    words = next(node.name for node in program.walk() if 'to agree' in node.name)
    return int(''.join(letter for letter in words if letter.isdigit()))


def test_undo_in_the_countdown(home):
    home.set(send_countdown='20')
    program = open_review(home)
    number = prepare(program)
    ask(program)
    agree(program, number)
    program.await_words('Sending in')
    iw.picture('countdown')
    iw.key('ctrl+z')
    program.await_words('would get it')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')
    program.quit()
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


def test_a_wrong_number_is_refused(home):
    program = open_review(home)
    number = prepare(program)
    ask(program)
    iw.type_text(str(number + 1))
    # Longer than the button sleeps after the question came.
    iw.wait('the dead time is over', iw.after(2))
    button = next(node for node in program.walk() if node.role in iw.ROLES['button']
                  and 'Send to' in node.name and '…' not in node.name)
    iw.true(not button.has('sensitive'), 'it can be sent with a wrong number')
    iw.key('Return')
    iw.key('Escape')
    program.await_gone('button', 'Cancel')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


def test_enter_is_cancel(home):
    program = open_review(home)
    prepare(program)
    ask(program)
    iw.wait('the dead time is over', iw.after(2))
    iw.key('Return')
    program.await_gone('button', 'Cancel')
    program.await_words('would get it')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


def check_blocked(home, words, **options):
    program = open_review(home, **options)
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
    campaign = create(home)
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


def test_an_edit_after_the_review(home):
    """What was counted is not what is there any more: it must be counted again."""
    program = open_review(home)
    prepare(program)
    iw.key('ctrl+Page_Up')
    program.await_shown('entry', 'Subject').type('Another subject')
    iw.key('ctrl+Page_Down')
    program.await_gone('button', 'Send to')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


if __name__ == '__main__':
    iw.run()
