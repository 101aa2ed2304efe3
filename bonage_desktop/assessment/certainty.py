"""How certain a bone age is, from what the networks think of each level, and from how bones err together.

The levels of one hand are not independent: where the networks see one bone too mature, they see the others too
mature. A Gaussian copula with one common factor carries that; its correlation is the smallest with which four fifths
of the validation ages lie between P10 and P90 (resources/model/certainty.json, docs/accuracy.md).

Source: Li, On Default Correlation: A Copula Function Approach, J. Fixed Income 9 (2000) 43-54, for the copula.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.bones import Level
from bonage_desktop.standards.curve import MAX_SCORE, Curve, bone_age
from bonage_desktop.standards.entries import read_document
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

_ROUNDING = 1e-9  # sums of products of probabilities miss 0.9 by a few 1e-16
_NODES = 25
"""Points of Gauss-Hermite quadrature over the common factor: more change no percentile by a point of score."""


class CertaintyGrade(StrEnum):
    """Certainty in a word, by the years between P10 and P90: high below 1, medium below 2, else low."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Certainty:
    """Where the bone age lies, given the probabilities of the levels.

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


def certainty(grades: Iterable[BoneGrade], sex: Sex, rus_chn: RusChn, correlation: float) -> Certainty:
    """P10, P50 and P90 of the bone age.

    Args:
        grades: of all 13 bones.
        sex: whose points and curve.
        rus_chn: the standard.
        correlation: of the bones' errors, 0..1 exclusive.
    """
    cumulative = np.cumsum(score_distribution(grades, sex, rus_chn, correlation))
    curve = rus_chn.curve(sex)
    p10, p50, p90 = (_age_at(share, cumulative, curve) for share in (0.1, 0.5, 0.9))
    return Certainty(p10, p50, p90)


def score_distribution(
    grades: Iterable[BoneGrade], sex: Sex, rus_chn: RusChn, correlation: float
) -> npt.NDArray[np.float64]:
    """Probability of each score: given the common factor bones are independent, so their points are convolved.

    Returns:
        float64 (1001,), index = score, sums to 1.
    """
    factor, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    scores = np.ones((_NODES, 1))  # up to the score that the bones so far can reach
    for grade in grades:
        given_factor = _given_factor(grade.probabilities, factor, correlation)
        points = [rus_chn.points(Level(grade.bone, index), sex) for index in range(grade.bone.level_count)]
        reach = scores.shape[1]
        summed = np.zeros((_NODES, reach + max(points)))
        for worth, probability in zip(points, given_factor.T, strict=True):
            summed[:, worth : worth + reach] += probability[:, None] * scores
        scores = summed
    mixed = weights @ scores / weights.sum()
    return np.pad(mixed, (0, MAX_SCORE + 1 - len(mixed)))


def _given_factor(
    probabilities: npt.NDArray[np.float64], factor: npt.NDArray[np.float64], correlation: float
) -> npt.NDArray[np.float64]:
    """Probability of each level, float64 (nodes, levels), where the common factor has these values, float64 (nodes,).

    The common factor pushes all bones the same way; averaged over it, each bone has its own probabilities again.
    """
    from scipy.special import ndtr, ndtri  # takes a quarter of a second, and the window shows before it

    cumulative = np.clip(np.cumsum(probabilities)[:-1], 0.0, 1.0)
    quantiles = ndtri(cumulative)[None, :] - np.sqrt(correlation) * factor[:, None]
    inner = ndtr(quantiles / np.sqrt(1 - correlation))
    ends = np.ones((len(factor), 1))
    return np.diff(np.hstack([0 * ends, inner, ends]), axis=1)


@cache
def load_correlation() -> float:
    """The shipped correlation of the bones' errors.

    Raises:
        StandardError: its file cannot be used (see `read_correlation`).
    """
    return read_correlation(resources_dir() / "model" / "certainty.json")


def read_correlation(file: Path) -> float:
    """The correlation in a file, 0..1 exclusive.

    Raises:
        StandardError: it cannot be read, or holds none (`standards.file_unreadable`, `standards.file_invalid`,
            `standards.schema_unknown`).
    """
    entry = read_document(file).top["correlation"]
    correlation = entry.number()
    if not 0 <= correlation < 1:
        raise entry.refusal("is not between 0 and 1")
    return correlation


def _age_at(share: float, cumulative: npt.NDArray[np.float64], curve: Curve) -> float:
    score = int(np.searchsorted(cumulative, share - _ROUNDING))
    return bone_age(score, curve).years


def _in_a_word(width_years: float) -> CertaintyGrade:
    if width_years < 1:
        return CertaintyGrade.HIGH
    return CertaintyGrade.MEDIUM if width_years < 2 else CertaintyGrade.LOW
