"""The end of the window: what is being saved is waited for, and what cannot be saved is asked about once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from bonage_desktop.app.case_words import name_of
from bonage_desktop.app.message_bar import Message
from bonage_desktop.workflow.case import Case

_NAMED = 5
_LOOK_MS = 50
_LONGEST_MS = 3000
"""How long the window waits for the disk before it asks."""


class WindowEnd(QObject):
    """Lets a window close when nothing is lost by it, or the reader says so.

    Args:
        parent: the window.
        unsaved: gives the cases in which something was entered that is not on the disk.
        retry: tries again to save it.
        save_to_file: asks for a file and saves it there; whether that was done.
        say: shows a `Message`.
    """

    def __init__(
        self,
        parent: QWidget,
        unsaved: Callable[[], Sequence[Case]],
        retry: Callable[[], None],
        save_to_file: Callable[[], bool],
        say: Callable[[Message], None],
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._unsaved = unsaved
        self._retry = retry
        self._save_to_file = save_to_file
        self._say = say
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def may_come(self) -> bool:
        """Whether the window may close now. If not, it closes by itself as soon as all is on the disk."""
        if not self._unsaved():
            self._timer.stop()
            return True
        if self._waited < _LONGEST_MS:
            if not self._timer.isActive():
                self._say(Message(self.tr("What was entered is being saved; the window closes after that.")))
                self._retry()
                self._timer.start()
            return False
        self._timer.stop()
        self._waited = 0
        return self._ask()

    def _look(self) -> None:
        self._waited += _LOOK_MS
        if not self._unsaved() or self._waited >= _LONGEST_MS:
            self._parent.close()

    def _ask(self) -> bool:
        cases = self._unsaved()
        question = QMessageBox(self._parent)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Close"))
        question.setText(self.tr("Cases with entries that are not saved: {0}.").format(len(cases)))
        question.setInformativeText("\n".join(self._names(cases)))
        lose = question.addButton(self.tr("Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(self.tr("Save to a file and close…"), QMessageBox.ButtonRole.AcceptRole)
        stay = question.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.exec()
        clicked = question.clickedButton()
        return clicked is lose or (clicked is keep and self._save_to_file())

    def _names(self, cases: Sequence[Case]) -> Sequence[str]:
        names = [name_of(case) for case in cases[:_NAMED]]
        return [*names, self.tr("and {0} more").format(len(cases) - _NAMED)] if len(cases) > _NAMED else names
