"""Closing the window: one question, and only where something that was entered would be lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from sample_hand import BOY
from workflow.review_cases import NOON, assessed_case

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.app.window_end import what_is_lost
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case import Case, Confirmation

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


def confirmed(case: Case) -> Case:
    return replace(case, confirmation=Confirmation("Dr. Wang", NOON))


def test_nothing_is_asked_where_nothing_was_entered(make_window: Make, open_case: Open, answers) -> None:
    asked = answers("Stay")
    window = make_window()
    open_case(window, BOY)

    window.close()

    assert asked == []
    assert not window.isVisible()


def test_the_window_stays_where_the_reader_wants_to(make_window: Make, open_case: Open, answers) -> None:
    asked = answers("Stay")
    window = make_window()
    open_case(window, BOY)
    window.desk.change(lambda session: session.tick(Bone.RADIUS, is_ticked=True))

    window.close()

    assert len(asked) == 1
    assert window.isVisible()


def test_a_confirmed_reading_is_asked_about_too_because_it_is_stored_nowhere(
    make_window: Make, open_case: Open, answers
) -> None:
    asked = answers("Close and lose it")
    window = make_window()
    open_case(window, BOY)
    window.desk.confirm_and_go_on()

    window.close()

    assert asked == ["Cases with entries: 0 not confirmed, 1 confirmed. This version stores none of them."]
    assert not window.isVisible()


def test_confirmed_and_other_cases_are_counted_apart(qtbot: QtBot) -> None:
    cases = [assessed_case(1), confirmed(assessed_case(2)), assessed_case(3)]

    assert "2 not confirmed, 1 confirmed" in what_is_lost(cases)
