"""How the program makes its window."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bonage_desktop.app.main import Program, make_application
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.records.location import Location
from bonage_desktop.workflow.settings_file import SettingsFile


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Notes what is set aside, and sets nothing aside: a test's window is garbage soon."""
    times: list[int] = []
    before = gc.get_threshold()
    monkeypatch.setattr(gc, "freeze", lambda: times.append(1))
    yield times
    gc.set_threshold(*before)


def test_what_stays_is_not_searched_for_garbage_again(qtbot: QtBot, frozen: list[int], tmp_path: Path) -> None:
    app = make_application()
    usual = gc.get_threshold()

    window = Program(app, Preferences(SettingsFile(tmp_path)), Location(tmp_path)).window
    qtbot.addWidget(window)
    at_start = len(frozen)
    window.places.curve.drawn.emit()
    window.places.curve.drawn.emit()

    assert at_start == 1
    assert len(frozen) == 2  # with the first chart, and not with those after it
    assert gc.get_threshold()[:2] == usual[:2]
    assert gc.get_threshold()[2] > usual[2]


def test_a_draft_names_its_reader_only_where_the_settings_do(
    qtbot: QtBot, frozen: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "wkst-0815")
    preferences = Preferences(SettingsFile(tmp_path))
    program = Program(make_application(), preferences, Location(tmp_path))
    qtbot.addWidget(program.window)
    unset = program.window.options.reader(), program.reader()

    preferences.change(lambda settings: replace(settings, reader="Dr. Li"))

    assert unset == ("", "wkst-0815")
    assert (program.window.options.reader(), program.reader()) == ("Dr. Li", "Dr. Li")
