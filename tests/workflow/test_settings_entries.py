"""Entry by entry: what cannot be used is its default, is said, and costs no other."""

from dataclasses import replace
from pathlib import Path

import pytest
from settings_content import WRITTEN, content_of, dark, told

from bonage_desktop.workflow.settings import (
    ThemeChoice,
)

WRONG = [
    ("networks", "device", "gpu"),
    ("networks", "device", None),
    ("networks", "device", ["cpu"]),
    ("networks", "threads", 0),
    ("networks", "threads", 257),
    ("networks", "threads", True),
    ("networks", "threads", 2.0),
    ("networks", "threads", "four"),
    ("window", "language", "fr"),
    ("window", "theme", 1),
    ("mouse", "width", "left"),
    ("mouse", "brightness", {}),
    ("mouse", "zoom", ""),
    ("reader", "name", 7),
    ("reader", "name", "two\nlines"),
    ("reader", "name", " blank"),
    ("reader", "name", "x" * 101),
    ("reader", "institution", "half a character: \ud800"),
    ("reports", "paper", "a5"),
    ("reports", "logo", "logo.png"),
    ("reports", "left_out", ["curve", "curve"]),
    ("reports", "left_out", ["title"]),
    ("notation", "levels", "LABEL_FIRST"),
    ("notation", "ages", []),
    ("review", "grade_first", 1),
    ("review", "tw3", "yes"),
    ("standards", "percentile_table", "ours.csv"),
    ("standards", "percentile_table", "/with\0nothing.csv"),
    ("standards", "percentile_table", 3),
    ("files", "recent", "/data/a.png"),
    ("shortcuts", "bone.level_up", "A"),
    ("shortcuts", "bone.level_up", ["no key"]),
    ("shortcuts", "bone.level_up", [5]),
    ("shortcuts", "Bone level up", ["A"]),
]


@pytest.mark.parametrize(("section", "key", "value"), WRONG)
def test_an_entry_that_cannot_be_used_is_its_default_and_said_and_the_others_hold(holding, section, key, value):
    rest = {**WRITTEN, "files": {}, "shortcuts": {}}
    file = holding({**rest, section: {**rest[section], key: value}})

    read = file.read()

    message = f"Settings that cannot be used: {section}/{key}. Their defaults hold."
    assert told(file) == [("workflow.settings_value", message)]
    assert read.settings.theme is (ThemeChoice.SYSTEM if key == "theme" else ThemeChoice.DARK)
    assert read.settings.reader == ("" if key == "name" else "王医生")


@pytest.mark.parametrize("section", ["networks", "shortcuts"])
@pytest.mark.parametrize("value", [None, [], "x", 3])
def test_a_section_that_is_none_is_its_defaults_and_said_once_and_mended(holding, section, value):
    file = holding({**WRITTEN, section: value})
    said = told(file)

    file.change(lambda settings: replace(settings, reader="Li"))

    assert said == [("workflow.settings_value", f"Settings that cannot be used: {section}. Their defaults hold.")]
    assert told(file) == []
    assert content_of(file.path)[section] == ({} if section == "shortcuts" else {"device": "auto", "threads": "auto"})


def test_of_many_faults_a_few_are_named(holding):
    file = holding({"schema_version": 1, "files": {"recent": 1}, "shortcuts": {f"a{number}": 0 for number in range(6)}})

    assert told(file) == [
        (
            "workflow.settings_value",
            "Settings that cannot be used: files/recent, shortcuts/a0, shortcuts/a1, shortcuts/a2, shortcuts/a3 and 2 more. "
            "Their defaults hold.",
        )
    ]


def test_of_two_actions_with_one_key_the_second_keeps_its_default(holding):
    file = holding({"schema_version": 1, "shortcuts": {"undo": ["Ctrl+Z"], "zoom": ["ctrl+z"], "fit": ["G"]}})

    assert [shortcut.action for shortcut in file.read().settings.shortcuts] == ["undo", "fit"]
    assert told(file) == [
        ("workflow.settings_value", "Settings that cannot be used: shortcuts/zoom. Their defaults hold.")
    ]


def test_of_recent_files_the_usable_ones_are_kept(holding):
    file = holding({"schema_version": 1, "files": {"recent": ["/a.png", 5, "b.png", "/c.png", "/a.png"]}})

    assert file.read().settings.recent_files == (Path("/a.png"), Path("/c.png"))
    assert told(file) == [
        ("workflow.settings_value", "Settings that cannot be used: files/recent. Their defaults hold.")
    ]


def test_a_name_that_nobody_knows_is_said_and_kept(holding):
    file = holding({"schema_version": 1, "window": {"theem": "dark", "theme": "light"}, "colours": {"a": [1.5, None]}})
    said = told(file)

    file.change(dark)

    assert said == [("workflow.settings_unknown", "Unknown names in the settings: window/theem, colours.")]
    written = content_of(file.path)
    assert written["window"] == {"theem": "dark", "theme": "dark", "language": "system", "hints_seen": []}
    assert written["colours"] == {"a": [1.5, None]}


def test_a_name_that_cannot_be_shown_is_not(holding):
    file = holding({"schema_version": 1, "a\nb": 1, "c" * 61: 1})

    assert told(file) == [
        (
            "workflow.settings_unknown",
            "Unknown names in the settings: one with an impossible name, one with an impossible name.",
        )
    ]


def test_no_notice_repeats_a_value(holding):
    file = holding({"schema_version": 1, "reader": {"name": "Zhang\nSan"}, "files": {"recent": ["Zhang San.dcm"]}})

    assert "Zhang" not in str(told(file))
