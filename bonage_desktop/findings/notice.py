"""Things a person should be told that are no failure, and why an image was rejected."""

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """How loudly a notice is said."""

    CONTRADICTION = "contradiction"
    """Two sources say different things about the child or the hand: said before the age, everywhere."""
    DOUBT = "doubt"
    """A reason to look at the image again: said on the pictures too."""
    REMARK = "remark"
    """Said wherever a result is written."""
    ROUTINE = "routine"
    """True of every file of its kind: left out where many results share a table."""


_WEIGHTS = {
    "vision.side_unexpected": Weight.CONTRADICTION,
    "workflow.birth_date_conflict": Weight.CONTRADICTION,
    "workflow.laterality_conflict": Weight.CONTRADICTION,
    "workflow.sex_conflict": Weight.CONTRADICTION,
    "assessment.age_outside_tested_range": Weight.DOUBT,
    "assessment.bone_age_outside_tested_range": Weight.DOUBT,
    "assessment.level_implausible": Weight.DOUBT,
    "assessment.read_after_rejection": Weight.DOUBT,
    "assessment.sources_disagree": Weight.DOUBT,
    "imaging.age_disagrees": Weight.DOUBT,
    "imaging.both_hands": Weight.DOUBT,
    "imaging.dates_contradict": Weight.DOUBT,
    "imaging.laterality_contradicts": Weight.DOUBT,
    "imaging.study_date_in_future": Weight.DOUBT,
    "vision.coarse": Weight.DOUBT,
    "vision.hand_presumed": Weight.DOUBT,
    "vision.negative": Weight.DOUBT,
    "vision.noisy": Weight.DOUBT,
    "vision.roi_at_edge": Weight.DOUBT,
    "vision.roi_inferred": Weight.DOUBT,
    "vision.roi_unsure": Weight.DOUBT,
    "workflow.birth_date_after_study": Weight.DOUBT,
    "workflow.file_changed": Weight.DOUBT,
    "workflow.inferred_supplied": Weight.DOUBT,
    "workflow.read_after_rejection": Weight.DOUBT,
    "workflow.refused_supplied": Weight.DOUBT,
    "imaging.no_patient_facts": Weight.ROUTINE,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark for the reader: a fallback taken, a tag missing, a doubt.

    Attributes:
        code: stable, documented identifier, e.g. `imaging.charset_missing`.
        message: one sentence.
        claim: of a contradiction, what the source says that was not followed, e.g. `the file says male`; else empty.
    """

    code: str
    message: str
    claim: str = ""

    @property
    def weight(self) -> Weight:
        """How loudly it is said; it goes with the code."""
        return _WEIGHTS.get(self.code, Weight.REMARK)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the networks' result for an image must not be used.

    Attributes:
        code: stable, documented identifier, e.g. `vision.no_palm`.
        message: one sentence that says what was seen.
        hint: what the reader can do.
    """

    code: str
    message: str
    hint: str
