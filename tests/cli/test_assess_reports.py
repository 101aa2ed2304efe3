"""`bonage assess` with the formats that hospitals file and researchers read."""

import csv
import io
import json
import shutil
from pathlib import Path

import pydicom
import pytest
from arro3.io import read_parquet
from openpyxl import load_workbook
from sample_hand import BOY, NAME, SAMPLES

from bonage_desktop.cli.arguments import parse
from bonage_desktop.cli.options import OutputFormat
from bonage_desktop.reporting.dicom_sr_reader import read_sr
from bonage_desktop.reporting.formats import ReportFormat
from bonage_desktop.sentences import ENGLISH

pytestmark = pytest.mark.usefixtures("pretended")

HAND = SAMPLES / NAME
NAMES = {
    "json": "hand.json",
    "csv": "hand.csv",
    "xlsx": "hand.xlsx",
    "parquet": "hand.parquet",
    "pdf": "hand.pdf",
    "sr": "hand.sr.dcm",
    "sc": "hand.sc.dcm",
    "encapsulated-pdf": "hand.pdf.dcm",
    "fhir": "hand.fhir.json",
}


@pytest.fixture
def hand(tmp_path) -> Path:
    """The boy's hand as DICOM, in a folder of its own."""
    (tmp_path / "in").mkdir()
    return Path(shutil.copy(BOY, tmp_path / "in" / "hand.dcm"))


def everything(words: str) -> list[str]:
    return [word for name in words.split() for word in ("--format", name)]


def test_every_format_is_written_under_its_name(bonage, hand, tmp_path):
    ended = bonage("assess", hand, *everything(" ".join(NAMES)), "--output", tmp_path / "out")

    assert ended.code == 0, ended.err
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(NAMES.values())


def test_the_names_of_reports_are_the_same_everywhere():
    offered = parse(["assess", "x", *everything(" ".join(NAMES))], ENGLISH).formats

    assert set(offered) | {"table"} == {name.value for name in OutputFormat}
    assert {report.key for report in ReportFormat} == set(NAMES)


def test_two_runs_give_the_same_bytes(bonage, hand, tmp_path):
    for folder in ("one", "two"):
        bonage(
            "assess", hand, *everything("xlsx parquet pdf sr sc encapsulated-pdf fhir"), "--output", tmp_path / folder
        )

    for file in (tmp_path / "one").iterdir():
        written = file.name, file.read_bytes()
        again = tmp_path / "two" / file.name
        assert written == (again.name, again.read_bytes())


def test_the_objects_join_the_study_of_the_image(bonage, hand, tmp_path):
    bonage("assess", hand, *everything("sr sc encapsulated-pdf"), "--output", tmp_path)

    image = pydicom.dcmread(hand)
    made = [pydicom.dcmread(tmp_path / NAMES[name]) for name in ("sr", "sc", "encapsulated-pdf")]
    assert {one.StudyInstanceUID for one in made} == {image.StudyInstanceUID}
    assert len({one.SeriesInstanceUID for one in made} - {image.SeriesInstanceUID}) == 3


def test_a_report_of_assess_is_a_draft_of_nobody(bonage, hand, tmp_path):
    bonage("assess", hand, "--format", "sr", "--output", tmp_path)

    told = read_sr((tmp_path / "hand.sr.dcm").read_bytes())

    assert (told.person, told.is_verified, told.score) == ("", False, 272)


def test_an_image_without_a_result_has_no_report_but_its_error(bonage, tmp_path):
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")

    ended = bonage(
        "assess", tmp_path / "broken.png", *everything("json sr"), "--output", tmp_path / "out", "--sex", "male"
    )

    assert ended.code == 1
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["broken.json"]


@pytest.mark.parametrize("name", ["xlsx", "parquet", "pdf", "sr", "sc", "encapsulated-pdf", "fhir"])
def test_what_is_a_file_needs_a_folder(bonage, name):
    ended = bonage("assess", HAND, "--sex", "male", "--format", name)

    assert ended.code == 2
    assert "[cli.format_needs_folder]" in ended.err


def test_a_report_without_an_age_is_refused_before_any_work(bonage, pretended, tmp_path):
    ended = bonage("assess", HAND, "--until", "detect", "--format", "sr", "--output", tmp_path)

    assert ended.code == 2
    assert "[cli.report_needs_age]" in ended.err
    assert pretended.asked == []


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "parquet"])
def test_all_results_fit_in_one_table(bonage, four_samples, tmp_path, suffix):
    file = tmp_path / f"children.{suffix}"

    ended = bonage("assess", four_samples, "--sex", "male", "--table", file)

    assert ended.code == 0, ended.err
    match suffix:
        case "csv":
            scores = [int(row["score"]) for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))]
        case "json":
            scores = [one["score"] for one in json.loads(file.read_text(encoding="utf-8"))]
        case "xlsx":
            head, *rows = load_workbook(file)["Results"].iter_rows(values_only=True)
            scores = [row[head.index("score")] for row in rows]
        case _:
            scores = [score.as_py() for score in read_parquet(file).read_all().column("score")]
    assert scores == [272] * 4


def test_a_table_whose_name_says_no_format_is_refused(bonage, tmp_path):
    ended = bonage("assess", HAND, "--sex", "male", "--table", tmp_path / "children.ods")

    assert ended.code == 2
    assert "[cli.table_format]" in ended.err


def test_a_table_never_takes_the_place_of_an_image(bonage, tmp_path):
    image = tmp_path / "hand.csv"
    shutil.copy(HAND, image)

    ended = bonage("assess", image, "--sex", "male", "--table", image)

    assert ended.code == 2
    assert "[cli.would_replace_input]" in ended.err


def test_a_report_that_cannot_be_written_leaves_nothing_half(bonage, hand, tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    out = tmp_path / "out"
    monkeypatch.setattr("os.fsync", full)

    ended = bonage("assess", hand, *everything("sr pdf"), "--output", out)

    assert ended.code == 1
    assert "the disk is full" in ended.err
    assert list(out.iterdir()) == []
