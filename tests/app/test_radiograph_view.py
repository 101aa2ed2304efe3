"""The radiograph on the screen: what is seen, and what mouse and keys do to it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from reviewed_sample import NOON, SIZE, attention_on, reviewed
from sample_hand import EXPECTED, NAME, sample_findings, sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_ruler import Ruler
from bonage_desktop.app.film_scene import bone_at, bone_tip
from bonage_desktop.app.film_view_modes import OverlayMode, Preset, StageView, Tool
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.review import ReviewSession

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
BOXES = {bone: Box.of(EXPECTED[NAME]["boxes"][bone.key]) for bone in Bone}


@pytest.fixture(scope="module")
def film() -> FilmPixels:
    return FilmPixels.of(sample_radiograph())


@pytest.fixture
def view(qtbot: QtBot, film: FilmPixels) -> RadiographView:
    """The sample at half its size, the third finger's proximal phalanx selected."""
    shown = RadiographView()
    qtbot.addWidget(shown)
    shown.resize(450, 600)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_film(film)
    shown.show_state(reviewed().state)
    return shown


def seen(view: RadiographView) -> np.ndarray:
    """uint8 (H, W, 3) of what is on the screen now."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def at(view: RadiographView, x: float, y: float) -> QPoint:
    """Where a point of the film is on the screen."""
    return QPointF(*view.viewpoint.to_view((x, y))).toPoint()


def middle_of(view: RadiographView, bone: Bone) -> QPoint:
    return at(view, *view.box_of(bone).centre)


def drag(qtbot: QtBot, view: RadiographView, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    begin_drag(qtbot, view, start, end, button)
    qtbot.mouseRelease(view, button, pos=end)


def begin_drag(qtbot: QtBot, view: RadiographView, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    qtbot.mousePress(view, button, pos=start)
    for point in ((start + end) / 2, end):
        place = QPointF(point)
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, view.mapToGlobal(place), Qt.MouseButton.NoButton, button, none
        )
        QApplication.sendEvent(view, event)


def wheel(view: RadiographView, place: QPointF, notches: float) -> None:
    turned = QPoint(0, round(120 * notches))
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def is_kept_from_shortcuts(
    view: RadiographView, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> bool:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
    event.ignore()
    QApplication.sendEvent(view, event)
    return event.isAccepted()


# What is seen


def test_a_film_is_shown_whole_with_the_greys_that_its_file_asks_for(view: RadiographView) -> None:
    view.show_state(None)
    view.set_overlay(OverlayMode.NONE)

    picture = seen(view)[100:500, 100:400].astype(float)

    stored = sample_radiograph().stored
    halved = stored.reshape(600, 2, 450, 2).mean(axis=(1, 3))[100:500, 100:400]
    assert np.abs(picture[..., 0] - halved).mean() < 1.5


def test_without_a_film_the_view_says_so(qtbot: QtBot, view: RadiographView) -> None:
    view.show_film(None)

    assert view.viewpoint is None
    assert seen(view).max() > 100  # words


def test_a_new_film_is_whole_and_upright_whatever_was_done_to_the_one_before(
    view: RadiographView, film: FilmPixels
) -> None:
    view.rotate_right()
    view.zoom_by(3)
    view.invert()

    view.show_film(replace(film))

    assert view.viewpoint == Viewpoint.fitted(SIZE, (450, 600))
    assert not view.greys.is_inverted


def test_the_same_film_again_stays_as_it_is_looked_at(view: RadiographView, film: FilmPixels) -> None:
    view.zoom_by(3)
    before = view.viewpoint

    view.show_film(film)

    assert view.viewpoint == before


def test_inverting_shows_bone_dark_and_says_so(view: RadiographView) -> None:
    view.set_overlay(OverlayMode.NONE)
    bright = seen(view)[300, 225].mean()

    view.invert()

    assert seen(view)[300, 225].mean() == pytest.approx(255 - bright, abs=2)


def test_presets_keep_an_inverted_film_inverted(view: RadiographView) -> None:
    view.invert()

    view.set_preset(Preset.BONE)

    assert view.greys.is_inverted
    assert not view.greys.is_as_filed


def test_space_held_hides_all_that_lies_over_the_film(view: RadiographView) -> None:
    plain = seen(view)

    view.set_overlay_hidden(is_hidden=True)
    hidden = seen(view)
    view.set_overlay_hidden(is_hidden=False)

    is_selected_box_seen = [bool((picture[186:220, 192:227] == 255).all(axis=2).any()) for picture in (plain, hidden)]
    assert is_selected_box_seen == [True, False]
    assert np.array_equal(seen(view), plain)


def test_boxes_follow_the_film_when_it_is_turned(view: RadiographView) -> None:
    view.rotate_right()
    view.flip_vertical()

    left, top, right, bottom = (round(v) for v in view.viewpoint.rectangle_to_view(BOXES[Bone.PP3].corners))
    picture = seen(view)
    assert (picture[top - 2 : top + 3, left:right].min(axis=2) > 240).any()
    assert (picture[bottom - 2 : bottom + 3, left:right].min(axis=2) > 240).any()


def test_left_and_right_turns_cancel_each_other(view: RadiographView) -> None:
    before = view.viewpoint

    view.rotate_left()
    turned = view.viewpoint
    view.rotate_right()
    view.flip_horizontal()
    view.flip_horizontal()

    assert turned != before
    assert view.viewpoint == before


def test_attention_is_shown_until_it_is_switched_off(view: RadiographView) -> None:
    state = reviewed(attention=attention_on((Bone.ULNA, 0.4))).state
    view.show_state(state)
    marked = seen(view)

    view.set_attention_shown(is_shown=False)

    assert not np.array_equal(seen(view), marked)


def test_each_stage_looks_otherwise(view: RadiographView) -> None:
    view.resize(700, 600)  # wide enough for labels with levels
    pictures = []
    for stage in StageView:
        view.set_stage_view(stage)
        pictures.append(seen(view).tobytes())

    assert len(set(pictures)) == len(StageView)


def test_a_film_at_rest_is_drawn_again_sharply(
    qtbot: QtBot, view: RadiographView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bonage_desktop.app.film_image.PIXELS_WHILE_MOVING", 3_000)
    view.set_overlay(OverlayMode.NONE)
    view.zoom_by(1.01)
    coarse = seen(view)

    qtbot.waitUntil(lambda: not np.array_equal(seen(view), coarse))

    sharp = seen(view).astype(int)[150:500, 100:400, 0]
    assert np.abs(np.diff(sharp)).sum() > np.abs(np.diff(coarse[150:500, 100:400, 0].astype(int))).sum()


def test_a_resized_view_shows_the_whole_film_again(view: RadiographView) -> None:
    view.resize(300, 700)

    assert view.viewpoint.view == (300, 700)
    assert view.viewpoint.is_fitted


def test_focus_by_keyboard_is_seen_and_by_mouse_is_not(qtbot: QtBot, view: RadiographView) -> None:
    view.activateWindow()
    view.clearFocus()
    plain = seen(view)

    view.setFocus(Qt.FocusReason.MouseFocusReason)
    clicked = seen(view)
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)

    assert np.array_equal(clicked, plain)
    assert seen(view)[300, 1].tolist() != plain[300, 1].tolist()


def test_the_view_is_named_for_those_who_do_not_see_it(view: RadiographView) -> None:
    assert view.accessibleName() == "Radiograph"
    assert "wheel zooms" in view.accessibleDescription()
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus


# Mouse


def test_the_wheel_zooms_to_the_cursor(qtbot: QtBot, view: RadiographView) -> None:
    place = QPointF(100, 150)
    before = view.viewpoint.to_image((100, 150))

    with qtbot.waitSignal(view.viewpoint_changed):
        wheel(view, place, 2)

    assert view.viewpoint.scale == pytest.approx(0.5 * 1.44)
    assert view.viewpoint.to_image((100, 150)) == pytest.approx(before)


@pytest.mark.parametrize(
    ("tool", "button", "changes"),
    [
        (Tool.WINDOW, LEFT, "greys"),
        (Tool.ZOOM, LEFT, "viewpoint"),
        (Tool.PAN, LEFT, "viewpoint"),
        (Tool.RULER, LEFT, "ruler"),
        (Tool.RULER, MIDDLE, "viewpoint"),
        (Tool.PAN, RIGHT, "greys"),
    ],
)
def test_each_button_does_its_own_thing(
    qtbot: QtBot, view: RadiographView, tool: Tool, button: Qt.MouseButton, changes: str
) -> None:
    names = ("greys", "viewpoint", "ruler")
    before = {name: getattr(view, name) for name in names}
    view.set_tool(tool)

    drag(qtbot, view, QPoint(50, 500), QPoint(90, 440), button)

    assert [name for name in names if getattr(view, name) != before[name]] == [changes]


def test_a_click_selects_the_bone_below_the_smallest_box_first(qtbot: QtBot, view: RadiographView) -> None:
    x, y = 250.0, 510.0  # in the boxes of the fifth metacarpal and of the smaller fifth proximal phalanx

    with qtbot.waitSignal(view.bone_selected) as said:
        qtbot.mouseClick(view, LEFT, pos=at(view, x, y))

    assert said.args == [Bone.PP5]
    assert bone_at(reviewed().state, (x, y)) is Bone.PP5


def test_a_click_beside_all_bones_or_on_hidden_ones_selects_nothing(qtbot: QtBot, view: RadiographView) -> None:
    with qtbot.assertNotEmitted(view.bone_selected):
        qtbot.mouseClick(view, LEFT, pos=QPoint(5, 595))
        view.set_overlay_hidden(is_hidden=True)
        qtbot.mouseClick(view, LEFT, pos=middle_of(view, Bone.RADIUS))


def test_a_slip_of_the_hand_is_still_a_click(qtbot: QtBot, view: RadiographView) -> None:
    start, before = middle_of(view, Bone.RADIUS), view.greys

    with qtbot.waitSignal(view.bone_selected):
        drag(qtbot, view, start, start + QPoint(2, 1))

    assert view.greys == before


def test_a_double_click_shows_the_whole_film(qtbot: QtBot, view: RadiographView) -> None:
    view.zoom_by(4)

    qtbot.mouseDClick(view, LEFT, pos=QPoint(20, 300))

    assert view.viewpoint.is_fitted


def test_the_bone_below_the_mouse_is_told_once_and_forgotten_when_it_leaves(qtbot: QtBot, view: RadiographView) -> None:
    told: list[Bone | None] = []
    view.bone_hovered.connect(told.append)
    over = middle_of(view, Bone.RADIUS)

    for point in (over, over + QPoint(1, 1)):
        view.point_at((point.x(), point.y()))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))

    assert told == [Bone.RADIUS, None]


def test_a_bone_hovered_elsewhere_is_marked_and_not_told_again(qtbot: QtBot, view: RadiographView) -> None:
    plain = seen(view)

    with qtbot.assertNotEmitted(view.bone_hovered):
        view.set_hovered(Bone.ULNA)

    assert not np.array_equal(seen(view), plain)


def test_pointing_at_a_bone_tells_its_level_doubts_and_share(view: RadiographView) -> None:
    state = reviewed(attention=attention_on((Bone.ULNA, 0.4))).state

    tip = bone_tip(state, Bone.ULNA, view.choice)

    level = state.rows[Bone.ULNA].chosen
    assert tip.splitlines()[0] == f"Ulna, L{level.label} · {level.level.index}"
    assert tip.splitlines()[-1] == "40 % of what the model looked at for the level of 7 PP3."


def test_grade_first_tells_a_bones_name_alone(view: RadiographView) -> None:
    session = reviewed(attention=attention_on((Bone.ULNA, 0.4)))
    session.grade_first = True

    assert bone_tip(session.state, Bone.ULNA, view.choice) == "Ulna"


def test_a_tool_tip_stands_over_bones_alone(view: RadiographView) -> None:
    place = middle_of(view, Bone.ULNA)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    shown = QToolTip.text()

    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 595), view.mapToGlobal(QPoint(5, 595))))
    QToolTip.hideText()

    assert shown.startswith("Ulna")


# Boxes


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


# Loupe, linked films


def test_the_loupe_is_there_while_g_is_held(qtbot: QtBot, view: RadiographView) -> None:
    plain = seen(view)

    qtbot.keyPress(view, Qt.Key.Key_G)
    magnified = seen(view)
    qtbot.keyRelease(view, Qt.Key.Key_G)

    assert not np.array_equal(magnified, plain)
    assert np.array_equal(seen(view), plain)


def test_a_film_follows_another_and_does_not_answer(qtbot: QtBot, view: RadiographView, film: FilmPixels) -> None:
    prior = RadiographView()
    qtbot.addWidget(prior)
    prior.resize(300, 300)
    prior.show_film(film)
    view.viewpoint_changed.connect(prior.follow)
    prior.viewpoint_changed.connect(view.follow)

    with qtbot.assertNotEmitted(prior.viewpoint_changed):
        view.zoom_by(2)
        view.rotate_right()

    assert prior.viewpoint.orientation == view.viewpoint.orientation
    assert prior.viewpoint.centre == pytest.approx(view.viewpoint.centre)


def test_a_palm_of_another_size_than_the_film_is_not_drawn(view: RadiographView) -> None:
    palm = sample_findings().palm
    cut = replace(palm, mask=palm.mask[:-2].copy())
    view.show_state(reviewed(palm=cut).state)
    without = seen(view)

    view.show_state(reviewed().state)

    assert not np.array_equal(seen(view), without)


def test_four_thousand_rows_of_sixteen_bits_are_shown_too(qtbot: QtBot, view: RadiographView) -> None:
    stored = np.tile(np.linspace(0, 65535, 3000).astype(np.uint16), (4000, 1))
    large = replace(sample_radiograph(), stored=stored, pixels=(stored / 65535).astype(np.float32))
    view.show_state(None)

    view.show_film(FilmPixels.of(large))

    row = seen(view)[300, 20:430, 0].astype(int)
    assert (np.diff(row) >= 0).all()
    assert row[-1] - row[0] > 200
