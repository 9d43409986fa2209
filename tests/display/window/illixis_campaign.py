# SPDX-License-Identifier: GPL-3.0-or-later
"""What several tests do with a campaign: they make one, review it, and agree to its number."""

import contextlib

import illixis_window as iw

SUBJECT = 'Summer hours, größer & <better>'
HTML = "<p>Hello, the café is open.</p><p>{{ organization.full_address }}</p>{% unsubscribe 'Leave' %}"


def create(home, html=HTML, subject=SUBJECT, **options):
    """A campaign, made without the window."""
    if not home.is_connected:
        home.connect()
    args = ['campaign', 'create', '--platform', 'klaviyo', '--subject', subject, '--html', '-']
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


def open_row(program, subject=SUBJECT):
    """Opens the only campaign, from the list."""
    for _ in range(5):
        program.click('label', subject)
        if has_focus(program, subject):
            break
    iw.key('Return')
    program.await_shown('entry', 'Subject')


def has_focus(program, subject):
    """Rows that come while one clicks may take the click away."""
    with contextlib.suppress(iw.Failure):
        return iw.wait('the row has the keyboard', lambda: program.focus is not None
                       and subject in program.focus.label, 5)
    return False


def prepare(program):
    """Puts it on the platform and has it counted; the number of people."""
    program.find('button', 'Send…').press()
    program.await_words('would get it', 30)
    words = next(node.name for node in program.walk() if 'would get it' in node.name)
    return int(''.join(letter for letter in words if letter.isdigit()))


def ask(program):
    program.find('button', 'Send to').press()
    program.await_shown('button', 'Cancel')


def find_answers(program):
    """The button of the question that agrees; with "…" it is the one of the page."""
    return [node for node in program.walk() if node.role in iw.ROLES['button']
            and 'Send to' in node.name and '…' not in node.name]


def await_answer(program):
    """Waits until the question lets itself be agreed to; its button."""
    return iw.wait('the button wakes', lambda: [node for node in find_answers(program)
                                               if node.has('sensitive')])[0]


def agree(program):
    """Types the number that is asked for, and presses the button when it can be pressed."""
    iw.type_text(str(read_number(program)))
    await_answer(program).press()


def read_number(program):
    """What the question wants to be typed."""
    words = next(node.name for node in program.walk() if 'to agree' in node.name)
    return int(''.join(letter for letter in words if letter.isdigit()))
