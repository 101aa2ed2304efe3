"""A percentile table beside the curve of the standard that it should be of."""

import pytest

from bonage_desktop.standards.curve import Curve, Knot
from bonage_desktop.standards.median_check import Departure, farthest_median
from bonage_desktop.standards.percentiles import PercentileRow, PercentileTable
from bonage_desktop.standards.sex import Sex

CURVES = {
    Sex.FEMALE: Curve((Knot(100, 5.0), Knot(500, 10.0), Knot(1000, 15.0))),
    Sex.MALE: Curve((Knot(100, 6.0), Knot(500, 11.0), Knot(1000, 17.0))),
}


def table_of(**rows: list[tuple[float, int]]) -> PercentileTable:
    """P25 and P75 lie 20 points beside each median."""
    return PercentileTable(
        "ours",
        "",
        "",
        (25.0, 50.0, 75.0),
        {
            Sex[sex.upper()]: tuple(
                PercentileRow(years, (max(median - 20, 0), median, min(median + 20, 1000))) for years, median in of_sex
            )
            for sex, of_sex in rows.items()
        },
    )


def test_the_row_farthest_from_the_curve_of_its_sex_is_told():
    table = table_of(female=[(5.0, 100), (10.5, 500)], male=[(6.0, 100), (11.25, 500)])

    assert farthest_median(table, CURVES) == Departure(Sex.FEMALE, 10.5, 10.0)


@pytest.mark.parametrize(("years", "is_far"), [(9.1, False), (10.9, False), (11.0, True), (9.0, True), (12.0, True)])
def test_a_year_apart_is_far(years, is_far):
    farthest = farthest_median(table_of(female=[(5.0, 100), (years, 500)]), CURVES)

    assert farthest is not None
    assert farthest.is_far is is_far


def test_months_taken_for_years_are_far():
    farthest = farthest_median(table_of(female=[(15.0, 100), (20.0, 140)]), CURVES)

    assert farthest == Departure(Sex.FEMALE, 20.0, 5.5)
    assert farthest.is_far


def test_mature_medians_and_those_below_the_curve_tell_nothing():
    assert farthest_median(table_of(female=[(2.0, 20), (3.0, 99), (20.0, 1000)]), CURVES) is None
    assert farthest_median(table_of(female=[(2.0, 20), (10.2, 500), (20.0, 1000)]), CURVES) == Departure(
        Sex.FEMALE, 10.2, 10.0
    )
