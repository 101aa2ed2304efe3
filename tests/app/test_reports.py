"""Reports of the open case: text, files, and what is said of them."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from refused_reports import REFUSED
from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.app.message_bar import Message
from bonage_desktop.app.report_history import ReportHistory
from bonage_desktop.app.report_sources import ReportSources
from bonage_desktop.app.reports import Reports
from bonage_desktop.records.exports import Export
from bonage_desktop.reporting.formats import ReportFormat
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.report_content import ReportError
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case, Confirmation, OtherFinding
from bonage_desktop.workflow.case_intake import put_away
from bonage_desktop.workflow.case_report import Beside, ReportKind, report_of
from bonage_desktop.workflow.errors import WorkflowError

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CASE = Case(3, Path("Wang_Xiaoming_2014.dcm"), sample_radiograph(), sample_reading(), is_assessed=True)
Make = Callable[[Case | None], Reports]


def sources(case: Case | None, **changes: object) -> ReportSources:
    told = ReportSources(lambda: case, lambda: Beside("Dr. Wang"), PageSetup, lambda _: ())
    return replace(told, **changes)


@pytest.fixture
def said() -> list[Message]:
    return []


@pytest.fixture
def reports_of(qtbot: QtBot, said: list[Message]) -> Make:
    def make(case: Case | None) -> Reports:
        parent = QWidget()
        qtbot.addWidget(parent)
        reports = Reports(parent, sources(case), lambda: NOON)
        reports.said.connect(said.append)
        parent.reports = reports
        return reports

    return make


def test_the_text_lies_on_the_clipboard_with_other_findings(reports_of: Make, said: list[Message]) -> None:
    case = replace(CASE, other_findings=frozenset({OtherFinding.CONE_EPIPHYSIS}), remarks="Slightly turned.")

    reports_of(case).copy_text()

    text = QGuiApplication.clipboard().text()
    assert "RUS score: 272 of 1000" in text
    assert "Other findings: Cone epiphysis." in text
    assert "Slightly turned." in text
    assert said[0].text == "The report text is on the clipboard."


def test_the_text_follows_language_and_template(reports_of: Make, tmp_path: Path) -> None:
    reports = reports_of(CASE)
    reports.language = Language.ZH
    reports.template = tmp_path / "own.txt"
    reports.template.write_text("骨龄 $bone_age", encoding="utf-8")

    reports.copy_text()

    assert QGuiApplication.clipboard().text() == "骨龄 10.6 岁"


def test_a_chinese_report_of_an_english_window_names_findings_in_chinese(reports_of: Make) -> None:
    reports = reports_of(replace(CASE, other_findings=frozenset({OtherFinding.CONE_EPIPHYSIS})))
    reports.choose_language(Language.ZH)

    reports.copy_text()

    text = QGuiApplication.clipboard().text()
    assert "锥形骨骺" in text
    assert "Cone epiphysis" not in text


def test_a_template_is_chosen_and_holds_until_a_language_is(
    reports_of: Make, said: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, own = reports_of(CASE), tmp_path / "own.txt"
    own.write_text("Age $bone_age", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(own), ""))

    reports.ask_for_template()
    reports.copy_text()
    by_own = QGuiApplication.clipboard().text()
    reports.choose_language(Language.ZH)
    reports.copy_text()

    assert "own.txt" in said[0].text
    assert by_own == "Age 10.6 years"
    assert "10.6 岁" in QGuiApplication.clipboard().text()


def test_a_spoilt_template_is_refused_when_it_is_chosen(
    reports_of: Make, said: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, own = reports_of(CASE), tmp_path / "own.txt"
    own.write_text("$nonsense", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(own), ""))

    reports.ask_for_template()

    assert "Line 1 of own.txt has $nonsense" in said[0].text
    assert reports.template is None


def test_a_spoilt_template_is_said(reports_of: Make, said: list[Message], tmp_path: Path) -> None:
    reports = reports_of(CASE)
    reports.template = tmp_path / "own.txt"
    reports.template.write_text("$nonsense", encoding="utf-8")

    reports.copy_text()

    assert "Line 1 of own.txt has $nonsense" in said[0].text


def test_the_pdf_is_made_beside_the_window_and_said_when_it_is_there(
    qtbot: QtBot, reports_of: Make, said: list[Message], tmp_path: Path
) -> None:
    reports, file = reports_of(CASE), tmp_path / "report.pdf"

    with qtbot.waitSignal(reports.saved, timeout=60_000) as saved:
        reports.save(file)
        assert not file.exists()

    assert saved.args == [file]
    assert file.read_bytes().startswith(b"%PDF")
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]
    assert said[-1].text == f"The report was saved as {file}."


def test_a_place_that_cannot_be_written_is_said_with_what_to_do(
    qtbot: QtBot, reports_of: Make, said: list[Message], tmp_path: Path
) -> None:
    reports = reports_of(CASE)
    (tmp_path / "file").touch()

    reports.save(tmp_path / "file" / "report.pdf")
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)

    assert "could not be written" in said[0].text
    assert said[0].hint == "Choose another folder."


@pytest.mark.parametrize(
    "case",
    [
        None,
        Case(1, Path("new.png")),
        replace(CASE, reading=sample_reading(sex=None)),
        replace(CASE, reading=sample_reading(grades={})),
    ],
    ids=["no case", "not decoded", "no sex", "no levels"],
)
def test_without_a_bone_age_there_is_nothing_to_report(
    reports_of: Make, said: list[Message], tmp_path: Path, case: Case | None
) -> None:
    reports = reports_of(case)

    reports.copy_text()
    reports.save(tmp_path / "report.pdf")

    assert len(said) == 2
    assert all(message.hint for message in said)
    assert list(tmp_path.iterdir()) == []


def test_the_proposed_name_says_nothing_about_the_patient(reports_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed: list[str] = []

    def answer(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)

    known = replace(CASE, radiograph=sample_radiograph(study_date=date(2026, 5, 20)), sha256="0123abcd" * 8)
    reports_of(known).ask_for_pdf()

    assert proposed == ["bone-age-report-2026-05-20-0123abcd.pdf"]


def test_a_confirmed_case_is_reported_by_who_confirmed_it(reports_of: Make) -> None:
    case = replace(CASE, confirmation=Confirmation("Dr. Li", datetime(2026, 11, 20, 14, 2, tzinfo=UTC)))

    reports_of(case).copy_text()

    assert "Confirmed by Dr. Li, 2026-11-20 14:02 (UTC+0000)." in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "unconfirmed"])
def test_what_is_signed_but_not_final_is_refused_as_everywhere(
    reports_of: Make, said: list[Message], tmp_path: Path, name: str
) -> None:
    case, code = REFUSED[name]
    signed = replace(case, confirmation=REFUSED["no sex"][0].confirmation)
    with pytest.raises(WorkflowError) as everywhere:
        report_of(signed, ReportKind.FINAL, Beside())

    reports_of(signed).save(tmp_path / "report.pdf")

    assert everywhere.value.code == code
    assert [(one.text, one.hint) for one in said] == [(everywhere.value.message, everywhere.value.hint)]
    assert list(tmp_path.iterdir()) == []


def test_a_picture_of_an_image_that_is_not_read_is_refused(
    qtbot: QtBot, reports_of: Make, said: list[Message], tmp_path: Path
) -> None:
    reports = reports_of(put_away(CASE))

    reports.save(tmp_path / "report.pdf")
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)

    assert said[0].text == "The image is not read, and the report shows it."
    assert list(tmp_path.iterdir()) == []


def test_a_logo_that_cannot_be_used_is_said(qtbot: QtBot, said: list[Message], tmp_path: Path) -> None:
    def broken() -> PageSetup:
        raise ReportError("reporting.logo_unreadable", "logo.png cannot be used as logo of the reports.", "Choose one.")

    parent = QWidget()
    qtbot.addWidget(parent)
    reports = Reports(parent, sources(CASE, setup=broken))
    reports.said.connect(said.append)

    reports.save(tmp_path / "report.pdf")

    assert said[0].text == "logo.png cannot be used as logo of the reports."
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_file(
    qtbot: QtBot, reports_of: Make, said: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    exported: list[object] = []
    reports = reports_of(CASE)
    reports.exported.connect(lambda case, export: exported.append(export))

    reports.save(tmp_path / "report.pdf")
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)

    assert "the disk is full" in said[0].text
    assert list(tmp_path.iterdir()) == []
    assert exported == []


def test_every_format_can_be_chosen_and_is_named_after_the_day_and_the_image(
    qtbot: QtBot, reports_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def answer(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append((name, kinds))
        return str(tmp_path / "mine"), next(kind for kind in kinds.split(";;") if ".fhir.json" in kind)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    reports = reports_of(CASE)

    with qtbot.waitSignal(reports.saved, timeout=60_000) as saved:
        reports.ask_for_file()

    assert saved.args == [tmp_path / "mine.fhir.json"]
    assert all(f"(*{one.suffix})" in asked[0][1] for one in ReportFormat)


def test_what_left_is_told_with_its_hash_for_the_audit_trail(qtbot: QtBot, reports_of: Make, tmp_path: Path) -> None:
    reports, file = reports_of(CASE), tmp_path / "report.pdf"

    with qtbot.waitSignal(reports.exported, timeout=60_000) as left:
        reports.save(file)

    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert left.args == [CASE, Export(NOON, "pdf", sha256, file=file)]


def test_the_history_shows_what_this_session_and_others_exported_newest_first(
    qtbot: QtBot, said: list[Message], tmp_path: Path
) -> None:
    before = Export(datetime(2026, 11, 19, 9, 0, tzinfo=UTC), "sr", "cd" * 32, by="Dr. Li")
    parent = QWidget()
    qtbot.addWidget(parent)
    reports = Reports(parent, sources(CASE, kept_exports=lambda _: (before,)), lambda: NOON)
    with qtbot.waitSignal(reports.exported, timeout=60_000):
        reports.save(tmp_path / "report.pdf")

    reports.show_history()
    qtbot.waitUntil(lambda: bool(parent.findChildren(ReportHistory)), timeout=60_000)

    table = parent.findChildren(ReportHistory)[0].table
    rows = [[table.item(row, column).text() for column in (1, 2, 3)] for row in range(table.rowCount())]
    assert rows == [["PDF", "", str(tmp_path / "report.pdf")], ["DICOM structured report", "Dr. Li", ""]]


def test_without_exports_the_history_says_so(qtbot: QtBot, reports_of: Make) -> None:
    reports = reports_of(CASE)

    reports.show_history()
    qtbot.waitUntil(lambda: bool(reports.parent().findChildren(ReportHistory)), timeout=60_000)

    (history,) = reports.parent().findChildren(ReportHistory)
    assert "No report of this case has left the program." in [label.text() for label in history.findChildren(QLabel)]
