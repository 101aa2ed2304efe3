"""The line at the bottom: how far the reader is, that nothing is stored yet, what the result rests on."""

from datetime import UTC, datetime

import pytest
from panels import review, shown, told
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from workflow.review_cases import decoded_case, session_with

from bonage_desktop.app.status_line import StatusLine
from bonage_desktop.standards.bones import Bone


@pytest.fixture
def line(app: QApplication, qtbot: QtBot) -> StatusLine:
    return shown(qtbot, StatusLine, 1440, 26)


def tips(line: StatusLine) -> str:
    return "\n".join(label.toolTip() for label in line.findChildren(QLabel))


def test_it_counts_the_bones_that_were_looked_at_and_claims_nothing_was_entered_before(line: StatusLine) -> None:
    line.show_state(review().state)

    assert "Reviewed 0 of 13" in told(line)
    assert "stored" not in told(line)


def test_what_was_entered_is_said_not_to_be_stored_and_how_to_keep_it(line: StatusLine) -> None:
    session = review()
    session.tick(Bone.ULNA, is_ticked=True)

    line.show_state(session.state)

    assert "Reviewed 1 of 13 · not stored" in told(line)
    assert "kept until the window closes" in tips(line)
    assert "Save the report" in tips(line)


def test_a_confirmed_reading_is_not_stored_either(line: StatusLine) -> None:
    session = review()
    session.confirm()

    line.show_state(session.state)

    assert session.case.confirmation.at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert "not stored" in told(line)


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
