"""What was open when a window crashed is offered once, to the next window."""

import json
import os
import subprocess
import sys

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonage_desktop.workflow.open_session import LeftBehind, OpenSession

_CRASHING = """
import os, sys
from pathlib import Path
from bonage_desktop.workflow.open_session import OpenSession
OpenSession(Path(sys.argv[1])).keep([Path("/data/a.dcm"), Path("/data/手.png")], Path("/data/手.png"))
os.kill(os.getpid(), 9)
"""


def crash_with_two_open(folder):
    subprocess.run([sys.executable, "-c", _CRASHING, str(folder)], check=False, timeout=60)


def test_what_a_killed_window_had_open_is_offered_to_the_next(tmp_path):
    crash_with_two_open(tmp_path)

    left = OpenSession(tmp_path).left_behind()

    assert left is not None
    assert [str(file) for file in left.files] == ["/data/a.dcm", "/data/手.png"]
    assert str(left.opened) == "/data/手.png"


def test_it_is_offered_until_it_is_opened_again_or_not_wanted(tmp_path):
    crash_with_two_open(tmp_path)
    offered = OpenSession(tmp_path)
    offered.left_behind()  # this window crashes too before anybody answers
    again = OpenSession(tmp_path)

    assert again.left_behind() is not None
    again.forget_left_behind()
    assert OpenSession(tmp_path).left_behind() is None


def test_a_window_that_was_closed_leaves_nothing(tmp_path):
    session = OpenSession(tmp_path)
    session.keep([tmp_path / "a.dcm"], None)

    session.close()

    assert list(tmp_path.iterdir()) == []


def test_what_a_window_that_still_runs_has_open_is_its_own(tmp_path):
    parent = psutil.Process(os.getppid())
    document = {"schema_version": 1, "started": parent.create_time(), "files": ["/data/a.dcm"], "opened": None}
    (tmp_path / f"{parent.pid}.json").write_text(json.dumps(document), encoding="utf-8")

    session = OpenSession(tmp_path)
    assert session.left_behind() is None
    session.forget_left_behind()
    assert (tmp_path / f"{parent.pid}.json").exists()


def test_another_process_with_the_number_of_the_crashed_one_is_not_taken_for_it(tmp_path):
    parent = psutil.Process(os.getppid())
    started = parent.create_time() - 3600
    document = {"schema_version": 1, "started": started, "files": ["/data/a.dcm"], "opened": None}
    (tmp_path / f"{parent.pid}.json").write_text(json.dumps(document), encoding="utf-8")

    left = OpenSession(tmp_path).left_behind()

    assert left is not None
    assert [str(file) for file in left.files] == ["/data/a.dcm"]


def test_an_empty_list_leaves_nothing_to_be_opened_again(tmp_path):
    session = OpenSession(tmp_path)
    session.keep([tmp_path / "a.dcm"], None)

    session.keep([], None)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path):
    folder = tmp_path / "sessions"
    folder.write_text("a file in the way", encoding="utf-8")
    session = OpenSession(folder)

    session.keep([tmp_path / "a.dcm"], None)
    session.close()

    assert session.left_behind() is None
    assert folder.read_text(encoding="utf-8") == "a file in the way"


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema_version": 1}', b'{"schema_version": 2}'])
def test_rubbish_is_cleared_away_without_a_word(tmp_path, rubbish):
    (tmp_path / "1.json").write_bytes(rubbish)

    session = OpenSession(tmp_path)

    assert session.left_behind() is None
    session.forget_left_behind()
    assert list(tmp_path.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_whatever_stands_in_a_file_only_full_paths_come_out(tmp_path, value):
    document = {"schema_version": 1, "started": value, "files": value, "opened": value}
    (tmp_path / "999999.json").write_text(json.dumps(document), encoding="utf-8")

    left = OpenSession(tmp_path).left_behind()

    assert left is None or (isinstance(left, LeftBehind) and all(file.is_absolute() for file in left.files))
