"""What a reader sets holds in the window at once, and at the next start."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from radiograph_on_screen import wheel
from sample_hand import BOY, GIRL

from bonage_desktop.app.hints import Hint
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.settings import (
    LevelNotation,
    Settings,
    ThemeChoice,
    WidthDrag,
    ZoomDirection,
)
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
