"""What is kept of a case: its image as the file describes it (no pixels), and the readings of it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NewType

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import Laterality, Radiograph
from bonage_desktop.records.status import CaseStatus, ReadingKind
from bonage_desktop.standards.bones import Bone, Level

__all__ = [
    "CaseId",
    "CaseStatus",
    "EarlierReading",
    "ImageKey",
    "KeptCase",
    "KeptReading",
    "ReadingKind",
    "Signature",
    "Work",
    "new_case_id",
    "random_name",
]

CaseId = NewType("CaseId", str)
"""Names a case in its database: 32 hexadecimal digits drawn at random, so that it says nothing of the patient."""


def random_name() -> str:
    """32 random hexadecimal digits: a salt, a trail's or a case's name."""
    return secrets.token_hex(16)


def new_case_id() -> CaseId:
    """The name of a case that is not kept yet."""
    return CaseId(random_name())


@dataclass(frozen=True, slots=True)
class ImageKey:
    """Which image it is, whatever its file is called.

    Attributes:
        patient_id: empty where the file does not say.
        image: the SOP Instance UID, or the SHA-256 of the file where it has none.
    """

    patient_id: str
    image: str

    @classmethod
    def of(cls, radiograph: Radiograph) -> "ImageKey":
        """The key of this image."""
        known = radiograph.identifiers
        return cls(known.patient_id.strip(), known.sop_instance_uid.strip() or radiograph.provenance.sha256)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who confirmed a reading, and when (with a time zone)."""

    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.by.strip() or self.at.utcoffset() is None:
            raise ValueError("a signature has a name and a time with its zone")


@dataclass(frozen=True, slots=True)
class Work:
    """What a reader said and did beside the levels, boxes and the sex.

    Attributes:
        birth_date: of the patient, or None where the file's word stands.
        study_date: of the examination, likewise.
        laterality: which hand, likewise.
        ticked: the bones that the reader has looked at.
        first_grades: own levels, given before those of the networks were shown.
        compared_with: the networks' levels that these were compared with.
        other_findings: keys of what else was seen, e.g. `fracture`.
        remarks: free text.
        is_assessed: the networks are through with the image, or refused it.
    """

    birth_date: date | None = None
    study_date: date | None = None
    laterality: Laterality | None = None
    ticked: frozenset[Bone] = frozenset()
    first_grades: Mapping[Bone, Level] = field(default_factory=dict[Bone, Level])
    compared_with: Mapping[Bone, Level] = field(default_factory=dict[Bone, Level])
    other_findings: frozenset[str] = frozenset()
    remarks: str = ""
    is_assessed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class KeptReading:
    """One reading of a case; a confirmed one never changes.

    Attributes:
        number: 1.. within the case.
        kind: which reading it is.
        amends: the number of the confirmed reading that it amends, or None.
        reader: whose it is; empty before anybody did anything.
        reading: findings, sex and changes.
        own_findings: what the networks found by themselves, where boxes of the reader made the findings others.
        work: what else the reader said and did.
        status: how far it is.
        signature: who confirmed it, or None.

    Raises:
        ValueError: status and signature contradict each other, or it amends itself or a later one.
    """

    number: int
    kind: ReadingKind
    amends: int | None
    reader: str
    reading: Reading
    own_findings: Findings | None
    work: Work
    status: CaseStatus
    signature: Signature | None

    def __post_init__(self) -> None:
        if (self.status is CaseStatus.CONFIRMED) != (self.signature is not None):
            raise ValueError("a reading is confirmed by a signature, and by nothing else")
        if self.number < 1 or not 0 < (self.amends or 1) <= max(self.number - 1, 1):
            raise ValueError("readings are numbered from 1, and amend one before them")

    @property
    def score(self) -> int | None:
        """RUS-CHN score, or None where none may be told."""
        return None if self.reading.refusal is not None else self.reading.score

    @property
    def bone_age_years(self) -> float | None:
        """RUS-CHN bone age, or None where none may be told."""
        age = None if self.reading.refusal is not None else self.reading.bone_age
        return None if age is None else age.years


@dataclass(frozen=True, slots=True, eq=False)
class KeptCase:
    """One image and all its readings.

    Attributes:
        id: names it in its database.
        version: 1.., one more with every change; what a change is based on.
        image: as its file describes it; `pixels` and `stored` are empty.
        readings: in the order of their numbers; the last one is the one in work, or the last that was confirmed.
    """

    id: CaseId
    version: int
    image: Radiograph
    readings: tuple[KeptReading, ...]

    @property
    def current(self) -> KeptReading:
        """The last reading."""
        return self.readings[-1]


@dataclass(frozen=True, slots=True, eq=False)
class EarlierReading:
    """A confirmed reading of the same patient.

    Attributes:
        case: whose.
        image: with study date and age.
        reading: the last confirmed one of that case.
    """

    case: CaseId
    image: Radiograph
    reading: KeptReading
