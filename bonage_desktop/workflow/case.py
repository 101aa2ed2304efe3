"""A case: one radiograph on its way from a file to a confirmed reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Findings, Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.facts import Facts, with_reader_facts
from bonage_desktop.workflow.packed_mask import PackedMask


class CaseState(StrEnum):
    """What has become of a case; the words that a reader sees are the window's."""

    WAITING = "waiting"
    CANCELLED = "cancelled"
    READING = "reading"
    TO_REVIEW = "to_review"
    NEEDS_SEX = "needs_sex"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"
    FAILED = "failed"
    CONFIRMED = "confirmed"


class OtherFinding(StrEnum):
    """What a reader may see beside the bone age."""

    IMAGE_QUALITY = "image_quality"
    ADDUCTOR_SESAMOID = "adductor_sesamoid"
    SHORT_FOURTH_METACARPAL = "short_fourth_metacarpal"
    CONE_EPIPHYSIS = "cone_epiphysis"
    MADELUNG = "madelung"
    RICKETS = "rickets"
    FRACTURE = "fracture"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed a case, and when (with a time zone).

    Raises:
        WorkflowError: nobody did (`workflow.reader_unnamed`).
        ValueError: the time has no zone.
    """

    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise WorkflowError(
                "workflow.reader_unnamed",
                say("Confirming a case needs the name of the reader who does it."),
                say("Say who you are."),
            )
        if self.at.utcoffset() is None:
            raise ValueError("a confirmation has a time with its zone")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One radiograph with its reading, as the window and the review session know it.

    Attributes:
        number: 1.., in the order in which the files were opened; names the case while the program runs.
        file: the image as it was given.
        radiograph: as its file describes it, or None before decoding. A case that is not open keeps what the file says
            and no pixels (`has_pixels`).
        reading: levels, score and age; None before decoding.
        is_assessed: the networks are through with it, or refused it.
        stage: the stage that runs now, or None.
        error: why it could not be decoded or assessed, or None.
        facts: what the reader said about child and hand.
        ticked: the bones that the reader has looked at.
        first_grades: the reader's own levels, given before those of the networks were shown (grade first).
        other_findings: what else the reader saw.
        remarks: free text of the reader.
        confirmation: who confirmed it, or None.
        compared_with: the networks' levels that the reader's first grades were compared with (`agreement`).
        was_confirmed: it was signed before: the reader has seen its levels, and what was signed is open to changes.
        is_cancelled: the reader let the networks leave it alone before they were through.
        sha256: of the file's bytes when its reading began; empty before decoding.
        packed_palm: the mask of the palm while the case is put away; else None.
        own_findings: what the networks found by themselves, where boxes of the reader made the reading's findings
            others (`drawn_boxes`); else None.
        looks: what the networks found when they were asked about a box that the reader drew around a bone.
    """

    number: int
    file: Path
    radiograph: Radiograph | None = None
    reading: Reading | None = None
    is_assessed: bool = False
    stage: Stage | None = None
    error: BonageError | None = None
    facts: Facts = field(default_factory=Facts)
    ticked: frozenset[Bone] = frozenset()
    first_grades: Mapping[Bone, Level] = field(default_factory=dict[Bone, Level])
    other_findings: frozenset[OtherFinding] = frozenset()
    remarks: str = ""
    confirmation: Confirmation | None = None
    compared_with: Mapping[Bone, Level] = field(default_factory=dict[Bone, Level])
    was_confirmed: bool = False
    is_cancelled: bool = False
    sha256: str = ""
    packed_palm: PackedMask | None = None
    own_findings: Findings | None = None
    looks: Mapping[tuple[Bone, Box], Findings] = field(default_factory=dict[tuple[Bone, Box], Findings])

    @property
    def known(self) -> Radiograph | None:
        """The radiograph with the reader's facts laid over those of its file."""
        return None if self.radiograph is None else with_reader_facts(self.radiograph, self.facts)

    @property
    def has_pixels(self) -> bool:
        """Whether the radiograph's pixels are in memory."""
        return self.radiograph is not None and self.radiograph.pixels.size > 0

    @property
    def are_boxes_refused(self) -> bool:
        """Whether the networks refused the image and no box in it is the reader's yet: theirs count for nothing."""
        reading = self.reading
        if reading is None or reading.findings.rejection is None:
            return False
        return all(roi.source is not Source.READER for roi in reading.rois.values())

    @property
    def state(self) -> CaseState:
        """What has become of it."""
        if self.confirmation is not None:
            return CaseState.CONFIRMED
        if self.stage is not None:
            return CaseState.READING
        if self.reading is not None and not self.reading.unresolved:
            return _state_of(self.reading)
        if self.error is not None:
            return CaseState.FAILED
        if self.reading is None or not self.is_assessed:
            return CaseState.CANCELLED if self.is_cancelled else CaseState.WAITING
        return _state_of(self.reading)


def _state_of(reading: Reading) -> CaseState:
    if reading.refusal is not None:
        return CaseState.REJECTED
    if reading.unresolved:
        return CaseState.INCOMPLETE
    return CaseState.NEEDS_SEX if reading.sex is None else CaseState.TO_REVIEW
