"""`bonage report`: reports of kept cases."""

import csv
import io
import json
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from refused_reports import REFUSED
from sample_hand import NAME, SAMPLES, sample_findings, sample_radiograph

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.radiograph import AgeSource, ChronologicalAge, Identifiers, Provenance
from bonage_desktop.records.database import open_database
from bonage_desktop.records.location import FILE, Location
from bonage_desktop.records.store import Store
from bonage_desktop.records.values import CaseId
from bonage_desktop.reporting.dicom_sr_reader import read_sr
from bonage_desktop.reporting.formats import ReportFormat
from bonage_desktop.workflow.case import Case, Confirmation
from bonage_desktop.workflow.case_intake import begin, found
from bonage_desktop.workflow.keeping import Slot, saving

CASE, OLDER = CaseId("0123456789abcdef" * 2), CaseId("fedcba9876543210" * 2)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HAND = SAMPLES / NAME


def case_of(file: Path, study_date: date, years: float, patient: str = "ID-7") -> Case:
    """A boy's hand, confirmed; its file is the sample's picture, its day somebody else's."""
    radiograph = sample_radiograph(
        study_date=study_date,
        age=ChronologicalAge(years, AgeSource.DATES),
        identifiers=Identifiers(patient, "SAMPLE^Boy", "", "", "", "", "", f"2.25.{study_date.year}"),
        provenance=Provenance(file, "ab" * 32, "PNG", "", "", 8, (), ()),
    )
    assessed = found(begin(Case(1, file), radiograph, load_standards()), sample_findings(), None)
    return replace(assessed, confirmation=Confirmation("Dr. Wang", NOON))


def kept_in(folder: Path, *cases: tuple[CaseId, Case]) -> Path:
    store = Store(open_database(Location(folder)), load_standards())
    for name, case in cases:
        store.apply(saving(case, Slot(name), "Dr. Wang", NOON))
    store.close()
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A patient with two studies, both confirmed."""
    return kept_in(
        tmp_path / "data",
        (OLDER, case_of(HAND, date(2024, 11, 20), 10.6)),
        (CASE, case_of(HAND, date(2026, 11, 20), 12.6)),
    )


def words_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return document[0].get_textpage().get_text_range()


def events_of(data: Path) -> list[dict]:
    with sqlite3.connect(data / FILE) as database:
        return [json.loads(text) for (text,) in database.execute("select content from events order by sequence")]


def test_a_confirmed_case_gets_its_final_report_as_pdf(bonage, data, tmp_path):
    ended = bonage("report", "0123", "--data", data, "--output", tmp_path / "out")

    (file,) = (tmp_path / "out").iterdir()
    assert ended.code == 0, ended.err
    assert file.name == "bone-age-report-2026-11-20-abababab.pdf"
    assert "Confirmed by Dr. Wang" in words_of(file)
    assert "DRAFT" not in words_of(file)


def test_earlier_confirmed_studies_stand_in_it(bonage, data, tmp_path):
    bonage("report", CASE, "--data", data, "--output", tmp_path)

    words = words_of(tmp_path / "bone-age-report-2026-11-20-abababab.pdf")

    assert "2024-11-20: bone age 10.6 y at 10.6 y" in words


def test_it_prints_where_the_signature_stands_in_the_trail(bonage, data, tmp_path):
    bonage("report", CASE, "--data", data, "--output", tmp_path)
    words = words_of(tmp_path / "bone-age-report-2026-11-20-abababab.pdf")

    head = words.partition("Audit trail: ")[2].split()[0]
    number = int(head.partition(":")[0])

    assert events_of(data)[number - 1]["kind"] == "confirmed"
    assert bonage("audit", "verify", "--head", head, "--data", data).code == 0


def test_the_same_reading_gives_the_same_bytes_again(bonage, data, tmp_path):
    formats = [word for one in ReportFormat for word in ("--format", one.key)]

    for folder in ("one", "two"):
        assert bonage("report", CASE, *formats, "--data", data, "--output", tmp_path / folder).code == 0

    written = {file.name: file.read_bytes() for file in (tmp_path / "one").iterdir()}
    assert set(written) == {f"bone-age-report-2026-11-20-abababab{one.suffix}" for one in ReportFormat}
    assert written == {file.name: file.read_bytes() for file in (tmp_path / "two").iterdir()}


def test_every_file_is_noted_in_the_trail_with_its_hash(bonage, data, tmp_path):
    bonage("report", CASE, "--format", "sr", "--format", "csv", "--data", data, "--output", tmp_path)

    noted = [event["body"]["form"] for event in events_of(data) if event["kind"] == "exported"]
    assert noted == ["sr", "csv"]


def test_results_of_several_cases_fit_in_one_table(bonage, data, tmp_path):
    file = tmp_path / "out" / "children.csv"

    ended = bonage("report", CASE, OLDER, "--table", file, "--data", data)

    assert ended.code == 0, ended.err
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [(row["score"], row["chronological_age_years"]) for row in rows] == [("272", "12.6"), ("272", "10.6")]
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["children.csv"]
    assert [event["case"] for event in events_of(data) if event["kind"] == "exported"] == [CASE, OLDER]


def test_two_cases_of_one_image_and_day_have_two_files(bonage, tmp_path):
    day = date(2026, 11, 20)
    data = kept_in(
        tmp_path / "data", (CASE, case_of(HAND, day, 12.6)), (OLDER, case_of(HAND, day, 12.6, patient="ID-8"))
    )

    bonage("report", CASE, OLDER, "--format", "fhir", "--data", data, "--output", tmp_path / "out")

    stem = "bone-age-report-2026-11-20-abababab"
    assert {one.name for one in (tmp_path / "out").iterdir()} == {f"{stem}.fhir.json", f"{stem}-fedcba98.fhir.json"}


def test_a_table_of_no_known_kind_is_wrong_usage(bonage, data, tmp_path):
    ended = bonage("report", CASE, "--table", tmp_path / "children.ods", "--data", data)

    assert ended.code == 2
    assert "[cli.table_format]" in ended.err


def test_a_draft_says_that_it_is_one(bonage, data, tmp_path):
    bonage("report", CASE, "--draft", "--format", "pdf", "--format", "sr", "--data", data, "--output", tmp_path)

    stem = tmp_path / "bone-age-report-2026-11-20-abababab"
    assert "DRAFT" in words_of(stem.with_suffix(".pdf"))
    assert "Reader\r\nnot confirmed yet" in words_of(stem.with_suffix(".pdf"))
    assert not read_sr(Path(f"{stem}.sr.dcm").read_bytes()).is_verified


def test_a_chinese_reader_gets_a_chinese_page(bonage, data, tmp_path):
    bonage("--language", "zh", "report", CASE, "--data", data, "--output", tmp_path)

    assert "骨龄报告" in words_of(tmp_path / "bone-age-report-2026-11-20-abababab.pdf")


def test_what_needs_no_picture_is_written_though_the_image_is_gone(bonage, tmp_path):
    data = kept_in(tmp_path / "data", (CASE, case_of(tmp_path / "gone.png", date(2026, 11, 20), 12.6)))

    fhir = bonage("report", CASE, "--format", "fhir", "--data", data, "--output", tmp_path / "out")
    pdf = bonage("report", CASE, "--format", "pdf", "--data", data, "--output", tmp_path / "out")

    assert (fhir.code, pdf.code) == (0, 1)
    assert "gone.png" in pdf.err
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["bone-age-report-2026-11-20-abababab.fhir.json"]


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in ("not read", "pending")])
def test_no_final_report_of_what_is_not_final(bonage, tmp_path, name):
    case, code = REFUSED[name]
    unsigned = replace(case, confirmation=None)
    data = kept_in(tmp_path / "data", (CASE, unsigned))

    ended = bonage("report", CASE, "--data", data, "--output", tmp_path / "out")

    assert ended.code == 1
    assert f"[{code}]" in ended.err
    assert list((tmp_path / "out").iterdir()) == []


def test_one_case_that_is_refused_does_not_keep_the_others_from_their_reports(bonage, data, tmp_path):
    ended = bonage("report", "none", CASE, "--data", data, "--output", tmp_path / "out")

    assert ended.code == 1
    assert "[records.case_unknown]" in ended.err
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_full_disk_leaves_nothing_half_and_nothing_noted(bonage, data, tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    ended = bonage("report", CASE, "--data", data, "--output", tmp_path / "out")

    assert ended.code == 1
    assert "the disk is full" in ended.err
    assert list((tmp_path / "out").iterdir()) == []
    assert "exported" not in [event["kind"] for event in events_of(data)]


def test_a_folder_that_cannot_be_made_is_said(bonage, data, tmp_path):
    (tmp_path / "file").touch()

    ended = bonage("report", CASE, "--data", data, "--output", tmp_path / "file" / "out")

    assert ended.code == 1
    assert "[reporting.cannot_write]" in ended.err


def test_a_logo_that_is_no_picture_is_said_before_anything_is_written(bonage, data, tmp_path, state_folder):
    (tmp_path / "logo.png").write_bytes(b"no picture")
    settings = state_folder / "bonage" / "settings.json"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(json.dumps({"schema_version": 1, "reports": {"logo": str(tmp_path / "logo.png")}}))

    ended = bonage("report", CASE, "--data", data, "--output", tmp_path / "out")

    assert ended.code == 1
    assert "[reporting.logo_unreadable]" in ended.err
    assert not (tmp_path / "out").exists()
