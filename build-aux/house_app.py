# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that only the desktop app has: a part of check-house.

No library of the engine below the windows, every template in a resource, every word translated, no
button without a name, no action that nobody has, no key that the shortcuts window does not show.
"""

import os
import re
from xml.etree import ElementTree
from xml.parsers import expat

FOREIGN_CALLS = re.compile(
    r'(?<![\w.>])(sqlite3_\w+|soup_\w+|secret_(?:attributes|backend|collection|error|item|password|'
    r'prompt|retrievable|schema|service|value)_\w+)\s*\(')
FOREIGN_HEADERS = re.compile(r'^\s*#\s*include\s*<(sqlite3\.h|libsoup/[^>]*|libsecret/[^>]*)>',
                             re.MULTILINE)
BUTTONS = ('GtkButton', 'GtkToggleButton', 'GtkMenuButton', 'AdwSplitButton', 'GtkLinkButton')
# Properties that people read.
WORDS = ('label', 'title', 'subtitle', 'description', 'tooltip-text', 'placeholder-text', 'heading',
         'body', 'text', 'text-value', 'button-label')
# Actions that GTK and libadwaita bring along.
BUILT_IN = re.compile(r'(list|clipboard|text|window|default|selection|menu|misc|tab|color|link|'
                      r'scroll|navigation)\.')
# Keys that every program has, or that mean the same in every list and dialog.
USUAL_KEYS = {'f10', 'escape', 'return', 'kp_enter', 'iso_enter', 'space', 'kp_space', 'up', 'down',
              'left', 'right', 'home', 'end', 'page_up', 'page_down', 'tab', 'iso_left_tab', 'menu',
              'shift+f10'}


class App:
    """What stands in src/app: the C of it, and its templates as trees with line numbers."""

    def __init__(self, house, codes, functions):
        self.breach = house.breach
        self.find_files = house.find_files
        self.read = house.read
        self.codes = {path: code for path, code in codes.items() if path.startswith('src/app/')}
        self.functions = [one for one in functions if one.path in self.codes]
        self.texts = {path: house.blank(self.read(path), with_strings=False) for path in self.codes}
        self.uis = {}
        for path in self.find_files('src/app', ('.ui',)):
            try:
                self.uis[path] = parse(self.read(path))
            except expat.ExpatError as error:
                self.breach(path, error.lineno, f'not XML: {error}')


def parse(text):
    """The tree of a template; each element has its line as the attribute "line"."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate()

    def start(tag, attributes):
        builder.start(tag, {**attributes, 'line': str(parser.CurrentLineNumber)})

    parser.StartElementHandler = start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.Parse(text, True)
    return builder.close()


def get_line(element):
    return int(element.get('line'))


def line_at(text, position):
    return text.count('\n', 0, position) + 1


def get_properties(element):
    return {child.get('name').replace('_', '-'): child for child in element
            if child.tag in ('property', 'binding')}


# --- C --------------------------------------------------------------------------------------------


def check_foreign(app):
    for path, code in app.codes.items():
        for match in FOREIGN_CALLS.finditer(code):
            app.breach(path, line_at(code, match.start(1)),
                       f'{match.group(1)} () belongs below the engine')
        for match in FOREIGN_HEADERS.finditer(app.texts[path]):
            app.breach(path, line_at(app.texts[path], match.start(1)),
                       f'<{match.group(1)}> belongs below the engine')


def check_code_buttons(app):
    """A button that is made in C from an icon gets its words in the same function."""
    for function in app.functions:
        lines = app.texts[function.path].split('\n')[function.line - 1:function.end]
        body = '\n'.join(lines)
        match = re.search(r'gtk_button_new_from_icon_name|gtk_(?:menu_)?button_set_icon_name', body)
        if match is None:
            continue
        if not re.search(r'set_tooltip_text|"tooltip-text"', body):
            app.breach(function.path, function.line + line_at(body, match.start()) - 1,
                       f'{function.name}: an icon without a tooltip')
        if 'GTK_ACCESSIBLE_PROPERTY_LABEL' not in body and 'LABELLED_BY' not in body:
            app.breach(function.path, function.line + line_at(body, match.start()) - 1,
                       f'{function.name}: an icon without an accessible label')


def check_dialogs(app):
    """Without a role of its own a window is a filler to a screen reader of GTK 4.8."""
    for path, code in app.codes.items():
        match = re.search(r'ADW_TYPE_(?:PREFERENCES_)?WINDOW\)$', code, re.MULTILINE)
        if match is not None and 'gtk_widget_class_set_accessible_role' not in code:
            app.breach(path, line_at(code, match.start()), 'a dialog without an accessible role')


# --- Templates ------------------------------------------------------------------------------------


def check_resources(app):
    listed = set()
    for path in app.find_files('src/app', ('.gresource.xml',)):
        for name in re.findall(r'<file[^>]*>([^<]+)</file>', app.read(path)):
            listed.add(os.path.join(os.path.dirname(path), name))
    for path in app.uis:
        if path not in listed:
            app.breach(path, 1, 'is in no resource')


def check_button(app, path, element):
    """GTK names a button by its label alone; one with an id may be named in C."""
    kind, properties = element.get('class'), get_properties(element)
    has_child = 'child' in properties or any(
        child.tag == 'child' and child.get('type') is None for child in element)
    has_icon = 'icon-name' in properties and 'label' not in properties and not has_child
    named = {child.get('name') for child in element.iterfind('accessibility/property')}
    named |= {child.get('name') for child in element.iterfind('accessibility/relation')}
    is_named = named & {'label', 'labelled-by'}
    if has_icon and 'tooltip-text' not in properties:
        app.breach(path, get_line(element), f'a {kind} has only an icon, and no tooltip')
    if has_icon and not is_named:
        app.breach(path, get_line(element), f'a {kind} has only an icon, and no accessible label')
    if has_child and not is_named and element.get('id') is None:
        app.breach(path, get_line(element), f'a {kind} has a child, and no accessible label')


def check_buttons(app):
    for path, root in app.uis.items():
        for element in root.iter('object'):
            if element.get('class') in BUTTONS:
                check_button(app, path, element)


def is_read(element):
    """Whether people read this property of a template, or attribute of a menu."""
    if element.tag == 'attribute':
        return element.get('name') in ('label', 'title')
    return element.tag == 'property' and element.get('name', '').replace('_', '-') in WORDS


def check_words(app):
    for path, root in app.uis.items():
        for element in root.iter():
            text = (element.text or '').strip()
            if not is_read(element) or not re.search(r'[^\W\d_]', text):
                continue
            if element.get('translatable') not in ('yes', 'no'):
                app.breach(path, get_line(element), f'nobody translates “{text}”')


# --- Actions --------------------------------------------------------------------------------------


def find_actions(app):
    """The full names of all actions that some widget, window or the application has."""
    names = set()
    for path, text in app.texts.items():
        names |= set(re.findall(r'\{\s*"([a-z]+\.[a-z-]+)",\s*(?:NULL|"[^"]*"),\s*\w+', text))
        names |= set(re.findall(r'install_(?:property_)?action\s*\(\s*\w+,\s*"([a-z]+\.[a-z-]+)"',
                                text))
        if 'install_action' in text and path != 'src/app/shell/ilx-window-actions.c':
            names |= {name for name in re.findall(r'"([a-z]+\.[a-z-]+)"', text)
                      if not name.startswith(('win.', 'app.'))}
        # Of a group the prefix is given where it is inserted; its names may be any of that file's.
        prefixes = set(re.findall(r'insert_action_group\s*\([^;]*?"([a-z]+)",', text))
        if os.path.basename(path) == 'ilx-application.c':
            prefixes.add('app')
        if 'ilx_list_page_add_actions (' in text:
            prefixes.add('page')
        words = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', text)) if prefixes else set()
        names |= {f'{prefix}.{word}' for prefix in prefixes for word in words}
    return names


def find_uses(app):
    for path, root in app.uis.items():
        for element in root.iter():
            name = element.get('name')
            if (element.tag, name) in (('property', 'action-name'), ('attribute', 'action'),
                                       ('property', 'detailed-action-name')):
                yield path, get_line(element), (element.text or '').strip()
    for path, text in app.texts.items():
        for match in re.finditer(r'"((?:win|app)\.[a-z-]+)(?:::[^"]*)?"', text):
            yield path, line_at(text, match.start()), match.group(1)


def check_actions(app):
    known = find_actions(app)
    for path, line, use in find_uses(app):
        name = re.sub(r'(::|\().*', '', use)
        if name not in known and not BUILT_IN.match(name):
            app.breach(path, line, f'nothing has the action {name}')


# --- Keys -----------------------------------------------------------------------------------------


def name_key(accelerator):
    """<Control><Shift>n, <shift><ctrl>N: one name for both."""
    modifiers = {'primary': 'control', 'ctrl': 'control', 'ctl': 'control', 'meta': 'meta'}
    found = sorted({modifiers.get(one.lower(), one.lower())
                    for one in re.findall(r'<(\w+)>', accelerator)})
    return '+'.join(found + [re.sub(r'<\w+>', '', accelerator).lower()])


def name_binding(key, mask):
    found = sorted({one.lower().replace('mod1', 'alt') for one in re.findall(r'GDK_(\w+)_MASK', mask)})
    return '+'.join(found + [key.lower()])


def expand(accelerators):
    """The shortcuts window writes "<alt>1...4" for a row of keys, and a blank between two."""
    for accelerator in accelerators.split():
        row = re.fullmatch(r'(.*)(\d)\.\.\.(?:<\w+>)*(\d)', accelerator)
        if row is None:
            yield name_key(accelerator)
        else:
            for digit in range(int(row.group(2)), int(row.group(3)) + 1):
                yield name_key(row.group(1) + str(digit))


def find_table(app):
    """The one table of accelerators: detailed action to keys, with the place."""
    for path, text in app.texts.items():
        table = re.search(r'\} accelerators\[\] = \{(.*?)\n\};', text, re.DOTALL)
        if table is None:
            continue
        for match in re.finditer(r'\{ "([^"]+)", \{ ([^}]*) \} \}', table.group(1)):
            keys = [name_key(key) for key in re.findall(r'"([^"]+)"', match.group(2))]
            yield path, line_at(text, table.start(1) + match.start()), match.group(1), keys


def find_bindings(app):
    """What views bind for themselves, each with the keys that do the same."""
    accelerator = re.compile(r'"((?:(?:<\w+>)+\w+|F\d+)(?:\|(?:<\w+>)*\w+)*)"')
    tables = {(path, line) for path, line, _, _ in find_table(app)}
    for path, text in app.texts.items():
        for match in re.finditer(r'gtk_widget_class_add_binding\w*\s*\(\s*\w+,\s*GDK_KEY_(\w+),\s*'
                                 r'([^,]+),', text):
            yield path, line_at(text, match.start()), {name_binding(*match.groups())}
        for match in accelerator.finditer(text):
            line = line_at(text, match.start())
            if (path, line) not in tables:
                yield path, line, {name_key(key) for key in match.group(1).split('|')}
    for path, root in app.uis.items():
        for element in root.iter('property'):
            if element.get('name') == 'trigger':
                keys = {name_key(key.strip()) for key in (element.text or '').split('|')}
                yield path, get_line(element), keys


def check_shortcuts(app):
    path = 'src/app/shell/help-overlay.ui'
    if path not in app.uis:
        return
    shown_actions, shown_keys = {}, {}
    for element in app.uis[path].iter('property'):
        text = (element.text or '').strip()
        if element.get('name') == 'action-name':
            shown_actions[text] = get_line(element)
        elif element.get('name') == 'accelerator':
            shown_keys.update({key: get_line(element) for key in expand(text)})
    table = list(find_table(app))
    for where, line, action, keys in table:
        if action not in shown_actions and not set(keys) <= set(shown_keys):
            app.breach(where, line, f'{action} is not in the shortcuts window')
    bindings = list(find_bindings(app))
    told = set(shown_keys).union(*(keys for _, _, action, keys in table if action in shown_actions))
    for where, line, keys in bindings:
        if not keys & (told | USUAL_KEYS):
            app.breach(where, line, f'{"|".join(sorted(keys))} is not in the shortcuts window')
    for action in sorted(set(shown_actions) - {action for _, _, action, _ in table}):
        app.breach(path, shown_actions[action], f'{action} has no accelerator')
    bound = USUAL_KEYS.union(*(keys for _, _, keys in bindings), *(keys for _, _, _, keys in table))
    for key in sorted(set(shown_keys) - bound):
        app.breach(path, shown_keys[key], f'nothing listens to {key}')


def check(house, codes, functions):
    app = App(house, codes, functions)
    check_foreign(app)
    check_code_buttons(app)
    check_dialogs(app)
    check_resources(app)
    check_buttons(app)
    check_words(app)
    check_actions(app)
    check_shortcuts(app)
