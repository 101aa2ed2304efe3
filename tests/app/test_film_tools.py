"""Each tool turns a drag of the mouse into one thing, and Escape takes it back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from radiograph_on_screen import at_half_size
from reviewed_sample import SIZE, reviewed
from sample_hand import sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_ruler import Ruler
from bonage_desktop.app.film_tools import (
    BoxDrag,
    Drag,
    NewBoxDrag,
    PanDrag,
    RulerDrag,
    WindowDrag,
    ZoomDrag,
    is_arrow,
    keyed,
)
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone

BOX = Box(100, 200, 160, 280)
PLAIN, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def view(qtbot: QtBot) -> RadiographView:
    """The sample at half its size: one pixel of the view is two of the film."""
    shown = RadiographView()
    qtbot.addWidget(shown)
    shown.resize(450, 600)
    shown.show_film(FilmPixels.of(sample_radiograph()))
    shown.show_state(reviewed().state)
    at_half_size(shown)
    return shown


def test_the_window_tool_widens_to_the_right_and_brightens_upwards(view: RadiographView) -> None:
    before = view.greys
    drag = WindowDrag(view, (100, 100))

    drag.move((130, 80))

    assert view.greys == before.dragged(30, 20)


def test_the_zoom_tool_enlarges_upwards_around_where_it_began(view: RadiographView) -> None:
    there = view.viewpoint.to_image((100, 100))

    ZoomDrag(view, (100, 100)).move((100, 40))

    assert view.viewpoint.scale > 0.5
    assert view.viewpoint.to_image((100, 100)) == pytest.approx(there)


def test_the_pan_tool_lets_the_film_follow_the_mouse(view: RadiographView) -> None:
    there = view.viewpoint.to_image((100, 100))

    PanDrag(view, (100, 100)).move((130, 80))

    assert view.viewpoint.to_image((130, 80)) == pytest.approx(there)


def test_the_ruler_measures_on_the_film(view: RadiographView) -> None:
    RulerDrag(view, (100, 100)).move((130, 80))

    assert view.ruler == Ruler((200, 200), (260, 160))


def test_a_drag_moves_a_box_in_pixels_of_the_film(view: RadiographView) -> None:
    BoxDrag(view, (100, 100), Bone.MC1, BOX, (0, 0)).move((110, 95))

    assert view.drafts == {Bone.MC1: Box(120, 190, 180, 270)}


def test_a_box_is_said_to_be_drawn_once_when_the_button_goes_up(qtbot: QtBot, view: RadiographView) -> None:
    drag = NewBoxDrag(view, (100, 100), Bone.MC1)
    drag.move((110, 110))
    drag.move((150, 160))

    with qtbot.waitSignal(view.box_drawn) as said:
        drag.finish()

    assert said.args == [Bone.MC1, Box(200, 200, 300, 320)]
    assert not view.is_drafting


def test_a_box_too_small_to_be_meant_is_not_drawn(qtbot: QtBot, view: RadiographView) -> None:
    drag = NewBoxDrag(view, (100, 100), Bone.MC1)
    drag.move((150, 160))
    drag.move((101, 101))

    with qtbot.assertNotEmitted(view.box_drawn):
        drag.finish()


@pytest.mark.parametrize("make", [WindowDrag, ZoomDrag, PanDrag, RulerDrag])
def test_a_cancelled_drag_leaves_everything_as_it_was(view: RadiographView, make: type[WindowDrag]) -> None:
    before = (view.viewpoint, view.greys, view.ruler)
    drag: Drag = make(view, (100, 100))

    drag.move((170, 40))
    changed = (view.viewpoint, view.greys, view.ruler)
    drag.cancel()

    assert changed != before
    assert (view.viewpoint, view.greys, view.ruler) == before


@pytest.mark.parametrize("make", [lambda view: BoxDrag(view, (0, 0), Bone.MC1, BOX, (0, 0)), None])
def test_a_cancelled_box_is_as_if_it_had_never_been(qtbot: QtBot, view: RadiographView, make: object) -> None:
    drag: Drag = make(view) if make else NewBoxDrag(view, (0, 0), Bone.MC1)

    drag.move((50, 50))
    with qtbot.assertNotEmitted(view.box_drawn):
        drag.cancel()

    assert not view.is_drafting


@pytest.mark.parametrize("make", [WindowDrag, ZoomDrag, PanDrag, RulerDrag])
def test_without_a_film_a_drag_does_nothing(qtbot: QtBot, make: type[WindowDrag]) -> None:
    empty = RadiographView()
    qtbot.addWidget(empty)
    drag: Drag = make(empty, (0, 0))

    drag.move((10, 10))
    drag.finish()
    drag.cancel()

    assert (empty.viewpoint, empty.greys, empty.ruler) == (None, None, None)


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_Left, PLAIN, Box(99, 200, 159, 280)),
        (Qt.Key.Key_Down, SHIFT, Box(100, 210, 160, 290)),
        (Qt.Key.Key_Right, CONTROL, Box(100, 200, 161, 280)),
        (Qt.Key.Key_Up, CONTROL | SHIFT, Box(100, 200, 160, 270)),
    ],
)
def test_arrows_move_a_box_by_one_pixel_or_ten_and_with_ctrl_its_far_edge(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, expected: Box
) -> None:
    assert keyed(BOX, key, modifiers, Viewpoint.fitted(SIZE, (450, 600))) == expected


def test_arrows_mean_directions_of_the_screen_where_the_film_is_turned() -> None:
    turned = Viewpoint.fitted(SIZE, (450, 600)).rotated(1)

    assert keyed(BOX, Qt.Key.Key_Up, PLAIN, turned) == Box(99, 200, 159, 280)


def test_only_arrows_move_boxes() -> None:
    assert is_arrow(Qt.Key.Key_Left)
    assert not is_arrow(Qt.Key.Key_A)
