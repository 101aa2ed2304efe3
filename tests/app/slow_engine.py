"""A pretended engine that can be kept at work."""

from collections.abc import Callable, Iterator
from threading import Event as Signal

from pretended_engine import PretendedEngine

from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.vision.given import NOTHING_GIVEN, Given
from bonage_desktop.vision.pipeline import Event, never

PATIENCE = 60.0


class SlowEngine(PretendedEngine):
    """Stops for `may_go_on` after the first answer, and before it where boxes are graded."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = Signal()
        self.begun = 0

    def run(
        self,
        radiograph: Radiograph,
        *,
        until: Stage = Stage.GRADE,
        given: Given = NOTHING_GIVEN,
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[Event]:
        self.begun += 1
        answers = super().run(radiograph, until=until, given=given)
        if not given.rois:
            yield next(answers)
        assert self.may_go_on.wait(PATIENCE)
        if not cancelled():
            yield from answers
