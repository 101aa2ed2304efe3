"""`bonage-eval` from outside: exit codes, sentences, files."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from pretended_hands import PressesCtrlC, list_of
from sample_hand import EXPECTED, NAME, SAMPLES

from bonage_desktop.training import stress
from bonage_desktop.training.catalogue import TRANSFORMATIONS
from bonage_desktop.vision import loading

BONAGE_EVAL = Path(sys.executable).with_name("bonage-eval")

HEARS_CTRL_C = """
import signal, sys
from bonage_desktop.training.main import run
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it, and so would this
    sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("accuracy",),
        ("stress",),
        ("stress", "--manifest", "hands.csv"),
        ("stress", "--output", "out"),
        ("stress", "--manifest", "hands.csv", "--output", "out", "--hands", "none"),
        ("stress", "--manifest", "hands.csv", "--output", "out", "--hands", "0"),
        ("stress", "--manifest", "hands.csv", "--output", "out", "--workers", "3"),
        ("stress", "--manifest", "hands.csv", "--output", "out", "--hands", "3", "--all"),
    ],
)
def test_wrong_words_are_one_sentence_and_exit_code_2(bonage_eval, words):
    ended = bonage_eval(*words)

    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert ended.err.endswith("[training.usage]\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "training.manifest_unreadable"),
        ("file,sex,colour\na.png,male,red\n", "training.manifest_header"),
        ("file,sex\nno.png,male\n", "training.hand_missing"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_sentence_and_exit_code_1(bonage_eval, tmp_path, text, code):
    if text is not None:
        (tmp_path / "hands.csv").write_text(text)

    ended = bonage_eval("stress", "--manifest", tmp_path / "hands.csv", "--output", tmp_path / "out")

    assert ended.code == 1
    assert ended.err.count("\n") == 1
    assert ended.err.endswith(f"[{code}]\n")
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_radiograph_ends_it_with_the_reason(bonage_eval, tmp_path):
    (tmp_path / "notes.png").write_text("no image")

    ended = bonage_eval(
        "stress", "--manifest", list_of(tmp_path / "hands.csv", ("notes.png", "male")), "--output", tmp_path
    )

    assert ended.code == 1
    assert ended.err.endswith("[imaging.not_an_image]\n")


def test_an_output_folder_that_is_a_file_is_refused(bonage_eval, two_hands, tmp_path):
    (tmp_path / "out").write_text("in the way")

    ended = bonage_eval("stress", "--manifest", two_hands, "--output", tmp_path / "out")

    assert ended.code == 1
    assert ended.err.endswith("[reporting.cannot_write]\n")


def test_a_fault_is_told_without_a_trace_and_logged(bonage_eval, two_hands, tmp_path, monkeypatch, state_folder):
    monkeypatch.setattr(stress, "read_hands", lambda manifest: 1 / 0)

    ended = bonage_eval("stress", "--manifest", two_hands, "--output", tmp_path / "out")

    assert ended.code == 1
    assert "[training.unexpected]" in ended.err
    assert "Traceback" not in ended.err
    (log,) = state_folder.rglob("bonage.log")
    assert "ZeroDivisionError" in log.read_text()


def test_ctrl_c_says_how_far_it_came(bonage_eval, two_hands, tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "load_pipeline", lambda *_: PressesCtrlC(at=10))

    ended = bonage_eval("stress", "--manifest", two_hands, "--output", tmp_path / "out")

    assert ended.code == 1
    assert f"after 7 of {2 * len(TRANSFORMATIONS)} runs" in ended.err
    assert ended.err.endswith("The same command goes on from there. [training.interrupted]\n")


def test_help_and_version_need_no_list(capfd):
    shown = subprocess.run([BONAGE_EVAL, "stress", "--help"], capture_output=True, text=True, check=True)
    version = subprocess.run([BONAGE_EVAL, "--version"], capture_output=True, text=True, check=True)

    assert "--manifest CSV" in shown.stdout
    assert version.stdout == "bonage-eval 0.1.0\n"


@pytest.mark.real_weights
def test_a_researcher_stresses_a_sample_with_the_real_networks(bonage_eval, tmp_path, monkeypatch, real_pipeline):
    """A negative, a mirrored and a slightly darker picture of one hand."""
    chosen = tuple(one for one in TRANSFORMATIONS if one.name in ("inverted", "mirrored", "gamma 1.25"))
    monkeypatch.setattr(stress, "Plan", partial(stress.Plan, transformations=chosen))
    monkeypatch.setattr(loading, "load_pipeline", lambda *_: real_pipeline)
    out = tmp_path / "out"

    ended = bonage_eval(
        "stress", "--manifest", list_of(tmp_path / "hands.csv", (SAMPLES / NAME, "male")), "--output", out
    )

    assert ended.code == 0, ended.err
    written = json.loads((out / "stress.json").read_text(encoding="utf-8"))
    assert {row["name"] for row in written["transformations"]} == {"inverted", "mirrored", "gamma 1.25"}
    assert [run["age_before_years"] for run in written["runs"]] == [
        pytest.approx(EXPECTED[NAME]["bone_age_years"], abs=0.01)
    ] * 4
    assert "| mirrored | 1 |" in (out / "stress.md").read_text(encoding="utf-8")
    assert (out / "stress.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.real_weights
def test_ctrl_c_ends_both_workers_clean_and_keeps_their_runs(two_hands, tmp_path):
    log = tmp_path / "out" / "stress.jsonl"
    words = ["stress", "--manifest", two_hands, "--output", tmp_path / "out", "--workers", "2"]
    (tmp_path / "program.py").write_text(HEARS_CTRL_C)
    process = subprocess.Popen(
        [sys.executable, tmp_path / "program.py", *map(str, words)],
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path)},
    )
    while process.poll() is None and not (log.exists() and log.read_bytes().count(b"\n") >= 3):
        time.sleep(0.2)

    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    _, told = process.communicate(timeout=120)

    assert process.returncode == 1
    assert told.endswith("[training.interrupted]\n"), told
    assert "Traceback" not in told
    assert log.read_bytes().count(b"\n") >= 3
