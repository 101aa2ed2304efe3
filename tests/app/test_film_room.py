"""A fitted film is as large as the words in the corners let it be, and none of them lies over it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.app.film_room import Rectangle, fit_beside, meet

UPRIGHT, LYING = (900, 1200), (1200, 900)


def test_alone_a_film_fills_the_view() -> None:
    assert fit_beside(UPRIGHT, (800, 600), []) == (0.5, (400, 300))
    assert fit_beside(LYING, (600, 600), []) == (0.5, (300, 300))


def test_beside_words_it_keeps_its_size_and_moves_as_little_as_it_must() -> None:
    scale, middle = fit_beside(UPRIGHT, (800, 600), [(0, 0, 200, 100)])

    assert scale == 0.5  # 450 pixels wide
    assert middle == (200 + 225, 300)


def test_in_a_narrow_view_it_stands_below_them() -> None:
    scale, middle = fit_beside(UPRIGHT, (300, 600), [(0, 0, 180, 100), (190, 0, 300, 80)])

    assert scale == pytest.approx(1 / 3)
    assert middle == (150, 300)  # 400 pixels high: from 100 to 500


def test_between_words_at_both_ends_it_gets_smaller() -> None:
    scale, middle = fit_beside(UPRIGHT, (450, 600), [(0, 0, 450, 60), (0, 540, 450, 600)])

    assert scale == pytest.approx(480 / 1200)
    assert middle == pytest.approx((225, 300))


def test_where_words_would_leave_less_than_half_of_it_they_lie_over_it() -> None:
    assert fit_beside(UPRIGHT, (450, 600), [(0, 0, 450, 350)]) == (0.5, (225, 300))
    assert fit_beside(UPRIGHT, (450, 600), [(0, 0, 450, 600)]) == (0.5, (225, 300))


@given(
    view=st.tuples(st.integers(240, 2000), st.integers(200, 1600)),
    sizes=st.lists(st.tuples(st.integers(10, 260), st.integers(10, 140)), min_size=4, max_size=4),
    film=st.sampled_from([UPRIGHT, LYING]),
)
def test_it_never_meets_words_unless_there_is_no_room(
    view: tuple[int, int], sizes: list[tuple[int, int]], film: tuple[int, int]
) -> None:
    corners = in_the_corners(view, sizes)

    scale, (x, y) = fit_beside(film, view, corners)

    half = (film[0] * scale / 2 - 1e-6, film[1] * scale / 2 - 1e-6)
    lies = (x - half[0], y - half[1], x + half[0], y + half[1])
    alone = min(view[0] / film[0], view[1] / film[1])
    assert lies[0] >= 0
    assert lies[1] >= 0
    assert lies[2] <= view[0]
    assert lies[3] <= view[1]
    assert scale == alone or not any(meet(lies, corner) for corner in corners)


def in_the_corners(view: tuple[int, int], sizes: list[tuple[int, int]]) -> list[Rectangle]:
    """Areas of these sizes, one in each corner of the view."""
    (a, b), (c, d), (e, f), (g, h) = sizes
    width, height = view
    return [(0, 0, a, b), (width - c, 0, width, d), (0, height - f, e, height), (width - g, height - h, width, height)]
