"""Bone age over chronological age."""

from dataclasses import replace
from datetime import date

from charts import LOOK, TEN, axes, points, words

from bonage_desktop.reporting.chart_content import ChartContent, EarlierStudy
from bonage_desktop.reporting.growth_chart import GrowthChart

FIRST = EarlierStudy(date(2022, 5, 1), 7.0, 109, 6.5)
SECOND = EarlierStudy(date(2024, 6, 1), 9.1, 189, 9.0)


def chart(content: ChartContent) -> GrowthChart:
    drawn = GrowthChart(axes(), LOOK)
    drawn.show(content)
    return drawn


def test_both_axes_are_years_up_to_18() -> None:
    drawn = chart(TEN)

    assert drawn.axes.get_xlim() == drawn.axes.get_ylim() == (0, 18)


def test_the_line_on_which_both_ages_are_equal_lies_within_one_and_two_years() -> None:
    drawn = chart(ChartContent())

    assert points(drawn.axes.lines[0]) == [(0, 0), (18, 18)]
    heights = [max(float(y) for x, y in band.get_paths()[0].vertices if x == 0) for band in drawn.axes.collections]
    assert heights == [2, 1]


def test_the_child_stands_at_both_ages_and_the_distance_to_the_line_is_the_difference() -> None:
    drawn = chart(replace(TEN, chronological_years=11.5))

    assert points(drawn._filled) == [(11.5, 10.0)]
    assert points(drawn._difference) == [(11.5, 10.0), (11.5, 11.5)]


def test_earlier_studies_are_joined_in_the_order_of_their_ages_and_dated() -> None:
    drawn = chart(replace(TEN, chronological_years=11.5, earlier=(SECOND, FIRST)))

    assert points(drawn._course) == [(7.0, 6.5), (9.1, 9.0), (11.5, 10.0)]
    assert points(drawn._earlier) == [(7.0, 6.5), (9.1, 9.0)]
    assert {"2022-05", "2024-06"} <= set(words(drawn))


def test_the_range_is_drawn_upwards_at_the_childs_age() -> None:
    drawn = chart(replace(TEN, chronological_years=11.5, range_years=(9.4, 10.7)))

    assert points(drawn._range) == [(11.5, 9.4), (11.5, 10.7)]


def test_without_a_chronological_age_only_earlier_studies_are_shown() -> None:
    drawn = chart(replace(TEN, earlier=(FIRST,)))

    assert points(drawn._filled) == []
    assert points(drawn._earlier) == [(7.0, 6.5)]


def test_of_many_studies_the_latest_four_are_dated() -> None:
    many = tuple(EarlierStudy(date(2016 + n, 1, 1), 2.0 + n, 100 + 10 * n, 2.0 + n) for n in range(6))

    dated = [text for text in words(chart(ChartContent(earlier=many))) if text.startswith("20")]

    assert sorted(dated) == ["2018-01", "2019-01", "2020-01", "2021-01"]
