"""What `bonage assess` hands out: tables, JSON, CSV, files, pictures."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from sample_hand import EXPECTED, NAME, SAMPLES, model_grade, sample_findings

from bonage_desktop.findings.notice import Rejection
from bonage_desktop.reporting.table import COLUMNS
from bonage_desktop.standards.bones import Bone, Level

pytestmark = pytest.mark.usefixtures("pretended")

HAND = SAMPLES / NAME


@pytest.fixture
def two_patients(tmp_path) -> Path:
    """Two folders with an image of the same name."""
    for patient in ("P1", "P2"):
        (tmp_path / "in" / patient).mkdir(parents=True)
        shutil.copy(HAND, tmp_path / "in" / patient / "IM1.png")
    return tmp_path / "in"


def test_one_image_gives_a_table_of_thirteen_bones_with_score_and_age(bonage):
    ended = bonage("assess", HAND, "--sex", "male")

    assert (ended.code, ended.err) == (0, "")
    rows = [line.split() for line in ended.out.splitlines() if line.split()[:1] and line.split()[0].isdigit()]
    assert [int(row[0]) for row in rows] == list(range(1, 14))
    assert "Metacarpal 3        L4(2) · 5" in ended.out
    assert "272 of 1000 points" in ended.out
    assert "Bone age" in ended.out
    assert "10.6 years" in ended.out
    assert "Research use only, not a medical device." in ended.out


def test_json_is_an_array_of_one_object_per_image(bonage, four_samples):
    ended = bonage("assess", four_samples, "--sex", "male", "--format", "json")

    results = json.loads(ended.out)
    assert [Path(result["file"]).name for result in results] == sorted(EXPECTED)
    assert [result["score"] for result in results] == [EXPECTED[NAME]["score"]] * 4
    assert ended.err.splitlines() == ["4 assessed, 0 failed."]


def test_csv_has_a_header_and_one_row_per_image(bonage, four_samples):
    ended = bonage("assess", four_samples, "--sex", "male", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert tuple(rows[0]) == COLUMNS
    assert [Path(row["file"]).name for row in rows] == sorted(EXPECTED)


def test_many_images_give_one_table_with_a_row_each(bonage, four_samples):
    ended = bonage("assess", four_samples, "--sex", "male")

    assert ended.code == 0
    assert "Bone age" in ended.out
    assert ended.out.count("10.6") >= 4
    assert "4 assessed, 0 failed." in ended.err


def test_a_failed_image_is_named_on_standard_error_and_in_the_output(bonage, tmp_path):
    ended = bonage("assess", HAND, tmp_path / "missing.png", "--sex", "male", "--format", "json")

    assert ended.code == 1
    assessed, failed = json.loads(ended.out)
    assert assessed["error"] is None
    assert failed["error"]["code"] == "imaging.missing_file"
    assert failed["bone_age_years"] is None
    first, summary = ended.err.splitlines()
    assert str(tmp_path / "missing.png") in first
    assert failed["error"]["hint"] in first
    assert "[imaging.missing_file]" in first
    assert summary == "1 assessed, 1 failed."


def test_files_of_every_format_stand_in_the_output_folder(bonage, tmp_path):
    ended = bonage("assess", HAND, "--sex", "male", "--output", tmp_path / "out", "--format", "json", "--format", "csv")

    assert ended.code == 0
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["male_120.csv", "male_120.json"]
    assert json.loads((tmp_path / "out" / "male_120.json").read_text(encoding="utf-8"))["score"] == 272
    assert "Bone age" in ended.out


def test_an_output_folder_alone_holds_json(bonage, tmp_path):
    bonage("assess", HAND, "--sex", "male", "--output", tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["male_120.json"]


def test_images_of_one_name_do_not_overwrite_each_other(bonage, two_patients, tmp_path):
    ended = bonage(
        "assess",
        two_patients,
        "--recursive",
        "--sex",
        "male",
        "--output",
        tmp_path / "o",
        "--save-overlay",
        tmp_path / "o",
    )

    assert ended.code == 0
    assert sorted(file.name for file in (tmp_path / "o").iterdir()) == [
        "P1_IM1.crops.png",
        "P1_IM1.json",
        "P1_IM1.overlay.png",
        "P2_IM1.crops.png",
        "P2_IM1.json",
        "P2_IM1.overlay.png",
    ]


def test_subfolders_are_searched_only_when_asked(bonage, two_patients):
    ended = bonage("assess", two_patients, "--sex", "male")

    assert ended.code == 1
    assert "imaging.no_images" in ended.err
    assert "--recursive" in ended.err


def test_a_refused_image_gets_a_picture_of_what_was_seen(bonage, pretended, tmp_path):
    rejection = Rejection("vision.not_a_hand", "What was found is no hand.", "Give a hand.")
    pretended.answer = lambda radiograph: sample_findings(rejection=rejection, rois={}, grades={})

    ended = bonage("assess", HAND, "--sex", "male", "--save-overlay", tmp_path)

    assert ended.code == 1
    assert [file.name for file in tmp_path.iterdir()] == ["male_120.overlay.png"]
    assert f"none: {HAND}: What was found is no hand." in " ".join(ended.out.split())


def test_a_bone_without_level_fails_the_image_and_names_the_bone(bonage, pretended):
    grades = {bone: model_grade(Level(bone, 3)) for bone in Bone if bone is not Bone.RADIUS}
    pretended.answer = lambda radiograph: sample_findings(grades=grades)

    ended = bonage("assess", HAND, "--sex", "male")

    assert ended.code == 1
    assert "Radius" in ended.err
    assert "1  Radius              none" in ended.out


def test_a_file_that_was_not_decoded_has_no_picture(bonage, tmp_path):
    ended = bonage("assess", tmp_path / "missing.png", "--sex", "male", "--save-overlay", tmp_path / "p")

    assert ended.code == 1
    assert list((tmp_path / "p").iterdir()) == []


@pytest.mark.parametrize("until", ["segment", "detect", "grade"])
def test_stopping_before_the_score_needs_no_sex(bonage, pretended, until):
    pretended.answer = lambda radiograph: sample_findings(**({} if until == "grade" else {"grades": {}}))

    ended = bonage("assess", HAND, "--until", until)

    assert (ended.code, ended.err) == (0, "")
    assert "stopped before the score, as asked" in ended.out


def test_the_table_fits_a_narrow_terminal(bonage, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")

    ended = bonage("assess", HAND, "--sex", "male")

    assert max(map(len, ended.out.splitlines())) <= 60
    assert "Proximal phalanx 3" in ended.out


def test_a_terminal_without_unicode_gets_every_figure(bonage_process):
    ended = bonage_process("assess", HAND, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")

    assert ended.code == 1
    assert "workflow.sex_missing" in ended.err


def test_json_for_a_pipe_without_unicode_is_still_json(bonage_process, tmp_path):
    folder = tmp_path / "左手"
    folder.mkdir()
    shutil.copy(HAND, folder / "手.png")

    ended = bonage_process("assess", folder, "--format", "json", PYTHONIOENCODING="ascii")

    assert ended.out.isascii()
    assert json.loads(ended.out)[0]["file"].endswith("左手/手.png")


def test_a_file_name_that_is_no_utf_8_is_shown_with_escapes(bonage, tmp_path):
    name = tmp_path / "caf\udce9.png"
    shutil.copy(HAND, name)

    ended = bonage("assess", name, "--sex", "male", "--format", "json", "--save-overlay", tmp_path / "p")

    assert ended.code == 0
    assert json.loads(ended.out)[0]["file"].endswith("caf\\udce9.png")


def test_brackets_in_a_file_name_are_no_markup(bonage, tmp_path):
    name = tmp_path / "[bold]hand[red].png"
    shutil.copy(HAND, name)

    ended = bonage("assess", name, "--sex", "male")

    assert "[bold]hand[red].png" in ended.out


def test_the_table_of_an_image_tells_child_hand_and_doubts(bonage, pretended, tmp_path):
    from dicom_hand import write_dicom

    file = write_dicom(
        tmp_path / "hand.dcm", PatientSex="M", Laterality="L", PatientBirthDate="20160101", StudyDate="20260101"
    )

    ended = bonage("assess", file, "--sex", "female")

    assert "10.0 years by the dates; the bone age is" in ended.out
    assert "left, from the file" in ended.out
    assert "The command says female and the file says male" in ended.out


def test_two_runs_give_the_same_bytes_but_for_the_seconds(bonage, tmp_path):
    outputs = []
    for folder in (tmp_path / "1", tmp_path / "2"):
        bonage("assess", HAND, "--sex", "male", "--output", folder, "--save-overlay", folder)
        outputs.append({file.name: file.read_bytes() for file in folder.iterdir()})

    assert outputs[0] == outputs[1]  # the pretended pipeline's seconds are always the same
