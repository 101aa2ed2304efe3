"""The page of settings: what is chosen holds at once and stands in the file."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from bonage_desktop.app.about_box import AboutBox
from bonage_desktop.app.actions import actions
from bonage_desktop.app.key_editor import keys_in_force
from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.settings_page import SettingsPage
from bonage_desktop.installation import weights_dir
from bonage_desktop.reporting.paper import Section
from bonage_desktop.workflow.settings import LanguageChoice, Settings, ThemeChoice
from bonage_desktop.workflow.settings_file import SettingsFile

TABLE = """# name: Children of our city
sex,age_years,P3,P50,P97
female,9.0,200,300,420
female,10.0,240,360,540
"""


@pytest.fixture
def preferences(tmp_path: Path, qapp: QApplication) -> Preferences:
    return Preferences(SettingsFile(tmp_path))


@pytest.fixture
def parent(app: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(parent: QWidget, preferences: Preferences) -> SettingsPage:
    made = SettingsPage(preferences, actions(), parent)
    made.show()
    return made


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[], dict[str, dict[str, object]]]:
    return lambda: json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))


def named(page: SettingsPage, kind: type, name: str) -> QWidget:
    return next(widget for widget in page.findChildren(kind) if widget.accessibleName() == name)


def choose(page: SettingsPage, name: str, words: str) -> None:
    box = named(page, QComboBox, name)
    row = box.findText(words)
    box.setCurrentIndex(row)
    box.activated.emit(row)


@pytest.mark.parametrize(
    ("field", "words", "section", "key", "value"),
    [
        ("Language", "中文", "window", "language", "zh"),
        ("Theme", "light", "window", "theme", "light"),
        ("Levels", "number first: 5 · L4(2)", "notation", "levels", "number_first"),
        ("Ages", "in years and months: 11 y 4 m", "notation", "ages", "years_months"),
        ("Right drag, to the right", "narrower window, more contrast", "mouse", "width", "right_narrower"),
        ("Right drag, upwards", "darker", "mouse", "brightness", "up_darker"),
        ("Wheel away from you", "farther", "mouse", "zoom", "up_farther"),
        ("Run on", "processor", "networks", "device", "cpu"),
    ],
)
def test_each_choice_stands_in_the_file_at_once(page, stored, field, words, section, key, value):
    choose(page, field, words)

    assert stored()[section][key] == value


def test_a_name_is_kept_when_its_field_is_left(page, stored, qtbot):
    line = named(page, QLineEdit, "Your name")
    line.setText("  Dr. Wang ")

    line.editingFinished.emit()

    assert stored()["reader"]["name"] == "Dr. Wang"


def test_a_name_that_cannot_be_is_said_and_the_old_one_holds(page, preferences):
    line = named(page, QLineEdit, "Your name")
    line.setText("Dr.\tWang")

    line.editingFinished.emit()

    assert "one line" in page.said.text()
    assert preferences.settings.reader == ""


def test_no_number_of_threads_means_as_many_as_fit(page, preferences):
    threads = named(page, QSpinBox, "Threads")

    threads.setValue(3)
    few = preferences.settings.threads
    threads.setValue(0)

    assert few == 3
    assert preferences.settings.threads is None
    assert threads.text().startswith("as many as fit")


def test_a_switch_is_kept(page, preferences):
    tw3 = next(box for box in page.findChildren(QCheckBox) if box.text() == "TW3-RUS age beside the bone age")

    tw3.click()

    assert preferences.settings.shows_tw3


def test_what_is_changed_elsewhere_is_shown(page, preferences):
    preferences.change(lambda settings: Settings(theme=ThemeChoice.LIGHT))

    assert named(page, QComboBox, "Theme").currentText() == "light"


def test_followers_hear_the_settings_before_and_after(preferences, qtbot):
    with qtbot.waitSignal(preferences.changed) as heard:
        preferences.change(lambda settings: Settings(language=LanguageChoice.ZH))

    now, before = heard.args
    assert (now.language, before.language) == (LanguageChoice.ZH, LanguageChoice.SYSTEM)


def test_settings_that_cannot_be_written_hold_until_the_end_and_say_so(tmp_path, qapp, qtbot):
    folder = tmp_path / "settings"
    folder.write_text("a file in the way", encoding="utf-8")
    preferences = Preferences(SettingsFile(folder))

    with qtbot.waitSignal(preferences.failed) as said:
        preferences.change(lambda settings: Settings(theme=ThemeChoice.LIGHT))

    assert said.args[0].code == "workflow.settings_not_written"
    assert preferences.settings.theme is ThemeChoice.LIGHT


def test_what_the_program_notes_holds_at_once_and_a_slow_disk_keeps_nobody_waiting(tmp_path, qtbot, monkeypatch):
    preferences, is_spinning = Preferences(SettingsFile(tmp_path)), Event()
    real = SettingsFile.change
    monkeypatch.setattr(SettingsFile, "change", lambda *given: is_spinning.wait(30) and real(*given))

    with qtbot.waitSignal(preferences.changed):
        preferences.note(lambda settings: settings.with_recent(tmp_path / "first.png"))
    preferences.note(lambda settings: settings.with_recent(tmp_path / "second.png"))
    held, written_before = preferences.settings, preferences._file.path.exists()
    is_spinning.set()
    preferences.change(lambda settings: replace(settings, shows_tw3=True))

    assert [file.name for file in held.recent_files] == ["second.png", "first.png"]
    assert not written_before
    assert SettingsFile(tmp_path).read().settings == replace(held, shows_tw3=True)


def test_that_a_note_was_not_written_is_said_and_it_holds(tmp_path, qtbot):
    preferences = Preferences(SettingsFile(tmp_path / "folder"))
    (tmp_path / "folder").write_text("a file is in the way", encoding="utf-8")

    with qtbot.waitSignal(preferences.failed) as said:
        preferences.note(lambda settings: settings.with_hint_seen("undo"))
        preferences.settle()

    assert said.args[0].code == "workflow.settings_not_written"
    assert preferences.settings.hints_seen == ("undo",)


def test_a_free_key_is_given(page, preferences):
    page.keys.select("image.invert")
    page.keys.field.setKeySequence(QKeySequence("Ctrl+I"))

    page.keys.give.click()

    keys = keys_in_force(actions(), preferences.settings.shortcuts).keys
    assert [str(key) for key in keys["image.invert"]] == ["Ctrl+I"]


def test_a_key_that_another_action_has_is_taken_only_after_it_is_said_whose_it_is(page, preferences):
    page.keys.select("image.invert")

    page.keys.field.setKeySequence(QKeySequence("Ctrl+Z"))

    assert page.keys.said.text() == "Ctrl+Z is the key of “Undo”, which would lose it."
    assert page.keys.give.text() == "Take this key"
    page.keys.give.click()
    keys = keys_in_force(actions(), preferences.settings.shortcuts).keys
    assert [str(key) for key in keys["image.invert"]] == ["Ctrl+Z"]
    assert keys["edit.undo"] == ()


def test_a_key_is_taken_from_an_action_that_the_reader_gave_it_to(page, preferences):
    for action in ("image.invert", "image.fit"):
        page.keys.select(action)
        page.keys.field.setKeySequence(QKeySequence("Ctrl+J"))
        page.keys.give.click()

    keys = keys_in_force(actions(), preferences.settings.shortcuts).keys
    assert keys["image.invert"] == ()
    assert [str(key) for key in keys["image.fit"]] == ["Ctrl+J"]


def test_a_key_that_the_window_itself_needs_is_refused(page):
    page.keys.select("image.invert")

    page.keys.field.setKeySequence(QKeySequence("5"))

    assert "needed by the window itself" in page.keys.said.text()
    assert not page.keys.give.isEnabled()


def test_an_action_can_lose_its_keys_and_have_the_default_again(page, preferences):
    page.keys.select("edit.redo")
    page.keys.none.click()
    without = keys_in_force(actions(), preferences.settings.shortcuts).keys["edit.redo"]

    page.keys.default.click()

    again = keys_in_force(actions(), preferences.settings.shortcuts).keys["edit.redo"]
    assert without == ()
    assert [str(key) for key in again] == ["Ctrl+Y", "Ctrl+Shift+Z"]
    assert preferences.settings.shortcuts == ()


def test_a_percentile_table_is_imported_and_told_by_its_name(page, preferences, tmp_path):
    table = tmp_path / "city.csv"
    table.write_text(TABLE, encoding="utf-8")

    page.percentiles.take(table)

    assert preferences.settings.percentile_table == table
    assert "Children of our city" in page.percentiles.about.text()
    assert "girls 9 to 10 years" in page.percentiles.about.text()


def test_a_table_that_cannot_be_used_says_why_and_changes_nothing(page, preferences, tmp_path):
    table = tmp_path / "city.csv"
    table.write_text(TABLE.replace("540", "100"), encoding="utf-8")

    page.percentiles.take(table)

    assert "line 4" in page.percentiles.about.text()
    assert preferences.settings.percentile_table is None


def test_a_table_whose_median_is_far_from_the_curve_is_doubted_and_used(page, preferences, tmp_path):
    table = tmp_path / "city.csv"
    rows = "sex,age_years,P3,P50,P97\nF,9,640,700,760\nF,10,700,760,820\n"  # of girls of 12 years
    table.write_text(rows, encoding="utf-8")

    page.percentiles.take(table)

    assert preferences.settings.percentile_table == table
    assert "P50 of girls of 9 years is a bone age of 12." in page.percentiles.about.text()


def test_a_table_can_be_removed(page, preferences, tmp_path):
    table = tmp_path / "city.csv"
    table.write_text(TABLE, encoding="utf-8")
    page.percentiles.take(table)

    page.percentiles.remove.click()

    assert preferences.settings.percentile_table is None
    assert page.percentiles.about.text() == "No table is in force."


def test_the_about_box_names_each_network_with_its_hash_and_licence(parent):
    manifest = json.loads((weights_dir() / "manifest.json").read_text(encoding="utf-8"))

    box = AboutBox(weights_dir(), {}, parent)

    told = box.tabs.widget(0).toPlainText()
    text = json.dumps(manifest)
    hashes = {word for word in told.split() if len(word) == 64}
    assert len(hashes) == 3
    assert all(sha256 in text for sha256 in hashes)
    assert "non-commercial research" in told
    box.close()


def test_paper_and_logo_of_reports_are_kept(page: SettingsPage, stored: Callable[[], dict]) -> None:
    logo = named(page, QLineEdit, "Logo")
    choose(page, "Paper", "Letter")
    logo.setText("/data/logo.png")
    logo.editingFinished.emit()

    assert stored()["reports"] == {"paper": "letter", "logo": "/data/logo.png", "left_out": []}


def test_sections_of_the_report_are_left_out_and_come_back(page: SettingsPage, preferences: Preferences) -> None:
    curve = next(box for box in page.findChildren(QCheckBox) if box.text() == "Curve")

    curve.click()
    without = preferences.settings.left_out
    curve.click()

    assert without == (Section.CURVE,)
    assert preferences.settings.left_out == ()


def test_a_logo_that_is_no_full_path_is_said_and_not_kept(page: SettingsPage, preferences: Preferences) -> None:
    logo = named(page, QLineEdit, "Logo")
    logo.setText("logo.png")
    logo.editingFinished.emit()

    assert preferences.settings.logo is None
    assert "The path of the logo must be a full one." in page.said.text()
