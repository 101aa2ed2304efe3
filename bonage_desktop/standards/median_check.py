"""Whether a site's percentile table can be of a standard's scores: its median beside the standard's own curve."""

from collections.abc import Mapping
from typing import NamedTuple

from bonage_desktop.standards.curve import MAX_SCORE, Curve, bone_age
from bonage_desktop.standards.percentiles import MEDIAN, PercentileTable
from bonage_desktop.standards.sex import Sex

FAR_YEARS = 1.0
"""From here on the reader is told. Children of two cities may be half a year apart; another method's scores, or months
for years, are farther."""


class Departure(NamedTuple):
    """A row whose median is another age on the standard's curve than the row's own.

    Attributes:
        sex: whose row.
        years: its age.
        curve_years: the bone age of its median.
    """

    sex: Sex
    years: float
    curve_years: float

    @property
    def is_far(self) -> bool:
        """More than two populations of children lie apart."""
        return abs(self.curve_years - self.years) >= FAR_YEARS


def farthest_median(table: PercentileTable, curves: Mapping[Sex, Curve]) -> Departure | None:
    """The row of a table whose median is farthest from the standard's curve.

    Rows outside the curve's own scores, and mature medians, tell nothing: their bone age is a bound.

    Args:
        table: a site's percentiles.
        curves: the standard's 50th percentile of each sex.

    Returns:
        The farthest row, or None where no row tells anything.
    """
    place = table.percentiles.index(MEDIAN)
    departures = [
        Departure(sex, row.years, bone_age(round(row.scores[place]), curves[sex]).years)
        for sex, rows in table.rows.items()
        for row in rows
        if curves[sex].knots[0].score <= round(row.scores[place]) < MAX_SCORE
    ]
    return max(departures, key=lambda one: abs(one.curve_years - one.years), default=None)
