"""The bar at the top: whatever folds where there is little room, undo and the notice are seen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sample_hand import BOY

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.findings.findings import Stage
from bonage_desktop.workflow.case import Case

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


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", WIDTHS)
def test_so_they_are_while_the_networks_work(
    make_window: Make, open_case: Open, qtbot: QtBot, width: int, scale: float
) -> None:
    window = corrected(make_window(scale=scale), open_case)
    working: Case = replace(window.desk.session.case, stage=Stage.DETECT, is_assessed=False)

    window.dots.show_case(working, are_networks_ready=True, is_cancelling=True)
    resized(window, width)

    cancel = next(iter(window.dots.findChildren(QPushButton)))
    seen = (window.bar.undo, window.bar.notice, cancel)
    qtbot.waitUntil(lambda: all(is_whole(widget) for widget in seen), timeout=60_000)


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
