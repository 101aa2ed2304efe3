"""What a reader does with an open case: looks, compares places, grades first, adds findings, reports."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pretended_engine import PretendedEngine
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot
from sample_hand import BOY, EXPECTED, GIRL, sample_findings

from bonage_desktop.app.bone_row import BoneRowWidget
from bonage_desktop.app.film_view_modes import StageView
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Source
from bonage_desktop.standards.bones import Bone, Level

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
LEVELS = {bone: EXPECTED["male_120.png"]["levels"][bone.key] for bone in Bone}


@pytest.fixture
def window(qtbot: QtBot, make_window: Make, open_case: Open) -> ReviewWindow:
    """A boy's hand, assessed, with its film."""
    made = make_window()
    open_case(made, BOY)
    qtbot.waitUntil(lambda: made.film.viewpoint is not None, timeout=60_000)
    return made


def told(window: ReviewWindow) -> str:
    """The words in the place of the result."""
    return "\n".join(label.text() for label in window.places.result.findChildren(QLabel) if label.isVisible())


def centre_of(window: ReviewWindow, bone: Bone) -> QPoint:
    """Where the middle of a bone's box is on the film."""
    x, y = window.film.viewpoint.to_view(window.film.box_of(bone).centre)
    return QPoint(round(x), round(y))


def mouse_comes_to(row: BoneRowWidget) -> None:
    place = QPointF(20, 10)
    QApplication.sendEvent(row, QEnterEvent(place, place, place))


def clicked_row(qtbot: QtBot, window: ReviewWindow, bone: Bone) -> None:
    qtbot.mouseClick(window.places.bones.rows[bone], Qt.MouseButton.LeftButton, pos=QPoint(70, 10))


def test_the_wheel_over_closed_drop_downs_changes_nothing(window: ReviewWindow) -> None:
    before = dict(window.desk.session.case.reading.levels)

    for row in window.places.bones.rows.values():
        at = QPointF(10, 10)
        for notch in (120, -120):
            QApplication.sendEvent(
                row.menu,
                QWheelEvent(
                    at, row.menu.mapToGlobal(at), QPoint(), QPoint(0, notch), Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
                ),
            )  # fmt: skip

    assert window.desk.session.case.reading.levels == before
    assert window.desk.session.state.undo_text == ""


def test_a_bone_below_the_mouse_on_the_film_is_marked_in_its_row(qtbot: QtBot, window: ReviewWindow) -> None:
    row = window.places.bones.rows[Bone.PP1]
    before = row.grab().toImage()

    qtbot.mouseMove(window.film, centre_of(window, Bone.PP1))
    hovered = row.grab().toImage()
    qtbot.mouseMove(window.film, QPoint(3, 3))

    assert hovered != before
    assert row.grab().toImage() == before


def test_a_row_below_the_mouse_is_marked_on_the_film(window: ReviewWindow) -> None:
    row = window.places.bones.rows[Bone.PP1]

    mouse_comes_to(row)
    hovered = window.film.hovered
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))

    assert hovered is Bone.PP1
    assert window.film.hovered is None


def test_a_box_that_is_clicked_selects_row_and_level_strip(qtbot: QtBot, window: ReviewWindow) -> None:
    qtbot.mouseClick(window.film, Qt.MouseButton.LeftButton, pos=centre_of(window, Bone.DP3))

    assert window.selected() is Bone.DP3
    assert window.places.strip.bone.accessibleName() == "Distal phalanx 3, magnified"
    assert "chosen" in next(card.accessibleName() for card in window.places.strip.cards if card.content.is_chosen)


def test_a_row_that_is_clicked_selects_box_and_level_strip(qtbot: QtBot, window: ReviewWindow) -> None:
    clicked_row(qtbot, window, Bone.MC3)

    assert window.film.selected is Bone.MC3
    assert window.places.strip.bone.accessibleName() == "Metacarpal 3, magnified"


def test_a_level_that_is_clicked_in_the_strip_stands_in_the_row_and_on_the_film(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    clicked_row(qtbot, window, Bone.MC3)
    card = next(card for card in window.places.strip.cards if card.isVisible() and not card.content.is_chosen)
    level = card.content.choice.level

    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)

    assert window.places.bones.rows[Bone.MC3].menu.currentIndex() == level.index
    assert window.film.state.rows[Bone.MC3].chosen.level == level
    assert window.film.state.rows[Bone.MC3].level_source is Source.READER


def test_the_stages_are_stepped_through_with_one_key(qtbot: QtBot, window: ReviewWindow) -> None:
    seen: list[tuple[StageView, str]] = []

    for _ in StageView:
        qtbot.keyClick(window.film, Qt.Key.Key_S)
        seen.append((window.film.choice.stage, window.commands.all["view.stages"].text()))

    assert [stage for stage, _ in seen] == list(StageView)
    assert [words for _, words in seen] == ["Original", "Mask", "Palm", "Boxes", "Stages"]


def test_each_stage_shows_another_picture(qtbot: QtBot, window: ReviewWindow) -> None:
    pictures = []

    for _ in StageView:
        qtbot.keyClick(window.film, Qt.Key.Key_S)
        pictures.append(window.film.grab().toImage())

    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_a_bone_that_needs_a_look_is_selected_first_and_then_the_next_one(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    unsure = {bone: spread_out(Level(bone, LEVELS[bone])) for bone in (Bone.MC5, Bone.DP1)}
    found = sample_findings()
    window = make_window(PretendedEngine(lambda _: replace(found, grades={**found.grades, **unsure})))
    open_case(window, BOY)
    first = window.selected()

    qtbot.keyClick(window.film, Qt.Key.Key_Return)

    assert first is Bone.MC5
    assert window.selected() is Bone.DP1


def spread_out(level: Level) -> BoneGrade:
    """The model takes every level for equally likely."""
    count = level.bone.level_count
    return BoneGrade(level, np.full(count, 1 / count), Source.MODEL, None)


def test_graded_first_nothing_of_the_model_is_seen_until_the_last_bone_and_then_how_both_agree(
    make_window: Make, open_case: Open
) -> None:
    window = make_window()
    window.intents.toggle_grade_first()
    open_case(window, BOY)
    hidden = (window.desk.session.state.score, window.places.bones.rows[Bone.RADIUS].menu.currentIndex(), told(window))

    for bone in Bone:
        level = Level(bone, LEVELS[bone] + (bone is Bone.RADIUS))
        window.desk.change(lambda session, level=level: session.choose_level(level))
    shown = told(window)

    assert hidden[:2] == (None, -1)
    assert "10.6" not in hidden[2]
    assert "First grades: 12 of 13 as the model, 13 within one level" in shown
    assert window.desk.session.state.score == 287  # 272 points, radius level 6 instead of 5: 46 instead of 31


def test_how_both_agreed_stays_with_the_case(qtbot: QtBot, make_window: Make, open_case: Open) -> None:
    window = make_window()
    window.intents.toggle_grade_first()
    open_case(window, BOY)
    for bone in Bone:
        window.desk.change(lambda session, bone=bone: session.choose_level(Level(bone, LEVELS[bone])))
    window.desk.change(lambda session: session.confirm())
    open_case(window, GIRL)

    window.desk.open(1)
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=60_000)

    assert "First grades: 13 of 13 as the model" in told(window)


def test_findings_and_remarks_get_into_the_text_of_the_report(qtbot: QtBot, window: ReviewWindow) -> None:
    window.places.curve.setCurrentIndex(2)
    findings = window.places.findings
    box = next(one for one in findings.findChildren(QCheckBox) if one.text() == "Cone epiphysis")

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
    qtbot.keyClicks(findings.findChild(QPlainTextEdit), "Slightly turned.")
    qtbot.keyClick(window.film, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    text = QGuiApplication.clipboard().text()
    assert "Other findings: Cone epiphysis." in text
    assert "Slightly turned." in text
