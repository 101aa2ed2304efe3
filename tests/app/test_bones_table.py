"""The table of the 13 bones: what it says, and that nothing is changed by accident."""

from datetime import date

import pytest
from bone_rows import has_colour, pixels, said
from panels import boy_of_twelve, refused, review, shown, spoken, without_bones
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot
from sample_hand import EXPECTED
from workflow.review_cases import decoded_case, session_with

from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.app.theme import DARK, LIGHT
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review import ReviewSession


@pytest.mark.usefixtures("session")
def test_all_rows_are_34_pixels_high_and_seen_without_scrolling(table: BonesTable) -> None:
    heights = {row.height() for row in table.rows.values()}

    assert heights == {34}
    assert list(table.rows) == list(Bone)
    assert table.sizeHint().height() <= 480
    assert all(not row.visibleRegion().isEmpty() for row in table.rows.values())


@pytest.mark.usefixtures("session")
def test_a_level_is_written_as_label_and_level(table: BonesTable) -> None:
    words = table.rows[Bone.PP3].menu.currentText()

    assert words == "L5(2) · 7"
    assert EXPECTED["male_120.png"]["levels"]["pp3"] == 7
    assert table.rows[Bone.PP3].menu.count() == 13


@pytest.mark.usefixtures("session")
def test_a_row_says_in_words_what_it_shows(table: BonesTable) -> None:
    words = said(table, Bone.PP3)

    assert words == "Prox. phalanx 3, L5(2) · 7 by the model, model within one level 100 %, 23 points"


def test_the_models_level_stands_beside_one_that_the_reader_set(table: BonesTable, session: ReviewSession) -> None:
    session.choose_level(Level(Bone.PP3, 8))

    table.show_state(session.state)

    assert "L6(0) · 8 by the reader, the model said L5(2) · 7" in said(table, Bone.PP3)
    assert has_colour(table, Bone.PP3, DARK.reader)
    assert not has_colour(table, Bone.PP5, DARK.reader)


def test_a_picked_level_is_told_and_nothing_is_changed_in_the_table(
    table: BonesTable, session: ReviewSession, qtbot: QtBot
) -> None:
    menu = table.rows[Bone.PP3].menu

    with qtbot.waitSignal(table.level_chosen) as chosen:
        menu.setCurrentIndex(9)
        menu.activated.emit(9)
    table.show_state(session.state)

    assert chosen.args == [Level(Bone.PP3, 9)]
    assert menu.currentIndex() == 7


def test_showing_a_state_tells_nothing(table: BonesTable, session: ReviewSession, qtbot: QtBot) -> None:
    session.choose_level(Level(Bone.PP3, 8))

    with qtbot.assertNotEmitted(table.level_chosen), qtbot.assertNotEmitted(table.ticked):
        table.show_state(session.state)


@pytest.mark.usefixtures("session")
def test_the_wheel_over_a_closed_drop_down_changes_nothing(table: BonesTable, qtbot: QtBot) -> None:
    menu = table.rows[Bone.PP3].menu
    menu.setFocus()
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(menu.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    with qtbot.assertNotEmitted(table.level_chosen):
        QApplication.sendEvent(menu, turned)

    assert menu.currentIndex() == 7


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_L])
def test_keys_over_a_closed_drop_down_change_nothing(table: BonesTable, qtbot: QtBot, key: Qt.Key) -> None:
    menu = table.rows[Bone.PP3].menu

    with qtbot.assertNotEmitted(table.level_chosen):
        qtbot.keyClick(menu, key)

    assert menu.currentIndex() == 7


@pytest.mark.usefixtures("session")
def test_space_opens_the_drop_down_and_every_level_can_be_read(table: BonesTable, qtbot: QtBot) -> None:
    menu = table.rows[Bone.RADIUS].menu

    qtbot.keyClick(menu, Qt.Key.Key_Space)

    letters = QFontMetrics(menu.view().font())
    assert menu.view().isVisible()
    assert menu.view().width() >= letters.horizontalAdvance("L8(4) · 14")
    assert menu.maxVisibleItems() == Bone.RADIUS.level_count
    menu.hidePopup()


def test_a_click_on_a_row_selects_its_bone(table: BonesTable, session: ReviewSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.bone_selected) as chosen:
        qtbot.mouseClick(table.rows[Bone.MC1], Qt.MouseButton.LeftButton, pos=QPoint(60, 10))

    assert chosen.args == [Bone.MC1]


def test_the_selected_row_is_framed_and_the_hovered_one_is_lighter(table: BonesTable, session: ReviewSession) -> None:
    plain = pixels(table, Bone.MC1)

    table.set_hovered(Bone.MC1)
    hovered = pixels(table, Bone.MC1)
    table.set_hovered(None)
    session.select(Bone.MC1)
    table.show_state(session.state)

    assert len({plain, hovered, pixels(table, Bone.MC1)}) == 3
    assert pixels(table, Bone.PP3) != b""


@pytest.mark.usefixtures("session")
def test_the_mouse_over_a_row_is_told_and_its_leaving_too(table: BonesTable, qtbot: QtBot) -> None:
    heard: list[Bone | None] = []
    table.bone_hovered.connect(heard.append)
    row = table.rows[Bone.MC3]

    QApplication.sendEvent(row, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))

    assert heard == [Bone.MC3, None]


def test_a_tick_is_told(table: BonesTable, session: ReviewSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.ticked) as heard:
        qtbot.mouseClick(table.rows[Bone.MC3].tick, Qt.MouseButton.LeftButton)

    assert heard.args == [Bone.MC3, True]
    assert not table.rows[Bone.MC3].tick.isChecked()  # until the session says so


def test_a_control_with_the_keyboard_selects_its_row_and_keeps_its_column(
    table: BonesTable, session: ReviewSession, qtbot: QtBot
) -> None:
    table.activateWindow()
    with qtbot.waitSignal(table.bone_selected) as chosen:
        table.rows[Bone.MC3].menu.setFocus()
    session.select(Bone.MC5)

    table.show_state(session.state)

    assert chosen.args == [Bone.MC3]
    assert table.rows[Bone.MC5].menu.hasFocus()


def test_every_control_can_be_reached_by_tab_and_names_its_bone(table: BonesTable) -> None:
    table.show_state(review(without_bones(Bone.DP5)).state)

    names = [
        control.accessibleName()
        for row in table.rows.values()
        for control in (row.menu, row.tick, row.place_button)
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert len(names) == len(set(names)) == 2 * 13 + 1
    assert "Level of Radius" in names
    assert "Place the box of Dist. phalanx 5" in names


def test_a_missing_bone_says_so_and_offers_to_place_its_box(table: BonesTable, qtbot: QtBot) -> None:
    table.show_state(review(without_bones(Bone.DP5)).state)

    with qtbot.waitSignal(table.place_box) as asked:
        table.rows[Bone.DP5].place_button.click()

    assert asked.args == [Bone.DP5]
    assert "Not found: The box was not found." in table.rows[Bone.DP5].toolTip()
    assert table.rows[Bone.DP5].menu.currentIndex() == -1
    assert table.rows[Bone.DP3].place_button.isHidden()


def test_while_the_networks_still_look_no_box_is_missing(table: BonesTable) -> None:
    table.show_state(session_with(decoded_case()).state)

    assert all(row.place_button.isHidden() for row in table.rows.values())
    assert all(row.menu.isEnabled() for row in table.rows.values())


def test_in_a_refused_image_every_box_can_be_placed(table: BonesTable) -> None:
    table.show_state(review(refused()).state)

    assert not any(row.place_button.isHidden() for row in table.rows.values())


def test_a_doubted_bone_is_marked_until_it_is_ticked(table: BonesTable) -> None:
    session = review(without_bones(Bone.DP5))
    table.show_state(session.state)
    marked = has_colour(table, Bone.DP5, DARK.doubt)

    session.tick(Bone.DP5, is_ticked=True)
    table.show_state(session.state)

    assert marked
    assert not has_colour(table, Bone.DP5, DARK.doubt)
    assert "looked at" in said(table, Bone.DP5)


def test_a_confirmed_case_can_be_looked_at_and_not_changed(table: BonesTable, session: ReviewSession) -> None:
    session.confirm()

    table.show_state(session.state)

    assert not any(row.menu.isEnabled() or row.tick.isEnabled() for row in table.rows.values())


def test_grading_first_shows_nothing_of_the_model(table: BonesTable) -> None:
    session = review(grade_first=True)
    session.choose_level(Level(Bone.RADIUS, 8))

    table.show_state(session.state)

    assert said(table, Bone.RADIUS) == "Radius, L7(0) · 8 by the reader, 118 points, looked at"
    assert said(table, Bone.ULNA) == "Ulna, no level"
    assert not has_colour(table, Bone.ULNA, DARK.model)


def test_the_study_before_is_shown_and_a_bone_that_went_backwards_is_flagged(
    table: BonesTable, session: ReviewSession
) -> None:
    day = date(2025, 11, 2)
    before = {
        bone: BoneBefore(Level(bone, 6), "5(1)", day, -1 if bone is Bone.MC3 else 1) for bone in Bone if bone.number > 1
    }
    plain = pixels(table, Bone.ULNA)

    table.set_prior(before)

    assert "2025-11-02: L5(1) · 6 +1" in table.rows[Bone.ULNA].toolTip()
    assert "lower than in the study before" in table.rows[Bone.MC3].toolTip()
    assert has_colour(table, Bone.MC3, DARK.doubt)
    assert not has_colour(table, Bone.ULNA, DARK.doubt)
    table.set_prior(None)
    assert pixels(table, Bone.ULNA) == plain


def test_a_crop_is_drawn_in_its_row(table: BonesTable, session: ReviewSession) -> None:
    red = QImage(56, 56, QImage.Format.Format_RGB32)
    red.fill(0xFF0000)

    table.set_crops({Bone.MC1: red})

    assert has_colour(table, Bone.MC1, "#ff0000")
    assert not has_colour(table, Bone.MC3, "#ff0000")


def test_a_change_makes_no_new_widget(table: BonesTable, session: ReviewSession) -> None:
    before = [id(child) for child in table.findChildren(QComboBox) + table.findChildren(QPushButton)]

    session.choose_level(Level(Bone.PP3, 9))
    table.show_state(session.state)

    assert [id(child) for child in table.findChildren(QComboBox) + table.findChildren(QPushButton)] == before


def test_the_other_theme_has_its_own_hues(table: BonesTable, session: ReviewSession) -> None:
    table.set_theme(LIGHT)

    assert has_colour(table, Bone.MC1, LIGHT.model)
    assert not has_colour(table, Bone.MC1, DARK.model)


def test_bones_are_named_in_the_language_of_the_window(app: QApplication, qtbot: QtBot) -> None:
    with spoken(app, Language.ZH):
        table = shown(qtbot, lambda: BonesTable(DARK), 424, 480)

        table.show_state(review().state)

        assert said(table, Bone.MC3).startswith("第三掌骨，")


def test_an_empty_table_is_empty(table: BonesTable, session: ReviewSession) -> None:
    table.show_state(None)

    assert all(row.menu.isHidden() and row.tick.isHidden() for row in table.rows.values())


def test_the_boy_is_no_other(session: ReviewSession) -> None:
    assert session.state.score == EXPECTED["male_120.png"]["score"]
    assert boy_of_twelve().known.age.years == pytest.approx(12.05, abs=0.01)
