"""Bad input: one clear sentence, the right exit code, and the other images are still assessed."""

import errno
import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from dicom_hand import write_dicom
from sample_hand import NAME, SAMPLES, sample_findings

from bonage_desktop.cli import assess
from bonage_desktop.findings.findings import Stage
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.opencv import cv2
from bonage_desktop.vision import loading
from bonage_desktop.vision.given import Given
from bonage_desktop.vision.pipeline import Event, Graded

pytestmark = pytest.mark.usefixtures("pretended")

HAND = SAMPLES / NAME
BONAGE = Path(sys.executable).with_name("bonage")


def empty_file(folder: Path) -> Path:
    file = folder / "empty.dcm"
    file.write_bytes(b"")
    return file


def folder_without_images(folder: Path) -> Path:
    (folder / "notes").mkdir()
    (folder / "notes" / "readme.txt").write_text("no image")
    return folder / "notes"


def renamed_text(folder: Path) -> Path:
    file = folder / "text.dcm"
    file.write_text("This is a letter and not a radiograph. " * 50)
    return file


def truncated_dicom(folder: Path) -> Path:
    file = write_dicom(folder / "cut.dcm")
    file.write_bytes(file.read_bytes()[:-100_000])
    return file


def truncated_png(folder: Path) -> Path:
    file = folder / "cut.png"
    file.write_bytes(HAND.read_bytes()[:100_000])
    return file


def enormous_header(folder: Path) -> Path:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    file = folder / "enormous.png"
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 60_001)) + chunk(b"IEND", b"")
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return file


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: folder / "missing.dcm", "imaging.missing_file"),
        (empty_file, "imaging.empty_file"),
        (folder_without_images, "imaging.no_images"),
        (renamed_text, "imaging.not_an_image"),
        (truncated_dicom, "imaging.truncated"),
        (truncated_png, "imaging.truncated"),
        (enormous_header, "imaging.too_many_pixels"),
    ],
    ids=["missing", "empty", "no_images", "text", "cut_dicom", "cut_png", "enormous"],
)
def test_a_file_that_is_no_radiograph_costs_one_sentence_and_no_other_image(bonage, tmp_path, make, code):
    bad = make(tmp_path)

    ended = bonage("assess", bad, HAND, "--sex", "male", "--format", "json")

    assert ended.code == 1
    failed, assessed = json.loads(ended.out)
    assert failed["error"]["code"] == code
    assert assessed["score"] == 272
    sentence, summary = ended.err.splitlines()
    assert str(bad) in sentence
    assert f"[{code}]" in sentence
    assert summary == "1 assessed, 1 failed."


def test_an_image_without_sex_says_how_to_give_it_and_loads_no_network(bonage, pretended):
    ended = bonage("assess", HAND)

    assert ended.code == 1
    assert "--sex male or --sex female" in ended.err
    assert "--demographics" in ended.err
    assert pretended.asked == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--colour", HAND], "--colour"),
        ([HAND, "--sex", "boy"], "invalid choice: 'boy'"),
        ([HAND, "--format", "docx"], "invalid choice: 'docx'"),
        ([], "PATH"),
        ([HAND, "--format", "json", "--format", "csv"], "Only one format fits"),
        ([HAND, HAND.with_name("male_150.png"), "--mask", "m.png"], "--mask belongs to one image"),
        ([HAND, "--boxes", "nowhere.json"], "nowhere.json could not be read"),
        ([HAND, "--levels", HAND], "it is not JSON"),
        ([HAND, "--mask", "nowhere.png"], "nowhere.png does not exist"),
        ([HAND, "--demographics", "nowhere.csv"], "nowhere.csv could not be read"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_sentence(bonage, words, said):
    ended = bonage("assess", *words)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("words", [["fly"], ["score"], ["--colour"], ["assess", "x.png", "--sex"], ["open", "--what"]])
def test_words_that_make_no_sense_are_exit_code_2(bonage, words):
    ended = bonage(*words)

    assert (ended.code, ended.out) == (2, "")
    assert "--help" in ended.err
    assert "[cli.usage]" in ended.err


@pytest.mark.parametrize(
    "folder", ["/proc/self/results", "/sys"]
)  # cannot be made; is there. Not even root writes there
@pytest.mark.parametrize("option", ["--output", "--save-overlay"])
def test_a_folder_that_takes_no_files_is_found_out_before_any_work(bonage, pretended, option, folder):
    ended = bonage("assess", HAND, "--sex", "male", option, folder)

    assert ended.code == 1
    assert f"{folder} could not be written" in ended.err
    assert pretended.asked == []


def test_an_output_folder_that_is_a_file_is_found_out(bonage, tmp_path):
    (tmp_path / "out").write_text("a file")

    ended = bonage("assess", HAND, "--sex", "male", "--output", tmp_path / "out")

    assert ended.code == 1
    assert "[reporting.cannot_write]" in ended.err


def test_a_result_never_replaces_an_image(bonage, tmp_path):
    for name in ("hand.png", "hand.overlay.png"):
        (tmp_path / name).write_bytes(HAND.read_bytes())
    before = (tmp_path / "hand.overlay.png").read_bytes()

    ended = bonage("assess", tmp_path, "--sex", "male", "--save-overlay", tmp_path)

    assert ended.code == 2
    assert "hand.overlay.png is one of the images" in ended.err
    assert (tmp_path / "hand.overlay.png").read_bytes() == before


def test_a_disk_that_fills_up_fails_the_image_and_leaves_the_others(bonage, tmp_path, monkeypatch):
    synced = os.fsync
    calls = []

    def fills_up(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        synced(descriptor)

    monkeypatch.setattr(os, "fsync", fills_up)

    ended = bonage("assess", HAND, HAND.with_name("male_150.png"), "--sex", "male", "--output", tmp_path)

    assert ended.code == 1
    assert "male_120.json could not be written: the disk is full." in ended.err
    assert "1 assessed, 1 failed." in ended.err
    assert [file.name for file in tmp_path.iterdir()] == ["male_150.json"]


def test_a_full_disk_behind_standard_output_is_one_sentence():
    with Path("/dev/full").open("w") as full:
        for words in (["standards"], ["--help"], ["assess", HAND, "--format", "json"]):
            ended = subprocess.run([BONAGE, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

            assert ended.returncode == 1
            assert ended.stderr.count("the disk is full") == 1
            assert "Traceback" not in ended.stderr
            assert "Exception ignored" not in ended.stderr


def test_whoever_reads_only_the_first_line_is_not_told_about_it():
    command = f"{BONAGE} standards --format json | head -n 1"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert (ended.stdout, ended.stderr) == ("{\n", "")


def test_a_fault_of_the_program_is_one_sentence_and_a_log_without_values(bonage, pretended, state_folder):
    def fault(radiograph):
        raise ZeroDivisionError("WANG^XIAOMING 1985")

    pretended.answer = fault

    ended = bonage("assess", HAND, "--sex", "male")

    assert ended.code == 1
    assert "[workflow.unexpected]" in ended.err
    assert "Traceback" not in ended.err
    log = next(state_folder.rglob("bonage.log")).read_text()
    assert str(state_folder) in ended.err
    assert "ZeroDivisionError" in log
    assert "in fault" in log
    assert "WANG" not in log


def test_a_fault_outside_an_image_is_one_sentence_too(bonage, monkeypatch, state_folder):
    def fault(*_):
        raise KeyError("WANG^XIAOMING") from ValueError("born 1985")

    monkeypatch.setattr(assess, "find_inputs", fault)

    ended = bonage("assess", HAND, "--sex", "male")

    assert (ended.code, ended.out) == (1, "")
    assert "[cli.unexpected]" in ended.err
    log = next(state_folder.rglob("bonage.log")).read_text()
    assert "KeyError" in log
    assert "ValueError" in log
    assert "WANG" not in log + ended.err


def test_a_log_that_cannot_be_written_is_not_another_fault(bonage, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/self/state")
    monkeypatch.setattr(assess, "find_inputs", lambda *_: 1 / 0)

    ended = bonage("assess", HAND, "--sex", "male")

    assert ended.code == 1
    assert len(ended.err.splitlines()) == 1
    assert "[cli.unexpected]" in ended.err


def test_a_mask_of_another_size_is_told_for_its_image(bonage, tmp_path, monkeypatch):
    class ChecksOnly:
        def run(self, radiograph: Radiograph, *, until: Stage, given: Given) -> Iterator[Event]:
            given.check(radiograph)
            yield Graded(sample_findings())

    mask = tmp_path / "mask.png"
    cv2.imwrite(str(mask), np.full((10, 20), 255, np.uint8))
    monkeypatch.setattr(loading, "load_pipeline", lambda *_: ChecksOnly())

    ended = bonage("assess", HAND, "--sex", "male", "--mask", mask)

    assert ended.code == 1
    assert "20 × 10" in ended.err


def test_an_unreadable_table_row_is_named_with_its_line(bonage, tmp_path):
    table = tmp_path / "children.csv"
    table.write_text(f"file,sex\n{HAND},boy\n")

    ended = bonage("assess", HAND, "--demographics", table)

    assert ended.code == 2
    assert f"{table}, line 2: 'boy' is no sex." in ended.err


def test_table_rows_of_no_image_are_told_and_do_not_stop_the_run(bonage, tmp_path):
    table = tmp_path / "children.csv"
    others = "".join(f"other{number}.png,f\n" for number in range(7))
    table.write_text(f"file,sex\n{HAND},male\n{others}")

    ended = bonage("assess", HAND, "--demographics", table, "--format", "json")

    assert ended.code == 0
    assert json.loads(ended.out)[0]["sex_source"] == "demographics"
    assert "line 3 (other0.png)" in ended.err
    assert "and 2 more" in ended.err


@pytest.mark.parametrize("option", ["--levels", "--boxes"])
def test_a_result_of_another_child_gives_no_age(bonage, pretended, tmp_path, option):
    bonage("assess", HAND.with_name("female_120.png"), "--sex", "female", "--output", tmp_path)
    pretended.asked.clear()

    ended = bonage("assess", HAND, "--sex", "male", option, tmp_path / "female_120.json", "--format", "json")

    (failed,) = json.loads(ended.out)
    assert ended.code == 1
    assert failed["error"]["code"] == "workflow.supplied_for_other_image"
    assert failed["bone_age_years"] is None
    assert str(HAND) in ended.err
    assert "female_120.png" in ended.err
    assert pretended.asked == []
