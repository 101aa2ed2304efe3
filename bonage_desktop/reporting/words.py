"""Ages and levels in words, the same on the screen and in the pictures."""

from bonage_desktop.assessment.certainty import Certainty
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge
from bonage_desktop.standards.bones import Level
from bonage_desktop.standards.curve import AgeBound, BoneAge
from bonage_desktop.standards.rus_chn import RusChn

RESEARCH_NOTICE = "Research use only, not a medical device."

_FOUND = {AgeSource.DATES: "by the dates", AgeSource.PATIENT_AGE: "by the Patient's Age"}
_BOUNDS = {AgeBound.WITHIN: "", AgeBound.AT_OR_BELOW: " or less", AgeBound.ADULT: " or more"}


def level_words(level: Level, standard: RusChn) -> str:
    """Label and level, `L4(2) · 5`: a bare number always means the level."""
    return f"L{standard.label(level)} · {level.index}"


def age_words(age: BoneAge) -> str:
    """The bone age to a tenth of a year, with its bound where the curve ends."""
    return f"{age.years:.1f} years{_BOUNDS[age.bound]}"


def other_table_words(years: float) -> str:
    """The age by the other published table, where the sources of the curve disagree."""
    return f"{years:.1f} years by the other published table"


def range_words(certainty: Certainty) -> str:
    """The range from the 10th to the 90th percentile."""
    return f"{certainty.p10_years:.1f} to {certainty.p90_years:.1f} years"


def doubt_words(certainty: Certainty) -> str:
    """The same range for a sentence of its own: four fifths of ages lie in it (docs/accuracy.md)."""
    return f"80% range {range_words(certainty)}"


def child_age_words(age: ChronologicalAge) -> str:
    """The chronological age to a tenth of a year, and how it was found."""
    return f"{age.years:.1f} years {_FOUND[age.source]}"


def difference_words(bone_age_years: float, chronological_years: float) -> str:
    """How far the bone age lies from the chronological age, to a tenth of a year."""
    difference = round(bone_age_years - chronological_years, 1)
    if difference == 0:
        return "equal to the chronological age"
    direction = "ahead of" if difference > 0 else "behind"
    return f"{abs(difference):.1f} years {direction} the chronological age"


def short_difference_words(bone_age_years: float, chronological_years: float) -> str:
    """The same for a cell of a table: `0.3 behind`."""
    difference = round(bone_age_years - chronological_years, 1)
    if difference == 0:
        return "equal"
    return f"{abs(difference):.1f} {'ahead' if difference > 0 else 'behind'}"
