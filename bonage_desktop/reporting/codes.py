"""Coded concepts of the reports that machines read. docs/codes.md is the dictionary of those of our own.

Sources: DICOM PS3.16 (DCM, SCT, UCUM), LOINC (LN), the Foundational Model of Anatomy as BodyParts3D lists it
(FMA). Of LOINC's stages of single bones only the ulna's could be found; the other twelve are of our own scheme.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.findings.roi import Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import AgeBound
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

PRIVATE_SCHEME = "99BONAGE"
PRIVATE_SCHEME_NAME = "bonage_desktop"
_NAMESPACE = UUID("5f0c5a1e-7a60-5d2e-9d53-3c1f7f3f4b10")


@dataclass(frozen=True, slots=True)
class Concept:
    """One coded concept.

    Attributes:
        value: its code, at most 16 characters.
        scheme: designator of the coding scheme as DICOM writes it, e.g. `LN`, `SCT`.
        meaning: the same for people, at most 64 characters.

    Raises:
        ValueError: a part is empty or longer than DICOM allows (PS3.3 8.1 and 8.3).
    """

    value: str
    scheme: str
    meaning: str

    def __post_init__(self) -> None:
        if not (0 < len(self.value) <= 16 and 0 < len(self.scheme) <= 16 and 0 < len(self.meaning) <= 64):
            raise ValueError(f"no concept of DICOM: {self.value}, {self.scheme}, {self.meaning}")


def _own(value: str, meaning: str) -> Concept:
    return Concept(value, PRIVATE_SCHEME, meaning)


BONE_AGE = Concept("85151-9", "LN", "XR Bone age")
BONE_AGE_METHOD = Concept("85150-1", "LN", "Bone age method")
MATURITY_SCORE = Concept("93189-9", "LN", "XR Wrist and Hand Total skeletal maturity score")
IMAGING_REPORT = Concept("18748-4", "LN", "Diagnostic Imaging Report")

RADIOGRAPHY = Concept("43468-8", "LN", "XR unspecified body region")
"""What was done, in the words that DICOM has for it (CID 100): it knows no bone age study."""

SUBJECT_SEX = Concept("121032", "DCM", "Subject Sex")
SUBJECT_AGE = Concept("121033", "DCM", "Subject Age")
COMMENT = Concept("121106", "DCM", "Comment")
HAND = Concept("85562004", "SCT", "Hand")
STRUCTURE = Concept("91723000", "SCT", "Anatomical Structure")
YEARS = Concept("a", "UCUM", "year")
NO_UNIT = Concept("1", "UCUM", "no units")
PERCENT = Concept("%", "UCUM", "Percent")

SEXES: Mapping[Sex, Concept] = {
    Sex.MALE: Concept("M", "DCM", "Male"),
    Sex.FEMALE: Concept("F", "DCM", "Female"),
}
SIDES: Mapping[Laterality, Concept] = {
    Laterality.LEFT: Concept("7771000", "SCT", "Left"),
    Laterality.RIGHT: Concept("24028007", "SCT", "Right"),
}

SITES: Mapping[Bone, Concept] = {
    Bone.RADIUS: Concept("62413002", "SCT", "Radius"),
    Bone.ULNA: Concept("23416004", "SCT", "Ulna"),
    Bone.MC1: Concept("23899", "FMA", "First metacarpal bone"),
    Bone.MC3: Concept("23901", "FMA", "Third metacarpal bone"),
    Bone.MC5: Concept("23903", "FMA", "Fifth metacarpal bone"),
    Bone.PP1: Concept("23918", "FMA", "Proximal phalanx of thumb"),
    Bone.PP3: Concept("23920", "FMA", "Proximal phalanx of middle finger"),
    Bone.PP5: Concept("23922", "FMA", "Proximal phalanx of little finger"),
    Bone.MP3: Concept("23934", "FMA", "Middle phalanx of middle finger"),
    Bone.MP5: Concept("23936", "FMA", "Middle phalanx of little finger"),
    Bone.DP1: Concept("23945", "FMA", "Distal phalanx of thumb"),
    Bone.DP3: Concept("23947", "FMA", "Distal phalanx of middle finger"),
    Bone.DP5: Concept("23949", "FMA", "Distal phalanx of little finger"),
}

STAGES: Mapping[Bone, Concept] = {
    bone: Concept("93148-5", "LN", "XR Ulna Bone development stage")
    if bone is Bone.ULNA
    else _own(f"stage-{bone.key}", f"{bone.title} bone development stage")
    for bone in Bone
}
"""What a bone's level is called: its number, 0 for no ossification centre."""

POINTS = _own("points", "RUS-CHN points of the level")
LABEL = _own("label", "RUS-CHN label of the level")
WITHIN_ONE = _own("within-one", "Probability that the level is right within one")
LEVEL_SOURCE = _own("level-source", "Who set the level")
BOX_SOURCE = _own("box-source", "Who set the region")
METHOD_RUS_CHN = _own("rus-chn-p50", "RUS-CHN, 50th percentile")
AGE_BOUND = _own("age-bound", "Where the bone age lies on the curve")
AGE_LOW = _own("age-p10", "Bone age, 10th percentile")
AGE_HIGH = _own("age-p90", "Bone age, 90th percentile")
AGE_OTHER_TABLE = _own("age-other-table", "Bone age by the other published table")
STANDARD = _own("standard", "Identity of the points table")

SOURCES: Mapping[Source, Concept] = {
    Source.MODEL: _own("model", "The networks"),
    Source.INFERRED: _own("inferred", "Inferred from the other bones"),
    Source.READER: _own("reader", "A reader"),
}
BOUNDS: Mapping[AgeBound, Concept] = {
    AgeBound.WITHIN: _own("within", "Within the curve"),
    AgeBound.AT_OR_BELOW: _own("at-or-below", "At or below the first age of the curve"),
    AgeBound.ADULT: _own("adult", "At or above the last age of the curve"),
}


def level_label(level: Level, standard: RusChn) -> Concept:
    """How people write the level, coded: `mc3-5` means `L4(2)`."""
    return _own(f"{level.bone.key}-{level.index}", f"{level.bone.title} L{standard.label(level)}")


def private_dictionary(standard: RusChn) -> tuple[Concept, ...]:
    """Every concept of our own scheme, in a stable order."""
    named = (*STAGES.values(), POINTS, LABEL, WITHIN_ONE, LEVEL_SOURCE, BOX_SOURCE, METHOD_RUS_CHN, AGE_BOUND)
    ages = (AGE_LOW, AGE_HIGH, AGE_OTHER_TABLE, STANDARD)
    answers = (*SOURCES.values(), *BOUNDS.values())
    labels = (level_label(Level(bone, index), standard) for bone in Bone for index in range(bone.level_count))
    return tuple(concept for concept in (*named, *ages, *answers, *labels) if concept.scheme == PRIVATE_SCHEME)


def uuid_of(*parts: str) -> UUID:
    """The same UUID for the same parts (RFC 9562, version 5)."""
    return uuid5(_NAMESPACE, "\n".join(parts))


def uid_of(*parts: str) -> str:
    """The same DICOM UID for the same parts: a UUID below 2.25 (PS3.5 B.2)."""
    return f"2.25.{uuid_of(*parts).int}"
