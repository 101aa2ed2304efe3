"""The list of cases and its filter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from painted import painted
from panels import boy_of_twelve, shown, told
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot
from workflow.review_cases import waiting_case

from bonage_desktop.app.case_filter import CaseFilterFields
from bonage_desktop.app.cases_panel import CasesPanel
from bonage_desktop.app.fonts import load_fonts
from bonage_desktop.app.style import apply_theme
from bonage_desktop.app.theme import DARK, LIGHT, Theme
from bonage_desktop.findings.findings import Stage
from bonage_desktop.workflow.case import Case, CaseState
from bonage_desktop.workflow.worklist import CaseFilter

WHITE = np.full((128, 96), 255, np.uint8)


@pytest.fixture
def cases() -> Sequence[Case]:
    return [boy_of_twelve(), replace(waiting_case(), number=2), replace(waiting_case(), number=3)]


@pytest.fixture
def panel(app: QApplication, qtbot: QtBot, cases: Sequence[Case]) -> CasesPanel:
    made = shown(qtbot, lambda: CasesPanel(DARK, {1: WHITE}), 216, 600)
    made.show_cases(cases, 3)
    made.activateWindow()
    return made


@pytest.fixture
def rows(panel: CasesPanel) -> QListView:
    return next(view for view in panel.findChildren(QListView) if view.accessibleName() == "Cases")


def row(rows: QListView, place: int) -> np.ndarray:
    """One row as it is drawn now, 0xRRGGBB (height, width)."""
    area = rows.visualRect(rows.model().index(place, 0))
    image = rows.viewport().grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return (np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF).reshape(image.height(), image.width()).copy()


def number(hue: str) -> int:
    return int(hue[1:], 16)


def point_at(rows: QListView, place: int) -> None:
    at = QPointF(rows.visualRect(rows.model().index(place, 0)).center())
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, at, rows.viewport().mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(rows.viewport(), moved)


def test_a_filter_that_lets_nothing_through_says_so_and_how_many_it_hides(panel: CasesPanel, rows: QListView) -> None:
    panel.show_cases([], 3)

    assert "No case matches" in told(panel)
    assert "Hidden by the filter: 3" in told(panel)
    assert not rows.isVisible()


def test_the_list_is_back_once_a_case_matches(panel: CasesPanel, rows: QListView, cases: Sequence[Case]) -> None:
    panel.show_cases([], 3)

    panel.show_cases(cases[:1], 3)

    assert rows.isVisible()
    assert "No case matches" not in told(panel)
    assert "Cases · 1 of 3" in told(panel)


def test_without_any_case_nothing_is_said_to_be_hidden(panel: CasesPanel) -> None:
    panel.show_cases([], 0)

    assert "No case matches" not in told(panel)


def test_the_button_shows_all_cases_again_and_leaves_the_keyboard_in_the_filter(
    panel: CasesPanel, qtbot: QtBot
) -> None:
    panel.filter.text.setText("wang")
    panel.filter.state.setCurrentIndex(4)
    panel.filter.since.setText("2026-01-01")
    panel.show_cases([], 3)

    with qtbot.waitSignal(panel.filter_changed) as heard:
        qtbot.mouseClick(panel.show_all, Qt.MouseButton.LeftButton)

    assert heard.args == [CaseFilter()]
    assert panel.filter.text.hasFocus()


def test_escape_takes_back_what_its_field_says(panel: CasesPanel, qtbot: QtBot) -> None:
    panel.filter.text.setText("wang")
    panel.filter.state.setCurrentIndex(4)
    panel.focus_filter()

    with qtbot.waitSignal(panel.filter_changed) as heard:
        qtbot.keyClick(panel.filter.text, Qt.Key.Key_Escape)

    assert heard.args == [CaseFilter(states=frozenset({CaseState.CONFIRMED}))]


def test_escape_in_an_empty_field_takes_all_of_the_filter_back(panel: CasesPanel, qtbot: QtBot) -> None:
    panel.filter.state.setCurrentIndex(4)
    panel.filter.until.setText("2026-01-01")

    with qtbot.waitSignal(panel.filter_changed) as heard:
        qtbot.keyClick(panel.filter.text, Qt.Key.Key_Escape)

    assert heard.args == [CaseFilter()]


def test_escape_is_a_shortcut_where_nothing_is_filtered(panel: CasesPanel) -> None:
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    asked.ignore()

    QApplication.sendEvent(panel.filter.since, asked)

    assert not asked.isAccepted()


def test_a_range_of_days_is_told_once_both_days_are_written(panel: CasesPanel, qtbot: QtBot) -> None:
    panel.filter.since.setText("2026-01-15")

    with qtbot.waitSignal(panel.filter_changed) as heard:
        panel.filter.until.setText("2026-02-01")

    assert heard.args == [CaseFilter(since=date(2026, 1, 15), until=date(2026, 2, 1))]


def test_a_day_that_is_half_written_filters_nothing(panel: CasesPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.filter_changed) as heard:
        panel.filter.until.setText("2026-02")

    assert heard.args == [CaseFilter()]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_both_days_stand_in_one_line_and_can_be_read_whole(app: QApplication, qtbot: QtBot, scale: float) -> None:
    load_fonts(scale)
    apply_theme(app, DARK)
    fields = shown(qtbot, CaseFilterFields, round(200 * scale), 100)

    fields.since.setText("2026-10-28")
    fields.until.setText("2026-10-28")
    app.processEvents()  # a new direction of the days is laid out later

    assert fields.since.y() == fields.until.y()
    assert fields.since.geometry().right() < fields.until.x()
    assert fields.until.cursorRect().right() <= fields.until.width()
    for field in (fields.since, fields.until):
        field.home(False)
        first = field.cursorPositionAt(QPoint(1, field.height() // 2))
        last = field.cursorPositionAt(QPoint(field.width() - 1, field.height() // 2))
        assert (first, last) == (0, 10)


def test_where_there_is_no_room_for_two_days_they_stand_below_each_other(app: QApplication, qtbot: QtBot) -> None:
    fields = shown(qtbot, CaseFilterFields, 170, 140)

    qtbot.waitUntil(lambda: fields.until.y() > fields.since.y(), timeout=60_000)
    assert fields.until.width() == fields.since.width() == fields.width()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_open_case_is_filled_and_the_one_below_the_mouse_has_a_frame_alone(
    panel: CasesPanel, rows: QListView, theme: Theme
) -> None:
    panel.set_theme(theme)
    panel.select(1)
    plain = row(rows, 1)

    point_at(rows, 1)

    hovered, selected = row(rows, 1), row(rows, 0)
    assert (plain == number(theme.line)).sum() == 0
    assert (hovered == number(theme.line)).sum() > 300
    assert (hovered == number(theme.field)).sum() == (plain == number(theme.field)).sum()
    assert (selected == number(theme.line)).sum() > 300
    assert (selected == number(theme.field)).sum() > 5000


def test_the_list_shows_that_it_has_the_keyboard(panel: CasesPanel, rows: QListView) -> None:
    panel.select(2)
    before = (row(rows, 1) == number(DARK.model)).sum()

    rows.setFocus()

    assert (row(rows, 1) == number(DARK.model)).sum() > before + 300


def test_thumbnails_have_round_corners(rows: QListView) -> None:
    seen = row(rows, 0)
    columns = np.flatnonzero((seen == 0xFFFFFF).sum(axis=0) > 30)
    left, middle = int(columns[0]), seen.shape[0] // 2

    assert seen[middle, left + 10] == 0xFFFFFF
    lines = np.flatnonzero(seen[:, left + 10] == 0xFFFFFF)
    assert seen[lines[0], left] != 0xFFFFFF


def test_a_case_that_changed_draws_its_row_alone(
    app: QApplication, panel: CasesPanel, rows: QListView, cases: Sequence[Case]
) -> None:
    drawn = painted(app, [rows.viewport()], lambda: panel.update_case(replace(cases[1], stage=Stage.DETECT)))

    assert list(drawn.values()) == [rows.visualRect(rows.model().index(1, 0))]
    assert "Finding bones" in rows.model().index(1, 0).data()
