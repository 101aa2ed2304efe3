"""What a reader enters is on the disk a moment later, and is never lost in silence."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from kept_library import library_in
from panels import button_of, told
from pretended_library import PretendedLibrary
from pytestqt.qtbot import QtBot
from sample_hand import BOY
from saving_steps import SOON, mark, raise_level, reopened, saved, stop

from bonage_desktop.app.case_rows import CASE
from bonage_desktop.app.window import ReviewWindow
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.changes import Change, Saved
from bonage_desktop.records.errors import trouble
from bonage_desktop.records.listing import CaseQuery
from bonage_desktop.records.store import Store
from bonage_desktop.records.unsaved_file import read_unsaved
from bonage_desktop.records.values import ReadingKind
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case_book import Mark

Open = Callable[[ReviewWindow, Path], None]
Make = Callable[..., ReviewWindow]
FULL = trouble("records.disk_full", "bonage.sqlite")


def refuse(store: Store, change: Change) -> Saved:
    raise FULL


def with_full_disk(qtbot: QtBot, make_window: Make, open_case: Open) -> tuple[ReviewWindow, PretendedLibrary]:
    """A window with a saved case, and its database, whose disk has become full."""
    library = PretendedLibrary()
    window = make_window(library=library)
    open_case(window, BOY)
    saved(qtbot, window)
    library.error = FULL
    return window, library


def row_words(window: ReviewWindow, number: int = 1) -> str:
    model = window.places.cases._list.model()
    index = next(
        model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data(CASE).number == number
    )
    return index.data()


def test_a_change_is_marked_at_once_and_the_mark_goes_when_it_is_on_the_disk(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    library = library_in(tmp_path)
    window = make_window(library=library)
    open_case(window, BOY)
    saved(qtbot, window)

    raise_level(window)
    at_once = (row_words(window), told(window.places.status))
    saved(qtbot, window)
    later = (row_words(window), told(window.places.status))

    assert "saving…" in at_once[0]
    assert "saving…" in at_once[1]
    assert "saving" not in later[0]
    assert "saved 12:00:00" in later[1]
    kept = library.case(library.rows(CaseQuery())[0].id)
    assert [change.new for change in kept.current.reading.overrides] == [Level(Bone.RADIUS, 9)]


def test_without_room_on_the_disk_entries_stay_and_one_message_says_so_until_a_retry_works(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    window, library = with_full_disk(qtbot, make_window, open_case)

    raise_level(window)
    qtbot.waitUntil(window.places.messages.isVisible, timeout=SOON)
    raise_level(window, Bone.ULNA, 3)
    said, words = window.places.messages.message, told(window.places.status)
    library.error = None
    button_of(window.places.messages, "Try again").click()
    saved(qtbot, window)

    assert said.text == "bonage.sqlite cannot grow: the disk is full."
    assert [remedy.words for remedy in said.remedies] == ["Try again", "Save readings to a file…"]
    assert "not saved" in words
    assert window.places.messages.isHidden()
    assert {change.bone for change in library.changes[-1].reading.reading.overrides} == {Bone.RADIUS, Bone.ULNA}


def test_a_message_that_nothing_is_saved_comes_back_after_the_news(
    qtbot: QtBot, make_window: Make, open_case: Open
) -> None:
    window, _library = with_full_disk(qtbot, make_window, open_case)
    raise_level(window)
    qtbot.waitUntil(window.places.messages.isVisible, timeout=SOON)

    window.reports.copy_text()
    news = window.places.messages.message.text
    button_of(window.places.messages, "Close").click()

    assert news == "The report text is on the clipboard."
    assert window.places.messages.message.text == FULL.message
    assert window.places.messages.isVisible()


def test_a_file_that_is_no_database_is_said_and_reading_goes_on_in_memory(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    (tmp_path / "bonage.sqlite").write_text("a letter, and quite a long one, that somebody has put there" * 40)
    window = make_window(library=library_in(tmp_path))

    open_case(window, BOY)
    qtbot.waitUntil(window.places.messages.isVisible, timeout=SOON)
    raise_level(window)
    said = window.places.messages.message.text
    (tmp_path / "bonage.sqlite").unlink()
    window.desk.keeping.retry()

    saved(qtbot, window)
    assert "is not a database" in said
    assert window.places.messages.isHidden()


def test_a_database_of_a_newer_version_is_left_as_it_is(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    library_in(tmp_path).rows(CaseQuery())
    with sqlite3.connect(tmp_path / "bonage.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    window = make_window(library=library_in(tmp_path))

    open_case(window, BOY)
    raise_level(window)

    qtbot.waitUntil(window.places.messages.isVisible, timeout=SOON)
    assert "newer version" in window.places.messages.message.text
    assert mark(window) is Mark.UNSAVED


def test_two_windows_on_one_case_see_each_other_and_nobody_overwrites(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    wang = make_window(library=library_in(tmp_path))
    open_case(wang, BOY)
    saved(qtbot, wang)
    library = library_in(tmp_path)
    li = make_window(library=library, reader="Dr. Li")
    reopened(qtbot, li, BOY)

    raise_level(wang, Bone.RADIUS, 9)
    saved(qtbot, wang)
    raise_level(li, Bone.ULNA, 3)
    qtbot.waitUntil(lambda: mark(li) is Mark.UNSAVED, timeout=SOON)
    said = li.places.messages.message
    button_of(li.places.messages, "Open it as it is kept").click()
    reopened(qtbot, li, BOY)

    assert "Dr. Wang" in said.text
    assert li.places.messages.isHidden()
    assert li.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    kept = library.case(library.rows(CaseQuery())[0].id)
    assert [change.bone for change in kept.current.reading.overrides] == [Bone.RADIUS]


def test_what_cannot_be_saved_can_be_saved_to_a_file(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    window, _library = with_full_disk(qtbot, make_window, open_case)
    raise_level(window)
    qtbot.waitUntil(window.places.messages.isVisible, timeout=SOON)
    raise_level(window, Bone.ULNA, 3)

    window.saving.save_to(tmp_path / "unsaved.json")

    readings = read_unsaved(tmp_path / "unsaved.json", load_standards())
    assert [{change.bone for change in one.reading.reading.overrides} for one in readings] == [{Bone.RADIUS, Bone.ULNA}]


def test_readings_that_could_not_be_saved_are_taken_up_from_their_file(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    full = make_window(library=PretendedLibrary(FULL))
    open_case(full, BOY)
    raise_level(full)
    full.saving.save_to(tmp_path / "unsaved.json")
    stop(full)
    window = make_window(library=library_in(tmp_path / "data"))

    window.saving.take_up(tmp_path / "unsaved.json")
    qtbot.waitUntil(window.places.messages.isVisible, timeout=SOON)
    said = window.places.messages.message.text
    reopened(qtbot, window, BOY)

    assert said.endswith("unsaved.json: 1.")
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)


def test_a_file_of_readings_takes_nothing_back_that_was_saved_since(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(library=library_in(tmp_path / "data"))
    open_case(window, BOY)
    saved(qtbot, window)
    with monkeypatch.context() as full:
        full.setattr(Store, "apply", refuse)
        raise_level(window)
        qtbot.waitUntil(lambda: mark(window) is Mark.UNSAVED, timeout=SOON)
        window.saving.save_to(tmp_path / "unsaved.json")
    window.desk.keeping.retry()
    saved(qtbot, window)
    raise_level(window, Bone.ULNA, 3)
    saved(qtbot, window)

    window.saving.take_up(tmp_path / "unsaved.json")

    qtbot.waitUntil(lambda: "was changed by Dr. Wang" in window.places.messages.message.text, timeout=SOON)
    assert len(window.desk.case(1).reading.overrides) == 2


def test_no_further_reading_begins_over_what_is_not_saved(
    qtbot: QtBot, make_window: Make, open_case: Open, tmp_path: Path
) -> None:
    window, _library = with_full_disk(qtbot, make_window, open_case)
    raise_level(window)
    qtbot.waitUntil(lambda: mark(window) is Mark.UNSAVED, timeout=SOON)
    window.places.messages.hide()

    window.kept.begin_reading(ReadingKind.SECOND)

    assert window.places.messages.isVisible()
    assert window.places.messages.message.text == FULL.message
    assert window.desk.case(1).reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
