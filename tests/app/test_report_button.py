"""The button that makes the report, and its menu."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sample_hand import BOY

from bonage_desktop.app.report_button import ReportButton
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.language import Language

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]


@pytest.fixture
def window(make_window: Make, open_case: Open) -> ReviewWindow:
    """A boy's hand, assessed."""
    made = make_window()
    open_case(made, BOY)
    return made


@pytest.fixture
def opened(window: ReviewWindow) -> list[str]:
    """Grows with every opening of the menu, which does not stay open."""
    openings: list[str] = []
    window.places.report.showMenu = lambda: openings.append("menu")
    return openings


def entries(button: ReportButton) -> list[str]:
    return [action.text() for action in button.menu().actions() if not action.isSeparator()]


def test_a_click_asks_where_to_save_the_pdf(
    qtbot: QtBot, window: ReviewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(*told: object) -> tuple[str, str]:
        asked.append(str(told[1]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)

    qtbot.mouseClick(window.places.report, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))

    assert asked == ["Save report as PDF"]


def test_the_menu_has_all_that_a_report_can_be(window: ReviewWindow) -> None:
    assert entries(window.places.report) == [
        "Preview report…",
        "Save report as PDF…",
        "Save report in another format…",
        "Print report…",
        "Copy report text",
        "Exported reports…",
        "Reports in English",
        "Reports in Chinese",
        "Template of the report text…",
    ]


def test_an_entry_of_the_menu_does_what_the_windows_menu_does(window: ReviewWindow) -> None:
    by_name = {action.text(): action for action in window.places.report.menu().actions()}

    by_name["Reports in Chinese"].trigger()
    by_name["Copy report text"].trigger()

    assert window.reports.language is Language.ZH
    assert by_name["Reports in Chinese"].isChecked()
    assert "RUS 评分：" in QGuiApplication.clipboard().text()


def test_the_menu_opens_with_alt_and_down_while_down_alone_walks_the_bones(
    qtbot: QtBot, window: ReviewWindow, opened: list[str]
) -> None:
    button = window.places.report
    button.setFocus()
    before = window.selected()

    qtbot.keyClick(button, Qt.Key.Key_Down)
    after_down = list(opened)
    qtbot.keyClick(button, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert window.selected() is not before
    assert after_down == []
    assert opened == ["menu"]


def test_the_menu_opens_with_the_menu_key(window: ReviewWindow, opened: list[str]) -> None:
    QApplication.sendEvent(
        window.places.report, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    )

    assert opened == ["menu"]


def test_a_screen_reader_says_what_a_click_does_and_how_the_menu_opens(window: ReviewWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(window.places.report)

    assert interface.text(QAccessible.Text.Name) == "Report as PDF"
    assert "Alt+Down" in interface.text(QAccessible.Text.Description)


def test_without_an_age_there_is_no_report(window: ReviewWindow) -> None:
    window.desk.forget_all()

    assert not window.places.report.isEnabled()
