"""Which keys do what: the table of actions with the keys in force, each to be changed, taken away or put back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bonage_desktop.app.actions import Action, menu_titles
from bonage_desktop.app.bone_columns import bold_font
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import paragraph
from bonage_desktop.workflow.shortcuts import Chord, KeyMap, Shortcut, effective_keys

_NAME = Qt.ItemDataRole.UserRole
_BRACKETED = re.compile(r"\(&\w\)$")


def default_keys(table: Sequence[Action]) -> Mapping[str, tuple[Chord, ...]]:
    """The keys that the table of actions gives."""
    return {action.name: tuple(Chord.parse(key) for key in action.keys) for action in table}


def keys_in_force(table: Sequence[Action], chosen: Sequence[Shortcut]) -> KeyMap:
    """The reader's keys over those of the table."""
    return effective_keys(default_keys(table), chosen)


def without_mnemonic(title: str) -> str:
    """A menu's title without the letter for Alt: `File`; Chinese has it in brackets behind the word."""
    return _BRACKETED.sub("", title).replace("&", "")


def shown(keys: Sequence[Chord]) -> str:
    """Keys as this system writes them."""
    return ", ".join(QKeySequence(str(key)).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


@dataclass(frozen=True, slots=True)
class Wish:
    """Keys that an action shall have; None for those of the table.

    Attributes:
        action: its name.
        keys: the keys, or None.
        instead_of: the action that loses one of them, or None.
    """

    action: str
    keys: tuple[Chord, ...] | None
    instead_of: str | None = None


class KeyEditor(QWidget):
    """The editor.

    Signals:
        wished: a `Wish`.
    """

    wished = Signal(object)

    def __init__(self, table: Sequence[Action]) -> None:
        super().__init__()
        self._table = table
        self._titles = {action.name: action.text for action in table}
        self._in_force = keys_in_force(table, ())
        self._own: frozenset[str] = frozenset()
        self._rival: str | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self.tree = self._made_tree()
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("New key"))
        self.give = QPushButton(self.tr("Give this key"))
        self.none = QPushButton(self.tr("No key"))
        self.default = QPushButton(self.tr("Default"))
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setObjectName("quiet")
        self._lay_out()
        self.tree.currentItemChanged.connect(self._another)
        self.field.keySequenceChanged.connect(self._weigh)
        self.give.clicked.connect(self._give)
        self.none.clicked.connect(lambda: self._wish(()))
        self.default.clicked.connect(lambda: self._wish(None))
        self.show_keys(())

    def show_keys(self, chosen: Sequence[Shortcut]) -> None:
        """Show the keys in force with these of the reader's own."""
        self._in_force = keys_in_force(self._table, chosen)
        self._own = frozenset(shortcut.action for shortcut in chosen)
        for name, item in self._items.items():
            item.setText(1, shown(self._in_force.keys[name]))
            item.setText(2, self.tr("yours") if name in self._own else "")
        self._another()

    def select(self, action: str) -> None:
        """Go to an action."""
        self.tree.setCurrentItem(self._items[action])

    def say(self, words: str) -> None:
        """Say what came of a wish."""
        self.said.setText(words)

    def _made_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Actions and their keys"))
        tree.setHeaderLabels([self.tr("Action"), self.tr("Keys"), ""])
        tree.setRootIsDecorated(False)
        tree.setIndentation(GRID)
        for menu, title in menu_titles().items():
            heading = QTreeWidgetItem([without_mnemonic(title), "", ""])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            heading.setFont(0, bold_font(tree.font()))
            tree.addTopLevelItem(heading)
            for action in self._table:
                if action.menu is menu:
                    item = QTreeWidgetItem([action.text, "", ""])
                    item.setData(0, _NAME, action.name)
                    heading.addChild(item)
                    self._items[action.name] = item
        tree.expandAll()
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.field, 1)
        for button in (self.give, self.none, self.default):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(self.tree, 1)
        column.addLayout(line)
        column.addWidget(self.said)

    @property
    def _action(self) -> str | None:
        item = self.tree.currentItem()
        name = None if item is None else item.data(0, _NAME)
        return None if name is None else str(name)

    def _another(self) -> None:
        """Another action is selected, or its keys have changed."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        action = self._action
        self.none.setEnabled(action is not None and bool(self._in_force.keys[action]))
        self.default.setEnabled(action in self._own)
        self.field.setEnabled(action is not None)
        self.say("")
        self._offer(is_usable=False)

    def _weigh(self, wanted: QKeySequence) -> None:
        """Say whose key it is before it is given away."""
        chord = self._chord(wanted)
        if chord is None:
            self._offer(is_usable=False)
            return
        holders = [name for name, keys in self._in_force.keys.items() if chord in keys and name != self._action]
        self._rival = holders[0] if holders else None
        self._offer(is_usable=True)
        if self._rival is not None:
            words = self.tr("{0} is the key of “{1}”, which would lose it.")
            self.say(words.format(shown([chord]), self._titles[self._rival]))
        else:
            self.say("")

    def _offer(self, *, is_usable: bool) -> None:
        if not is_usable:
            self._rival = None
        self.give.setEnabled(is_usable and self._action is not None)
        self.give.setText(self.tr("Take this key") if self._rival else self.tr("Give this key"))

    def _chord(self, wanted: QKeySequence) -> Chord | None:
        if wanted.isEmpty():
            return None
        try:
            return Chord.parse(wanted.toString(QKeySequence.SequenceFormat.PortableText))
        except BonageError as error:
            self.say(told(paragraph(error.message, error.hint)))
            return None

    def _give(self) -> None:
        chord = self._chord(self.field.keySequence())
        if chord is not None:
            self._wish((chord,))

    def _wish(self, keys: tuple[Chord, ...] | None) -> None:
        action = self._action
        if action is not None:
            self.wished.emit(Wish(action, keys, self._rival if keys else None))
