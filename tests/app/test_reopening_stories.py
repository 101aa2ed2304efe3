"""What was read comes back when its image is opened again: as it was left, locked where it was confirmed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kept_library import keep, library_in
from pretended_engine import PretendedEngine
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sample_hand import BOY, GIRL, sample_findings
from saving_steps import SOON, mark, raise_level, reopened, saved, stop
from workflow.kept_hands import kept_reading

from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.records.listing import CaseQuery
from bonage_desktop.records.status import CaseStatus
from bonage_desktop.records.values import ReadingKind
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.case_book import Mark

Open = Callable[[ReviewWindow, Path], None]
Make = Callable[..., ReviewWindow]
PATIENT = "SAMPLE-male_120"
BEFORE = {"birth_date": date(2016, 1, 15), "study_date": date(2025, 1, 15)}


def confirm_and_stop(qtbot: QtBot, make_window: Make, open_case: Open, folder: Path) -> None:
    """Confirm the boy's case in a window that is gone then."""
    first = make_window(library=library_in(folder))
    open_case(first, BOY)
    first.desk.confirm_and_go_on()
    saved(qtbot, first)
    stop(first)


def test_a_reading_comes_back_after_a_restart_as_it_was_left_whatever_the_networks_say_now(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    first = make_window(library=library_in(tmp_path))
    open_case(first, BOY)
    raise_level(first)
    first.desk.change(lambda session: session.set_remarks("old fracture"))
    score = first.desk.session.state.score
    saved(qtbot, first)
    stop(first)

    engine = PretendedEngine(lambda radiograph: sample_findings(grades={}))
    again = make_window(engine, library=library_in(tmp_path))
    reopened(qtbot, again, BOY)

    case = again.desk.case(1)
    assert case.reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    assert case.remarks == "old fracture"
    assert again.desk.session.state.score == score
    assert case.has_pixels


def test_a_confirmed_reading_comes_back_locked_and_amending_begins_another_that_names_it(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    confirm_and_stop(qtbot, make_window, open_case, tmp_path)
    library = library_in(tmp_path)
    again = make_window(library=library)
    reopened(qtbot, again, BOY)
    locked = again.desk.session.state.is_locked

    again.intents.amend()
    raise_level(again)
    saved(qtbot, again)

    kept = library.case(library.rows(CaseQuery())[0].id)
    assert locked
    assert [(one.number, one.amends, one.status) for one in kept.readings] == [
        (1, None, CaseStatus.CONFIRMED),
        (2, 1, CaseStatus.TO_REVIEW),
    ]
    assert kept.readings[0].reading.overrides == ()


def test_a_report_of_a_confirmed_reading_names_its_signature_in_the_trail_and_is_noted_there(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    first = make_window(library=library_in(tmp_path))
    open_case(first, BOY)
    first.desk.confirm_and_go_on()
    saved(qtbot, first)
    first.reports.copy_text()
    fresh = QGuiApplication.clipboard().text()
    stop(first)
    library = library_in(tmp_path)
    again = make_window(library=library)
    reopened(qtbot, again, BOY)

    again.reports.copy_text()
    with qtbot.waitSignal(again.reports.saved, timeout=60_000):
        again.reports.save(tmp_path / "report.pdf")

    head = next(line for line in QGuiApplication.clipboard().text().splitlines() if "Audit trail" in line)
    assert head in fresh
    case = library.rows(CaseQuery())[0].id
    qtbot.waitUntil(lambda: [one.form for one in library.exports(case)] == ["pdf"], timeout=SOON)


def test_a_second_reader_sees_nothing_of_the_first(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    first = make_window(library=library_in(tmp_path))
    open_case(first, BOY)
    raise_level(first)
    first.desk.confirm_and_go_on()
    saved(qtbot, first)
    stop(first)
    library = library_in(tmp_path)
    second = make_window(library=library, reader="Dr. Li")
    reopened(qtbot, second, BOY)

    second.desk.keeping.begin_reading(1, ReadingKind.SECOND)
    qtbot.waitUntil(lambda: second.desk.case(1).state is CaseState.TO_REVIEW, timeout=SOON)
    saved(qtbot, second)

    case = second.desk.case(1)
    assert case.reading.overrides == ()
    assert case.reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 5)
    kept = library.case(library.rows(CaseQuery())[0].id)
    assert [(one.number, one.kind) for one in kept.readings] == [(1, ReadingKind.FIRST), (2, ReadingKind.SECOND)]


def test_an_amendment_that_comes_while_a_second_reading_begins_is_kept_and_said(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    confirm_and_stop(qtbot, make_window, open_case, tmp_path)
    library = library_in(tmp_path)
    window = make_window(library=library, reader="Dr. Li")
    reopened(qtbot, window, BOY)

    window.desk.keeping.begin_reading(1, ReadingKind.SECOND)
    window.intents.amend()
    raise_level(window)
    with qtbot.waitSignal(window.desk.keeping.failed, timeout=SOON) as told:
        pass
    saved(qtbot, window)

    assert told.args[0].code == "workflow.changed_meanwhile"
    case = window.desk.case(1)
    assert case.reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    kept = library.case(library.rows(CaseQuery())[0].id)
    assert [one.number for one in kept.readings] == [1, 2]
    assert [one.bone for one in kept.current.reading.overrides] == [Bone.RADIUS]


def test_confirmed_readings_of_earlier_studies_stand_in_the_growth_chart_and_in_the_rows(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    library = library_in(tmp_path)
    keep(library, 1, reading=kept_reading(radius=4), patient=PATIENT, **BEFORE)
    window = make_window(library=library)

    open_case(window, BOY)
    qtbot.waitUntil(lambda: len(window.places.curve.earlier) == 1, timeout=SOON)
    window.commands.all["view.compare"].trigger()

    assert window.places.curve.earlier[0].studied_on == BEFORE["study_date"]
    assert window.comparison.bones[Bone.RADIUS].level == Level(Bone.RADIUS, 4)
    assert window.comparison.confirmed_studies == window.places.curve.earlier


def test_readings_that_nobody_confirmed_are_no_earlier_study(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    library = library_in(tmp_path)
    keep(library, 1, patient=PATIENT, **BEFORE)
    window = make_window(library=library)

    open_case(window, BOY)
    saved(qtbot, window)

    assert window.places.curve.earlier == ()


def test_cases_that_nobody_touched_are_kept_as_the_networks_left_them(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    library = library_in(tmp_path)
    window = make_window(library=library)
    window.intents.open_paths([BOY, GIRL])

    qtbot.waitUntil(lambda: mark(window, 1) is Mark.SAVED and mark(window, 2) is Mark.SAVED, timeout=60_000)

    rows = library.rows(CaseQuery())
    assert {row.status for row in rows} == {CaseStatus.TO_REVIEW, CaseStatus.NEEDS_SEX}
    assert {row.sex for row in rows} == {Sex.MALE, None}
