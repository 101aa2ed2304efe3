"""What a person should be told beside a bone age: where it was not tested, and where it is disputed."""

from collections.abc import Iterator, Mapping

from bonage_desktop.assessment.plausibility import Plausibility
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.radiograph import ChronologicalAge
from bonage_desktop.sentences import say
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

_CHILDREN = {Sex.MALE: say("boys"), Sex.FEMALE: say("girls")}


def age_notices(age: ChronologicalAge | None) -> Iterator[Notice]:
    """A chronological age outside the tested range."""
    if age is not None and age.years > TESTED_UP_TO_YEARS:
        yield Notice(
            "assessment.age_outside_tested_range",
            say(
                "The chronological age is {years:.1f} years; tested up to {most:g} years.",
                years=age.years,
                most=TESTED_UP_TO_YEARS,
            ),
        )


def bone_age_notices(bone_age: BoneAge, sex: Sex, rejection: Rejection | None) -> Iterator[Notice]:
    """A bone age outside the tested range, one that the sources dispute, and one of a rejected image."""
    below = TESTED_BELOW_BONE_AGE_YEARS[sex]
    if not TESTED_FROM_BONE_AGE_YEARS <= bone_age.years < below:
        yield Notice(
            "assessment.bone_age_outside_tested_range",
            say(
                "The bone age is {years:.1f} years; tested from {lowest:g} to below {below:g} years in {children}.",
                years=bone_age.years,
                lowest=TESTED_FROM_BONE_AGE_YEARS,
                below=below,
                children=_CHILDREN[sex],
            ),
        )
    if bone_age.alternative_years is not None:
        yield Notice(
            "assessment.sources_disagree",
            say(
                "The sources of the curve disagree at this maturity: {years:.1f} or {other:.1f} years.",
                years=bone_age.years,
                other=bone_age.alternative_years,
            ),
        )
    if rejection is not None:
        yield Notice(
            "assessment.read_after_rejection",
            say("The image was rejected and all 13 levels are the reader's. {reason}", reason=rejection.message),
        )


def plausibility_notices(
    levels: Mapping[Bone, Level], plausibility: Mapping[Bone, Plausibility], standard: RusChn
) -> Iterator[Notice]:
    """The levels that hardly go with the other twelve."""
    for bone, judged in plausibility.items():
        if judged.is_doubtful:
            yield Notice(
                "assessment.level_implausible",
                say(
                    "{bone}: L{label} · {index} hardly goes with the other twelve levels: by them alone, not by the "
                    "image, its chance is {chance}; they speak for L{expected_label} · {expected}.",
                    bone=bone.title,
                    label=standard.label(levels[bone]),
                    index=levels[bone].index,
                    chance=_percent(judged.probability),
                    expected_label=standard.label(judged.expected),
                    expected=judged.expected.index,
                ),
            )


def _percent(probability: float) -> str:
    return say("below 0.1%") if probability < 0.001 else f"{probability:.1%}"
