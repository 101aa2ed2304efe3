"""How certain a bone age is, from what the networks think of each level.

The 13 bones are taken as independent and the probabilities as they are. Levels of one hand are
correlated, so the true spread is wider; calibrating it is another issue, and until then the
figures are those of the networks, not a promise of coverage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.standards.bones import Level
from bonage_desktop.standards.curve import MAX_SCORE, Curve, bone_age
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

_ROUNDING = 1e-9  # sums of products of probabilities miss 0.9 by a few 1e-16


class CertaintyGrade(StrEnum):
    """Certainty in a word, by the years between P10 and P90: high below 1, medium below 2, else low."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Certainty:
    """Where the bone age lies, given the probabilities of the levels. Uncalibrated.

    Attributes:
        p10_years: 10 % of the probability lies at or below this age.
        p50_years: half of it.
        p90_years: 90 % of it.
    """

    p10_years: float
    p50_years: float
    p90_years: float

    @property
    def grade(self) -> CertaintyGrade:
        """The width between P10 and P90 in a word."""
        return _in_a_word(self.p90_years - self.p10_years)


def certainty(grades: Iterable[BoneGrade], sex: Sex, rus_chn: RusChn) -> Certainty:
    """P10, P50 and P90 of the bone age.

    Args:
        grades: of all 13 bones.
        sex: whose points and curve.
        rus_chn: the standard.
    """
    cumulative = np.cumsum(score_distribution(grades, sex, rus_chn))
    curve = rus_chn.curve(sex)
    p10, p50, p90 = (_age_at(share, cumulative, curve) for share in (0.1, 0.5, 0.9))
    return Certainty(p10, p50, p90)


def score_distribution(grades: Iterable[BoneGrade], sex: Sex, rus_chn: RusChn) -> npt.NDArray[np.float64]:
    """Probability of each score: the exact convolution of the bones' point distributions.

    Returns:
        float64 (1001,), index = score, sums to 1.
    """
    scores = np.ones(1)
    for grade in grades:
        scores = np.convolve(scores, _point_distribution(grade, sex, rus_chn))
    padded = np.zeros(MAX_SCORE + 1)
    padded[: scores.size] = scores
    return padded


def _point_distribution(grade: BoneGrade, sex: Sex, rus_chn: RusChn) -> npt.NDArray[np.float64]:
    worth = [rus_chn.points(Level(grade.bone, index), sex) for index in range(grade.bone.level_count)]
    distribution = np.zeros(max(worth) + 1)
    np.add.at(distribution, worth, grade.probabilities)
    return distribution


def _age_at(share: float, cumulative: npt.NDArray[np.float64], curve: Curve) -> float:
    score = int(np.searchsorted(cumulative, share - _ROUNDING))
    return bone_age(score, curve).years


def _in_a_word(width_years: float) -> CertaintyGrade:
    if width_years < 1:
        return CertaintyGrade.HIGH
    return CertaintyGrade.MEDIUM if width_years < 2 else CertaintyGrade.LOW
