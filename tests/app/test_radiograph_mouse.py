"""What the mouse does on the radiograph, boxes aside."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from radiograph_on_screen import LEFT, MIDDLE, RIGHT, at, drag, middle_of, sample_on_screen, seen, wheel
from reviewed_sample import attention_on, reviewed
from sample_hand import sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_scene import bone_at, bone_tip
from bonage_desktop.app.film_view_modes import Tool
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.standards.bones import Bone


@pytest.fixture(scope="module")
def film() -> FilmPixels:
    return FilmPixels.of(sample_radiograph())


@pytest.fixture
def view(qtbot: QtBot, film: FilmPixels) -> RadiographView:
    return sample_on_screen(qtbot, film)


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
    view.set_attention_shown(is_shown=True)

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
