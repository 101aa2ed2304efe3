"""How well a level goes with the other twelve of its hand.

One ordinal regression for each bone and sex, learnt from the levels that the networks gave to the training hands;
the age is not asked. Data: resources/model/plausibility.json.

Source: McCullagh, Regression Models for Ordinal Data, J. R. Stat. Soc. B 42 (1980) 109-142 (proportional odds).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.notice import Rejection
from bonage_desktop.installation import resources_dir
from bonage_desktop.sentences import listed, say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.entries import Entry, read_document
from bonage_desktop.standards.sex import Sex

IMPLAUSIBLE = 0.01
"""Probability of a level, given the other twelve, below which the bone is flagged."""
FAR = 2
"""Levels from the expected one at which a level may be flagged: one that no training hand had is rare by chance."""

CONTRADICTING = 3
"""Flagged levels in one hand from which none of them is trusted; one of 990 labelled hands has as many."""

_OTHERS = {bone: np.array([other.number - 1 for other in Bone if other is not bone]) for bone in Bone}

Levels = Mapping[Bone, Level]


@dataclass(frozen=True, slots=True)
class Plausibility:
    """A level beside the other twelve.

    Attributes:
        level: the level.
        probability: of it, given the others, 0..1.
        expected: the mean level that the others speak for, rounded.
    """

    level: Level
    probability: float
    expected: Level

    @property
    def is_doubtful(self) -> bool:
        """The level hardly goes with the others."""
        return self.probability < IMPLAUSIBLE and abs(self.level.index - self.expected.index) >= FAR


@dataclass(frozen=True, slots=True, eq=False)
class OrdinalModel:
    """One bone of one sex: P(level <= k) = logistic(threshold k - maturity of the others).

    Levels count from 0 to 1 here, so that bones with more levels weigh no more.

    Attributes:
        bone: whose level.
        weights: float64 (12,), of the other bones in their order.
        square: weight of the square of their mean.
        cube: weight of its cube.
        thresholds: float64 (levels - 1,), rising.
    """

    bone: Bone
    weights: npt.NDArray[np.float64]
    square: float
    cube: float
    thresholds: npt.NDArray[np.float64]

    def probabilities(self, shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Probability of each level, float64 (levels,), given the `shares_of` a hand; this bone's own is not asked."""
        others = shares[_OTHERS[self.bone]]
        mean = float(others.sum()) / len(others)
        maturity = float(self.weights @ others) + self.square * mean**2 + self.cube * mean**3
        from scipy.special import expit  # slow to import: see certainty

        below = np.concatenate([[0.0], expit(self.thresholds - maturity), [1.0]])
        return np.diff(below)


@dataclass(frozen=True, slots=True, eq=False)
class HandModel:
    """What was learnt for one sex.

    Attributes:
        bones: a model for each bone.
        lowest: mean level share of the least mature hand that was learnt from, 0..1.
        highest: of the most mature one.
    """

    bones: Mapping[Bone, OrdinalModel]
    lowest: float
    highest: float


PlausibilityModel = Mapping[Sex, HandModel]


def judge(levels: Levels, sex: Sex | None, model: PlausibilityModel) -> Mapping[Bone, Plausibility]:
    """How well each level goes with the other twelve.

    Empty unless all 13 levels and the sex are known, and for hands less or more mature than any that was learnt from.
    """
    if sex is None or len(levels) < len(Bone):
        return {}
    shares = shares_of(levels)
    if not model[sex].lowest <= sum(shares.tolist()) / len(Bone) <= model[sex].highest:
        return {}
    return {bone: _judge(levels[bone], shares, model[sex].bones[bone]) for bone in Bone}


def shares_of(levels: Levels) -> npt.NDArray[np.float64]:
    """How far along its levels each of the 13 bones is, 0..1: float64 (13,), in the order of the bones."""
    return np.array([levels[bone].index / (bone.level_count - 1) for bone in Bone])


def contradiction(doubtful: Sequence[Bone]) -> Rejection | None:
    """The refusal of a hand of which too many levels hardly go with the others, or None.

    Args:
        doubtful: bones with such a level that no reader set.
    """
    if len(doubtful) < CONTRADICTING:
        return None
    names = listed(bone.title for bone in doubtful)
    return Rejection(
        "assessment.levels_contradict",
        say("The levels contradict each other: {names} hardly go with the rest of the hand.", names=names),
        say("Look at the picture: it may be too poor to be read. Correct these levels, or give a better image."),
    )


def _judge(level: Level, shares: npt.NDArray[np.float64], model: OrdinalModel) -> Plausibility:
    probabilities = model.probabilities(shares)
    expected = round(float(probabilities @ np.arange(level.bone.level_count)))
    return Plausibility(level, float(probabilities[level.index]), Level(level.bone, expected))


@cache
def load_plausibility() -> PlausibilityModel:
    """The shipped model, read and validated once.

    Raises:
        StandardError: its file cannot be used (see `read_plausibility`).
    """
    return read_plausibility(resources_dir() / "model" / "plausibility.json")


def read_plausibility(file: Path) -> PlausibilityModel:
    """The model of a file.

    Raises:
        StandardError: it cannot be read, or a number is missing or impossible (`standards.file_unreadable`,
            `standards.file_invalid`, `standards.schema_unknown`).
    """
    sexes = read_document(file).top["sexes"]
    return {sex: _hand(sexes[sex.value]) for sex in Sex}


def _hand(entry: Entry) -> HandModel:
    limits = entry["mean_share"]
    bones = {bone: _model(entry[bone.key], bone) for bone in Bone}
    return HandModel(bones, limits["lowest"].number(), limits["highest"].number())


def _model(entry: Entry, bone: Bone) -> OrdinalModel:
    weights = entry["weights"]
    others = np.array([weights[other.key].number() for other in Bone if other is not bone])
    thresholds = np.array([row.number() for row in entry["thresholds"].rows()])
    if thresholds.shape != (bone.level_count - 1,) or (np.diff(thresholds) < 0).any():
        raise entry["thresholds"].refusal(say("are not {wanted} rising numbers", wanted=bone.level_count - 1))
    return OrdinalModel(bone, others, entry["square"].number(), entry["cube"].number(), thresholds)
