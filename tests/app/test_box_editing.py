"""Boxes are drawn, moved and resized within the radiograph, and never become nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.app.box_editing import SMALLEST_SIDE, WHOLE, Grip, dragged, drawn, grip_at, grips
from bonage_desktop.findings.roi import Box

BOX = Box(100, 200, 160, 280)
IMAGE = (900, 1200)


def test_a_box_has_a_handle_at_each_corner_and_each_edge() -> None:
    found = grips(BOX)

    assert len(found) == 8
    assert found[(-1, -1)] == (100, 200)
    assert found[(1, 0)] == (160, 240)


@pytest.mark.parametrize(
    ("point", "held"),
    [
        ((103, 198), (-1, -1)),
        ((161, 279), (1, 1)),
        ((130, 204), (0, -1)),
        ((130, 240), WHOLE),
        ((96, 240), (-1, 0)),
        ((90, 240), None),
    ],
)
def test_a_point_holds_the_handle_in_reach_else_the_box_else_nothing(
    point: tuple[float, float], held: Grip | None
) -> None:
    assert grip_at(BOX, point, reach=5) == held


def test_a_held_box_moves_and_stops_at_the_edge() -> None:
    assert dragged(BOX, WHOLE, (10, -20), IMAGE) == Box(110, 180, 170, 260)
    assert dragged(BOX, WHOLE, (-500, 5000), IMAGE) == Box(0, 1120, 60, 1200)


def test_a_held_corner_moves_its_two_edges_alone() -> None:
    assert dragged(BOX, (1, 1), (10, 20), IMAGE) == Box(100, 200, 170, 300)
    assert dragged(BOX, (-1, 0), (10, 20), IMAGE) == Box(110, 200, 160, 280)


@given(
    grip=st.sampled_from([WHOLE, *grips(BOX)]),
    offset=st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)),
)
def test_no_drag_leaves_the_image_or_makes_a_box_too_small(grip: Grip, offset: tuple[float, float]) -> None:
    box = dragged(BOX, grip, offset, IMAGE)

    assert 0 <= box.x0 < box.x1 <= 900 + 1e-6
    assert 0 <= box.y0 < box.y1 <= 1200 + 1e-6
    assert min(box.width, box.height) >= SMALLEST_SIDE - 1e-6


def test_a_box_is_drawn_between_any_two_corners_and_cut_off_at_the_edge() -> None:
    assert drawn((160, 280), (100, 200), IMAGE) == BOX
    assert drawn((-50, 1100), (50, 1300), IMAGE) == Box(0, 1100, 50, 1200)


def test_a_slip_of_the_mouse_draws_nothing() -> None:
    assert drawn((100, 200), (103, 300), IMAGE) is None
    assert drawn((-50, -50), (-10, -10), IMAGE) is None
