"""Lets the networks look at one case after another, in the engine's process, and says what they see."""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Condition

from PySide6.QtCore import QThread, Signal

from bonage_desktop.app.film_pixels import thumbnail
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import CanonicalTransform, Stage
from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.findings.roi import Roi
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.pipeline import Detected, Event, Graded, Pipeline, Segmented
from bonage_desktop.workflow.engine import Engine
from bonage_desktop.workflow.errors import unexpected
from bonage_desktop.workflow.facts import Facts, with_reader_facts

logger = logging.getLogger(__name__)

THUMBNAIL = 44
"""Pixels of a thumbnail's longer side."""
_LOOK_AGAIN = 0.1
"""Seconds between two looks at whether the networks are loaded."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the networks are asked.

    Attributes:
        number: of the case.
        file: of its image.
        radiograph: already decoded, or None.
        laterality: which hand the reader means, or None.
        canonical: the pose in which to look, or None.
        rois: boxes to grade instead of looking for them; empty to look.
        bone: whose box was drawn, when only that row takes the result.
    """

    number: int
    file: Path
    radiograph: Radiograph | None = None
    laterality: Laterality | None = None
    canonical: CanonicalTransform | None = None
    rois: Mapping[Bone, Roi] | None = None
    bone: Bone | None = None


class AssessingThread(QThread):
    """Owns the engine. Jobs are done in order; those of the open case come first.

    Signals:
        started_on: case number, the stage that begins.
        read: case number, the decoded `Radiograph`, its thumbnail, uint8 (H, W).
        seen: case number, `Findings`, the stage that begins next or None at the end.
        regraded: case number, `Bone`, `Roi` that was asked about, `Findings`.
        failed: case number, the `BonageError`; `Bone` or None.
        dropped: case number; it was cancelled.
        ready: the networks are loaded.
        unavailable: the `BonageError` that says why they cannot be loaded.
    """

    started_on = Signal(int, object)
    read = Signal(int, object, object)
    seen = Signal(int, object, object)
    regraded = Signal(int, object, object, object)
    failed = Signal(int, object, object)
    dropped = Signal(int)
    ready = Signal()
    unavailable = Signal(object)

    def __init__(self, make_engine: Callable[[], Engine]) -> None:
        super().__init__()
        self._make_engine = make_engine
        self._jobs: deque[Job] = deque()
        self._changed = Condition()
        self._running: int | None = None
        self._cancelled: set[int] = set()
        self._left_alone: set[int] = set()
        self._is_stopping = False
        self._is_restarting = False
        self._load: Callable[[], Pipeline] | None = None
        self._is_settled = False

    def ask(self, job: Job) -> None:
        """Do this job when those before it are done; one that was not begun for the same case and bone is replaced."""
        with self._changed:
            self._forget(job.number, job.bone)
            self._left_alone.discard(job.number)
            self._jobs.append(job)
            self._changed.notify()

    def ask_first(self, job: Job) -> None:
        """Do this job next."""
        with self._changed:
            self._forget(job.number, job.bone)
            self._left_alone.discard(job.number)
            self._jobs.appendleft(job)
            self._changed.notify()

    def prefer(self, number: int) -> None:
        """The jobs of this case come next."""
        with self._changed:
            mine = [job for job in self._jobs if job.number == number]
            others = [job for job in self._jobs if job.number != number]
            self._jobs = deque([*mine, *others])

    def cancel(self, number: int) -> bool:
        """Do no job of this case; one that runs is ended.

        Returns:
            Whether one runs: `dropped` comes when it has ended.
        """
        with self._changed:
            waiting = len(self._jobs)
            self._jobs = deque(job for job in self._jobs if job.number != number)
            is_running = self._running == number
            if is_running:
                self._cancelled.add(number)
        if waiting and not is_running:
            self.dropped.emit(number)
        return is_running

    def leave_alone(self, number: int) -> None:
        """What the networks say of this case is known: its image is read, and not looked at until it is asked for."""
        with self._changed:
            self._left_alone.add(number)

    def restart(self, load: Callable[[], Pipeline] | None = None) -> None:
        """Load the networks afresh before the next job, by another way where one is given."""
        with self._changed:
            self._is_restarting = True
            self._load = load or self._load
            self._changed.notify()

    def stop(self) -> None:
        """End the job at hand and the engine, and wait for both."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify()
        self.wait()

    def run(self) -> None:
        """The thread's life; Qt calls it."""
        engine, decoder = self._make_engine(), Decoder()
        engine.start()
        try:
            while (job := self._next(engine)) is not None:
                self._do(job, engine, decoder)
        finally:
            engine.close()
            decoder.close()

    def _forget(self, number: int, bone: Bone | None) -> None:
        self._jobs = deque(job for job in self._jobs if (job.number, job.bone) != (number, bone))

    def _next(self, engine: Engine) -> Job | None:
        while True:
            self._tell_of(engine)
            with self._changed:
                if self._is_stopping:
                    return None
                if self._is_restarting:
                    self._is_restarting = self._is_settled = False
                elif self._jobs:
                    return self._begun(self._jobs.popleft())
                else:
                    self._changed.wait(None if self._is_settled else _LOOK_AGAIN)
                    continue
                load = self._load
            engine.restart(load)

    def _begun(self, job: Job) -> Job:
        self._running = job.number
        self._cancelled.discard(job.number)
        return job

    def _tell_of(self, engine: Engine) -> None:
        """Say once whether the networks are there, as soon as that is known."""
        if self._is_settled:
            return
        if engine.is_ready:
            self._is_settled = True
            self.ready.emit()
        elif engine.problem is not None:
            self._is_settled = True
            self.unavailable.emit(engine.problem)

    def _do(self, job: Job, engine: Engine, decoder: Decoder) -> None:
        try:
            radiograph = decoder.read(job.file) if job.radiograph is None else job.radiograph
            if job.bone is None:
                self.read.emit(job.number, radiograph, thumbnail(radiograph, THUMBNAIL))
            self._assess(job, radiograph, engine)
        except BonageError as error:
            self.failed.emit(job.number, error, job.bone)
        except Exception:
            logger.exception("assessing an image failed unexpectedly")
            self.failed.emit(job.number, unexpected(job.file), job.bone)
        finally:
            with self._changed:
                self._running = None

    def _assess(self, job: Job, radiograph: Radiograph, engine: Engine) -> None:
        known = with_reader_facts(radiograph, Facts(laterality=job.laterality))
        given = Given(rois=dict(job.rois or {}), canonical=job.canonical)
        if self._is_cancelled(job.number):
            self.dropped.emit(job.number)
            return
        if job.bone is None:
            self.started_on.emit(job.number, Stage.SEGMENT)
        last: Event | None = None
        for last in engine.run(known, given=given, cancelled=lambda: self._is_cancelled(job.number)):
            if job.bone is None:
                self.seen.emit(job.number, last.findings, _next_stage(last))
        if self._is_cancelled(job.number) or last is None:
            self.dropped.emit(job.number)
        elif job.bone is not None and job.rois is not None:
            self.regraded.emit(job.number, job.bone, job.rois[job.bone], last.findings)

    def _is_cancelled(self, number: int) -> bool:
        with self._changed:
            return self._is_stopping or number in self._cancelled or number in self._left_alone


def _next_stage(event: Event) -> Stage | None:
    if event.findings.rejection is not None:
        return None
    match event:
        case Segmented():
            return Stage.DETECT
        case Detected():
            return Stage.GRADE
        case Graded():
            return None
