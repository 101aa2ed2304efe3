"""How far each case is on its way to the disk, and what is in the way of that, with what can be done about it."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from bonage_desktop.app.desk import Desk
from bonage_desktop.app.message_bar import Message, Remedy, Tone
from bonage_desktop.app.places import Places
from bonage_desktop.errors import BonageError
from bonage_desktop.records.errors import OF_ONE_CASE
from bonage_desktop.records.status import ReadingKind
from bonage_desktop.sentences import paragraph

_STAY_WHEN_OPENED_AGAIN = OF_ONE_CASE | {"workflow.open_twice"}
"""Faults of a case that are the same after it was opened again."""


class SavingShown(QObject):
    """Marks in the list and the status line, and one message that stands in the bar while something cannot be saved.

    Args:
        desk: the cases.
        places: where it is shown.
        parent: over which dialogs stand.
    """

    def __init__(self, desk: Desk, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._places = places
        self._bar = places.messages
        self._parent = parent
        desk.keeping.troubled.connect(self._tell)
        desk.keeping.marked.connect(self._mark)
        desk.opened.connect(self._mark)
        for case in desk.worklist.cases:
            self._mark(case.number)

    def ask_for_file(self) -> bool:
        """Ask where to, and save there what is not on the disk; whether it was saved."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, self.tr("Save readings to a file"), "unsaved-readings.json", self.tr("Readings (*.json)")
        )
        return bool(chosen) and self.save_to(Path(chosen))

    def save_to(self, file: Path) -> bool:
        """Save into this file what is not on the disk; whether it was saved."""
        try:
            count = self._desk.keeping.save_to_file(file)
        except BonageError as error:
            self._bar.say(Message.of(error))
            return False
        self._bar.say(Message(self.tr("Readings saved as {0}: {1}.").format(file, count)))
        return True

    def ask_to_take_up(self) -> None:
        """Ask for a file of readings that could not be saved, and save them now."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, self.tr("Take up readings from a file"), "", self.tr("Readings (*.json)")
        )
        if chosen:
            self.take_up(Path(chosen))

    def take_up(self, file: Path) -> None:
        """Save the readings of this file now."""

        def done(count: int) -> None:
            self._bar.say(Message(self.tr("Readings taken up from {0}: {1}.").format(file, count)))

        self._desk.keeping.take_up(file, done)

    def _mark(self, number: int) -> None:
        book = self._desk.keeping.book
        mark = book.mark(number)
        self._places.cases.set_mark(number, mark)
        if number == self._desk.open_number:
            slot = book.slot(number)
            kind = ReadingKind.FIRST if slot is None else slot.kind
            self._places.status.show_mark(mark, book.saved_at(number), kind)
        self._tell()

    def _tell(self) -> None:
        keeping, number = self._desk.keeping, self._desk.open_number
        to_file = Remedy(self.tr("Save readings to a file…"), self.ask_for_file)
        is_entered = bool(keeping.book.unsaved)
        hindrance = keeping.book.hindrance
        if hindrance is not None:
            stays = self.tr("What you enter stays in this window until it can be saved.")
            again = Remedy(self.tr("Try again"), keeping.retry)
            remedies = (again, to_file) if is_entered else (again,)
            self._bar.stand(Message(hindrance.message, paragraph(hindrance.hint, stays), Tone.TROUBLE, remedies))
            return
        fault = None if number is None else keeping.book.fault(number)
        if number is None or fault is None:
            self._bar.stand(None)
            return
        reopen = Remedy(self.tr("Open it as it is kept"), lambda: self._desk.open_again(number))
        mended = [] if fault.code in _STAY_WHEN_OPENED_AGAIN else [reopen]
        self._bar.stand(Message.of(fault, *([to_file] if is_entered else []), *mended))
