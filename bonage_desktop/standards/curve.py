"""Bone age from a score: the 50th percentile curve of a standard.

The curve is data (resources/standards/*.json), not code. Nothing here does I/O.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import say

MAX_SCORE = 1000
"""The score of a mature hand, in every RUS standard."""

DISPUTE_YEARS = 0.25
"""Two sources that differ by more than this disagree (docs/decisions/0002-curve-and-its-doubts.md)."""


class ScoreError(BonageError):
    """A score that no hand can have."""


class AgeBound(StrEnum):
    """What a bone age on the curve means.

    Attributes:
        WITHIN: the age itself.
        AT_OR_BELOW: the score lies below the first row of the standard; the child is this old or younger.
        ADULT: the hand is mature; the child is this old or older.
    """

    WITHIN = "within"
    AT_OR_BELOW = "at_or_below"
    ADULT = "adult"


class Knot(NamedTuple):
    """Half of the reference children have reached `score` (points) at `years`."""

    score: int
    years: float


class AgeRow(NamedTuple):
    """Scores from `lowest` to `highest`, both included, mean `years`."""

    years: float
    lowest: int
    highest: int


@dataclass(frozen=True)
class Curve:
    """The 50th percentile of one sex.

    Attributes:
        knots: at least two, strictly rising in score and in years, the last one at 1000 points.
        alternative: another published table of the same curve, rows that follow each other without a gap
            from 0 to 1000 points and rise in years; empty where there is none.

    Raises:
        ValueError: knots or rows are not as said above.
    """

    knots: tuple[Knot, ...]
    alternative: tuple[AgeRow, ...] = ()

    def __post_init__(self) -> None:
        if len(self.knots) < 2:
            raise ValueError(say("needs two knots or more"))
        for before, after in pairwise(self.knots):
            if not (before.score < after.score and before.years < after.years):
                raise ValueError(
                    say("does not rise from {before:g} to {after:g} years", before=before.years, after=after.years)
                )
        if self.knots[0].score < 0 or self.knots[-1].score != MAX_SCORE:
            raise ValueError(say("must run from 0 or more to {highest} points", highest=MAX_SCORE))
        if self.alternative:
            _check_rows(self.alternative)

    @cached_property
    def columns(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Scores and years of the knots, each float64 (knots,)."""
        return np.array([float(knot.score) for knot in self.knots]), np.array([knot.years for knot in self.knots])

    @cached_property
    def disputed_from(self) -> int | None:
        """Lowest score at which the two tables differ by more than 0.25 y, or None where they never do."""
        return _first_dispute(self)


@dataclass(frozen=True, slots=True)
class BoneAge:
    """A bone age as the curve gives it, not rounded.

    Attributes:
        years: age in years.
        alternative_years: what the other published table says, where the sources disagree; else None.
        bound: whether `years` is the age or a bound of it.
    """

    years: float
    alternative_years: float | None
    bound: AgeBound


def bone_age(score: int, curve: Curve) -> BoneAge:
    """Age at which half of the reference children have this score.

    Linear between the knots, clamped outside. From `curve.disputed_from` points on, and below
    maturity, on which all sources agree, the other table's value comes with it.

    Args:
        score: RUS score, 0..1000 points.
        curve: the curve of the child's sex.

    Returns:
        The age in years, and the other published reading where the sources disagree.

    Raises:
        ScoreError: the score is outside 0..1000 (`standards.score_out_of_range`).

    Source: 50th percentiles in resources/standards/rus_chn.json and tw3_rus.json; paper Fig. 6.
    """
    if not 0 <= score <= MAX_SCORE:
        raise ScoreError(
            "standards.score_out_of_range",
            say("A RUS score lies between 0 and {highest} points, not at {score}.", highest=MAX_SCORE, score=score),
            say("Check the levels that the score was added up from."),
        )
    return BoneAge(_years(score, curve), _alternative(score, curve), _bound(score, curve))


def score_at(years: float, curve: Curve) -> float:
    """Score that half of the reference children have at this age: the inverse of `bone_age`.

    Args:
        years: age in years; ages before the first knot and after the last one are clamped to them.
        curve: the curve of the child's sex.

    Returns:
        Points, 0..1000, not rounded.
    """
    scores, ages = curve.columns
    return float(np.interp(years, ages, scores))


def _years(score: int, curve: Curve) -> float:
    scores, ages = curve.columns
    return float(np.interp(score, scores, ages))


def _first_dispute(curve: Curve) -> int | None:
    for row in curve.alternative:
        for score in range(row.lowest, row.highest + 1):
            if abs(row.years - _years(score, curve)) > DISPUTE_YEARS:
                return score
    return None


def _alternative(score: int, curve: Curve) -> float | None:
    if curve.disputed_from is None or not curve.disputed_from <= score < MAX_SCORE:
        return None
    return next(row.years for row in curve.alternative if score <= row.highest)


def _bound(score: int, curve: Curve) -> AgeBound:
    if score == MAX_SCORE:
        return AgeBound.ADULT
    return AgeBound.AT_OR_BELOW if score < curve.knots[0].score else AgeBound.WITHIN


def _check_rows(rows: tuple[AgeRow, ...]) -> None:
    for row in rows:
        if row.lowest > row.highest:
            raise ValueError(
                say("has another table whose row of {years:g} years ends before it begins", years=row.years)
            )
    for before, after in pairwise(rows):
        if after.lowest != before.highest + 1:
            raise ValueError(
                say(
                    "has another table whose row of {years:g} years does not follow the one before it",
                    years=after.years,
                )
            )
        if after.years <= before.years:
            raise ValueError(
                say(
                    "has another table that does not rise from {before:g} to {after:g} years",
                    before=before.years,
                    after=after.years,
                )
            )
    if rows[0].lowest != 0 or rows[-1].highest != MAX_SCORE:
        raise ValueError(say("has another table that does not cover 0 to {highest} points", highest=MAX_SCORE))
