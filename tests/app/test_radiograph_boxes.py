"""How a reader draws, moves and resizes boxes on the radiograph, by mouse and by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from radiograph_on_screen import (
    BOXES,
    LEFT,
    at,
    begin_drag,
    drag,
    is_kept_from_shortcuts,
    middle_of,
    sample_on_screen,
)
from reviewed_sample import NOON, reviewed
from sample_hand import sample_radiograph
from workflow.review_cases import NO_HAND

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_ruler import Ruler
from bonage_desktop.app.film_view_modes import Tool
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.review import ReviewSession


@pytest.fixture(scope="module")
def film() -> FilmPixels:
    return FilmPixels.of(sample_radiograph())


@pytest.fixture
def view(qtbot: QtBot, film: FilmPixels) -> RadiographView:
    return sample_on_screen(qtbot, film)


def test_boxes_of_a_refused_image_cannot_be_hit_until_the_tool_is_there_that_shows_them(view: RadiographView) -> None:
    middle = middle_of(view, Bone.PP3)
    view.show_state(reviewed(rejection=NO_HAND).state)
    point = (middle.x(), middle.y())

    hit_before = view.bone_at(point)
    view.set_tool(Tool.BOX)

    assert (hit_before, view.bone_at(point)) == (None, Bone.PP3)


def test_with_the_box_tool_a_box_is_moved(qtbot: QtBot, view: RadiographView) -> None:
    view.set_tool(Tool.BOX)
    start = middle_of(view, Bone.PP3)

    with qtbot.waitSignal(view.box_drawn) as said:
        drag(qtbot, view, start, start + QPoint(20, 10))

    bone, box = said.args
    assert bone is Bone.PP3
    assert box.corners == pytest.approx([v + d for v, d in zip(BOXES[bone].corners, (40, 20, 40, 20), strict=True)])


def test_a_handle_of_the_selected_box_resizes_it(qtbot: QtBot, view: RadiographView) -> None:
    view.set_tool(Tool.BOX)
    box = BOXES[Bone.PP3]
    corner = at(view, box.x1, box.y1)

    with qtbot.waitSignal(view.box_drawn) as said:
        drag(qtbot, view, corner, corner + QPoint(10, 10))

    assert said.args[1].corners == pytest.approx((box.x0, box.y0, box.x1 + 20, box.y1 + 20))


def test_another_bones_box_is_selected_by_the_drag_that_moves_it(qtbot: QtBot, view: RadiographView) -> None:
    view.set_tool(Tool.BOX)
    start = middle_of(view, Bone.RADIUS)
    said: list[tuple[str, Bone]] = []
    view.bone_selected.connect(lambda bone: said.append(("selected", bone)))
    view.box_drawn.connect(lambda bone, _: said.append(("drawn", bone)))

    drag(qtbot, view, start, start + QPoint(20, 10))

    assert said == [("selected", Bone.RADIUS), ("drawn", Bone.RADIUS)]


def test_an_armed_bone_takes_the_next_box_and_the_tool_goes_back(qtbot: QtBot, view: RadiographView) -> None:
    tools: list[Tool] = []
    view.tool_changed.connect(tools.append)
    view.set_tool(Tool.PAN)
    view.arm_bone(Bone.DP5)

    with qtbot.waitSignal(view.box_drawn) as said:
        drag(qtbot, view, at(view, 100, 100), at(view, 200, 300))

    assert said.args == [Bone.DP5, Box(100, 100, 200, 300)]
    assert tools == [Tool.PAN, Tool.BOX, Tool.PAN]


def test_a_selected_bone_without_a_box_is_drawn_without_being_armed(qtbot: QtBot, view: RadiographView) -> None:
    session = reviewed(selected=Bone.MC5)
    session.remove_box(Bone.MC5)
    view.show_state(session.state)
    view.set_tool(Tool.BOX)

    with qtbot.waitSignal(view.box_drawn) as said:
        drag(qtbot, view, at(view, 100, 100), at(view, 200, 300))

    assert said.args[0] is Bone.MC5


def test_escape_gives_a_running_drag_up_then_the_armed_bone_then_the_ruler(qtbot: QtBot, view: RadiographView) -> None:
    view.show_ruler(Ruler((0, 0), (10, 10)))
    view.arm_bone(Bone.DP5)
    begin_drag(qtbot, view, at(view, 100, 100), at(view, 200, 300))
    was_drafting = view.is_drafting

    with qtbot.assertNotEmitted(view.box_drawn):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
        qtbot.mouseRelease(view, LEFT, pos=at(view, 200, 300))
    still_armed = view.bone_to_draw
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    ruler_left = view.ruler
    qtbot.keyClick(view, Qt.Key.Key_Escape)

    assert was_drafting
    assert not view.is_drafting
    assert still_armed is Bone.DP5
    assert view.tool is Tool.WINDOW
    assert ruler_left is not None
    assert view.ruler is None


def test_arrows_move_the_selected_box_and_say_so_once(qtbot: QtBot, view: RadiographView) -> None:
    view.set_tool(Tool.BOX)
    said: list[Box] = []
    view.box_drawn.connect(lambda _, box: said.append(box))

    with qtbot.waitSignal(view.box_drawn):
        qtbot.keyClick(view, Qt.Key.Key_Right)
        qtbot.keyClick(view, Qt.Key.Key_Right)
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)

    moved = [v + d for v, d in zip(BOXES[Bone.PP3].corners, (2, 10, 2, 11), strict=True)]
    assert [box.corners for box in said] == [pytest.approx(moved)]


def test_a_box_on_its_way_is_said_before_a_shortcut_is_heard(qtbot: QtBot, view: RadiographView) -> None:
    view.set_tool(Tool.BOX)
    qtbot.keyClick(view, Qt.Key.Key_Right)

    with qtbot.waitSignal(view.box_drawn, timeout=0, raising=True):
        is_kept_from_shortcuts(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_box_on_its_way_is_never_said_of_another_case(qtbot: QtBot, view: RadiographView, film: FilmPixels) -> None:
    view.set_tool(Tool.BOX)
    qtbot.keyClick(view, Qt.Key.Key_Right)

    with qtbot.assertNotEmitted(view.box_drawn, wait=600):
        view.show_film(None)
        view.show_state(reviewed(number=2).state)

    assert not view.is_drafting


def test_delete_asks_for_the_selected_box_to_go(qtbot: QtBot, view: RadiographView) -> None:
    view.set_tool(Tool.BOX)

    with qtbot.waitSignal(view.box_deleted) as said:
        qtbot.keyClick(view, Qt.Key.Key_Delete)

    assert said.args == [Bone.PP3]


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Delete])
def test_keys_mean_boxes_only_with_the_box_tool(view: RadiographView, key: Qt.Key) -> None:
    before = is_kept_from_shortcuts(view, key)

    view.set_tool(Tool.BOX)

    assert not before
    assert is_kept_from_shortcuts(view, key)
    assert not is_kept_from_shortcuts(view, key, Qt.KeyboardModifier.AltModifier)


def test_escape_is_left_to_the_window_where_nothing_has_begun(view: RadiographView) -> None:
    before = is_kept_from_shortcuts(view, Qt.Key.Key_Escape)

    view.arm_bone(Bone.RADIUS)

    assert not before
    assert is_kept_from_shortcuts(view, Qt.Key.Key_Escape)


def test_the_boxes_of_a_confirmed_case_stay_where_they_are(qtbot: QtBot, view: RadiographView) -> None:
    session = confirmed()
    view.show_state(session.state)
    view.set_tool(Tool.BOX)
    start = middle_of(view, Bone.PP3)

    with qtbot.assertNotEmitted(view.box_drawn, wait=0):
        drag(qtbot, view, start, start + QPoint(20, 10))
        qtbot.keyClick(view, Qt.Key.Key_Right)

    assert not view.is_drafting


def confirmed() -> ReviewSession:
    session = reviewed()
    session.confirm()
    assert session.case.confirmation.at == NOON
    return session


@pytest.mark.parametrize(
    ("place", "shape"),
    [
        (lambda box: (box.x0, box.y0), Qt.CursorShape.SizeFDiagCursor),
        (lambda box: (box.x1, box.y0), Qt.CursorShape.SizeBDiagCursor),
        (lambda box: (box.x1, box.centre[1]), Qt.CursorShape.SizeHorCursor),
        (lambda box: (box.centre[0], box.y0), Qt.CursorShape.SizeVerCursor),
        (lambda box: box.centre, Qt.CursorShape.SizeAllCursor),
        (lambda box: (2.0, 2.0), Qt.CursorShape.ArrowCursor),
    ],
)
def test_the_cursor_says_what_a_drag_would_do(
    qtbot: QtBot, view: RadiographView, place: Callable[[Box], tuple[float, float]], shape: Qt.CursorShape
) -> None:
    view.set_tool(Tool.BOX)
    point = at(view, *place(BOXES[Bone.PP3]))

    drag(qtbot, view, point, point)

    assert view.cursor().shape() == shape


@pytest.mark.parametrize(
    ("tool", "shape"),
    [
        (Tool.PAN, Qt.CursorShape.OpenHandCursor),
        (Tool.ZOOM, Qt.CursorShape.SizeVerCursor),
        (Tool.RULER, Qt.CursorShape.CrossCursor),
    ],
)
def test_each_tool_has_its_cursor(qtbot: QtBot, view: RadiographView, tool: Tool, shape: Qt.CursorShape) -> None:
    view.set_tool(tool)

    qtbot.mouseClick(view, LEFT, pos=QPoint(5, 595))

    assert view.cursor().shape() == shape
