"""What a person should be told beside a bone age: where it was not tested, and where it is disputed."""

from collections.abc import Iterator, Mapping

from bonage_desktop.assessment.plausibility import Plausibility
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.radiograph import ChronologicalAge
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import BoneAge
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

TESTED_UP_TO_YEARS = 18.0
"""Chronological age, inclusive."""

TESTED_FROM_BONE_AGE_YEARS = 3.0
"""Bone age, inclusive."""

TESTED_BELOW_BONE_AGE_YEARS = {Sex.MALE: 17.0, Sex.FEMALE: 16.0}
"""Bone age, exclusive."""

_CHILDREN = {Sex.MALE: "boys", Sex.FEMALE: "girls"}


def age_notices(age: ChronologicalAge | None) -> Iterator[Notice]:
    """A chronological age outside the tested range."""
    if age is not None and age.years > TESTED_UP_TO_YEARS:
        yield Notice(
            "assessment.age_outside_tested_range",
            f"The chronological age is {age.years:.1f} years; tested up to {TESTED_UP_TO_YEARS:g} years.",
        )


def bone_age_notices(bone_age: BoneAge, sex: Sex, rejection: Rejection | None) -> Iterator[Notice]:
    """A bone age outside the tested range, one that the sources dispute, and one of a rejected image."""
    below = TESTED_BELOW_BONE_AGE_YEARS[sex]
    if not TESTED_FROM_BONE_AGE_YEARS <= bone_age.years < below:
        yield Notice(
            "assessment.bone_age_outside_tested_range",
            f"The bone age is {bone_age.years:.1f} years; tested from {TESTED_FROM_BONE_AGE_YEARS:g} to below "
            f"{below:g} years in {_CHILDREN[sex]}.",
        )
    if bone_age.alternative_years is not None:
        yield Notice(
            "assessment.sources_disagree",
            f"The sources of the curve disagree at this maturity: {bone_age.years:.1f} or "
            f"{bone_age.alternative_years:.1f} years.",
        )
    if rejection is not None:
        yield Notice(
            "assessment.read_after_rejection",
            f"The image was rejected and all 13 levels are the reader's. {rejection.message}",
        )


def plausibility_notices(
    levels: Mapping[Bone, Level], plausibility: Mapping[Bone, Plausibility], standard: RusChn
) -> Iterator[Notice]:
    """The levels that hardly go with the other twelve."""
    for bone, judged in plausibility.items():
        if judged.is_doubtful:
            yield Notice(
                "assessment.level_implausible",
                f"{bone.title}: L{standard.label(levels[bone])} · {levels[bone].index} hardly goes with the other "
                f"twelve levels (probability {_percent(judged.probability)}); they speak for "
                f"L{standard.label(judged.expected)} · {judged.expected.index}.",
            )


def _percent(probability: float) -> str:
    return "below 0.1%" if probability < 0.001 else f"{probability:.1%}"
