"""Keeps the cases of the window in the database: who writes and who looks up, in threads, and what the window hears."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from bonage_desktop.app.background import Background, Work
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.errors import OF_ONE_CASE, database_failed, taken_up_in_part
from bonage_desktop.records.taking_up import TakenUp, taken_up
from bonage_desktop.records.unsaved_file import read_unsaved, write_unsaved
from bonage_desktop.records.values import CaseId, KeptCase, ReadingKind
from bonage_desktop.records.writer import RETRY_SECONDS, Told, Writer
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_book import CaseBook
from bonage_desktop.workflow.further_reading import changed_meanwhile, further_reading, no_first_reading
from bonage_desktop.workflow.keeping import Slot, earlier_case, without_pixels
from bonage_desktop.workflow.library import Found, Library

_PATIENCE = 5.0
"""Seconds for which the end of the program, or a further reading, waits for the thread that writes."""


class CaseKeeping(QObject):
    """Looks up each image once, and hands over what a reader does to it.

    Args:
        library: the database.
        reader: gives the reader's name.
        now: gives the time with its zone.
        retry_seconds: between two tries of what the database did not do.

    Signals:
        marked: number of a case whose mark may be another now.
        troubled: what is in the way of saving, or that nothing is any more, may be another now.
        looked_up: number of a case, what was `Found` about its image: to be taken (`take`).
        begun: number of a case, the `Case` with which a further reading of it begins.
        failed: a `BonageError` that the reader is to be told.
    """

    marked = Signal(int)
    troubled = Signal()
    looked_up = Signal(int, object)
    begun = Signal(int, object)
    failed = Signal(object)
    _told = Signal(object)

    def __init__(
        self,
        library: Library,
        reader: Callable[[], str],
        now: Callable[[], datetime],
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        super().__init__()
        self.library = library
        self._reader = reader
        self._told.connect(self._hear)
        self._writer = Writer(library.store, self._told.emit, retry_seconds)
        self.book = CaseBook(self._writer.put, reader, now, time.monotonic)
        self._work = Background(self)
        self._images: dict[int, Radiograph] = {}
        self._asked: set[int] = set()
        self._earlier: dict[int, Sequence[tuple[CaseId, Case]]] = {}
        self._wanted: dict[int, ReadingKind] = {}
        self._is_looking = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(round(retry_seconds * 1000))
        self._again.timeout.connect(self._look_up_next)

    def look_up(self, number: int, radiograph: Radiograph) -> None:
        """Look up what is kept of an image (`looked_up`), once for each case."""
        if number not in self._asked:
            self._asked.add(number)
            self._images[number] = without_pixels(radiograph)
            self._look_up_next()

    def take(self, case: Case, found: Found) -> Case | None:
        """The case as it is kept, to go on with, after its image was looked up; None to go on with this one."""
        self._earlier[case.number] = [
            (one.case, earlier_case(one, -place)) for place, one in enumerate(found.earlier, start=1)
        ]
        again = self._begun(case, found.kept) or self.book.found(case, found.kept, found.place)
        self.marked.emit(case.number)
        return again

    def _begun(self, case: Case, kept: KeptCase | None) -> Case | None:
        """The further reading that was wanted of this case; None where none was, or it cannot begin any more."""
        kind = self._wanted.pop(case.number, None)
        if kind is None or kept is None:
            return None
        try:
            again, slot = further_reading(kept, kind, self._reader(), case.number)
        except BonageError as error:
            self.failed.emit(error)
            return None
        self.book.begin(again, slot)
        return again

    def look_up_again(self, number: int) -> None:
        """The image is to be looked up anew when it is decoded again; what was entered in the case is given up."""
        self.book.forget(number)
        self._asked.discard(number)
        self._images.pop(number, None)

    def forget_all(self) -> None:
        """No case is listed any more."""
        for number in tuple(self._asked):
            self.look_up_again(number)
        self._earlier.clear()

    def earlier(self, number: int) -> Sequence[Case]:
        """The kept earlier studies of the patient of a case that are not listed themselves; their numbers are < 0."""
        listed = self.book.kept_elsewhere(number)
        return [case for name, case in self._earlier.get(number, ()) if name not in listed]

    def note(self, case: Case) -> None:
        """This is what has become of a case."""
        self.book.note(case)
        self.marked.emit(case.number)

    def retry(self) -> None:
        """Try again now what the database did not do."""
        self._writer.retry()
        self._look_up_next()

    def save_to_file(self, file: Path) -> int:
        """Write all readings that are not on the disk into a file of its own; how many there are.

        Raises:
            RecordsError: it could not be written.
        """
        return write_unsaved(file, (*self._writer.unsaved, *self.book.held))

    def take_up(self, file: Path, done: Callable[[int], None]) -> None:
        """Save the readings of a file that `save_to_file` wrote; `failed` tells why one of them could not be.

        Args:
            file: what to read; it stays.
            done: told how many were saved.
        """

        def save() -> TakenUp:
            # past the writer, which would take them for changes of what it saved last
            return taken_up(read_unsaved(file, self.library.standards), self.library.store())

        def overtake(taken: TakenUp) -> None:
            for change in taken.saved:
                self.book.overtake(change)
            self.troubled.emit()
            if taken.refused:
                self.failed.emit(taken_up_in_part(file, len(taken.saved), taken.refused))
            else:
                done(len(taken.saved))

        self._work.begin(Work(save, overtake, self.failed.emit, database_failed()))

    def check(self, case: CaseId, kind: ReadingKind) -> None:
        """Whether such a reading of a kept case can begin; for any thread.

        Raises:
            BonageError: it cannot.
        """
        if kind is not ReadingKind.FIRST:
            further_reading(self.library.case(case), kind, self._reader(), 0)

    def want(self, number: int, kind: ReadingKind) -> None:
        """Begin a further reading of a case as soon as its image was looked up: nobody sees the one before."""
        if self.book.slot(number) is None:
            self._wanted[number] = kind
        else:
            self.begin_reading(number, kind)

    def begin_reading(self, number: int, kind: ReadingKind) -> None:
        """Begin a further reading of a kept case (`begun`), as it is kept now; `failed` says why that cannot be."""
        slot, hindrance = self.book.slot(number), self.book.fault(number) or self.book.hindrance
        if slot is None or hindrance is not None:
            self.failed.emit(hindrance or no_first_reading())
            return

        def read() -> tuple[Case, Slot]:
            self._writer.wait(_PATIENCE)  # a signature may be on its way
            return further_reading(self.library.case(slot.case), kind, self._reader(), number)

        def begin(case_and_slot: tuple[Case, Slot]) -> None:
            case, place = case_and_slot
            now = self.book.slot(number)
            if now is None or now.number != slot.number:  # an amendment has taken that place
                self.failed.emit(changed_meanwhile())
                return
            self.book.begin(case, place)
            self.begun.emit(number, case)

        self._work.begin(Work(read, begin, self.failed.emit, database_failed()))

    def close(self) -> None:
        """Save what is handed over, end the thread and let go of the database."""
        self.book.left()
        self._again.stop()
        self._writer.close(_PATIENCE)
        self.library.close()

    def _hear(self, told: Told) -> None:
        for number in self.book.told(told):
            self.marked.emit(number)
        self.troubled.emit()

    def _look_up_next(self) -> None:
        if self._is_looking or not self._images:
            return
        number, radiograph = next(iter(self._images.items()))
        self._is_looking = True
        self._again.stop()

        def done(found: Found) -> None:
            self._answered(None)
            if self._images.pop(number, None) is radiograph:
                self.looked_up.emit(number, found)
            self._look_up_next()

        def failed(error: BonageError) -> None:
            if error.code not in OF_ONE_CASE:
                self._answered(error)
                self._again.start()
                return
            self._answered(None)
            self._images.pop(number, None)
            self.book.unreadable(number, error)
            self.marked.emit(number)
            self._look_up_next()

        self._work.begin(Work(lambda: self.library.look_up(radiograph), done, failed, database_failed()))

    def _answered(self, error: BonageError | None) -> None:
        self._is_looking = False
        for number in self.book.answered(error):
            self.marked.emit(number)
        self.troubled.emit()
