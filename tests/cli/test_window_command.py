"""`bonage` and `bonage open`. The window itself stands in at the edge: it belongs to another floor's tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bonage_desktop.records.location import Location, data_folder
from bonage_desktop.vision.device import DeviceChoice


@pytest.fixture
def with_display(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def without_display(monkeypatch) -> dict[str, str]:
    """The environment of a process that no desktop started."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return dict(os.environ)


@pytest.mark.usefixtures("with_display")
@pytest.mark.parametrize("words", [[], ["open"]])
def test_without_files_an_empty_window_opens(bonage, opened, words):
    ended = bonage(*words)

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert opened.asked == [((), DeviceChoice.AUTO)]


@pytest.mark.usefixtures("with_display")
def test_files_folders_and_device_are_handed_to_the_window_as_they_are_named(bonage, opened):
    bonage("open", "hand.dcm", "folder/", "--device", "cpu")

    assert opened.asked == [((Path("hand.dcm"), Path("folder")), DeviceChoice.CPU)]


@pytest.mark.usefixtures("with_display")
@pytest.mark.parametrize("words", [[], ["open"]])
def test_readings_are_kept_in_the_usual_folder_where_no_other_is_named(bonage, opened, words):
    bonage(*words)

    assert opened.location == Location(data_folder())


@pytest.mark.usefixtures("with_display")
def test_another_folder_or_database_is_handed_to_the_window(bonage, opened, tmp_path):
    bonage("open", "--data", tmp_path, "--database", "postgresql://reader@server/bonage")

    assert opened.location == Location(tmp_path, "postgresql://reader@server/bonage")


@pytest.mark.usefixtures("with_display")
def test_the_exit_code_is_the_windows(bonage, opened):
    opened.code = 3

    assert bonage("open").code == 3


@pytest.mark.usefixtures("with_display")
@pytest.mark.parametrize(
    "words", [["standards"], ["score", "--sex", "male"], ["assess", "nothing.png", "--sex", "male"]]
)
def test_no_other_command_opens_a_window(bonage, opened, words):
    bonage(*words)

    assert opened.asked == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
@pytest.mark.parametrize("words", [[], ["open", "hand.dcm"]])
def test_without_a_display_one_sentence_says_so(bonage, opened, without_display, words):
    ended = bonage(*words)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert "no display" in ended.err
    assert "[workflow.no_display]" in ended.err
    assert opened.asked == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
@pytest.mark.parametrize("display", ["", ":64999"], ids=["no display", "one that does not answer"])
def test_a_real_process_ends_in_words_and_not_by_qts_abort(without_display, display):
    environment = without_display | ({"DISPLAY": display} if display else {})

    ended = subprocess.run(
        [sys.executable, "-m", "bonage_desktop"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode == 1
    assert "[workflow.no_display]" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "qt.qpa" not in ended.stderr


def test_the_window_is_loaded_only_when_it_is_opened():
    program = "import sys, bonage_desktop.__main__, bonage_desktop.cli.main; print('PySide6' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ended.stdout.strip() == "False"


def test_help_names_the_window(bonage):
    ended = bonage("open", "--help")

    assert ended.code == 0
    assert "DICOMDIR" in ended.out
    assert "--device" in ended.out
