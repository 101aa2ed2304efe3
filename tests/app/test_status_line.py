"""The line at the bottom: how far the reader is, what is saved, what the result rests on."""

from datetime import datetime

import pytest
from panels import review, shown, told
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from workflow.review_cases import NOON, decoded_case, session_with

from bonage_desktop.app.status_line import StatusLine
from bonage_desktop.records.status import ReadingKind
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.case_book import Mark


@pytest.fixture
def line(app: QApplication, qtbot: QtBot) -> StatusLine:
    return shown(qtbot, StatusLine, 1440, 26)


def tips(line: StatusLine) -> str:
    return "\n".join(label.toolTip() for label in line.findChildren(QLabel))


def test_it_counts_the_bones_that_were_looked_at_and_claims_nothing_was_entered_before(line: StatusLine) -> None:
    line.show_state(review().state)

    assert "Reviewed 0 of 13" in told(line).splitlines()


@pytest.mark.parametrize(
    ("mark", "at", "words"),
    [
        (Mark.NONE, None, "Reviewed 1 of 13"),
        (Mark.SAVING, None, "Reviewed 1 of 13 · saving…"),
        (Mark.SAVED, NOON, "Reviewed 1 of 13 · saved 12:00:00"),
        (Mark.SAVED, None, "Reviewed 1 of 13 · saved"),
        (Mark.UNSAVED, NOON, "Reviewed 1 of 13 · not saved"),
    ],
)
def test_it_says_how_far_what_was_entered_is_on_its_way_to_the_disk(
    line: StatusLine, mark: Mark, at: datetime | None, words: str
) -> None:
    session = review()
    session.tick(Bone.ULNA, is_ticked=True)

    line.show_state(session.state)
    line.show_mark(mark, at)

    assert words in told(line).splitlines()


def test_it_says_which_reading_it_is_where_it_is_not_the_first(line: StatusLine) -> None:
    line.show_state(review().state)

    line.show_mark(Mark.SAVED, NOON, ReadingKind.SECOND)

    assert "Reviewed 0 of 13 · second reading · saved 12:00:00" in told(line).splitlines()


def test_without_a_case_nothing_is_said_to_be_saved(line: StatusLine) -> None:
    line.show_mark(Mark.SAVED, NOON)

    line.show_state(None)

    assert "saved" not in told(line)


def test_networks_stand_with_the_beginning_of_their_weights_hash_and_the_standard_with_its_year(
    line: StatusLine,
) -> None:
    session = review()
    models = session.case.reading.findings.models

    line.show_state(session.state)

    words = told(line).splitlines()[-1]
    assert words.endswith("RUS-CHN 2006")
    assert [part.split()[-1] for part in words.split(" · ")[:-1]] == [sha[:6] for sha in models.values()]
    assert all(sha in tips(line) for sha in models.values())
    assert "Zhang Shaoyan et al. 2006" in tips(line)


def test_before_the_networks_looked_the_standard_stands_alone(line: StatusLine) -> None:
    line.show_state(session_with(decoded_case()).state)

    assert told(line).splitlines()[-1] == "RUS-CHN 2006"


def test_a_typed_level_is_said_until_it_is_done_with(line: StatusLine) -> None:
    state = review().state

    line.show_typed("12", state)
    typed = told(line)
    line.show_typed("", state)

    assert "Level 12: Enter sets it, Esc forgets it" in typed
    assert "Level 12" not in told(line)
    assert "[ ] level" in told(line)


def test_it_never_makes_the_window_wider(line: StatusLine) -> None:
    line.show_state(review().state)

    assert line.minimumSizeHint().width() < 200
