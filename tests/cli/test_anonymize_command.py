"""`bonage anonymize`: copies without patients."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
from dicom_hand import write_dicom
from sample_hand import BOY, GIRL

from bonage_desktop.opencv import cv2


@pytest.fixture
def studies(tmp_path) -> Path:
    """Two studies of one child and one of another, under telling names."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, (patient, day) in enumerate([("4711", "20240101"), ("4711", "20250101"), ("4712", "20250101")]):
        write_dicom(
            folder / f"Zhang_{number}.dcm",
            PatientID=patient,
            PatientName="Zhang^Wei",
            StudyDate=day,
            PatientBirthDate="20140101",
            SOPInstanceUID=f"2.25.{number + 1}",
            ImageLaterality="L",
        )
    return folder


def copies_in(folder: Path) -> list[pydicom.Dataset]:
    return [pydicom.dcmread(file) for file in sorted(folder.glob("*.dcm"))]


def test_each_file_gets_a_copy_under_a_name_that_says_nothing(bonage, studies, tmp_path):
    before = {file: file.read_bytes() for file in studies.iterdir()}

    ended = bonage("anonymize", studies, "--output", tmp_path / "out")

    assert (ended.code, ended.out) == (0, ""), ended.err
    assert "3 copied, 0 failed." in ended.err
    assert {file: file.read_bytes() for file in studies.iterdir()} == before
    files = list((tmp_path / "out").iterdir())
    assert len(files) == 3
    assert [file for file in files if "Zhang" in file.name or b"Zhang" in file.read_bytes()] == []


def test_one_child_is_one_pseudonym_and_its_studies_stay_as_far_apart(bonage, studies, tmp_path):
    bonage("anonymize", studies, "--output", tmp_path / "out")

    days: dict[str, list[np.datetime64]] = {}
    for copy in copies_in(tmp_path / "out"):
        day = copy.StudyDate
        days.setdefault(copy.PatientID, []).append(np.datetime64(f"{day[:4]}-{day[4:6]}-{day[6:]}"))
    (one,) = (found for found in days.values() if len(found) == 2)
    assert len(days) == 2
    assert abs(one[1] - one[0]) == 366  # 2024 is a leap year


def test_the_map_is_written_where_it_is_asked_for_and_gone_on_with(bonage, studies, tmp_path):
    for folder in ("one", "two"):
        ended = bonage("anonymize", studies, "--output", tmp_path / folder, "--map", tmp_path / "who.csv")
        assert ended.code == 0, ended.err

    rows = list(csv.DictReader(io.StringIO((tmp_path / "who.csv").read_text(encoding="utf-8"))))
    assert [row["patient_id"] for row in rows] == ["4711", "4712"]
    assert [file.name for file in sorted((tmp_path / "one").iterdir())] == [
        file.name for file in sorted((tmp_path / "two").iterdir())
    ]


def test_the_map_may_not_lie_among_the_copies(bonage, studies, tmp_path):
    ended = bonage("anonymize", studies, "--output", tmp_path / "out", "--map", tmp_path / "out" / "who.csv")

    assert ended.code == 2
    assert "[cli.map_beside_copies]" in ended.err


def test_a_file_that_is_no_map_is_not_overwritten(bonage, studies, tmp_path):
    (tmp_path / "notes.csv").write_text("file,sex\n", encoding="utf-8")

    ended = bonage("anonymize", studies, "--output", tmp_path / "out", "--map", tmp_path / "notes.csv")

    assert (ended.code, (tmp_path / "notes.csv").read_text(encoding="utf-8")) == (1, "file,sex\n")
    assert "[exchange.map_unusable]" in ended.err


def test_a_picture_is_refused_and_the_others_are_copied(bonage, studies, tmp_path):
    shutil.copy(GIRL, studies / "girl.png")

    ended = bonage("anonymize", studies, tmp_path / "nowhere.dcm", "--output", tmp_path / "out")

    assert ended.code == 1
    assert "[workflow.no_tags]" in ended.err
    assert "nowhere.dcm" in ended.err
    assert "3 copied, 2 failed." in ended.err


def test_text_in_the_picture_is_warned_of(bonage, tmp_path):
    file = write_dicom(tmp_path / "hand.dcm")
    dataset = pydicom.dcmread(file)
    pixels = dataset.pixel_array.copy()
    size = max(pixels.shape) / 1500
    cv2.putText(pixels, "ZHANG WEI 4711", (10, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.2 * size, 255, 2)
    dataset.PixelData = pixels.tobytes()
    dataset.save_as(file)

    ended = bonage("anonymize", file, "--output", tmp_path / "out")

    assert ended.code == 0
    assert "text seems to be part of the picture" in ended.err


def test_dciodvfy_finds_no_error_in_the_copy_of_a_sample(bonage, tmp_path):
    if shutil.which("dciodvfy") is None:
        pytest.skip("dciodvfy of Debian's dicom3tools is not installed")
    bonage("anonymize", BOY, "--output", tmp_path / "out")
    (copy,) = (tmp_path / "out").iterdir()

    told = subprocess.run(["dciodvfy", copy], capture_output=True, text=True, errors="replace", check=False)

    assert [line for line in (told.stdout + told.stderr).splitlines() if line.startswith("Error")] == []


@pytest.mark.usefixtures("pretended")
def test_a_copy_is_assessed_as_its_original(bonage, tmp_path):
    bonage("anonymize", BOY, "--output", tmp_path / "out")

    original = bonage("assess", BOY, "--format", "csv")
    copy = bonage("assess", tmp_path / "out", "--format", "csv")

    (row,), (same,) = (list(csv.DictReader(io.StringIO(ended.out))) for ended in (original, copy))
    assert (same["sex"], same["laterality"], same["score"]) == (row["sex"], row["laterality"], row["score"])
    assert float(same["chronological_age_years"]) == pytest.approx(float(row["chronological_age_years"]), abs=1 / 12)
