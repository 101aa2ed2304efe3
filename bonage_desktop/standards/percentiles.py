"""Where a score stands among children of the same age: a site's own table of score percentiles.

The RUS-CHN standard publishes its percentile curves as pictures of scores over age; the numbers are not public
(docs/standards.md). A site that has numbers brings them as a table (`percentile_table`). Nothing here does I/O.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from bonage_desktop.sentences import say
from bonage_desktop.standards.curve import MAX_SCORE, ScoreError
from bonage_desktop.standards.sex import Sex

FEWEST_PERCENTILES = 3
MEDIAN = 50.0
MAX_YEARS = 25.0
"""No table of growing children goes on beyond this age; a larger number is a mistake, months for instance."""

_NORMAL = NormalDist()
_ROUNDING = 0.05
"""Years: on a tenth birthday a child is 10.001 years old in years of 365.25 days."""


class Silence(Enum):
    """Why a table says nothing."""

    SEX = "sex"
    """It has no rows for this sex."""
    TOO_YOUNG = "too_young"
    """It begins at a higher age."""
    TOO_OLD = "too_old"
    """It ends at a lower age."""


class RowFault(Enum):
    """What can be wrong with a row; the words follow "in this row"."""

    WIDTH = say("there is not one score for each percentile")
    AGE = say("the age does not lie between 0 and {most:g} years", most=MAX_YEARS)
    SCORE = say("a score does not lie between 0 and {highest}", highest=MAX_SCORE)
    AGE_ORDER = say("the age is not higher than in the row of this sex before")
    FALLS_ACROSS = say("a score is lower than that of a lower percentile")
    FALLS_DOWN = say("a score is lower than at the age before")


class NoPercentilesError(ValueError):
    """Numbers that are no percentiles.

    Attributes:
        fact: what is wrong, as part of a sentence.
        sex: whose rows.
        row: which of them, from 0; None where no single row is at fault.
    """

    def __init__(self, fact: str, sex: Sex | None = None, row: int | None = None) -> None:
        super().__init__(fact)
        self.fact = fact
        self.sex = sex
        self.row = row


class PercentileRow(NamedTuple):
    """Scores of the table's percentiles, in their order, at one age in years."""

    years: float
    scores: tuple[float, ...]


class Rank(NamedTuple):
    """Which percentile a score is: one between `lowest` and `highest`, mostly the same number.

    They differ where the table cannot tell: below its lowest percentile (from 0), above its highest (to 100), and
    where several percentiles have the same score, as the mature end has at 1000 points.
    """

    lowest: float
    highest: float


@dataclass(frozen=True)
class PercentileTable:
    """Score percentiles by sex and chronological age.

    Attributes:
        name: what the site calls it; shown wherever a percentile is.
        source: where its numbers come from; empty where the table does not say.
        sha256: of the file, hexadecimal: the table's identity.
        percentiles: at least three, strictly rising, between 0 and 100, 50 among them.
        rows: of one or both sexes: at least two each, ages strictly rising; scores rise or stay from one percentile to
            the next and from one age to the next.

    Raises:
        NoPercentilesError: it is not so.
    """

    name: str
    source: str
    sha256: str
    percentiles: tuple[float, ...]
    rows: Mapping[Sex, tuple[PercentileRow, ...]]

    def __post_init__(self) -> None:
        _check_percentiles(self.percentiles)
        if not self.rows:
            raise NoPercentilesError(say("there is no row"))
        for sex, rows in self.rows.items():
            if len(rows) < 2:
                raise NoPercentilesError(
                    say("there is a single row for {sex} children: two ages are needed", sex=sex.word), sex, 0
                )
            _check_rows(sex, rows, len(self.percentiles))

    def covers(self, sex: Sex, years: float) -> bool:
        """Whether the table says anything about this sex at this age."""
        return self.silence(sex, years) is None

    def silence(self, sex: Sex, years: float) -> Silence | None:
        """Why the table says nothing about this sex at this age; None where it does.

        An age that is written as the table's first or last, to a tenth of a year, counts as that.
        """
        rows = self.rows.get(sex)
        if rows is None:
            return Silence.SEX
        if years <= rows[0].years - _ROUNDING:
            return Silence.TOO_YOUNG
        return Silence.TOO_OLD if years >= rows[-1].years + _ROUNDING else None

    def scores_at(self, sex: Sex, years: float) -> tuple[float, ...] | None:
        """The score of each percentile, linear between two ages.

        Args:
            sex: whose rows.
            years: chronological age.

        Returns:
            Points, rising or level, or None where the table does not cover sex and age: nothing is extrapolated.
        """
        if not self.covers(sex, years):
            return None
        rows = self.rows[sex]
        ages = [row.years for row in rows]
        columns = zip(*(row.scores for row in rows), strict=True)
        # Rounded so that whole points stay whole, and percentiles that share a score go on sharing it.
        return tuple(round(float(np.interp(years, ages, column)), 9) for column in columns)

    def rank(self, score: int, sex: Sex, years: float) -> Rank | None:
        """Which percentile a score is among children of this sex and age.

        Between two percentiles the place is linear in standard deviations of a normal distribution, not in percent:
        half-way from P90 to P97 is P94.3, not P93.5.

        Args:
            score: RUS score, 0..1000 points.
            sex: whose rows.
            years: chronological age.

        Returns:
            The percentile or its bounds, or None where the table does not cover sex and age.

        Raises:
            ScoreError: the score is outside 0..1000 (`standards.score_out_of_range`).
        """
        if not 0 <= score <= MAX_SCORE:
            raise ScoreError(
                "standards.score_out_of_range",
                say(
                    "A score of {score} points has no percentile: it must lie between 0 and {highest}.",
                    score=score,
                    highest=MAX_SCORE,
                ),
                say("Check the levels that the score was added up from."),
            )
        scores = self.scores_at(sex, years)
        return None if scores is None else _rank(score, scores, self.percentiles)


def _rank(score: int, scores: tuple[float, ...], percentiles: tuple[float, ...]) -> Rank:
    same = [percentile for percentile, its in zip(percentiles, scores, strict=True) if its == score]
    if same:
        # No score lies beyond 0 and 1000: whoever is further out has the same one.
        lowest = 0.0 if score == 0 and same[0] == percentiles[0] else same[0]
        highest = 100.0 if score == MAX_SCORE and same[-1] == percentiles[-1] else same[-1]
        return Rank(lowest, highest)
    above = sum(its < score for its in scores)
    if above == 0:
        return Rank(0.0, percentiles[0])
    if above == len(scores):
        return Rank(percentiles[-1], 100.0)
    share = (score - scores[above - 1]) / (scores[above] - scores[above - 1])
    before, after = (_NORMAL.inv_cdf(percentile / 100) for percentile in percentiles[above - 1 : above + 1])
    within = 100 * _NORMAL.cdf(before + share * (after - before))
    return Rank(within, within)


def _check_percentiles(percentiles: tuple[float, ...]) -> None:
    if any(not 0 < percentile < 100 for percentile in percentiles):
        raise NoPercentilesError(say("a percentile does not lie between 0 and 100"))
    if any(after <= before for before, after in pairwise(percentiles)):
        raise NoPercentilesError(say("the percentiles do not rise"))
    if MEDIAN not in percentiles:
        raise NoPercentilesError(say("P50 is missing"))
    if len(percentiles) < FEWEST_PERCENTILES:
        raise NoPercentilesError(say("there are fewer than {fewest} percentiles", fewest=FEWEST_PERCENTILES))


def _check_rows(sex: Sex, rows: tuple[PercentileRow, ...], width: int) -> None:
    for position, row in enumerate(rows):
        fault = _fault_within(row, width) or (_fault_after(rows[position - 1], row) if position else None)
        if fault is not None:
            raise NoPercentilesError(fault.value, sex, position)


def _fault_within(row: PercentileRow, width: int) -> RowFault | None:
    if len(row.scores) != width:
        return RowFault.WIDTH
    if not 0 <= row.years <= MAX_YEARS:
        return RowFault.AGE
    if any(not 0 <= score <= MAX_SCORE for score in row.scores):
        return RowFault.SCORE
    if any(after < before for before, after in pairwise(row.scores)):
        return RowFault.FALLS_ACROSS
    return None


def _fault_after(before: PercentileRow, row: PercentileRow) -> RowFault | None:
    if row.years <= before.years:
        return RowFault.AGE_ORDER
    if any(score < earlier for earlier, score in zip(before.scores, row.scores, strict=True)):
        return RowFault.FALLS_DOWN
    return None
