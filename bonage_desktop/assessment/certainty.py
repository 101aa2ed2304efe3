"""How certain a bone age is, from what the networks think of each level, and from how bones err together.

The levels of one hand are not independent: where the networks see one bone too mature, they see the others too
mature. A Gaussian copula with one common factor carries that; its correlation is the smallest with which four fifths
of the validation ages lie between P10 and P90 (resources/model/certainty.json, docs/accuracy.md).

Source: Li, On Default Correlation: A Copula Function Approach, J. Fixed Income 9 (2000) 43-54, for the copula.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import MAX_SCORE, Curve, bone_age
from bonage_desktop.standards.entries import read_document
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex

_ROUNDING = 1e-9  # sums of products of probabilities miss 0.9 by a few 1e-16
_NODES = 25
"""Points of Gauss-Hermite quadrature over the common factor: more change no percentile by a point of score."""
_LENGTH = 1024
"""Scores that the Fourier transform tells apart: at least the 1001 that there are."""
_FREQUENCIES = _LENGTH // 2 + 1
_WAVES_KEPT = 16
"""A change of one bone leaves those of the other twelve as they were; 0.2 MB each."""

_Waves = npt.NDArray[np.complex128]


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
    """Probability of each score.

    Given the common factor bones are independent, so the characteristic function of their sum is the product of
    theirs; it is mixed over the factor and turned back into probabilities once.

    Args:
        grades: of all 13 bones, each once.
        sex: whose points.
        rus_chn: the standard.
        correlation: of the bones' errors, 0..1 exclusive.

    Returns:
        float64 (1001,), index = score, sums to 1.
    """
    product: _Waves = np.ones((_NODES, _FREQUENCIES), np.complex128)
    for grade in grades:
        product *= _waves_given_factor(grade.bone, grade.probabilities.tobytes(), sex, rus_chn, correlation)
    _, weights = _quadrature()
    mixed = np.fft.irfft(weights @ product, _LENGTH)[: MAX_SCORE + 1]
    return np.maximum(mixed, 0.0)  # impossible scores come out as some -1e-18


@cache
def _quadrature() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Values of the common factor, and their weights, which sum to 1."""
    factor, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    return factor, weights / weights.sum()


@cache
def _waves(sex: Sex, rus_chn: RusChn) -> Mapping[Bone, npt.NDArray[np.float64]]:
    """For each bone and each of its levels the Fourier transform of its points for sure.

    float64 (levels, 2 x frequencies), real and imaginary parts in turn: a product with real probabilities stays cheap.
    """
    turns = -2j * np.pi / _LENGTH * np.arange(_FREQUENCIES)
    points = {
        bone: np.array([rus_chn.points(Level(bone, index), sex) for index in range(bone.level_count)]) for bone in Bone
    }
    return {bone: np.exp(worth[:, None] * turns).view(np.float64) for bone, worth in points.items()}


@lru_cache(maxsize=_WAVES_KEPT)
def _waves_given_factor(bone: Bone, probabilities: bytes, sex: Sex, rus_chn: RusChn, correlation: float) -> _Waves:
    """Characteristic function of one bone's points for each value of the common factor, (nodes, frequencies).

    Args:
        bone: whose points.
        probabilities: of its levels, float64, as bytes: what is kept is found again by its value.
        sex: whose points.
        rus_chn: the standard.
        correlation: of the bones' errors, 0..1 exclusive.
    """
    of_levels = _given_factor(np.frombuffer(probabilities, np.float64), correlation)
    waves: _Waves = (of_levels @ _waves(sex, rus_chn)[bone]).view(np.complex128)
    waves.setflags(write=False)
    return waves


def _given_factor(probabilities: npt.NDArray[np.float64], correlation: float) -> npt.NDArray[np.float64]:
    """Probability of each level where the common factor has each of its values: float64 (nodes, levels).

    The common factor pushes all bones the same way; averaged over it, each bone has its own probabilities again.
    """
    from scipy.special import ndtr, ndtri  # takes a quarter of a second, and the window shows before it

    factor, _ = _quadrature()
    quantiles = ndtri(_cumulative(probabilities))[None, :] - np.sqrt(correlation) * factor[:, None]
    return np.diff(ndtr(quantiles / np.sqrt(1 - correlation)), axis=1, prepend=0.0)


def _cumulative(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Probability of each level or a lower one; exactly 1 at the last."""
    summed = np.clip(np.cumsum(probabilities), 0.0, 1.0)
    summed[-1] = 1.0
    return summed


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
        raise entry.refusal(say("is not between 0 and 1"))
    return correlation


def _age_at(share: float, cumulative: npt.NDArray[np.float64], curve: Curve) -> float:
    score = int(np.searchsorted(cumulative, share - _ROUNDING))
    return bone_age(score, curve).years


def _in_a_word(width_years: float) -> CertaintyGrade:
    if width_years < 1:
        return CertaintyGrade.HIGH
    return CertaintyGrade.MEDIUM if width_years < 2 else CertaintyGrade.LOW
