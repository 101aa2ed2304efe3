"""Closing the window: one question, and only where something that was entered would be lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pretended_library import PretendedLibrary
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from sample_hand import BOY

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.errors import trouble
from bonage_desktop.records.unsaved_file import read_unsaved
from bonage_desktop.standards.bones import Bone, Level

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Answers the question by the words on a button; gives the questions that were asked."""

    def answer(words: str) -> list[str]:
        asked: list[str] = []

        def clicked(box: QMessageBox) -> int:
            asked.append(box.text())
            next(one for one in box.findChildren(QPushButton) if one.text() == words).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", clicked)
        return asked

    return answer


FULL = trouble("records.disk_full", "bonage.sqlite")


def test_nothing_is_asked_where_nothing_was_entered(make_window: Make, open_case: Open, answers) -> None:
    asked = answers("Stay")
    window = make_window()
    open_case(window, BOY)

    window.close()

    assert asked == []
    assert not window.isVisible()


def test_what_is_being_saved_is_waited_for_and_then_the_window_closes(
    qtbot: QtBot, make_window: Make, open_case: Open, answers
) -> None:
    asked = answers("Stay")
    window = make_window()
    open_case(window, BOY)
    window.desk.change(lambda session: session.tick(Bone.RADIUS, is_ticked=True))

    window.close()
    said = window.places.messages.message

    assert window.isVisible()
    assert said.text == "What was entered is being saved; the window closes after that."
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert asked == []


def test_what_cannot_be_saved_is_asked_about_once_and_the_window_stays_where_the_reader_wants_to(
    qtbot: QtBot, make_window: Make, open_case: Open, answers
) -> None:
    asked = answers("Stay")
    library = PretendedLibrary()
    window = make_window(library=library)
    open_case(window, BOY)
    library.error = FULL
    window.desk.change(lambda session: session.tick(Bone.RADIUS, is_ticked=True))

    window.close()
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)

    assert asked == ["Cases with entries that are not saved: 1."]
    assert window.isVisible()


def test_what_cannot_be_saved_goes_to_a_file_and_the_window_closes(
    qtbot: QtBot, make_window: Make, open_case: Open, answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers("Save to a file and close…")
    file = tmp_path / "unsaved.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    library = PretendedLibrary()
    window = make_window(library=library)
    open_case(window, BOY)
    library.error = FULL
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))

    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)

    saved = read_unsaved(file, load_standards())
    assert len(asked) == 1
    assert [change.new for change in saved[0].reading.reading.overrides] == [Level(Bone.RADIUS, 9)]
