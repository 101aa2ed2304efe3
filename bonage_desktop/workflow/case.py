"""A case: one radiograph on its way from a file to a confirmed reading."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

import numpy as np

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.standards.bones import Bone


class CaseState(StrEnum):
    """What has become of a case; the words that a reader sees are the window's."""

    WAITING = "waiting"
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
class Facts:
    """What a reader says about child and hand; None where the file's word stands.

    Attributes:
        birth_date: of the patient.
        study_date: of the examination.
        laterality: which hand.
    """

    birth_date: date | None = None
    study_date: date | None = None
    laterality: Laterality | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed a case, and when (with a time zone)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One radiograph with its reading, as the window and the review session know it.

    Attributes:
        number: 1.., in the order in which the files were opened; names the case while the program runs.
        file: the image as it was given.
        radiograph: what was decoded, with the reader's facts laid over it, or None before decoding. A case that is not
            open keeps the facts and no pixels (`has_pixels`).
        reading: levels, score and age; None before the first stage is through.
        stage: the stage that runs now, or None.
        error: why it could not be decoded or assessed, or None.
        facts: what the reader said about child and hand.
        ticked: the bones that the reader has looked at.
        other_findings: what else the reader saw.
        remarks: free text of the reader.
        confirmation: who confirmed it, or None.
    """

    number: int
    file: Path
    radiograph: Radiograph | None = None
    reading: Reading | None = None
    stage: Stage | None = None
    error: BonageError | None = None
    facts: Facts = Facts()
    ticked: frozenset[Bone] = frozenset()
    other_findings: frozenset[OtherFinding] = frozenset()
    remarks: str = ""
    confirmation: Confirmation | None = None

    @property
    def has_pixels(self) -> bool:
        """Whether the radiograph's pixels are in memory."""
        return self.radiograph is not None and self.radiograph.pixels.size > 0

    @property
    def state(self) -> CaseState:
        """What has become of it."""
        if self.confirmation is not None:
            return CaseState.CONFIRMED
        if self.stage is not None:
            return CaseState.READING
        if self.error is not None:
            return CaseState.FAILED
        return CaseState.WAITING if self.reading is None else _state_of(self.reading)

    def without_pixels(self) -> Self:
        """The case without what is large and can be read from its file again."""
        if not self.has_pixels or self.radiograph is None:
            return self
        bare = replace(self.radiograph, pixels=np.empty((0, 0), np.float32), stored=np.empty((0, 0), np.uint8))
        return replace(self, radiograph=bare)


def _state_of(reading: Reading) -> CaseState:
    if reading.refusal is not None:
        return CaseState.REJECTED
    if reading.unresolved:
        return CaseState.INCOMPLETE
    return CaseState.NEEDS_SEX if reading.sex is None else CaseState.TO_REVIEW
