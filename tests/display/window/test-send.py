#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main way: a campaign is written with the keyboard alone, reviewed, confirmed and sent, once."""

import illixis_campaign as ic
import illixis_window as iw


def test_all_by_keyboard(home):
    home.connect()
    program = home.start()
    iw.key('ctrl+n')
    program.await_shown('entry', 'Subject')
    iw.check_named(program, 'the composer')
    program.tab_to('Subject')
    iw.type_text(ic.SUBJECT)
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
    iw.type_text(ic.HTML)
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
    number = ic.read_number(program)
    iw.type_text(str(number))
    ic.await_answer(program)
    program.push('Send to')
    program.find(None, 'Sent to', patience=60)
    iw.picture('sent')
    iw.equal(home.sandbox.send_jobs, 1, 'the number of send jobs')
    program.quit()
    program.check_log()
    iw.equal(home.ctl('campaign', 'list')[0]['state'], 'sent', 'the state')


def test_undo_in_the_countdown(home):
    home.set(send_countdown='20')
    program = ic.open_review(home)
    ic.prepare(program)
    ic.ask(program)
    ic.agree(program)
    program.await_words('Sending in')
    iw.picture('countdown')
    iw.key('ctrl+z')
    program.await_words('would get it')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')
    program.quit()
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


def test_an_edit_after_the_review(home):
    """What was counted is not what is there any more: it must be counted again."""
    program = ic.open_review(home)
    ic.prepare(program)
    iw.key('ctrl+Page_Up')
    program.await_shown('entry', 'Subject').type('Another subject')
    iw.key('ctrl+Page_Down')
    program.await_gone('button', 'Send to')
    iw.equal(home.sandbox.send_jobs, 0, 'the number of send jobs')


if __name__ == '__main__':
    iw.run()
