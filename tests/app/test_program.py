"""The program and its window: another one in its place, settings that reach the networks, what a crash leaves."""

import gc
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sample_hand import BOY, GIRL, sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_view_modes import OverlayMode, Tool
from bonage_desktop.app.main import Program, make_application
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.records.location import Location
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.language import Language
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.settings import LanguageChoice
from bonage_desktop.workflow.settings_file import SettingsFile


@pytest.fixture
def program(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Callable[[], Program]]:
    """Starts the program as a person does, with settings of its own; its networks are never waited for."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(gc, "freeze", lambda: None)  # a test's window is garbage soon
    before = gc.get_threshold()
    made: list[Program] = []

    def start() -> Program:
        new = Program(make_application(), Preferences(SettingsFile()), Location(tmp_path / "data"))
        made.append(new)
        return new

    yield start
    gc.set_threshold(*before)
    for one in made:
        one.desk.stop()
        one.desk.forget_all()
        one.window.close()
        one.window.deleteLater()
        one._translators.speak(Language.EN)
        one.deleteLater()


def test_the_window_is_divided_as_the_last_one_was(program: Callable[[], Program], qtbot: QtBot) -> None:
    first = program()
    first.window.show()
    first.window.places.split.setSizes([300, 500, 500])
    sizes = first.window.places.split.sizes()
    first.window.close()

    second = program()
    second._places.restore(second.window)
    second.window.show()
    second.window.resize(1440, 900)  # a screen of tests is too small for the case list

    qtbot.waitUntil(lambda: second.window.places.split.sizes()[0] == sizes[0], timeout=10_000)


def test_another_language_needs_no_restart_and_loses_nothing(program: Callable[[], Program], qtbot: QtBot) -> None:
    running = program()
    running.window.show()
    running.window.intents.open_paths([BOY])
    english = running.window

    running.window.options.preferences.change(lambda settings: replace(settings, language=LanguageChoice.ZH))

    assert running.window is not english
    assert not english.isVisible()
    assert running.window.bar.notice.text() == "仅供科研使用，不是医疗器械"
    assert running.window.desk is english.desk
    assert len(running.desk.worklist) == 1
    assert running.desk.open_number == 1


def test_another_language_leaves_tool_view_bone_and_undo_as_they_are(program: Callable[[], Program]) -> None:
    running = program()
    running.window.show()
    running.window.intents.open_paths([BOY])
    radiograph = sample_radiograph()
    running.desk.session.decoded(radiograph)
    running.desk.film_ready.emit(FilmPixels.of(radiograph))
    english = running.window
    english.select(lambda session: session.select(Bone.PP3))
    english.intents.choose_tool(Tool.PAN)
    english.intents.set_overlay(OverlayMode.SELECTED)
    english.film.zoom_by(2.0)
    english.film.invert()
    english.places.curve.setCurrentIndex(2)
    looked_at = english.film.viewpoint

    english.options.preferences.change(lambda settings: replace(settings, language=LanguageChoice.ZH))

    chinese = running.window
    assert chinese is not english
    assert (chinese.film.tool, chinese.intents.overlay) == (Tool.PAN, OverlayMode.SELECTED)
    assert chinese.selected() is Bone.PP3
    assert chinese.film.viewpoint.scale == pytest.approx(looked_at.scale)
    assert chinese.film.viewpoint.centre == pytest.approx(looked_at.centre)
    assert chinese.film.greys.is_inverted
    assert chinese.places.curve.currentIndex() == 2
    assert chinese.commands.all["tool.pan"].isChecked()
    assert chinese.desk.session is english.desk.session  # which has what can be undone


def test_another_device_or_number_of_threads_loads_the_networks_anew_at_once(
    program: Callable[[], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    running = program()
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(running.desk, "restart_networks", lambda load: asked.append(load.args[1:]))
    change = running.window.options.preferences.change

    change(lambda settings: replace(settings, device=DeviceChoice.CPU))
    change(lambda settings: replace(settings, threads=1))
    change(lambda settings: replace(settings, reader="Dr. Wang"))

    assert asked == [(DeviceChoice.CPU, None), (DeviceChoice.CPU, 1)]


def test_what_was_open_at_a_crash_is_offered_and_opens(
    program: Callable[[], Program], qtbot: QtBot, tmp_path: Path
) -> None:
    sessions = tmp_path / "config" / "bonage" / "sessions"
    sessions.mkdir(parents=True)
    left = {"schema_version": 1, "started": 1.0, "files": [str(BOY), str(GIRL)], "opened": str(GIRL)}
    (sessions / "999999.json").write_text(json.dumps(left), encoding="utf-8")
    running = program()

    running.start([])
    message = running.window.places.messages.message

    assert "with 2 images open" in message.text
    message.remedies[0].run()
    assert [case.file.name for case in running.desk.worklist.cases] == [GIRL.name, BOY.name]


def test_a_window_that_was_closed_in_order_offers_nothing(program: Callable[[], Program]) -> None:
    first = program()
    first.start([BOY])
    first.window.close()
    first._session.close()

    second = program()
    second.start([])

    assert second.window.places.messages.message is None
