"""One place maps points of the radiograph to points of the view and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.app.viewpoint import LARGEST_SCALE, SMALLEST_SCALE, Viewpoint

IMAGE, VIEW = (900, 1200), (600, 400)


@pytest.fixture
def fitted() -> Viewpoint:
    return Viewpoint.fitted(IMAGE, VIEW)


def test_a_fitted_film_is_whole_and_in_the_middle(fitted: Viewpoint) -> None:
    assert fitted.scale == pytest.approx(400 / 1200)
    assert fitted.to_view((0, 0)) == pytest.approx((150, 0))
    assert fitted.to_view(IMAGE) == pytest.approx((450, 400))


def test_a_quarter_to_the_right_brings_the_top_left_corner_to_the_top_right(fitted: Viewpoint) -> None:
    turned = fitted.rotated(1)

    assert turned.scale == pytest.approx(400 / 900)  # the film is as wide as it was high, and fitted again
    assert turned.to_view((0, 0)) == pytest.approx((300 + 600 * 4 / 9, 0))
    assert turned.is_on_its_side


def test_four_quarters_and_two_flips_change_nothing(fitted: Viewpoint) -> None:
    assert fitted.rotated(4) == fitted
    assert fitted.flipped_left_to_right().flipped_left_to_right() == fitted
    assert fitted.flipped_left_to_right().flipped_upside_down() == fitted.rotated(2)


def test_a_flip_is_one_of_the_screen_also_when_the_film_is_turned(fitted: Viewpoint) -> None:
    x, y = fitted.rotated(1).to_view((100, 200))

    assert fitted.rotated(1).flipped_left_to_right().to_view((100, 200)) == pytest.approx((600 - x, y))


@given(
    point=st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)),
    centre=st.tuples(st.floats(0, 900), st.floats(0, 1200)),
    scale=st.floats(0.01, 64),
    turns=st.integers(0, 3),
    is_flipped=st.booleans(),
)
def test_every_point_comes_back_from_every_viewpoint(
    point: tuple[float, float], centre: tuple[float, float], scale: float, turns: int, is_flipped: bool
) -> None:
    viewpoint = Viewpoint(IMAGE, VIEW, centre, scale).rotated(turns)
    viewpoint = viewpoint.flipped_left_to_right() if is_flipped else viewpoint

    assert viewpoint.to_image(viewpoint.to_view(point)) == pytest.approx(point, abs=1e-6)


@given(factor=st.floats(0.1, 10), at=st.tuples(st.floats(0, 600), st.floats(0, 400)), turns=st.integers(0, 3))
def test_zooming_leaves_what_is_under_the_cursor_where_it_is(
    factor: float, at: tuple[float, float], turns: int
) -> None:
    before = Viewpoint.fitted(IMAGE, VIEW).rotated(turns)

    after = before.zoomed(factor, at)

    assert after.to_image(at) == pytest.approx(before.to_image(at))
    assert after.scale == pytest.approx(before.scale * factor)


def test_zooming_ends_where_nothing_would_be_seen(fitted: Viewpoint) -> None:
    assert fitted.zoomed(1e9, (0, 0)).scale == LARGEST_SCALE
    assert fitted.zoomed(1e-9, (0, 0)).scale == SMALLEST_SCALE


def test_a_pan_moves_the_film_with_the_mouse_and_never_out_of_sight(fitted: Viewpoint) -> None:
    moved = fitted.panned((30, -20))

    assert moved.to_view((450, 600)) == pytest.approx((330, 180))
    assert fitted.panned((9e9, 9e9)).centre == (0, 0)


def test_in_another_view_a_fitted_film_is_fitted_and_another_keeps_its_scale(fitted: Viewpoint) -> None:
    zoomed = fitted.zoomed(2, (0, 0))

    assert fitted.resized((900, 1200)).scale == 1
    assert zoomed.resized((900, 1200)).scale == zoomed.scale
    assert zoomed.resized((900, 1200)).centre == zoomed.centre


def test_a_film_beside_another_shows_the_same_part_as_much_enlarged(fitted: Viewpoint) -> None:
    other = Viewpoint.fitted((1800, 2400), (300, 300)).rotated(1).zoomed(2, (0, 0))

    beside = fitted.beside(other)

    assert beside.orientation == other.orientation
    assert [2 * value for value in beside.centre] == pytest.approx(list(other.centre))
    assert beside.scale == pytest.approx(2 * fitted.rotated(1).scale)


def test_the_matrix_says_the_same_as_the_points(fitted: Viewpoint) -> None:
    viewpoint = fitted.rotated(1).zoomed(3, (10, 20))
    (a, b, x), (c, d, y) = viewpoint.matrix

    assert (a * 70 + b * 90 + x, c * 70 + d * 90 + y) == pytest.approx(viewpoint.to_view((70, 90)))
