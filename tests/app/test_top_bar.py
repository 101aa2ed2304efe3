"""The bar at the top: whatever folds where there is little room, undo and the notice are seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sample_hand import BOY
from slow_engine import SlowEngine

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.findings.findings import Stage

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
WIDTHS = (1024, 1280, 1440, 1920)


def corrected(window: ReviewWindow, open_case: Open) -> ReviewWindow:
    """With something to undo."""
    open_case(window, BOY)
    window.intents.step_level(+1)
    return window


def resized(window: ReviewWindow, width: int) -> None:
    window.resize(width, 900)
    for _ in range(5):  # a layout may ask for another one
        QApplication.processEvents()


def is_whole(widget: QWidget) -> bool:
    """Seen from edge to edge, with all its words."""
    return widget.visibleRegion() == QRegion(widget.rect()) and widget.width() >= widget.sizeHint().width()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", WIDTHS)
def test_undo_and_the_notice_are_always_seen_whole(
    make_window: Make, open_case: Open, qtbot: QtBot, width: int, scale: float
) -> None:
    window = corrected(make_window(scale=scale), open_case)

    resized(window, width)

    qtbot.waitUntil(lambda: is_whole(window.bar.undo) and is_whole(window.bar.notice), timeout=60_000)


@pytest.fixture
def engine() -> Iterator[SlowEngine]:
    slow = SlowEngine()
    slow.may_go_on.set()
    yield slow
    slow.may_go_on.set()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", WIDTHS)
def test_so_they_are_with_cancel_while_the_networks_work(
    qtbot: QtBot, make_window: Make, open_case: Open, engine: SlowEngine, width: int, scale: float
) -> None:
    window = corrected(make_window(engine, scale=scale), open_case)
    engine.may_go_on.clear()
    window.desk.assess_again()
    qtbot.waitUntil(lambda: window.desk.case(1).stage is Stage.DETECT, timeout=60_000)

    resized(window, width)

    cancel = next(iter(window.dots.findChildren(QPushButton)))
    assert [widget for widget in (window.bar.undo, window.bar.notice, cancel) if not is_whole(widget)] == []


def test_undo_says_what_it_takes_back_where_there_is_room(make_window: Make, open_case: Open) -> None:
    window = corrected(make_window(), open_case)

    resized(window, 1440)
    wide = window.bar.undo.text()
    resized(window, 1024)
    narrow = window.bar.undo.text()

    assert wide.startswith("↶ Undo: Radius")
    assert narrow == "↶ Undo"
    assert "Radius" in window.bar.undo.toolTip()
    assert window.commands.all["edit.undo"].text().startswith("↶ Undo: Radius")


def test_the_words_of_undo_go_before_a_tool_folds(make_window: Make, open_case: Open) -> None:
    window = corrected(make_window(), open_case)
    stages = window.bar.findChild(QToolButton, "view.stages")

    for width in range(1440, 1024, -16):
        resized(window, width)
        assert stages.isVisible() or window.bar.undo.text() == "↶ Undo"
