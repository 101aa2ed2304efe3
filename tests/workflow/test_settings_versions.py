"""Settings of older and newer versions of the program."""

from dataclasses import replace

import pytest
from settings_content import DARK, content_of, dark, told

from bonage_desktop.workflow.settings import (
    LanguageChoice,
    MouseDirections,
    Settings,
    ThemeChoice,
    WidthDrag,
)
from bonage_desktop.workflow.settings_document import Move
from bonage_desktop.workflow.settings_file import SettingsFile
from bonage_desktop.workflow.shortcuts import Chord, Shortcut


@pytest.mark.parametrize("version", [None, "1", 0, -3, True, 1.0])
def test_a_version_that_cannot_be_is_taken_for_the_present_one(holding, version):
    file = holding({"schema_version": version, "window": {"theme": "dark"}})

    assert file.read().settings == DARK
    assert told(file) == [
        ("workflow.settings_value", "Settings that cannot be used: schema_version. Their defaults hold.")
    ]
    file.change(lambda settings: replace(settings, reader="Li"))
    assert content_of(file.path)["schema_version"] == 1


FUTURE = {
    "schema_version": 9,
    "window": {"theme": "sepia", "language": "zh", "sounds": False},
    "mouse": "as the system",
    "shortcuts": {"bone.fly": {"gesture": "swipe"}, "case.next": ["N"]},
    "assistant": {"voice": "calm"},
}


def test_a_file_from_the_future_is_used_as_far_as_it_is_understood(holding):
    file = holding(FUTURE)

    read = file.read()

    assert (read.settings.language, read.settings.theme) == (LanguageChoice.ZH, ThemeChoice.SYSTEM)
    assert read.settings.shortcuts == (Shortcut("case.next", (Chord.parse("N"),)),)
    assert [code for code, _ in told(file)] == ["workflow.settings_newer", "workflow.settings_value"]
    assert "window/theme, shortcuts/bone.fly" in told(file)[1][1]


def test_a_file_from_the_future_keeps_everything_but_what_is_changed(holding):
    file = holding(FUTURE)

    file.change(lambda settings: replace(settings, language=LanguageChoice.EN, reader="Li"))

    assert content_of(file.path) == {
        **FUTURE,
        "window": {"theme": "sepia", "language": "en", "sounds": False},
        "reader": {"name": "Li"},
    }


def test_in_a_file_from_the_future_a_setting_that_is_changed_is_written(holding):
    file = holding(FUTURE)
    narrow = MouseDirections(width=WidthDrag.RIGHT_NARROWER)

    file.change(lambda settings: replace(dark(settings), mouse=narrow).with_default_keys("case.next"))

    written = content_of(file.path)
    assert written["window"]["theme"] == "dark"
    assert written["mouse"] == {"width": "right_narrower"}
    assert written["shortcuts"] == {"bone.fly": {"gesture": "swipe"}}


# Pretended: the first version was `desktop/colours`, the second `window/colours`, the third calls "night" "dark".
MIGRATIONS = (
    (Move(("desktop", "colours"), ("window", "colours"), {}),),
    (Move(("window", "colours"), ("window", "theme"), {"night": "dark"}),),
)


@pytest.mark.parametrize(
    "old",
    [
        {"schema_version": 1, "desktop": {"colours": "night"}},
        {"schema_version": 2, "window": {"colours": "night"}},
        {"schema_version": 2, "window": {"colours": "dark"}},
        {"schema_version": 3, "window": {"theme": "dark"}},
    ],
)
def test_a_file_of_an_older_version_is_migrated_step_by_step(holding, old):
    file = SettingsFile(holding(old).path.parent, MIGRATIONS)

    assert file.read().settings == DARK
    assert told(file) == []
    file.change(lambda settings: replace(settings, reader="Li"))
    written = content_of(file.path)
    assert written["schema_version"] == 3
    assert written["window"] == {"theme": "dark", "language": "system", "hints_seen": []}
    assert "desktop" not in written
    assert content_of(file.backup) == old


@pytest.mark.parametrize(
    "old",
    [
        {"schema_version": 1, "desktop": [], "window": {"theme": "dark"}},
        {"schema_version": 1, "desktop": {"colours": ["night"], "size": 3}},
        {"schema_version": 1, "desktop": {"colours": "night"}, "window": 3},
    ],
)
def test_rubbish_of_an_older_version_stops_no_migration(holding, old):
    file = SettingsFile(holding(old).path.parent, MIGRATIONS)

    assert isinstance(file.read().settings, Settings)
    file.change(lambda settings: replace(settings, reader="Li"))
    assert content_of(file.path)["schema_version"] == 3
