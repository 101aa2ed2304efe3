"""The settings' file: nothing in it stops a start, and nothing of it is lost."""

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from settings_content import DARK, EVERYTHING, WRITTEN, content_of, dark, refusal_of, told

from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import (
    Settings,
    ThemeChoice,
)
from bonage_desktop.workflow.settings_file import SettingsFile, settings_folder


def test_a_first_start_has_the_defaults_and_nothing_to_say(settings_file):
    read = settings_file.read()

    assert read.settings == Settings()
    assert read.notices == ()
    assert not settings_file.path.parent.exists()


def test_what_is_written_is_read(settings_file):
    written = settings_file.change(lambda _: EVERYTHING)

    assert written == EVERYTHING
    assert settings_file.read().settings == EVERYTHING
    assert settings_file.read().notices == ()


def test_the_file_is_for_people(settings_file):
    settings_file.change(lambda _: EVERYTHING)

    assert content_of(settings_file.path) == WRITTEN
    assert list(content_of(settings_file.path)) == list(WRITTEN)
    assert '  "reader": {\n    "name": "王医生",\n' in settings_file.path.read_text(encoding="utf-8")


def test_a_file_written_by_hand_may_hold_a_single_setting_and_a_byte_order_mark(holding):
    file = holding(b'\xef\xbb\xbf{"schema_version": 1, "window": {"theme": "dark"}}')

    assert file.read().settings == DARK
    assert told(file) == []


def test_without_a_folder_given_the_system_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert SettingsFile().path == settings_folder() / "settings.json" == tmp_path / "bonage" / "settings.json"


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b"", "line 1 is no JSON"),
        (b"{\n'a': 1}", "line 2 is no JSON"),
        (b"\xff\xfe{}", "it is not UTF-8"),
        (b"[]", "it holds no settings"),
        (b'{"a": ' + b"[" * 30 + b"]" * 30 + b"}", "it holds no settings"),
        (b'{"a": ' + b'{"b": ' * 30 + b"0" + b"}" * 31, "it holds no settings"),
        (b"[" * 100_000, "it is no JSON that can be read"),
        (b'{"a": ' + b"1" * 5000 + b"}", "it is no JSON that can be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_defaults_and_is_put_aside_before_it_is_replaced(holding, content, fact):
    file = holding(content)

    assert file.read().settings == Settings()
    assert told(file) == [
        ("workflow.settings_unreadable", f"{file.path} cannot be used ({fact}): all settings are defaults.")
    ]
    file.change(dark)
    assert file.read().settings == DARK
    assert file.unusable.read_bytes() == content
    assert not file.backup.exists()


def test_a_file_too_large_for_settings_is_neither_read_nor_replaced(holding):
    file = holding(b" " * (2**20 + 1))

    assert told(file) == [
        (
            "workflow.settings_unreadable",
            f"{file.path} cannot be used (it is larger than 1 MiB): all settings are defaults.",
        )
    ]
    assert refusal_of(file).message == f"{file.path} could not be read: it is larger than 1 MiB."


def test_settings_nested_as_deep_as_allowed_are_read_and_kept(holding):
    deep = json.loads("[" * 19 + "]" * 19)
    file = holding({"schema_version": 1, "later": deep})

    file.change(dark)

    assert content_of(file.path)["later"] == deep


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
sections = st.sampled_from([*WRITTEN, "later"])
keys = st.sampled_from(sorted({key for section in WRITTEN.values() if isinstance(section, dict) for key in section}))
documents = st.dictionaries(sections, json_values | st.dictionaries(keys | st.text(max_size=9), json_values))


@given(st.binary() | documents.map(lambda document: json.dumps(document).encode()))
def test_no_content_of_the_file_stops_a_start_or_a_change(content):
    with tempfile.TemporaryDirectory() as folder:
        file = SettingsFile(Path(folder))
        file.path.write_bytes(content)

        file.read()
        file.change(dark)

        assert file.read().settings.theme is ThemeChoice.DARK


def test_a_change_is_made_to_what_the_file_holds_now(settings_file):
    first, second = settings_file, SettingsFile(settings_file.path.parent)
    first.read()
    second.change(lambda settings: settings.with_recent(Path("/data/a.png")))

    first.change(dark)

    assert settings_file.read().settings == replace(DARK, recent_files=(Path("/data/a.png"),))


def test_the_file_before_is_kept(settings_file):
    settings_file.change(dark)
    before = settings_file.path.read_bytes()

    settings_file.change(lambda settings: replace(settings, reader="Li"))

    assert settings_file.backup.read_bytes() == before
    assert sorted(path.name for path in settings_file.path.parent.iterdir()) == [
        "settings.backup.json",
        "settings.json",
    ]


def test_a_change_that_changes_nothing_leaves_file_and_backup_alone(holding):
    by_hand = b'{"schema_version": 1,   "window": {"theme": "dark"}}'
    file = holding(by_hand)

    file.change(dark)

    assert file.path.read_bytes() == by_hand
    assert not file.backup.exists()


def test_a_link_goes_on_leading_to_its_file(settings_file, tmp_path):
    elsewhere = tmp_path / "kept elsewhere.json"
    elsewhere.write_text('{"schema_version": 1}', encoding="utf-8")
    settings_file.path.parent.mkdir()
    settings_file.path.symlink_to(elsewhere)

    settings_file.change(dark)

    assert settings_file.path.is_symlink()
    assert content_of(elsewhere)["window"]["theme"] == "dark"


def test_a_folder_that_cannot_be_made_stops_no_start_and_is_said_when_something_is_changed(tmp_path):
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    file = SettingsFile(tmp_path / "config")

    assert file.read().settings == Settings()
    error = refusal_of(file)
    assert error.code == "workflow.settings_not_written"
    assert error.message.startswith(f"{file.path} could not be written: ")
    assert error.hint == "The settings hold until the program ends: make the folder one that you may write to."


def test_when_the_backup_cannot_be_written_the_file_stays_as_it_was(holding):
    file = holding(WRITTEN)
    before = file.path.read_bytes()
    file.backup.mkdir()
    (file.backup / "in the way").touch()

    with pytest.raises(WorkflowError) as caught:
        file.change(lambda settings: replace(settings, reader="Li"))

    assert caught.value.code == "workflow.settings_not_written"
    assert file.path.read_bytes() == before


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_stops_no_start_and_is_not_replaced(settings_file, make):
    settings_file.path.parent.mkdir()
    make(settings_file.path)

    assert told(settings_file) == [
        (
            "workflow.settings_unreadable",
            f"{settings_file.path} cannot be used (it is no file): all settings are defaults.",
        )
    ]
    assert refusal_of(settings_file).message == f"{settings_file.path} could not be read: it is no file."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_a_file_that_may_not_be_read_stops_no_start(holding):
    file = holding(WRITTEN)
    file.path.chmod(0)

    assert told(file)[0][0] == "workflow.settings_unreadable"


def test_an_error_that_the_system_does_not_explain_stops_no_start(holding, monkeypatch):
    file = holding(WRITTEN)

    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", fail)

    assert told(file) == [
        ("workflow.settings_unreadable", f"{file.path} cannot be used (unknown error): all settings are defaults.")
    ]


def test_file_names_with_half_a_character_come_back(settings_file):
    strange = Path(os.fsdecode(b"/data/\xff.png"))

    settings_file.change(lambda settings: settings.with_recent(strange))

    assert settings_file.read().settings.recent_files == (strange,)
