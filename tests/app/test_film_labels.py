"""Labels stand beside the hand, apart from each other, near their boxes."""

import itertools

import numpy as np
import pytest

from bonage_desktop.app.film_labels import CELL, Rectangle, Wanted, free_grid, place_labels, take

VIEW = (600, 600)


def meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def label(x: float, y: float) -> Wanted:
    return Wanted((x, y, x + 40, y + 40), 80, 16)


@pytest.fixture
def hand() -> np.ndarray:
    """A hand in the middle of the view, from 200 to 400."""
    grid = free_grid(VIEW)
    take(grid, (200, 100, 400, 600))
    return grid


def test_labels_avoid_hand_boxes_and_each_other(hand: np.ndarray) -> None:
    wanted = [label(x, y) for x in (230, 320) for y in (150, 200, 260, 330)]
    other = free_grid(VIEW)
    for each in wanted:
        take(other, each.box)

    places = place_labels(wanted, hand, other)

    assert not any(meet(one, two) for one, two in itertools.combinations(places, 2))
    assert not any(meet(place, (200, 100, 400, 600)) for place in places)


def test_a_label_stands_on_the_side_that_is_nearer(hand: np.ndarray) -> None:
    left, right = place_labels([label(210, 300), label(350, 300)], hand, free_grid(VIEW))

    assert left[2] <= 200
    assert right[0] >= 400


def test_where_the_hand_fills_the_view_a_label_stays_near_its_box() -> None:
    everywhere = np.ones_like(free_grid(VIEW))
    wanted = label(280, 280)
    other = free_grid(VIEW)
    take(other, wanted.box)

    (place,) = place_labels([wanted], everywhere, other)

    assert not meet(place, wanted.box)
    assert max(wanted.box[0] - place[2], place[0] - wanted.box[2]) <= 2 * CELL


def test_a_free_place_far_away_is_worse_than_one_on_the_hand_near_by() -> None:
    hand = np.ones_like(free_grid(VIEW))
    hand[:, :14] = False  # room at the left edge, 400 pixels from the box
    wanted = label(500, 280)
    other = free_grid(VIEW)
    take(other, wanted.box)

    (place,) = place_labels([wanted], hand, other)

    assert place[0] > 300


def test_where_nothing_is_free_a_label_stays_in_the_view() -> None:
    full = np.ones_like(free_grid(VIEW))

    (place,) = place_labels([label(560, 560)], full, full)

    assert 0 <= place[0] < place[2] <= 600
    assert 0 <= place[1] < place[3] <= 600


def test_a_label_larger_than_the_view_is_placed_all_the_same() -> None:
    small = free_grid((60, 60))

    (place,) = place_labels([Wanted((10, 10, 20, 20), 300, 16)], small, small)

    assert place[0] == 0


def test_the_grid_takes_every_cell_that_an_area_touches() -> None:
    grid = free_grid((60, 30))

    take(grid, (7, 7, 13, 11))

    assert grid.shape == (5, 10)
    assert np.argwhere(grid).tolist() == [[1, 1], [1, 2]]


def test_no_labels_have_no_places() -> None:
    assert place_labels([], free_grid(VIEW), free_grid(VIEW)) == []
