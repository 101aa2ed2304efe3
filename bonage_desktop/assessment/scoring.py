"""From levels and a sex to points, scores and ages, by both standards."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bonage_desktop.assessment.certainty import load_correlation
from bonage_desktop.assessment.plausibility import PlausibilityModel, load_plausibility
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import BoneAge, bone_age
from bonage_desktop.standards.entries import StandardError
from bonage_desktop.standards.rus_chn import RusChn, load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.standards.tw3 import Tw3, load_tw3

Levels = Mapping[Bone, Level]


@dataclass(frozen=True, slots=True)
class Standards:
    """What a reading is scored and judged with: the two standards, and what is known of the networks' levels.

    Attributes:
        rus_chn: points, curve, criteria.
        tw3: stages, scores, curve.
        plausibility: how the levels of one hand go together.
        correlation: of the networks' errors in the bones of one hand, 0..1 exclusive.

    Raises:
        StandardError: RUS-CHN maps a level to a stage that TW3 does not have, or not onto all of them
            (`standards.stages_differ`).
    """

    rus_chn: RusChn
    tw3: Tw3
    plausibility: PlausibilityModel
    correlation: float

    def __post_init__(self) -> None:
        for bone in Bone:
            mapped = {row.tw3_letter for row in self.rus_chn.rows[bone]}
            if mapped != set(self.tw3.letters(bone)):
                raise StandardError(
                    "standards.stages_differ",
                    say("rus_chn.json and tw3_rus.json do not have the same TW3 stages of {key}.", key=bone.key),
                    say("Install the application again: its standards must not be edited."),
                )


@cache
def load_standards() -> Standards:
    """The shipped standards, read and validated once.

    Raises:
        StandardError: a file cannot be used.
    """
    return Standards(load_rus_chn(), load_tw3(), load_plausibility(), load_correlation())


@dataclass(frozen=True, slots=True)
class LevelStep:
    """What one level more or less of one bone does to the bone age.

    Attributes:
        down_years: years that one level down adds (0 or less), or None where there is none.
        up_years: years that one level up adds (0 or more), or None where there is none.
    """

    down_years: float | None
    up_years: float | None


def unresolved(levels: Levels) -> tuple[Bone, ...]:
    """The bones that have no level, in their order."""
    return tuple(bone for bone in Bone if bone not in levels)


def rus_chn_points(levels: Levels, sex: Sex | None, standards: Standards) -> Mapping[Bone, int] | None:
    """RUS-CHN points of each bone that has a level, or None without a sex."""
    if sex is None:
        return None
    return {bone: standards.rus_chn.points(level, sex) for bone, level in levels.items()}


def rus_chn_score(levels: Levels, sex: Sex | None, standards: Standards) -> int | None:
    """RUS-CHN score, 0..1000, or None without a sex or while a bone has no level."""
    points = rus_chn_points(levels, sex, standards)
    return None if points is None or unresolved(levels) else sum(points.values())


def tw3_score(levels: Levels, sex: Sex | None, standards: Standards) -> int | None:
    """TW3-RUS score of the stages that the levels lie in, 0..1000, or None as for RUS-CHN."""
    if sex is None or unresolved(levels):
        return None
    rus_chn, tw3 = standards.rus_chn, standards.tw3
    return sum(tw3.points(bone, rus_chn.tw3_letter(level), sex) for bone, level in levels.items())


def age_of(score: int | None, sex: Sex | None, standard: RusChn | Tw3) -> BoneAge | None:
    """The bone age of a score, or None where there is no score."""
    return None if score is None or sex is None else bone_age(score, standard.curve(sex))


def level_step(bone: Bone, levels: Levels, sex: Sex | None, standards: Standards) -> LevelStep:
    """What one level more or less of this bone does to the RUS-CHN bone age."""
    return LevelStep(
        down_years=_years_of_step(bone, -1, levels, sex, standards),
        up_years=_years_of_step(bone, +1, levels, sex, standards),
    )


def _years_of_step(bone: Bone, by: int, levels: Levels, sex: Sex | None, standards: Standards) -> float | None:
    score = rus_chn_score(levels, sex, standards)
    if sex is None or score is None or not 0 <= levels[bone].index + by < bone.level_count:
        return None
    rus_chn, level = standards.rus_chn, levels[bone]
    stepped = Level(bone, level.index + by)
    then = score - rus_chn.points(level, sex) + rus_chn.points(stepped, sex)
    return bone_age(then, rus_chn.curve(sex)).years - bone_age(score, rus_chn.curve(sex)).years
