"""All kept cases in one list, from which they are opened; what is known of this site."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kept_library import keep, library_in
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sample_hand import BOY
from workflow.kept_hands import kept_reading

from bonage_desktop.app.kept_cases_model import KeptCasesModel
from bonage_desktop.app.kept_cases_page import KeptCasesPage
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.errors import BonageError
from bonage_desktop.records.listing import CaseQuery, CaseRow
from bonage_desktop.records.status import CaseStatus
from bonage_desktop.records.values import CaseId, ReadingKind
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.case_book import Mark
from bonage_desktop.workflow.library import Library

Make = Callable[..., ReviewWindow]
Open = Callable[[ReviewWindow, Path], None]
SOON = 20_000


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = library_in(tmp_path / "data")
    yield made
    made.close()


def row(number: int = 1) -> CaseRow:
    return CaseRow(
        CaseId(f"{number:032x}"),
        1,
        CaseStatus.CONFIRMED,
        f"P{number}",
        "Chen^Xiaoming",
        "A1",
        f"/films/{number}.dcm",
        "a" * 64,
        None,
        Sex.MALE,
        272,
        10.55,
        11.0,
        "Dr. Wang",
        "2026-11-20T12:00:00+00:00",
    )


def words(model: KeptCasesModel, place: int) -> list[str]:
    return [model.index(place, column).data() for column in range(model.columnCount())]


def shown(page: KeptCasesPage) -> list[str]:
    return [page.model.index(place, 1).data() for place in range(page.model.rowCount())]


def read_and_confirmed(qtbot: QtBot, window: ReviewWindow, open_case: Open, file: Path) -> None:
    open_case(window, file)
    window.desk.change(lambda session: session.choose_level(Level(Bone.RADIUS, 9)))
    window.desk.confirm_and_go_on()
    qtbot.waitUntil(lambda: window.desk.keeping.book.mark(1) is Mark.SAVED, timeout=SOON)
    window.desk.stop()
    window.desk.forget_all()


def test_a_row_says_who_and_when_and_keeps_the_age_from_a_second_reader(qtbot: QtBot) -> None:
    model = KeptCasesModel(AgeNotation.DECIMAL)

    model.show([row()])

    assert words(model, 0) == ["Chen, Xiaoming", "P1", "", "M", "11.0 y", "Confirmed", "Dr. Wang"]


def test_a_case_without_a_name_is_called_after_its_file(qtbot: QtBot) -> None:
    model = KeptCasesModel(AgeNotation.DECIMAL)

    model.show([row()._replace(patient_name="")])

    assert words(model, 0)[0] == "1.dcm"


def test_the_list_is_filtered_by_text(app, qtbot: QtBot, library: Library) -> None:
    keep(library, 1, 2, 3)
    page = KeptCasesPage(library, AgeNotation.DECIMAL, None)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=SOON)

    page.filter.text.setText("acc00002")

    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=SOON)
    assert page.count.text() == "1 case."


def test_a_database_that_does_not_answer_is_said_where_the_list_would_be(app, qtbot: QtBot, library: Library) -> None:
    def rows(query: CaseQuery) -> list[CaseRow]:
        raise BonageError("records.unreachable", "The shared database does not answer.", "Check the server.")

    library.rows = rows
    page = KeptCasesPage(library, AgeNotation.DECIMAL, None)
    qtbot.addWidget(page)

    qtbot.waitUntil(lambda: "does not answer" in page.count.text(), timeout=SOON)
    assert not page.open_button.isEnabled()


def test_a_kept_case_is_opened_from_the_list(qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    read_and_confirmed(qtbot, make_window(library=library_in(tmp_path / "data")), open_case, BOY)
    window = make_window(library=library_in(tmp_path / "data"))
    page = window.kept.show_list()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=SOON)
    page.list.setCurrentIndex(page.model.index(0, 0))

    qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: window.desk.session.state is not None and window.desk.session.state.is_locked, timeout=SOON)
    assert not page.isVisible()
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)


def test_an_image_that_was_moved_is_found_beside_others_by_what_is_in_it(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    here, there = tmp_path / "here" / BOY.name, tmp_path / "there" / "renamed.dcm"
    for file in (here, there):
        file.parent.mkdir()
    shutil.copy(BOY, here)
    read_and_confirmed(qtbot, make_window(library=library_in(tmp_path / "data")), open_case, here)
    here.rename(there)
    library = library_in(tmp_path / "data")
    window = make_window(library=library)
    window.options.preferences.change(lambda settings: settings.with_recent(there.parent / "another.dcm"))

    window.kept.open(library.rows(CaseQuery())[0])

    qtbot.waitUntil(lambda: window.desk.open_number is not None and window.desk.case(1).file == there, timeout=SOON)
    qtbot.waitUntil(lambda: library.rows(CaseQuery())[0].file == str(there), timeout=SOON)
    assert window.desk.case(1).state is CaseState.CONFIRMED


def test_an_image_that_is_not_found_is_asked_for(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here.dcm"
    shutil.copy(BOY, here)
    read_and_confirmed(qtbot, make_window(library=library_in(tmp_path / "data")), open_case, here)
    here.unlink()
    library = library_in(tmp_path / "data")
    window = make_window(library=library)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(BOY), ""))

    window.kept.open(library.rows(CaseQuery())[0])

    qtbot.waitUntil(lambda: window.desk.open_number is not None, timeout=SOON)
    qtbot.waitUntil(lambda: window.desk.case(1).state is CaseState.CONFIRMED, timeout=SOON)


def test_a_second_reader_never_sees_the_first_reading(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    read_and_confirmed(qtbot, make_window(library=library_in(tmp_path / "data")), open_case, BOY)
    library = library_in(tmp_path / "data")
    window = make_window(library=library, reader="Dr. Li")
    seen: list[int] = []
    window.desk.reviewed.connect(
        lambda: seen.extend(len(case.reading.overrides) for case in window.desk.worklist.cases if case.reading)
    )

    window.kept.open(library.rows(CaseQuery())[0], ReadingKind.SECOND)
    qtbot.waitUntil(lambda: window.desk.keeping.book.mark(1) is Mark.SAVED, timeout=SOON)

    assert set(seen) == {0}
    assert library.case(library.rows(CaseQuery())[0].id).current.kind is ReadingKind.SECOND


def test_who_read_first_does_not_read_second(qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path) -> None:
    read_and_confirmed(qtbot, make_window(library=library_in(tmp_path / "data")), open_case, BOY)
    library = library_in(tmp_path / "data")
    window = make_window(library=library)

    window.kept.open(library.rows(CaseQuery())[0], ReadingKind.SECOND)

    qtbot.waitUntil(window.places.messages.isVisible, timeout=SOON)
    assert window.places.messages.message.text == "The first reading is yours; somebody else reads second."
    assert len(window.desk.worklist) == 0


def test_a_consensus_is_begun_with_both_readings_and_names_where_they_differ(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    read_and_confirmed(qtbot, make_window(library=library_in(tmp_path / "data")), open_case, BOY)
    library = library_in(tmp_path / "data")
    window = make_window(library=library, reader="Dr. Li")
    window.kept.open(library.rows(CaseQuery())[0], ReadingKind.SECOND)
    qtbot.waitUntil(lambda: window.desk.keeping.book.mark(1) is Mark.SAVED, timeout=SOON)
    qtbot.waitUntil(lambda: window.desk.case(1).has_pixels, timeout=SOON)
    window.desk.confirm_and_go_on()

    window.kept.begin_reading(ReadingKind.CONSENSUS)
    qtbot.waitUntil(lambda: window.desk.case(1).confirmation is None, timeout=SOON)

    notices = [notice.message for notice in window.desk.session.state.notices]
    assert any(message.startswith("The two readers differ: Radius") for message in notices)
    assert window.desk.case(1).ticked == frozenset(Bone) - {Bone.RADIUS}


def test_the_site_report_shows_what_readers_change_and_is_copied(
    qtbot: QtBot, make_window: Make, tmp_path: Path
) -> None:
    library = library_in(tmp_path / "data")
    keep(library, 1, reading=kept_reading(radius=9))
    window = make_window(library=library)

    page = window.kept.show_site_report()
    qtbot.waitUntil(page.changes.copy.isEnabled, timeout=SOON)
    page.changes.copy.click()
    page.changes.save_to(tmp_path / "site.csv")

    assert "1 confirmed readings, 1 changed" in page.changes.sentence.text()
    assert "Radius\tall\t1\t1\t+4.00" in QGuiApplication.clipboard().text()
    assert "Radius,all,1,1,+4.00" in (tmp_path / "site.csv").read_text(encoding="utf-8-sig")
    page.close()


def test_the_agreement_of_two_readers_is_told_for_a_range_of_days(
    qtbot: QtBot, make_window: Make, tmp_path: Path
) -> None:
    library = library_in(tmp_path / "data")
    keep(library, 1, reading=kept_reading(radius=5))
    keep(library, 1, based_on=1, reading=kept_reading(radius=6, number=2, kind=ReadingKind.SECOND))
    window = make_window(library=library)
    page = window.kept.show_site_report()
    qtbot.waitUntil(page.readers.copy.isEnabled, timeout=SOON)

    page.readers.copy.click()
    all_days = QGuiApplication.clipboard().text()
    page.since.setText("2026-11-21")

    def is_empty() -> bool:
        page.readers.copy.click()
        return "Radius\t0\t0\t0" in QGuiApplication.clipboard().text()

    assert "Radius\t1\t0\t1" in all_days
    qtbot.waitUntil(is_empty, timeout=SOON)
    page.close()
