"""The standard's own chart."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from charts import BOYS, GIRLS, LOOK, TEN, axes, points, words

from bonage_desktop.reporting.chart_content import ChartContent, EarlierStudy, OneLevel
from bonage_desktop.reporting.chart_picture import (
    ChartGround,
    ChartKind,
    ChartPicture,
    PictureFormat,
    chart_file,
)
from bonage_desktop.reporting.curve_chart import CurveChart
from bonage_desktop.standards.curve import AgeBound, BoneAge

GROUND = ChartGround(ChartKind.CURVE, BOYS, LOOK, width=400, height=240, ratio=1.0)


def chart(content: ChartContent, standard=BOYS) -> CurveChart:
    drawn = CurveChart(axes(), standard, LOOK)
    drawn.show(content)
    return drawn


def test_age_goes_to_the_right_up_to_18_and_score_upwards_up_to_1000() -> None:
    drawn = chart(TEN)

    assert drawn.axes.get_xlim() == (0, 18)
    assert drawn.axes.get_ylim() == (0, 1000)


def test_the_filled_point_stands_at_bone_age_and_score() -> None:
    assert points(chart(TEN)._filled) == [(10.0, 238)]


def test_the_dashed_path_leads_from_the_score_to_the_curve_and_down_to_the_age() -> None:
    assert points(chart(TEN)._path) == [(0, 238), (10.0, 238), (10.0, 0)]


def test_the_hollow_point_stands_at_the_childs_age_and_the_line_between_is_the_difference() -> None:
    drawn = chart(replace(TEN, chronological_years=11.5))

    assert points(drawn._hollow) == [(11.5, 238)]
    assert points(drawn._difference) == [(10.0, 238), (11.5, 238)]


def test_without_a_chronological_age_nothing_is_compared() -> None:
    drawn = chart(TEN)

    assert points(drawn._hollow) == points(drawn._difference) == points(drawn._child) == []


def test_a_child_older_than_the_chart_is_an_arrow_at_its_edge_with_the_true_age() -> None:
    drawn = chart(replace(TEN, chronological_years=19.4))

    assert points(drawn._beyond) == [(18.0, 238)]
    assert points(drawn._hollow) == []
    assert "age 19.4 y" in words(drawn)


def test_the_band_reaches_from_p10_to_p90() -> None:
    band = chart(replace(TEN, range_years=(9.4, 10.7)))._band

    assert band.get_visible()
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((9.4, 10.7))


def test_one_level_down_and_up_are_triangles_that_point_there() -> None:
    down, up = OneLevel(207, 9.4, is_up=False), OneLevel(268, 10.5, is_up=True)

    drawn = chart(replace(TEN, one_level=(down, up)))

    assert points(drawn._down) == [(9.4, 207)]
    assert points(drawn._up) == [(10.5, 268)]
    assert (drawn._down.get_marker(), drawn._up.get_marker()) == ("v", "^")


def test_earlier_studies_are_rings_at_their_age_and_score() -> None:
    drawn = chart(replace(TEN, earlier=(EarlierStudy(date(2024, 5, 1), 8.5, 150, 8.1),)))

    assert points(drawn._earlier) == [(8.5, 150)]
    assert drawn._earlier.get_markerfacecolor() == "none"


@pytest.mark.parametrize(("standard", "name"), [(BOYS, "boys P50"), (GIRLS, "girls P50")])
def test_the_curve_of_the_childs_sex_is_named_and_the_strongest_line(standard, name) -> None:
    drawn = chart(ChartContent(), standard)

    faint, strong = drawn.axes.lines[0], drawn.axes.lines[1]
    assert name in words(drawn)
    assert strong.get_linewidth() > 2 * faint.get_linewidth()
    knot = standard.curve.knots[20]
    assert (knot.years, knot.score) in points(strong)


@pytest.mark.parametrize(
    ("score", "age", "told"),
    [
        (238, BoneAge(10.0, None, AgeBound.WITHIN), "238 → 10.0 y"),
        (1000, BoneAge(18.0, None, AgeBound.ADULT), "1000 → ≥ 18.0 y"),
        (950, BoneAge(15.8, 16.6, AgeBound.WITHIN), "950 → 15.8 / 16.6 y"),
    ],
)
def test_the_answer_stands_beside_the_point(score, age, told) -> None:
    assert told in words(chart(ChartContent(score, age)))


def test_a_chart_without_a_score_shows_the_curves_alone() -> None:
    drawn = chart(TEN)

    drawn.show(ChartContent())

    assert points(drawn._filled) == points(drawn._path) == []
    assert "238 → 10.0 y" not in words(drawn)


def test_a_score_comes_with_its_age() -> None:
    with pytest.raises(ValueError, match="together"):
        ChartContent(score=238)


def test_a_reading_moved_over_the_kept_ground_gives_the_picture_of_a_new_chart() -> None:
    later = replace(TEN, chronological_years=11.5, range_years=(9.5, 10.5))
    moved, anew = ChartPicture(GROUND), ChartPicture(GROUND)
    moved.paint(TEN)

    assert np.array_equal(moved.paint(later), anew.paint(later))


def test_the_words_of_a_picture_are_told_with_the_place_of_what_they_are_about() -> None:
    picture = ChartPicture(GROUND)

    picture.paint(replace(TEN, chronological_years=11.5))

    said = {writing.words: writing for writing in picture.writings}
    answer, age = said["238 → 10.0 y"], said["age 11.5 y"]
    x, y = picture.pixel_of(10.0, 238)
    assert x - 120 < answer.x < x
    assert y - 30 < answer.y < y
    assert answer.is_bold
    assert (age.colour, age.is_bold) == (LOOK.colours.quiet, False)
    assert age.y == pytest.approx(picture.pixel_of(11.5, 0)[1], abs=8)


def test_a_picture_without_a_reading_says_what_it_shows_alone() -> None:
    picture = ChartPicture(GROUND)

    picture.paint(ChartContent())

    assert [writing.words for writing in picture.writings] == ["RUS score", "boys P50"]


def test_a_picture_has_the_pixels_it_was_asked_for() -> None:
    picture = ChartPicture(replace(GROUND, width=600, height=360, ratio=1.5))

    assert picture.paint(TEN).shape == (360, 600, 4)


def test_a_pixel_is_read_in_years_and_points() -> None:
    picture = ChartPicture(GROUND)

    assert picture.values_at(*picture.pixel_of(10.0, 238)) == pytest.approx((10.0, 238))
    assert picture.values_at(1, 1) is None


@pytest.mark.parametrize(
    ("format_", "begins"),
    [(PictureFormat.PNG, b"\x89PNG"), (PictureFormat.SVG, b"<?xml"), (PictureFormat.PDF, b"%PDF")],
)
def test_a_saved_chart_has_its_format_and_the_same_bytes_each_time(format_, begins) -> None:
    saved = chart_file(GROUND, TEN, format_)

    assert saved.startswith(begins)
    assert saved == chart_file(GROUND, TEN, format_)


def test_matplotlib_is_loaded_only_when_something_is_drawn() -> None:
    import subprocess
    import sys

    program = "import sys, bonage_desktop.reporting.chart_picture; assert 'matplotlib' not in sys.modules"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
