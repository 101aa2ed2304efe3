"""Keys that are no shortcuts: held, typed one after another, or meant otherwise where text is written.

Up and down walk the bones, digits and Enter set a level by its number, Space hides the overlay while it is held.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_WRITING = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_OWN_KEYS = (QAbstractItemView, QComboBox)
_MAX_DIGITS = 2
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ENDS = _ENTERS | {Qt.Key.Key_Escape, Qt.Key.Key_Backspace}


@dataclass(frozen=True, slots=True)
class KeyTasks:
    """What the keys do.

    Attributes:
        step_bone: walk to another bone, by 1 or -1.
        hide_overlay: hide (True) or show (False) what lies over the radiograph.
        set_level: set the level of the selected bone by its number.
        show_typed: what was typed so far; empty when it is done with.
        moves_box: whether the arrows move a box where this widget has the keyboard.
    """

    step_bone: Callable[[int], None]
    hide_overlay: Callable[[bool], None]
    set_level: Callable[[int], None]
    show_typed: Callable[[str], None]
    moves_box: Callable[[QWidget], bool]


class ReaderKeys(QObject):
    """Watches the keys of `windows`: the review window, and what was torn off it. Install it on the application."""

    def __init__(self, window: QWidget, tasks: KeyTasks) -> None:
        super().__init__(window)
        self.windows = [window]
        self._tasks = tasks
        self._typed = ""
        self._is_hidden = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks before it delivers an event; a key that is ours is not delivered."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget) or watched.window() not in self.windows:
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._keeps(event)
        if event.type() != QEvent.Type.KeyPress or QApplication.activePopupWidget() is not None:
            return False
        # A key that its widget does not want goes on to the widget's parents.
        return self._pressed(event, QApplication.focusWidget() or watched)

    def _released(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat() or not self._is_hidden:
            return False
        self._is_hidden = False
        self._tasks.hide_overlay(False)
        return True

    def _keeps(self, event: QKeyEvent) -> bool:
        """While a level is being typed, the keys that end it are no shortcuts."""
        if not self._typed or event.key() not in _ENDS:
            return False
        event.accept()
        return True

    def _pressed(self, event: QKeyEvent, focused: QWidget) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain or isinstance(focused, _WRITING):
            return False
        key = event.key()
        if key == Qt.Key.Key_Space:
            return self._space(event, focused)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._arrow(key, focused)
        if event.text().isdigit() and event.text().isascii():
            self._type((self._typed + event.text())[-_MAX_DIGITS:])
            return True
        return self._end_typing(key)

    def _space(self, event: QKeyEvent, focused: QWidget) -> bool:
        if isinstance(focused, QAbstractButton | QComboBox):
            return False
        if not event.isAutoRepeat():
            self._is_hidden = True
            self._tasks.hide_overlay(True)
        return True

    def _arrow(self, key: int, focused: QWidget) -> bool:
        if isinstance(focused, _OWN_KEYS) or self._tasks.moves_box(focused):
            return False
        self._tasks.step_bone(1 if key == Qt.Key.Key_Down else -1)
        return True

    def _end_typing(self, key: int) -> bool:
        if not self._typed:
            return False
        typed = self._typed
        if key not in _ENDS:
            return False
        self._type(typed[:-1] if key == Qt.Key.Key_Backspace else "")
        if key in _ENTERS:
            self._tasks.set_level(int(typed))
        return True

    def _type(self, typed: str) -> None:
        self._typed = typed
        self._tasks.show_typed(typed)
