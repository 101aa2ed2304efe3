"""The reader's desk: the list of cases, the one under review, and the threads that work for it.

Widgets send what the reader wants here and show what comes back; nothing of a reading is decided in a widget.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from bonage_desktop.app.assessing_thread import Job
from bonage_desktop.app.box_questions import BoxQuestions
from bonage_desktop.app.case_keeping import CaseKeeping
from bonage_desktop.app.desk_threads import Threads, of_listed_cases
from bonage_desktop.assessment.reading import Standards
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import CanonicalTransform, Findings, Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Roi
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.pipeline import Pipeline
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_intake import begin, cancelled, found, put_away, started
from bonage_desktop.workflow.confirming import nothing_open
from bonage_desktop.workflow.library import Found
from bonage_desktop.workflow.review import History, ReviewSession
from bonage_desktop.workflow.worklist import Worklist


class Desk(QObject):
    """Cases, the review, and the work behind them.

    Args:
        session: the review.
        standards: what readings are scored with.
        threads: that decode and assess.
        keeping: keeps the cases.

    Signals:
        listed: the list of cases has others than before.
        case_changed: number of a case that became another.
        opened: number of the case that is open now, 0 when none is.
        film_ready: `FilmPixels` of the open case.
        reviewed: the open case's review changed.
        failed: a `BonageError` that the reader is to be told.
        confirmed: number of the case that the reader has just confirmed; the next one is open by then.
        networks_ready: the networks are loaded.
        networks_unavailable: the `BonageError` that says why they cannot be loaded.
        prior_ready: number of the case that is compared with, its `Radiograph`, its `FilmPixels`.
        prior_missing: number of that case, the `BonageError` that says why its image cannot be read.
    """

    listed = Signal()
    case_changed = Signal(int)
    opened = Signal(int)
    film_ready = Signal(object)
    reviewed = Signal()
    failed = Signal(object)
    confirmed = Signal(int)
    networks_ready = Signal()
    networks_unavailable = Signal(object)
    prior_ready = Signal(int, object, object)
    prior_missing = Signal(int, object)

    def __init__(self, session: ReviewSession, standards: Standards, threads: Threads, keeping: CaseKeeping) -> None:
        super().__init__()
        self.session = session
        self.keeping = keeping
        self._standards = standards
        self.worklist = Worklist()
        self.thumbnails: dict[int, npt.NDArray[np.uint8]] = {}
        self.are_networks_ready = False
        self._threads = threads
        self._histories: dict[int, History] = {}
        self._boxes = BoxQuestions(threads.assessing.ask_first)
        self._cancelling: set[int] = set()
        self._as_kept: set[int] = set()
        self._unreadable: int | None = None
        self._open: int | None = None
        decoding, assessing = threads.decoding, threads.assessing
        decoding.decoded.connect(self._decoded)
        decoding.failed.connect(self._decoding_failed)
        assessing.started_on.connect(self._started_on)
        assessing.read.connect(self._read)
        assessing.seen.connect(self._seen)
        assessing.regraded.connect(self._regraded)
        assessing.failed.connect(self._assessing_failed)
        assessing.dropped.connect(self._dropped)
        assessing.ready.connect(self._networks_ready)
        assessing.unavailable.connect(self.networks_unavailable)
        threads.prior_decoding.decoded.connect(self.prior_ready)
        threads.prior_decoding.failed.connect(self.prior_missing)
        keeping.looked_up.connect(self._looked_up)
        keeping.begun.connect(self._go_on)
        keeping.failed.connect(self.failed)

    def start(self) -> None:
        """Let the threads begin; the networks load in their own process."""
        self._threads.start()

    def stop(self) -> None:
        """End the threads and wait for them; what was entered is saved, where that can be."""
        self._threads.stop()
        self.keeping.close()

    @property
    def open_number(self) -> int | None:
        """Number of the open case, or None."""
        return self._open

    @property
    def unsaved(self) -> Sequence[Case]:
        """Cases in which the reader has entered something that is not on the disk."""
        return [self.case(number) for number in self.keeping.book.unsaved]

    @property
    def studies(self) -> Sequence[Case]:
        """The listed cases, and the kept earlier studies of the patient of the open one."""
        kept = () if self._open is None else self.keeping.earlier(self._open)
        return (*self.worklist.cases, *kept)

    @property
    def asks_about_boxes(self) -> bool:
        """Whether the networks are asked about boxes that the reader drew in the open case."""
        return self._boxes.is_awaited(self._open)

    @property
    def is_cancelling(self) -> bool:
        """Whether the networks were told to leave the open case alone and have not stopped yet."""
        return self._open in self._cancelling

    @property
    def is_unreadable(self) -> bool:
        """Whether the open case's image could not be read."""
        return self._open is not None and self._open == self._unreadable

    def add(self, files: Sequence[Path]) -> None:
        """List files and open the first of them; the case that lay on the desk keeps what was entered."""
        before = len(self.worklist)
        cases = self.worklist.add(files)
        for case in cases:
            if case.number > before:
                self._threads.assessing.ask(Job(case.number, case.file))
        self.listed.emit()
        if cases:
            self.open(cases[0].number)

    def open(self, number: int) -> None:
        """Put a case on the desk; the one that lay there goes back to the list with everything that was entered."""
        if number == self._open:
            return
        self._lay_aside()
        self._open, self._unreadable = number, None
        case = self.worklist.get(number)
        self.session.open(case, self._histories.get(number, History()))
        self._threads.decoding.ask(number, case.file)
        self._threads.assessing.prefer(number)
        self.keeping.book.worked_on(number, self.session.selected)
        self.opened.emit(number)
        self.reviewed.emit()

    def forget_all(self) -> None:
        """No case is listed any more; what was entered in them is given up."""
        self.session.close()
        self._open = None
        self.worklist = Worklist()
        self._histories.clear()
        self.thumbnails.clear()
        self.keeping.forget_all()
        self.listed.emit()
        self.reviewed.emit()

    def open_next(self, by: int) -> None:
        """Open the case `by` places further in the list, if there is one."""
        numbers = [case.number for case in self.worklist.cases]
        place = 0 if self._open is None else numbers.index(self._open) + by
        if 0 <= place < len(numbers):
            self.open(numbers[place])

    def change(self, intent: Callable[[ReviewSession], None]) -> bool:
        """Let the session do what the reader wants; says what went wrong, and whether it was done."""
        if self._open is None:
            return False
        try:
            intent(self.session)
        except BonageError as error:
            self.failed.emit(error)
            return False
        self.keeping.book.worked_on(self._open, self.session.selected)
        self._keep()
        self._boxes.ask(self.session)
        return True

    def look(self, intent: Callable[[ReviewSession], None]) -> None:
        """Let the session look at something else; nothing is changed."""
        if self._open is not None:
            intent(self.session)
            self.keeping.book.worked_on(self._open, self.session.selected)
            self.reviewed.emit()

    def open_again(self, number: int) -> None:
        """Give up what was entered in a case, and open it as it is kept."""
        self.keeping.look_up_again(number)
        self._histories.pop(number, None)
        self._as_kept.discard(number)
        self.session.close()
        self._open = None
        fresh = Case(number, self.worklist.get(number).file)
        self.worklist.put(fresh)
        self._threads.assessing.ask(Job(number, fresh.file))
        self.open(number)

    def decode_prior(self, number: int) -> None:
        """Read the image of a case that the open one is compared with (`prior_ready`)."""
        self._threads.prior_decoding.ask(number, self.case(number).file)

    def restart_networks(self, load: Callable[[], Pipeline] | None = None) -> None:
        """Load the networks afresh, as before or by `load`; cases that they could not look at are looked at then."""
        self.are_networks_ready = False
        self._threads.assessing.restart(load)
        for case in self._current_cases():
            if case.error is not None and case.radiograph is not None and not case.is_assessed:
                self._put(replace(case, error=None))
                self._threads.assessing.ask(Job(case.number, case.file))

    def confirm_and_go_on(self) -> None:
        """Confirm the open case and open the next that nobody confirmed; `failed` says why that cannot be."""
        if self._open is None:
            self.failed.emit(nothing_open())
            return
        if not self.change(lambda session: session.confirm()):
            return
        signed = self._open
        following = self.worklist.next_unread(signed)
        if following is not None:
            self.open(following.number)
        self.confirmed.emit(signed)

    def assess_again(self, canonical: CanonicalTransform | None = None) -> None:
        """Let the networks look at the open case once more, in this pose or in whichever they find."""
        case = self.session.case
        if case is None or case.radiograph is None:
            return
        self._boxes.forget()
        self._as_kept.discard(case.number)
        job = Job(case.number, case.file, case.radiograph, case.facts.laterality, canonical)
        self._threads.assessing.ask_first(job)
        self._put(started(case, Stage.SEGMENT))

    def cancel(self) -> None:
        """Let the networks leave the open case alone."""
        if self._open is not None and self._threads.assessing.cancel(self._open):
            self._cancelling.add(self._open)
            self.reviewed.emit()

    def case(self, number: int) -> Case:
        """A case as it stands now; an earlier study that is kept and not listed has a number below 0.

        Raises:
            KeyError: there is none.
        """
        if number == self._open and self.session.case is not None:
            return self.session.case
        if number < 0:
            return {case.number: case for case in self.studies}[number]
        return self.worklist.get(number)

    def _current_cases(self) -> Sequence[Case]:
        return [self.case(case.number) for case in self.worklist.cases]

    def _lay_aside(self) -> None:
        if self._open is None or self.session.case is None:
            return
        self.keeping.book.left()
        self.worklist.put(put_away(self.session.case))
        self._histories[self._open] = self.session.history
        left, self._open = self._open, None
        self.session.close()
        self.case_changed.emit(left)

    def _keep(self) -> None:
        """The open case as the session has it now."""
        if self.session.case is not None:
            self.worklist.put(self.session.case)
            self.keeping.note(self.session.case)
            self.case_changed.emit(self.session.case.number)
        self.reviewed.emit()

    def _put(self, case: Case) -> None:
        """What the threads have made of a case."""
        if case.number == self._open:
            self.session.seen(case)
            self._keep()
        else:
            away = put_away(case)
            self.worklist.put(away)
            self.keeping.note(away)
            self.case_changed.emit(case.number)

    @of_listed_cases
    def _looked_up(self, number: int, found: Found) -> None:
        again = self.keeping.take(self.case(number), found)
        if again is not None:
            self._go_on(number, again)
        elif number == self._open:
            self.reviewed.emit()

    @of_listed_cases
    def _go_on(self, number: int, case: Case) -> None:
        """Go on with a case as it is kept, or with a further reading of it; the image stays."""
        before = self.case(number)
        again = replace(case, file=before.file)
        if before.radiograph is not None:
            again = begin(again, before.radiograph, self._standards)
        self._histories.pop(number, None)
        if again.is_assessed:
            self._as_kept.add(number)
            self._threads.assessing.leave_alone(number)
        if number == self._open:
            self.session.open(again)
        self._put(again)
        if number == self._open:
            self._boxes.ask(self.session)

    def _decoded(self, number: int, radiograph: Radiograph, film: object) -> None:
        if number != self._open:
            return
        self.session.decoded(radiograph)
        self.keeping.look_up(number, radiograph)
        self.film_ready.emit(film)
        self._keep()
        self._boxes.ask(self.session)

    @of_listed_cases
    def _decoding_failed(self, number: int, error: BonageError) -> None:
        is_news = self._is_news(number, error)
        if number == self._open:
            self._unreadable = number
        self._put(replace(self.case(number), error=error, stage=None))
        if is_news:
            self.failed.emit(error)

    def _is_news(self, number: int, error: BonageError) -> bool:
        """Whether the reader is to be told: of the open case, and not what it has said already."""
        before = self.case(number).error
        return number == self._open and (before is None or before.message != error.message)

    @of_listed_cases
    def _started_on(self, number: int, stage: Stage) -> None:
        self._cancelling.discard(number)
        if number not in self._as_kept:
            self._put(started(self.case(number), stage))

    @of_listed_cases
    def _read(self, number: int, radiograph: Radiograph, thumbnail: npt.NDArray[np.uint8]) -> None:
        self.thumbnails[number] = thumbnail
        if not self.case(number).has_pixels:
            self._put(begin(self.case(number), radiograph, self._standards))
        self.keeping.look_up(number, radiograph)

    @of_listed_cases
    def _seen(self, number: int, findings: Findings, stage: Stage | None) -> None:
        if number not in self._as_kept:
            self._put(found(self.case(number), findings, stage))

    def _regraded(self, number: int, bone: Bone, roi: Roi, findings: Findings) -> None:
        self._boxes.answered(number, bone, roi.box)
        self._cancelling.discard(number)
        if number == self._open:
            self.session.regraded(bone, findings)
            self._keep()
            self._boxes.ask(self.session)

    @of_listed_cases
    def _assessing_failed(self, number: int, error: BonageError, bone: Bone | None) -> None:
        is_news = self._is_news(number, error)
        self._cancelling.discard(number)
        if bone is not None:
            self._boxes.failed(number, bone)
            self.reviewed.emit()
        else:
            self._put(replace(self.case(number), error=error, stage=None))
        if is_news:
            self.failed.emit(error)

    @of_listed_cases
    def _dropped(self, number: int) -> None:
        self._cancelling.discard(number)
        self._boxes.dropped(number)
        self._put(cancelled(self.case(number)))

    def _networks_ready(self) -> None:
        self.are_networks_ready = True
        self.networks_ready.emit()
