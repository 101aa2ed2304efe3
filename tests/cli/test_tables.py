"""What the tables say to a person: contradictions before the age, few words for many images."""

import json
import math
import shutil
from pathlib import Path

import pytest
from dicom_hand import write_dicom
from sample_hand import NAME, SAMPLES, sample_findings

from bonage_desktop.cli.result_table import view_words
from bonage_desktop.findings.findings import BoneGrade, CanonicalTransform
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.standards.bones import Bone
from bonage_desktop.vision.preprocess import upright

pytestmark = pytest.mark.usefixtures("pretended")

HAND = SAMPLES / NAME


@pytest.fixture
def boy_of_ten(tmp_path) -> Path:
    """A DICOM file that says: a boy's left hand, at the tenth birthday."""
    (tmp_path / "in").mkdir()
    tags = {"PatientSex": "M", "Laterality": "L", "PatientBirthDate": "20160101", "StudyDate": "20260101"}
    return write_dicom(tmp_path / "in" / "boy.dcm", **tags)


def line_of(text: str, beginning: str) -> int:
    return next(number for number, line in enumerate(text.splitlines()) if line.startswith(beginning))


def test_a_contradiction_stands_above_the_age_and_is_no_mere_note(bonage, boy_of_ten):
    ended = bonage("assess", boy_of_ten, "--sex", "female", "--hand", "right")

    assert line_of(ended.out, "Contradiction") < line_of(ended.out, "Bone age")
    assert "Contradiction  The command says female and the file says male: female was used." in ended.out
    assert "Contradiction  The command says right and the file says left: right was used." in ended.out
    assert "Note           The command says" not in ended.out


def test_sex_and_hand_say_both_claims(bonage, boy_of_ten):
    ended = bonage("assess", boy_of_ten, "--sex", "female", "--hand", "right")

    assert "Sex            female, given with the command; the file says male" in ended.out
    assert "Hand           right, given with the command; the file says left" in ended.out


def test_a_hand_that_looks_like_the_other_side_is_a_contradiction_too(bonage, pretended, boy_of_ten):
    notice = Notice("vision.side_unexpected", "The hand is said to be the left one but looks like a right one.")
    pretended.answer = lambda radiograph: sample_findings(notices=(notice,))

    ended = bonage("assess", boy_of_ten)

    assert "Contradiction  The hand is said to be the left one" in ended.out


def test_contradictions_are_bold_and_red_where_there_is_colour(bonage, boy_of_ten, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    ended = bonage("assess", boy_of_ten, "--sex", "female")

    assert "\x1b[1;31mContradiction" in ended.out


def test_a_batch_counts_and_names_contradictions_first(bonage, boy_of_ten):
    shutil.copy(HAND, boy_of_ten.with_name("plain.png"))

    ended = bonage("assess", boy_of_ten.parent, "--sex", "female")

    assert "Contradiction: the file says male" in ended.out
    assert ended.err.splitlines()[-1] == "2 assessed, 1 of them with contradictions, 0 failed."


def test_a_batch_shows_the_child_s_age_and_the_difference(bonage, boy_of_ten):
    shutil.copy(HAND, boy_of_ten.with_name("plain.png"))

    ended = bonage("assess", boy_of_ten.parent, "--sex", "male")

    (row,) = [number for number, line in enumerate(ended.out.splitlines()) if line.lstrip().startswith("boy.dcm")]
    first, second = ended.out.splitlines()[row : row + 2]
    assert first.split()[:5] == ["boy.dcm", "male", "272", "10.6", "10.0"]
    assert second.split()[-2:] == ["0.6", "ahead"]


def test_a_batch_leaves_out_what_is_true_of_every_picture(bonage, four_samples):
    ended = bonage("assess", four_samples, "--sex", "male")
    alone = bonage("assess", four_samples / NAME, "--sex", "male")

    assert "patient facts" not in ended.out
    assert "Note" in alone.out


def test_a_batch_names_the_folder_once(bonage, four_samples):
    ended = bonage("assess", four_samples, "--sex", "male")

    assert ended.out.splitlines()[0] == str(four_samples)
    assert ended.out.count(str(four_samples)) == 1


def test_a_batch_says_how_many_levels_are_the_reader_s(bonage, pretended, four_samples):
    findings = sample_findings()
    by_reader = {bone: BoneGrade.by_reader(findings.grades[bone].level) for bone in (Bone.RADIUS, Bone.ULNA)}
    pretended.answer = lambda radiograph: sample_findings(grades={**findings.grades, **by_reader})

    ended = bonage("assess", four_samples, "--sex", "male")

    assert ended.out.count("2 levels by the reader") == 4


@pytest.mark.parametrize("columns", [80, 120])
def test_a_batch_breaks_remarks_only_between_words(bonage, pretended, four_samples, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    told = (
        Notice("assessment.bone_age_outside_tested_range", "The bone age is 17.5 years."),
        Notice("imaging.presentation_lut_ignored", "A Presentation LUT Sequence was not applied."),
    )
    pretended.answer = lambda radiograph: sample_findings(notices=told)

    ended = bonage("assess", four_samples, "--sex", "male")

    words = set(ended.out.replace(";", " ").split())
    assert {"outside", "tested", "range", "presentation", "lut", "ignored"} <= words
    assert max(map(len, ended.out.splitlines())) <= columns


def test_the_table_of_a_lone_failure_says_why(bonage, pretended):
    pretended.answer = lambda radiograph: sample_findings(
        rejection=Rejection("vision.no_palm", "No hand is to be seen.", "Give a hand."), rois={}, grades={}
    )

    ended = bonage("assess", HAND, "--sex", "male")

    assert "No hand is to be seen." in " ".join(ended.out.split())


def test_a_failure_in_a_batch_is_said_in_words(bonage, tmp_path):
    ended = bonage("assess", HAND, tmp_path / "missing.png", "--sex", "male")

    assert "failed: missing file" in ended.out


def test_subfolders_that_were_not_looked_into_are_told(bonage, tmp_path):
    for name in ("a", "b", ".hidden"):
        (tmp_path / name).mkdir()
    shutil.copy(HAND, tmp_path)

    once = bonage("assess", tmp_path, "--sex", "male")
    (tmp_path / "b").rmdir()
    again = bonage("assess", tmp_path, "--sex", "male")

    assert once.err == f"2 subfolders of {tmp_path} were not looked into: --recursive\n"
    assert again.err == f"1 subfolder of {tmp_path} was not looked into: --recursive\n"
    assert bonage("assess", tmp_path, "--sex", "male", "--recursive").err == ""


@pytest.mark.parametrize("written", ["M", "m", "Male", "MALE"])
def test_sex_and_hand_may_be_written_short_and_in_any_case(bonage, written):
    ended = bonage("assess", HAND, "--sex", written, "--hand", "l", "--format", "json")

    (result,) = json.loads(ended.out)
    assert (result["sex"], result["laterality"]) == ("male", "left")


def hand_leaning_by(degrees: float) -> CanonicalTransform:
    """A hand whose fingers lean this far to the right, as a clock's hand moves; y runs down."""
    lean = math.radians(degrees)
    along, across = (math.sin(lean), -math.cos(lean)), (math.cos(lean), math.sin(lean))

    def at(up: float, right: float) -> tuple[float, float]:
        return up * along[0] + right * across[0], up * along[1] + right * across[1]

    centres = {Bone.RADIUS: at(0, 1), Bone.ULNA: at(0, -1), Bone.MC3: at(5, 0), Bone.PP3: at(6, 0)}
    return upright({**centres, Bone.PP1: at(4, 3), Bone.PP5: at(5, -3)})


@pytest.mark.parametrize(
    ("lean", "words"),
    [
        (4.9, "upright"),
        (-4.9, "upright"),
        (24.2, "turned by 24° clockwise in the image"),
        (-24.2, "turned by 24° anticlockwise in the image"),
        (170, "turned by 170° clockwise in the image"),
    ],
)
def test_the_view_is_told_as_the_hand_lies_in_the_image(lean, words):
    assert view_words(hand_leaning_by(lean)) == words


def test_the_view_says_what_else_was_done_to_it():
    view = CanonicalTransform(0.0, mirrored=True, inverted=True)

    assert view_words(view) == "upright, mirrored to the thumb on the right, grey levels inverted"
