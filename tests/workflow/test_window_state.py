"""Where the window stood, kept apart from the settings."""

import json

import pytest

from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.window_state import MAX_BYTES, WindowState, WindowStateFile


@pytest.fixture
def file(tmp_path) -> WindowStateFile:
    return WindowStateFile(tmp_path / "config")


def test_a_first_start_knows_no_place_and_has_nothing_to_say(file):
    assert file.read() == (None, ())


def test_what_is_written_is_read_byte_for_byte(file):
    state = WindowState(bytes(range(256)), b"")

    file.write(state)

    assert file.read() == (state, ())


def test_without_a_folder_given_it_lies_beside_the_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert WindowStateFile().path == tmp_path / "bonage" / "window_state.json"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b" " * (MAX_BYTES + 1),
        json.dumps({"schema_version": 2, "geometry": "", "panels": ""}).encode(),
        json.dumps({"schema_version": 1, "geometry": "", "panels": None}).encode(),
        json.dumps({"schema_version": 1, "geometry": "no base64", "panels": ""}).encode(),
        json.dumps({"schema_version": 1, "geometry": "é", "panels": ""}).encode(),
    ],
)
def test_rubbish_opens_the_window_as_at_first_and_is_said(file, content):
    file.path.parent.mkdir()
    file.path.write_bytes(content)

    state, notices = file.read()

    assert state is None
    assert [(notice.code, notice.message) for notice in notices] == [
        ("workflow.window_state_unusable", f"{file.path} cannot be used: the window opens as at the first start.")
    ]


def test_a_folder_in_its_place_is_said_too(file):
    file.path.mkdir(parents=True)

    assert [notice.code for notice in file.read()[1]] == ["workflow.window_state_unusable"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    file = WindowStateFile(tmp_path / "config")

    with pytest.raises(WorkflowError, match="could not be written") as caught:
        file.write(WindowState(b"", b""))

    assert caught.value.code == "workflow.settings_not_written"
