"""One run of the pipeline over one transformed hand, and what came out."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bonage_desktop.assessment.reading import Reading, load_standards
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.imaging.read import Decoder
from bonage_desktop.standards.sex import Sex
from bonage_desktop.training.picture import Transformation, transformed
from bonage_desktop.workflow.assess import LazyPipeline

if TYPE_CHECKING:
    from bonage_desktop.vision.pipeline import Pipeline

UNTRANSFORMED = "untransformed"
"""Under this name the run of the radiograph as it is is kept."""
NEEDS_READER = "workflow.needs_reader"
"""The refusal of a hand with bones that have no level."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to run.

    Attributes:
        file: the radiograph.
        sha256: of the file, hexadecimal.
        sex: of the child.
        transformation: what to do to it, or None for nothing.
        palm: where the untransformed run found the hand, or None.
    """

    file: Path
    sha256: str
    sex: Sex
    transformation: Transformation | None = None
    palm: Box | None = None

    @property
    def name(self) -> str:
        """Of the transformation."""
        return UNTRANSFORMED if self.transformation is None else self.transformation.name


@dataclass(frozen=True, slots=True)
class Run:
    """What came out of one task. It has an age or a refusal, never both.

    Attributes:
        sha256: of the hand's file, hexadecimal.
        name: of the transformation.
        age_years: RUS-CHN bone age, or None where it was refused.
        refusal: code of the rejection, or `workflow.needs_reader`; None where there is an age.
        levels: key of the bone to its level, of those that were graded.
        notices: codes of what was said with the result.
        palm: bounding box of the hand (x0, y0, x1, y1) in the pixels that were looked at, or None.
        seconds: the pipeline took.
        range_years: P10 and P90 of the age, or None where it was refused.

    Raises:
        ValueError: both an age and a refusal, or neither.
    """

    sha256: str
    name: str
    age_years: float | None
    refusal: str | None
    levels: Mapping[str, int]
    notices: tuple[str, ...]
    palm: tuple[float, float, float, float] | None
    seconds: float
    range_years: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if (self.age_years is None) == (self.refusal is None):
            raise ValueError("a run has either an age or a refusal")


class Examiner:
    """Runs tasks one after another; keeps the radiograph that was read last.

    Args:
        decoder: reads the files.
        pipeline: looks at them; loaded by the first task.
    """

    def __init__(self, decoder: Decoder, pipeline: LazyPipeline) -> None:
        self._decoder = decoder
        self._pipeline = pipeline
        self._file: Path | None = None
        self._radiograph: Radiograph | None = None

    def run(self, task: Task) -> Run:
        """Do one task.

        Raises:
            BonageError: the file is no radiograph, the weights cannot be used or a network stopped. Nothing that
                the pipeline thinks of a hand is an error here: it is the result.
        """
        radiograph = self._read(task.file)
        if task.transformation is not None:
            radiograph = transformed(radiograph, task.palm, task.transformation)
        pipeline = self._pipeline.get()
        start = time.perf_counter()
        findings = last_findings(pipeline, radiograph)
        return judged(task, findings, time.perf_counter() - start)

    def _read(self, file: Path) -> Radiograph:
        if self._radiograph is None or self._file != file:
            self._radiograph = self._decoder.read(file)
            self._file = file
        return self._radiograph


def last_findings(pipeline: "Pipeline", radiograph: Radiograph) -> Findings:
    """All that the stages found."""
    *_, last = pipeline.run(radiograph)
    return last.findings


def judged(task: Task, findings: Findings, seconds: float) -> Run:
    """Findings as the result of a task: the age that `bonage assess` would give, or why it would give none."""
    reading = Reading.begin(findings, task.sex, FactSource.DEMOGRAPHICS, load_standards())
    refused = reading.refusal
    age = None if refused is not None else reading.bone_age
    certainty = None if age is None else reading.certainty
    return Run(
        sha256=task.sha256,
        name=task.name,
        age_years=None if age is None else age.years,
        refusal=None if age is not None else NEEDS_READER if refused is None else refused.code,
        levels={bone.key: level.index for bone, level in reading.levels.items()},
        notices=tuple(n.code for n in (*findings.notices, *findings.missing.values(), *reading.notices(None))),
        palm=None if findings.palm is None else _corners(findings.palm.box),
        seconds=seconds,
        range_years=None if certainty is None else (certainty.p10_years, certainty.p90_years),
    )


def _corners(box: Box) -> tuple[float, float, float, float]:
    """As Python's own numbers, whatever kind the pipeline measured with: they are written as JSON."""
    return float(box.x0), float(box.y0), float(box.x1), float(box.y1)
