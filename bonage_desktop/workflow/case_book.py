"""Which open cases are kept as what, and whether what was entered in them is on the disk. No Qt, and no database here.

Of each case at most one change waits in the writer's queue, and what is entered meanwhile follows it as one; a
signature has a change of its own. Of all cases few wait there, because a mask of a palm is large.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.records.changes import Change, NoteExport, NotePlace, NoteTime, Saved, SaveReading
from bonage_desktop.records.errors import case_known, changed_elsewhere
from bonage_desktop.records.values import CaseId, KeptCase, new_case_id
from bonage_desktop.records.writer import Told
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_intake import is_touched
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.keeping import Slot, reopened, saving, without_pixels
from bonage_desktop.workflow.kept_content import KeptContent
from bonage_desktop.workflow.reader_clock import ReaderClock

_AT_ONCE = 8
"""Changes in the writer's queue."""
_LEAST_SECONDS = 1.0
"""A shorter look at a case is not noted."""


class Mark(StrEnum):
    """How far a case is on its way to the disk."""

    NONE = "none"
    """Nothing of it is kept yet, and nothing was entered."""
    SAVING = "saving"
    SAVED = "saved"
    UNSAVED = "unsaved"
    """What was entered is in memory only, and something is in the way of saving it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Export:
    case: Case
    form: str
    sha256: str
    at: datetime


@dataclass(slots=True)
class _Page:
    """What the book knows of one case.

    Attributes:
        slot: where it is kept; None until its image was looked up.
        put: what was put in last, or found.
        waiting: the case as it is, where that is to be kept and was not put in.
        is_entered: a reader entered something that is not on the disk.
        in_queue: how many changes of it the writer has not answered.
        saved_at: when its last change was on the disk.
        place: where the audit trail tells of its last saving, or of its signature; empty where that is not known.
        fault: why nothing of it can be saved any more.
        exports: reports of it that are not noted yet.
    """

    slot: Slot | None = None
    put: KeptContent | None = None
    waiting: Case | None = None
    is_entered: bool = False
    in_queue: int = 0
    saved_at: datetime | None = None
    place: str = ""
    fault: BonageError | None = None
    exports: list[_Export] = field(default_factory=list[_Export])


class CaseBook:
    """Says of each case of a window where it is kept, and hands over what is to be saved.

    Args:
        put: takes a change to be saved; returns at once.
        reader: gives the reader's name.
        now: gives the time with its zone.
        seconds: gives seconds of a clock that only runs forward.
    """

    def __init__(
        self,
        put: Callable[[Change], object],
        reader: Callable[[], str],
        now: Callable[[], datetime],
        seconds: Callable[[], float],
    ) -> None:
        self._hand_over = put
        self._reader = reader
        self._now = now
        self._seconds = seconds
        self._pages: dict[int, _Page] = {}
        self._clock: tuple[int, ReaderClock] | None = None
        self._not_written: BonageError | None = None
        self._not_read: BonageError | None = None

    @property
    def hindrance(self) -> BonageError | None:
        """Why nothing can be saved at present, or None."""
        return self._not_written or self._not_read

    def answered(self, error: BonageError | None) -> Sequence[int]:
        """What was looked up was answered, or why it was not; the cases whose mark may be another now."""
        before, self._not_read = self.hindrance, error
        return self._others_than(before)

    def found(self, case: Case, kept: KeptCase | None, place: str = "") -> Case | None:
        """The image of a case was looked up.

        Args:
            case: as it is now.
            kept: what is kept of this image, or None.
            place: where the audit trail tells that its last reading was signed, or empty.

        Returns:
            The case as it is kept, to go on with instead; None to go on with what there is. What was entered before
            the answer came stays, and cannot be saved.
        """
        page = self._page(case.number)
        if kept is None:
            page.slot = Slot(new_case_id())
            self._put_what_waits()
            return None
        if kept.id in self.kept_elsewhere(case.number):
            page.fault = _open_twice(case.file)
            return None
        if _is_entered(case):
            page.fault = case_known(kept.id)
            return None
        again = reopened(kept, case.number)
        self._pages[case.number] = _Page(Slot.of(kept), KeptContent.of(again), place=place, exports=page.exports)
        if again.file != case.file.absolute():
            self._hand_over(NotePlace(kept.id, case.file.absolute()))
        return again

    def begin(self, case: Case, slot: Slot) -> None:
        """A further reading of a kept image begins: this case, kept there."""
        self._pages[case.number] = _Page(slot)
        self.note(case)

    def unreadable(self, number: int, error: BonageError) -> None:
        """What is kept of a case's image, or of its patient, cannot be used: nothing of the case can be saved."""
        self._page(number).fault = error

    def overtake(self, change: SaveReading) -> None:
        """A reading from elsewhere is saved into a case: where that case is open here, it is to be opened again."""
        page = self._page_of(change)
        if page is not None:
            page.fault = changed_elsewhere(change.by, change.at.isoformat(timespec="seconds"))

    def forget(self, number: int) -> None:
        """Nothing is known of a case any more: its image is to be looked up again."""
        self._pages.pop(number, None)

    def note(self, case: Case) -> None:
        """This is what has become of a case: what of it is new is saved."""
        page, content = self._page(case.number), KeptContent.of(case)
        if page.put is None and not (case.is_assessed or _is_entered(case)):
            page.waiting, page.is_entered = None, False  # what was entered was taken back before anything was kept
            return
        if page.put is not None and page.put.is_same(content):
            page.waiting = None
            return
        page.place = ""  # the trail does not tell of this yet
        page.waiting, page.is_entered = _without_pixels(case), page.is_entered or _is_entered(case)
        if page.put is not None and page.put.confirmation != content.confirmation:
            self._put(page)
        else:
            self._put_what_waits()

    def note_export(self, case: Case, form: str, sha256: str) -> None:
        """A report of a case left the program.

        Args:
            case: as it was reported.
            form: e.g. `pdf`.
            sha256: of what was written, hexadecimal.
        """
        page = self._page(case.number)
        page.exports.append(_Export(_without_pixels(case), form, sha256, self._now()))
        self._note_exports(page)

    def worked_on(self, number: int, bone: Bone | None) -> None:
        """The reader did something to a case, and looks at this bone of it now."""
        now = self._seconds()
        if self._clock is None or self._clock[0] != number:
            self.left()
            self._clock = (number, ReaderClock(now))
        self._clock[1].noticed(now, bone)

    def left(self) -> None:
        """The reader does not look at a case any more: the time spent on it is noted, where the case is kept."""
        if self._clock is None:
            return
        (number, clock), self._clock = self._clock, None
        seconds, page = clock.take(self._seconds()), self._page(number)
        if page.slot is None or page.put is None or sum(seconds.values()) < _LEAST_SECONDS:
            return
        self._hand_over(NoteTime(page.slot.case, page.slot.number, seconds, self._reader(), self._now()))

    def told(self, told: Told) -> Sequence[int]:
        """The writer tells what became of a change; the cases whose mark may be another now."""
        before = self.hindrance
        page = self._page_of(told.change)
        if told.saved is not None:
            self._not_written = None
            self._saved(page, told.saved)
        elif not told.is_given_up:
            self._not_written = told.error
        else:
            self._not_written = None  # the database answers
            if page is not None:
                page.in_queue, page.fault = max(page.in_queue - 1, 0), told.error
            self._put_what_waits()
        own = [number for number, one in self._pages.items() if one is page]
        return [*own, *(number for number in self._others_than(before) if number not in own)]

    def mark(self, number: int) -> Mark:
        """How far a case is on its way to the disk."""
        page = self._pages.get(number, _Page())
        if page.is_entered:
            is_hindered = self.hindrance is not None or page.fault is not None
            return Mark.UNSAVED if is_hindered else Mark.SAVING
        is_there = page.put is not None and not page.in_queue and page.fault is None
        return Mark.SAVED if is_there else Mark.NONE

    def slot(self, number: int) -> Slot | None:
        """Where a case is kept; None until that is known."""
        return self._page(number).slot

    def saved_at(self, number: int) -> datetime | None:
        """When the last change of a case was on the disk, in this window; None where none was."""
        return self._page(number).saved_at

    def place(self, number: int) -> str:
        """Where the audit trail tells of the last saving of a case, or of its signature, as a report prints it."""
        return self._page(number).place

    def fault(self, number: int) -> BonageError | None:
        """Why nothing of a case can be saved any more, or None."""
        return self._page(number).fault

    @property
    def unsaved(self) -> Sequence[int]:
        """The cases in which a reader entered something that is not on the disk."""
        return [number for number, page in self._pages.items() if page.is_entered]

    @property
    def held(self) -> Sequence[SaveReading]:
        """What is to be saved and was not put in: it waits for an answer, or cannot be saved any more."""
        waiting = [(page.waiting, page.slot or Slot(new_case_id())) for page in self._pages.values() if page.waiting]
        changes = [saving(case, slot, self._reader(), self._now()) for case, slot in waiting]
        return [change for change in changes if change is not None]

    def kept_elsewhere(self, number: int) -> frozenset[CaseId]:
        """The kept cases that are open under other numbers."""
        others = (page.slot for one, page in self._pages.items() if one != number)
        return frozenset(slot.case for slot in others if slot is not None)

    def _page(self, number: int) -> _Page:
        return self._pages.setdefault(number, _Page())

    def _page_of(self, change: Change) -> _Page | None:
        """Whose reading was to be saved; None for what goes beside readings."""
        if not isinstance(change, SaveReading):
            return None
        of_case = (page for page in self._pages.values() if page.slot is not None and page.slot.case == change.case)
        return next(of_case, None)

    def _others_than(self, before: BonageError | None) -> Sequence[int]:
        """The cases with entries, where saving has come to be hindered or is so no more."""
        return self.unsaved if (before is None) != (self.hindrance is None) else ()

    def _put_what_waits(self) -> None:
        """Hand over what waits, what a reader entered first, until enough is in the queue."""
        waiting = [page for page in self._pages.values() if page.waiting is not None and page.in_queue == 0]
        for page in sorted(waiting, key=lambda page: not page.is_entered):
            if sum(one.in_queue for one in self._pages.values()) >= _AT_ONCE:
                return
            self._put(page)

    def _put(self, page: _Page) -> None:
        case, slot = page.waiting, page.slot
        if slot is None or case is None or page.fault is not None:
            return
        if page.put is not None and page.put.confirmation is not None and case.confirmation is None:
            slot = page.slot = slot.amending()
        change = saving(case, slot, self._reader(), self._now())
        if change is None:
            return
        page.put, page.waiting, page.in_queue = KeptContent.of(case), None, page.in_queue + 1
        self._hand_over(change)
        self._note_exports(page)

    def _note_exports(self, page: _Page) -> None:
        """After the reading itself, which the trail must know before."""
        if page.slot is None or page.put is None:
            return
        for one in page.exports:
            told = saving(one.case, page.slot, self._reader(), one.at)
            if told is not None:
                note = NoteExport(page.slot.case, told.reading, one.form, one.sha256, self._reader(), one.at)
                self._hand_over(note)
        page.exports.clear()

    def _saved(self, page: _Page | None, saved: Saved) -> None:
        if page is not None and page.slot is not None:
            page.slot = replace(page.slot, based_on=saved.version)
            page.in_queue, page.saved_at, page.place = max(page.in_queue - 1, 0), self._now(), saved.head.place
            page.is_entered = page.waiting is not None or page.in_queue > 0
        self._put_what_waits()


def _is_entered(case: Case) -> bool:
    return is_touched(case) or case.confirmation is not None


def _without_pixels(case: Case) -> Case:
    return case if case.radiograph is None else replace(case, radiograph=without_pixels(case.radiograph))


def _open_twice(file: Path) -> WorkflowError:
    return WorkflowError(
        "workflow.open_twice",
        say("The image of {file} is open already, as another case of the list.", file=file.name),
        say("Read it there; what is entered here is not saved."),
    )
