"""From the table of actions to what Qt shows: menus, the tool bar, and what can be done now."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from bonage_desktop.app.actions import Action, Menu, Need, menu_titles
from bonage_desktop.workflow.review_state import ReviewState
from bonage_desktop.workflow.shortcuts import Chord

if TYPE_CHECKING:
    from bonage_desktop.app.window import ReviewWindow

_ALTERNATIVES = frozenset({"tool", "overlay", "theme", "language"})


class Commands(QObject):
    """The table's actions as Qt actions of one window."""

    def __init__(self, window: "ReviewWindow", table: Sequence[Action]) -> None:
        super().__init__(window)
        self._table = {action.name: action for action in table}
        self._groups: dict[str, QActionGroup] = {}
        self.menus: dict[Menu, QMenu] = {}
        self._actions: dict[str, QAction] = {}
        self._tips = {action.name: action.text for action in table}
        for action in table:
            self._actions[action.name] = self._made(window, action)
            self._show_tip(action.name)

    @property
    def all(self) -> Mapping[str, QAction]:
        """Every action by its name."""
        return self._actions

    def fill_menus(self, all_menus: QMenu) -> None:
        """Put every action into its menu; alternatives stand together."""
        for menu, title in menu_titles().items():
            shown = self.menus[menu] = all_menus.addMenu(title)
            before: Action | None = None
            for action in self._of(menu):
                if before is not None and before.group != action.group:
                    shown.addSeparator()
                shown.addAction(self._actions[action.name])
                before = action

    def fill_tool_bar(self, bar: QToolBar, names: Sequence[str]) -> None:
        """Put buttons into the tool bar; an empty name is a line between them."""
        for name in names:
            if not name:
                bar.addSeparator()
                continue
            bar.addWidget(self.button(name))

    def button(self, name: str) -> QToolButton:
        """A button for an action."""
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self._table[name].text)
        button.setObjectName(name)
        return button

    def check(self, name: str, *, is_checked: bool) -> None:
        """Show that an alternative or a switch is in force."""
        self._actions[name].setChecked(is_checked)

    def rename(self, name: str, text: str, tip: str = "") -> None:
        """Write something else on an action and its button; the tip says it in full."""
        action = self._actions[name]
        action.setText(text)
        action.setIconText(text)
        self._tips[name] = tip or text
        self._show_tip(name)

    def set_keys(self, keys: Mapping[str, Sequence[Chord]]) -> None:
        """Let each action have these keys, and no others."""
        for name, chords in keys.items():
            self._actions[name].setShortcuts([QKeySequence(str(chord)) for chord in chords])
            self._show_tip(name)

    def show_state(self, state: ReviewState | None) -> None:
        """Let be done what can be done now."""
        met = {need: _is_met(need, state) for need in Need}
        for name, action in self._table.items():
            self._actions[name].setEnabled(met[action.need])

    def _of(self, menu: Menu) -> Sequence[Action]:
        return [action for action in self._table.values() if action.menu is menu]

    def _made(self, window: "ReviewWindow", action: Action) -> QAction:
        made = QAction(action.text, window)
        made.setObjectName(action.name)
        made.setIconText(action.in_tool_bar or action.text)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        made.setAutoRepeat(action.name.startswith(("bone.", "image.zoom")))
        made.triggered.connect(partial(_run, action, window))
        if action.group:
            made.setCheckable(True)
        if action.group in _ALTERNATIVES:
            self._groups.setdefault(action.group, QActionGroup(self)).addAction(made)
        window.addAction(made)
        return made

    def _show_tip(self, name: str) -> None:
        """The words with the keys behind them."""
        action, words = self._actions[name], self._tips[name]
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        action.setToolTip(f"{words} ({keys})" if keys else words)


def _run(action: Action, window: "ReviewWindow", checked: object = None) -> None:
    del checked  # Qt says so of every action; the window knows itself
    action.run(window.intents)


def _is_met(need: Need, state: ReviewState | None) -> bool:
    if need is Need.NOTHING:
        return True
    if state is None:
        return False
    editable = not state.is_locked
    return {
        Need.CASE: True,
        Need.BONE: state.selected is not None,
        Need.EDITABLE: editable,
        Need.EDITABLE_BONE: editable and state.selected is not None,
    }[need]
