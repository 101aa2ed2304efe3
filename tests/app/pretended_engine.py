"""An engine without a process: it finds the sample hand in every image, stage after stage."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sample_hand import sample_findings

from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Findings, Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.vision.given import NOTHING_GIVEN, Given
from bonage_desktop.vision.pipeline import Detected, Event, Graded, Pipeline, Segmented, never


class PretendedEngine:
    """Answers as told; `asked` remembers what was given with each question."""

    def __init__(
        self,
        findings: Callable[[Radiograph], Findings] | None = None,
        error: BonageError | None = None,
        problem: BonageError | None = None,
    ) -> None:
        self._findings = findings or (lambda radiograph: sample_findings())
        self.error = error
        self.asked: list[Given] = []
        self.is_ready = problem is None
        self.problem = problem
        self.is_closed = False
        self.restarts = 0
        self.loads: list[Callable[[], Pipeline] | None] = []

    def start(self) -> None:
        pass

    def restart(self, load: Callable[[], Pipeline] | None = None) -> None:
        self.restarts += 1
        self.loads.append(load)
        self.problem, self.is_ready = None, True

    def close(self) -> None:
        self.is_closed = True

    def run(
        self,
        radiograph: Radiograph,
        *,
        until: Stage = Stage.GRADE,
        given: Given = NOTHING_GIVEN,
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[Event]:
        self.asked.append(given)
        if self.error is not None:
            raise self.error
        found = self._findings(radiograph)
        if given.rois:
            found = replace(found, rois=dict(given.rois))
        if not given.rois:
            yield Segmented(replace(found, rois={}, grades={}, canonical=None, rejection=None))
            if found.rejection is not None:
                yield Detected(found)
                return
        yield Detected(replace(found, grades={}))
        yield Graded(found)
