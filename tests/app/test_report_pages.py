"""The report's page on the screen and on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sample_hand import BOY, sample_radiograph, sample_reading

from bonage_desktop.app.message_bar import Message
from bonage_desktop.app.pdf_pages import lay_out
from bonage_desktop.app.report_pages import ReportPages
from bonage_desktop.app.report_sources import ReportSources, ready_report
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.reporting.page_setup import PageSetup
from bonage_desktop.reporting.paper import Paper
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.language import Language
from bonage_desktop.workflow.case import Case, Confirmation
from bonage_desktop.workflow.case_report import Beside

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CASE = Case(3, Path("hand.dcm"), sample_radiograph(), sample_reading(), is_assessed=True)
LETTER = PageSetup(Paper.LETTER)
Make = Callable[[Case], ReportPages]


@pytest.fixture
def pages_of(qtbot: QtBot) -> Make:
    def make(case: Case) -> ReportPages:
        parent = QWidget()
        qtbot.addWidget(parent)
        sources = ReportSources(lambda: case, Beside, lambda: LETTER, lambda _: ())
        pages = ReportPages(parent, lambda: ready_report(sources, Language.EN))
        parent.pages = pages
        return pages

    return make


def shown(qtbot: QtBot, pages: ReportPages) -> QImage:
    pages.show_preview()
    qtbot.waitUntil(lambda: not pages.preview.page.image.isNull(), timeout=60_000)
    return pages.preview.page.image


def test_the_preview_shows_the_page_and_says_that_it_is_a_draft(qtbot: QtBot, pages_of: Make) -> None:
    pages = pages_of(CASE)

    image = shown(qtbot, pages)

    assert image.width() / image.height() == pytest.approx(215.9 / 279.4, abs=0.002)  # Letter
    assert pages.preview.words.text() == "Draft: it becomes final when a reader confirms the case"
    assert pages.preview.save.isEnabled()
    pages.preview.close()


def test_a_confirmed_case_has_a_final_report(qtbot: QtBot, pages_of: Make) -> None:
    pages = pages_of(replace(CASE, confirmation=Confirmation("Dr. Li", NOON)))

    shown(qtbot, pages)

    assert pages.preview.words.text() == "Final report"
    pages.preview.close()


def test_without_an_age_the_preview_says_why_and_offers_nothing(qtbot: QtBot, pages_of: Make) -> None:
    pages = pages_of(replace(CASE, reading=sample_reading(sex=None)))

    pages.show_preview()

    assert "the sex is not known" in pages.preview.words.text()
    assert not pages.preview.save.isEnabled()
    assert not pages.preview.print.isEnabled()
    pages.preview.close()


def test_the_preview_blocks_nothing_and_follows_the_reading(
    qtbot: QtBot, make_window: Callable[..., ReviewWindow], open_case: Callable[[ReviewWindow, Path], None]
) -> None:
    window = make_window()
    open_case(window, BOY)
    pages = window.reports.pages
    before = shown(qtbot, pages)

    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))
    qtbot.waitUntil(lambda: pages.preview.page.image != before, timeout=60_000)

    assert not pages.preview.isModal()
    pages.preview.close()


def test_levels_that_are_hidden_from_the_reader_are_shown_in_no_preview(
    qtbot: QtBot, make_window: Callable[..., ReviewWindow], open_case: Callable[[ReviewWindow, Path], None]
) -> None:
    window = make_window()
    window.intents.toggle_grade_first()
    open_case(window, BOY)
    pages = window.reports.pages

    pages.show_preview()

    assert "only 0 of 13 bones are graded" in pages.preview.words.text()
    assert pages.preview.page.image.isNull()
    pages.preview.close()


def test_closed_it_makes_no_pages(qtbot: QtBot, pages_of: Make) -> None:
    pages = pages_of(CASE)
    shown(qtbot, pages)
    pages.preview.close()
    before = pages.preview.page.image

    pages.follow()
    qtbot.wait(500)

    assert pages.preview.page.image == before


def test_printed_the_page_fills_its_paper(qtbot: QtBot, pages_of: Make, tmp_path: Path) -> None:
    pages, file, said = pages_of(CASE), tmp_path / "printed.pdf", list[Message]()
    pages.said.connect(said.append)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    ready = ready_report(ReportSources(lambda: CASE, Beside, lambda: LETTER, lambda _: ()), Language.EN)
    lay_out(printer, ready.setup.paper.size)

    with qtbot.waitSignal(pages.printed, timeout=60_000):
        pages.print_on(printer, ready)

    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((612, 792), abs=1)
        pixels = document[0].render(scale=1).to_numpy()
    assert np.count_nonzero(pixels.min(axis=2) < 40) > 10_000  # the black film
    assert len(said) == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said(qtbot: QtBot, pages_of: Make, tmp_path: Path) -> None:
    pages, said = pages_of(CASE), list[Message]()
    pages.said.connect(said.append)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    ready = ready_report(ReportSources(lambda: CASE, Beside, lambda: LETTER, lambda _: ()), Language.EN)

    pages.print_on(printer, ready)
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)

    assert said[0].text == "The printer did not take the report."
    assert said[0].hint
