"""Where words find room on a chart."""

import pytest

from bonage_desktop.reporting.chart_room import Area, Room, Wish

CENTRE = (50.0, 50.0)


@pytest.fixture
def room() -> Room:
    """100 by 100 pixels, nothing taken."""
    return Room(Area(0, 0, 100, 100), cell=1.0)


def test_words_stand_on_the_side_to_which_they_lean(room: Room) -> None:
    room.take(Area(49, 49, 51, 51))

    upper_left = room.place(Wish(20, 10, CENTRE, (-1, 1)))

    assert upper_left.right <= 49
    assert upper_left.low + upper_left.high > 2 * CENTRE[1]


def test_words_do_not_stand_on_each_other(room: Room) -> None:
    first, second, third = (room.place(Wish(20, 10, CENTRE, (1, 0))) for _ in range(3))

    for one, other in ((first, second), (first, third), (second, third)):
        assert one.right <= other.left or other.right <= one.left or one.high <= other.low or other.high <= one.low


def test_words_do_not_stand_on_a_line(room: Room) -> None:
    room.take_line([(0, 0), (100, 100)])

    area = room.place(Wish(30, 10, CENTRE, (1, -1)))

    assert area.left - area.high >= 0  # below the line, on which x is y


def test_words_stay_in_their_area(room: Room) -> None:
    area = room.place(Wish(20, 10, (100, 100), (1, 1)))

    assert (area.right, area.high) == (100, 100)


def test_words_that_may_be_left_out_are_left_out_beyond_their_reach(room: Room) -> None:
    room.take(Area(20, 20, 80, 80))

    assert room.place(Wish(20, 10, CENTRE, (0, 0), reach=15)) is None
    assert room.place(Wish(20, 10, CENTRE, (0, 0), reach=45)) is not None


def test_words_that_must_be_said_stand_over_the_least_where_all_is_taken(room: Room) -> None:
    room.take(Area(0, 0, 100, 95))

    area = room.place(Wish(20, 10, CENTRE, (0, 0)))

    assert area.high == 100


def test_words_wider_than_the_area_are_left_out(room: Room) -> None:
    assert room.place(Wish(120, 10, CENTRE, (0, 0))) is None


def test_what_a_copy_takes_is_free_in_the_first(room: Room) -> None:
    room.copy().take(Area(0, 0, 100, 100))

    assert room.place(Wish(20, 10, CENTRE, (0, 0), reach=5)) is not None
