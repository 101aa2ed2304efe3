"""The keys on the radiograph that are no shortcuts of the window: arrows and Delete for boxes, G held for the loupe."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from bonage_desktop.app.film_tools import is_arrow, keyed
from bonage_desktop.app.film_view_modes import Tool

if TYPE_CHECKING:
    from bonage_desktop.app.radiograph_view import RadiographView

_PAUSE = 400
"""Milliseconds after the last arrow key at which a moved box is done: ten keys are one change, and one grading."""
_HELD = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})
_BOX_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier
)


class FilmKeys(QObject):
    """The keys on one view.

    Args:
        view: the radiograph's.
    """

    def __init__(self, view: "RadiographView") -> None:
        super().__init__(view)
        self._view = view
        self._is_box_on_its_way = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.settle)

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for the radiograph and not a shortcut of the window now."""
        if self._is_for_box(event):
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._view.has_something_to_cancel
        if event.key() not in _HELD:
            self.settle()  # the shortcut may confirm the case, or leave it
        return False

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks; says whether it was for the radiograph."""
        key = event.key()
        if key == Qt.Key.Key_G and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._view.hold_loupe(is_held=True)
        elif key == Qt.Key.Key_Escape and self._view.has_something_to_cancel:
            self._pause.stop()
            self._is_box_on_its_way = False
            self._view.cancel()
        elif self._is_for_box(event):
            self._change_box(event)
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> bool:
        """A key went up; says whether it was for the radiograph."""
        if event.key() != Qt.Key.Key_G:
            return False
        if not event.isAutoRepeat():
            self._view.hold_loupe(is_held=False)
        return True

    def settle(self) -> None:
        """A box that the arrows moved is where it should be."""
        self._pause.stop()
        if self._is_box_on_its_way:
            self._is_box_on_its_way = False
            self._view.finish_draft()

    def forget(self) -> None:
        """Another film: a box that is on its way there belongs to the one before."""
        self._pause.stop()
        self._is_box_on_its_way = False

    def _is_for_box(self, event: QKeyEvent) -> bool:
        bone = self._view.selected
        if self._view.tool is not Tool.BOX or not self._view.is_editable or bone is None:
            return False
        if self._view.box_of(bone) is None or event.modifiers() & ~_BOX_MODIFIERS:
            return False
        return is_arrow(event.key()) or event.key() == Qt.Key.Key_Delete

    def _change_box(self, event: QKeyEvent) -> None:
        bone, viewpoint = self._view.selected, self._view.viewpoint
        box = None if bone is None else self._view.box_of(bone)
        if bone is None or box is None or viewpoint is None:
            return
        if event.key() == Qt.Key.Key_Delete:
            self.forget()
            self._view.drop_draft()
            self._view.box_deleted.emit(bone)
            return
        self._view.show_draft(bone, keyed(box, event.key(), event.modifiers(), viewpoint))
        self._is_box_on_its_way = True
        self._pause.start()
