"""What a reader sets holds in the window at once, and at the next start."""

import gc
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from radiograph_on_screen import wheel
from sample_hand import BOY, GIRL, sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_view_modes import OverlayMode, Tool
from bonage_desktop.app.hints import Hint
from bonage_desktop.app.main import Program, make_application
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.records.location import Location
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.standards.bones import Bone
from bonage_desktop.standards.language import Language
from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.settings import (
    LanguageChoice,
    LevelNotation,
    Settings,
    ThemeChoice,
    WidthDrag,
    ZoomDirection,
)
from bonage_desktop.workflow.settings_file import SettingsFile
from bonage_desktop.workflow.shortcuts import Chord

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
TABLE = """# name: Children of our city
sex,age_years,P3,P50,P97
male,9.0,150,200,300
male,11.0,250,300,400
"""


def set_to(window: ReviewWindow, change: Callable[[Settings], Settings]) -> None:
    window.options.preferences.change(change)


def kept(window: ReviewWindow) -> Settings:
    """What the file says, as the next start reads it."""
    window.options.preferences.settle()
    return window.options.preferences._file.read().settings


def test_a_theme_of_the_menu_is_that_of_the_next_start(make_window: Make) -> None:
    window = make_window()

    window.commands.all["theme.light"].trigger()

    assert kept(window).theme is ThemeChoice.LIGHT
    assert not window.theme().is_dark


def test_another_key_works_and_the_old_one_does_not(make_window: Make, open_case: Open, qtbot: QtBot) -> None:
    window = make_window()
    open_case(window, BOY)
    qtbot.waitUntil(lambda: window.film.greys is not None, timeout=60_000)
    window.activateWindow()
    before = window.film.greys

    set_to(window, lambda settings: settings.with_shortcut("image.invert", (Chord.parse("Ctrl+I"),)))
    qtbot.keyClick(window.film, Qt.Key.Key_I)
    unchanged = window.film.greys
    qtbot.keyClick(window.film, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    assert unchanged == before
    assert window.film.greys != before
    assert window.commands.all["image.invert"].toolTip() == "Invert (Ctrl+I)"


def test_a_key_goes_from_the_action_that_had_it(make_window: Make) -> None:
    window = make_window()

    set_to(window, lambda settings: settings.with_shortcut("image.fit", (Chord.parse("Ctrl+Z"),)))

    assert window.commands.all["edit.undo"].shortcuts() == []
    assert window.commands.all["image.fit"].shortcuts() == [QKeySequence("Ctrl+Z")]


def test_a_drag_to_the_right_narrows_the_window_where_that_is_set(
    make_window: Make, open_case: Open, qtbot: QtBot
) -> None:
    window = make_window()
    open_case(window, BOY)
    qtbot.waitUntil(lambda: window.film.greys is not None, timeout=60_000)
    usual = window.film.greys.width

    set_to(window, lambda s: replace(s, mouse=replace(s.mouse, width=WidthDrag.RIGHT_NARROWER)))
    qtbot.mousePress(window.film, Qt.MouseButton.RightButton, pos=window.film.rect().center())
    qtbot.mouseMove(window.film, window.film.rect().center() + QPointF(60, 0).toPoint())
    qtbot.mouseRelease(window.film, Qt.MouseButton.RightButton)

    assert window.film.greys.width < usual


def test_the_wheel_turns_the_other_way_where_that_is_set(make_window: Make, open_case: Open, qtbot: QtBot) -> None:
    window = make_window()
    open_case(window, BOY)
    qtbot.waitUntil(lambda: window.film.viewpoint is not None, timeout=60_000)
    usual = window.film.viewpoint.scale

    set_to(window, lambda s: replace(s, mouse=replace(s.mouse, zoom=ZoomDirection.UP_FARTHER)))
    wheel(window.film, QPointF(window.film.rect().center()), +1)

    assert window.film.viewpoint.scale < usual


def test_levels_are_written_number_first_everywhere_where_that_is_set(make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)
    choice = window.desk.session.state.rows[Bone.RADIUS].chosen

    set_to(window, lambda settings: replace(settings, level_notation=LevelNotation.NUMBER_FIRST))

    row = window.places.bones.rows[Bone.RADIUS]
    assert f"{choice.level.index} · L{choice.label}" in row.accessibleName()


def test_a_site_s_percentile_stands_beside_the_score_with_the_table_s_name(
    make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    table = tmp_path / "city.csv"
    table.write_text(TABLE, encoding="utf-8")
    window = make_window()
    open_case(window, BOY)
    without = [label.text() for label in window.places.result.findChildren(type(window.places.average.about))]

    set_to(window, lambda settings: replace(settings, percentile_table=table))

    state = window.desk.session.state
    assert state.chronological_years == pytest.approx(10.0, abs=0.1)
    half = state.display.percentiles.scores_at(state.sex, state.chronological_years)[1]
    assert (state.percentile.lowest > 50) is (state.score > half)
    facts = window.places.result._facts
    assert facts._percentile.text() == f"P{state.percentile.lowest:.0f}"
    assert facts._percentile.toolTip() == "Children of our city"
    assert "Percentile" not in " ".join(without) or not facts._percentile.isHidden()


def test_a_table_that_is_gone_is_said_and_the_difference_stays(
    make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    window = make_window()
    open_case(window, BOY)

    set_to(window, lambda settings: replace(settings, percentile_table=tmp_path / "gone.csv"))

    assert "gone.csv" in window.places.messages.message.text
    assert window.desk.session.state.percentile is None
    assert window.desk.session.state.difference_years is not None


def test_which_bones_informed_a_level_is_shown_on_demand_and_at_the_next_start(make_window: Make) -> None:
    window = make_window()
    action = window.commands.all["view.attention"]
    at_first = (action.isChecked(), window.film.choice.shows_attention)

    action.trigger()

    assert at_first == (False, False)
    assert (action.isChecked(), window.film.choice.shows_attention) == (True, True)
    assert kept(window).shows_attention
    assert "it is no reason for a level" in window.film.whatsThis()


def test_grade_first_and_tw3_are_those_of_the_next_start(make_window: Make) -> None:
    window = make_window()

    window.intents.toggle_grade_first()
    window.intents.toggle_tw3()

    assert kept(window).grades_first
    assert kept(window).shows_tw3


def test_opened_files_are_offered_again_and_can_be_forgotten(
    make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    file = tmp_path / "hand & wrist.dcm"
    file.write_bytes(GIRL.read_bytes())
    window = make_window()

    open_case(window, file)

    assert kept(window).recent_files == (file,)
    offered = [action.text() for action in window.recent.actions()]
    assert offered[0].startswith("hand && wrist.dcm · ")
    window.recent.actions()[-1].trigger()
    assert kept(window).recent_files == ()
    assert not window.recent.menuAction().isEnabled()


def test_several_files_at_once_are_all_offered_in_their_order_and_each_once(make_window: Make, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.png" for name in "abc"]
    for file in files:
        file.write_bytes(GIRL.read_bytes())
    window = make_window()

    window.intents.open_paths([BOY, *files])
    together = kept(window).recent_files
    window.intents.open_paths([tmp_path / ".." / tmp_path.name / "c.png"])

    assert together == tuple(files)
    assert kept(window).recent_files == (files[2], files[0], files[1])


def test_a_shipped_sample_is_no_recent_file(make_window: Make, open_case: Open) -> None:
    window = make_window()

    open_case(window, BOY)

    assert kept(window).recent_files == ()


def test_a_recent_file_opens_from_the_start_page(make_window: Make, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "hand.dcm"
    file.write_bytes(GIRL.read_bytes())
    window = make_window()
    set_to(window, lambda settings: settings.with_recent(file))
    button = next(b for b in window.places.start.findChildren(QPushButton) if b.text().startswith("hand.dcm"))

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(window.desk.worklist) == 1, timeout=60_000)


def test_each_hint_is_given_once_in_a_reader_s_life(make_window: Make, open_case: Open) -> None:
    window = make_window()
    set_to(window, lambda settings: replace(settings, hints_seen=()))

    open_case(window, BOY)
    first = window.places.messages.message.text
    window.places.messages.hide()
    window.intents.step_level(+1)
    second = window.places.messages.message.text
    window.places.messages.hide()
    window.intents.tick_and_go_on()
    third = window.places.messages.message.text
    window.places.messages.hide()
    window.refresh()

    assert "choose a bone" in first
    assert "Ctrl+Z" in second
    assert "Hold Space" in third
    assert window.places.messages.isHidden()
    assert set(kept(window).hints_seen) == {hint.value for hint in Hint}


def test_the_diagnostics_name_versions_and_no_reader(make_window: Make, open_case: Open, qtbot: QtBot) -> None:
    window = make_window()
    set_to(window, lambda settings: replace(settings, reader="Dr. Zhang"))
    open_case(window, BOY)

    window.intents.copy_diagnostics()

    copied = QGuiApplication.clipboard().text()
    assert "bonage-desktop" in copied
    assert "Dr. Zhang" not in copied


def test_every_place_says_what_is_seen_there(make_window: Make) -> None:
    window = make_window()
    places = window.places

    for place in (places.cases, places.film, places.strip, places.result, places.bones, places.curve.curve):
        assert len(place.whatsThis()) > 80


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


def test_ages_are_written_in_years_and_months_where_that_is_set(make_window: Make, open_case: Open) -> None:
    window = make_window()
    open_case(window, BOY)
    years = window.desk.session.state.bone_age.years
    months = round(12 * years)

    set_to(window, lambda settings: replace(settings, age_notation=AgeNotation.YEARS_MONTHS))

    written = f"{months // 12} y {months % 12} m"
    said = [label.text() for label in window.places.result.findChildren(QLabel) if not label.isHidden()]
    assert written in said
    assert "years" not in said
    assert f"BA {written}" in window.places.cases._model.index(0).data()
    card = next(card for card in window.places.strip.cards if card.content and card.content.is_chosen)
    assert f"→ {written}" in card.accessibleName()
