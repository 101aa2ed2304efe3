"""A pipeline that finds the sample hand in every image, without a network."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sample_hand import sample_findings

from bonage_desktop.findings.findings import Findings, Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.vision.given import NOTHING_GIVEN, Given
from bonage_desktop.vision.pipeline import Event, Graded


@dataclass
class PretendedPipeline:
    """Answers as told, and remembers what it was asked."""

    answer: Callable[[Radiograph], Findings] = field(default=lambda radiograph: sample_findings())
    asked: list[tuple[Radiograph, Stage, Given]] = field(default_factory=list)

    def run(
        self, radiograph: Radiograph, *, until: Stage = Stage.GRADE, given: Given = NOTHING_GIVEN
    ) -> Iterator[Event]:
        self.asked.append((radiograph, until, given))
        yield Graded(self.answer(radiograph))
