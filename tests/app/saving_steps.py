"""What stories about kept readings do in a window, and wait for."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case_book import Mark

SOON = 20_000
"""Milliseconds."""


def raise_level(window: ReviewWindow, bone: Bone = Bone.RADIUS, level: int = 9) -> None:
    window.desk.change(lambda session: session.choose_level(Level(bone, level)))


def mark(window: ReviewWindow, number: int = 1) -> Mark:
    return window.desk.keeping.book.mark(number)


def saved(qtbot: QtBot, window: ReviewWindow, number: int = 1) -> None:
    qtbot.waitUntil(lambda: mark(window, number) is Mark.SAVED, timeout=SOON)


def stop(window: ReviewWindow) -> None:
    """The program ends; what it had in memory is gone."""
    window.desk.stop()
    window.desk.forget_all()


def reopened(qtbot: QtBot, window: ReviewWindow, file: Path) -> None:
    window.intents.open_paths([file])
    qtbot.waitUntil(lambda: mark(window) is Mark.SAVED and window.film.viewpoint is not None, timeout=SOON)
