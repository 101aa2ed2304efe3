"""What of the open cases is handed over to be saved, and what is told of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from review_cases import NOON, READER, assessed_case, decoded_case, session_with

from bonage_desktop.errors import BonageError
from bonage_desktop.records.changes import Change, NoteExport, NotePlace, NoteTime, Saved, SaveReading
from bonage_desktop.records.errors import changed_elsewhere, trouble
from bonage_desktop.records.trail import Head
from bonage_desktop.records.values import CaseId, KeptCase
from bonage_desktop.records.writer import Told
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_book import CaseBook, Mark
from bonage_desktop.workflow.keeping import Slot, saving

HEAD = Head("0" * 32, 1, "f" * 64)
FULL = trouble("records.disk_full", "bonage.sqlite")
UNREACHABLE = trouble("records.unreachable", "The shared database")
ELSEWHERE = changed_elsewhere("Dr. Li", "12:00")


class Desk:
    """A book, what it handed over, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.seconds = 0.0
        self.book = CaseBook(self.changes.append, lambda: READER, lambda: NOON, lambda: self.seconds)

    @property
    def savings(self) -> list[SaveReading]:
        return [change for change in self.changes if isinstance(change, SaveReading)]

    def save(self, change: Change | None = None) -> None:
        told = self.changes[-1] if change is None else change
        self.book.told(Told(told, Saved(told.case, 1, HEAD), None))

    def fail(self, error: BonageError, *, is_given_up: bool = False) -> None:
        self.book.told(Told(self.changes[-1], None, error, is_given_up))


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def known(desk: Desk) -> Callable[[Case], Case]:
    """A case whose image was looked up and is not kept yet."""

    def look_up(case: Case) -> Case:
        desk.book.found(case, None)
        return case

    return look_up


def raised(case: Case, level: int, bone: Bone = Bone.RADIUS) -> Case:
    session = session_with(case)
    session.choose_level(Level(bone, level))
    return session.case


def confirmed(case: Case) -> Case:
    session = session_with(case)
    session.confirm()
    return session.case


def amended(case: Case) -> Case:
    session = session_with(case)
    session.amend()
    return session.case


def kept(case: Case, version: int = 3) -> KeptCase:
    change = saving(case, Slot(CaseId("c" * 32)), READER, NOON)
    return KeptCase(change.case, version, change.image, (change.reading,))


def levels(change: SaveReading) -> list[Level]:
    return [override.new for override in change.reading.reading.overrides]


def test_a_case_is_kept_when_the_networks_are_through_with_it(desk, known):
    case = known(decoded_case())

    desk.book.note(case)
    before = len(desk.changes)
    desk.book.note(assessed_case())

    assert before == 0
    assert len(desk.savings) == 1
    assert desk.book.mark(1) is Mark.NONE
    desk.save()
    assert desk.book.mark(1) is Mark.SAVED


def test_what_a_reader_enters_is_marked_until_it_is_saved(desk, known):
    case = known(assessed_case())

    desk.book.note(raised(case, 9))
    marked = desk.book.mark(1), desk.book.unsaved
    desk.save()

    assert marked == (Mark.SAVING, [1])
    assert (desk.book.mark(1), desk.book.unsaved, desk.book.saved_at(1)) == (Mark.SAVED, [], NOON)


def test_what_is_entered_before_the_image_was_looked_up_waits_for_the_answer(desk):
    case = raised(assessed_case(), 9)

    desk.book.note(case)
    waiting = desk.changes[:], desk.book.mark(1)
    desk.book.found(case, None)

    assert waiting == ([], Mark.SAVING)
    assert levels(desk.savings[0]) == [Level(Bone.RADIUS, 9)]


def test_what_is_entered_while_a_change_is_on_its_way_follows_it_as_one(desk, known):
    case = raised(known(assessed_case()), 9)
    desk.book.note(case)
    for level in (3, 4, 5):
        case = raised(case, level, Bone.ULNA)
        desk.book.note(case)
    on_its_way = len(desk.savings)

    desk.save()

    assert on_its_way == 1
    assert len(desk.savings) == 2
    assert levels(desk.savings[1])[-1] == Level(Bone.ULNA, 5)
    assert desk.book.mark(1) is Mark.SAVING


def test_what_is_not_new_is_not_saved_again(desk, known):
    case = raised(known(assessed_case()), 9)
    desk.book.note(case)
    desk.save()

    desk.book.note(replace(case, error=FULL))

    assert len(desk.changes) == 1
    assert desk.book.mark(1) is Mark.SAVED


def test_a_signature_is_saved_by_itself_and_amending_begins_the_next_reading(desk, known):
    case = raised(known(assessed_case()), 9)
    desk.book.note(case)
    signed = confirmed(case)
    desk.book.note(signed)
    desk.book.note(raised(amended(signed), 8))

    readings = [change.reading for change in desk.savings]
    assert [(one.number, one.amends, one.signature is not None) for one in readings] == [
        (1, None, False),
        (1, None, True),
        (2, 1, False),
    ]


def test_a_kept_image_is_opened_as_it_is_kept_and_nothing_is_saved(desk):
    before = raised(assessed_case(), 9)

    again = desk.book.found(assessed_case(), kept(before))
    desk.book.note(again)

    assert again.reading.levels[Bone.RADIUS] == Level(Bone.RADIUS, 9)
    assert desk.changes == []
    assert desk.book.mark(1) is Mark.SAVED
    assert desk.book.slot(1) == Slot(CaseId("c" * 32), 3)


def test_where_a_moved_image_lies_now_is_kept(desk):
    moved = replace(assessed_case(), file=Path("/films/moved.png"))

    desk.book.found(moved, kept(assessed_case()))

    note = desk.changes[0]
    assert isinstance(note, NotePlace)
    assert (note.case, note.file) == (CaseId("c" * 32), Path("/films/moved.png"))


def test_what_was_entered_before_a_kept_reading_was_found_stays_and_is_said_not_to_be_saved(desk):
    case = raised(assessed_case(), 9)
    desk.book.note(case)

    again = desk.book.found(case, kept(assessed_case()))

    assert again is None
    assert desk.book.mark(1) is Mark.UNSAVED
    assert desk.book.fault(1).code == "records.case_known"
    assert levels(desk.book.held[0]) == [Level(Bone.RADIUS, 9)]


def test_an_image_that_is_open_twice_is_kept_once(desk):
    desk.book.found(assessed_case(1), kept(assessed_case()))

    desk.book.found(assessed_case(2), kept(assessed_case()))
    desk.book.note(raised(assessed_case(2), 9))

    assert desk.savings == []
    assert desk.book.fault(2).code == "workflow.open_twice"
    assert desk.book.mark(2) is Mark.UNSAVED


def test_what_somebody_else_changed_is_not_tried_again_and_what_is_entered_later_is_held(desk, known):
    case = raised(known(assessed_case()), 9)
    desk.book.note(case)

    desk.fail(ELSEWHERE, is_given_up=True)
    desk.book.note(raised(case, 3, Bone.ULNA))

    assert len(desk.changes) == 1
    assert desk.book.mark(1) is Mark.UNSAVED
    assert desk.book.fault(1) is ELSEWHERE
    assert len(levels(desk.book.held[0])) == 2


def test_a_full_disk_is_a_hindrance_until_something_is_saved(desk, known):
    desk.book.note(raised(known(assessed_case()), 9))

    desk.fail(FULL)
    hindered = desk.book.hindrance, desk.book.mark(1)
    desk.save()

    assert hindered == (FULL, Mark.UNSAVED)
    assert (desk.book.hindrance, desk.book.mark(1)) == (None, Mark.SAVED)


def test_a_database_that_does_not_answer_is_one_too(desk):
    desk.book.note(raised(assessed_case(), 9))

    changed = desk.book.answered(UNREACHABLE)
    marked = desk.book.mark(1)
    back = desk.book.answered(None)

    assert (changed, marked, back) == ([1], Mark.UNSAVED, [1])
    assert desk.book.mark(1) is Mark.SAVING


def test_few_changes_wait_at_once_and_what_a_reader_entered_goes_first(desk, known):
    for number in range(1, 13):
        desk.book.note(known(assessed_case(number)))
    desk.book.note(raised(known(assessed_case(13)), 9))
    first = len(desk.changes)

    desk.save(desk.changes[0])

    assert first == 8
    assert levels(desk.savings[8]) == [Level(Bone.RADIUS, 9)]


def test_a_report_names_the_place_in_the_trail_where_its_reading_was_saved_or_signed(desk, known):
    desk.book.note(raised(known(assessed_case(1)), 9))
    before = desk.book.place(1)
    desk.save()
    desk.book.found(assessed_case(2), kept(confirmed(assessed_case())), "7:abc")

    assert before == ""
    assert desk.book.place(1) == "1:" + "f" * 64
    assert desk.book.place(2) == "7:abc"


def test_time_spent_is_noted_when_the_reader_leaves_a_kept_case(desk, known):
    desk.book.note(known(assessed_case()))
    desk.book.worked_on(1, Bone.RADIUS)
    desk.seconds = 12.0
    desk.book.worked_on(1, Bone.ULNA)
    desk.seconds = 15.0

    desk.book.left()

    note = desk.changes[-1]
    assert isinstance(note, NoteTime)
    assert (note.case, note.reading) == (desk.savings[0].case, 1)
    assert sum(note.seconds.values()) == pytest.approx(15.0)
    assert note.seconds[Bone.ULNA] == pytest.approx(3.0)


def test_time_spent_on_what_is_not_kept_is_not_noted(desk):
    desk.book.worked_on(1, None)
    desk.seconds = 30.0

    desk.book.left()

    assert desk.changes == []


def test_a_report_is_noted_after_the_reading_that_it_tells(desk):
    case = raised(assessed_case(), 9)
    desk.book.note(case)
    desk.book.note_export(case, "pdf", "a" * 64)
    before = len(desk.changes)

    desk.book.found(case, None)

    assert before == 0
    assert [type(change) for change in desk.changes] == [SaveReading, NoteExport]
    assert desk.changes[1].reading.score == desk.savings[0].reading.score
    assert (desk.changes[1].form, desk.changes[1].sha256) == ("pdf", "a" * 64)


def test_what_is_held_is_based_on_what_was_saved_last(desk, known):
    case = raised(known(assessed_case()), 9)
    desk.book.note(case)
    desk.book.told(Told(desk.changes[-1], Saved(desk.changes[-1].case, 7, HEAD), None))

    desk.book.note(raised(case, 3, Bone.ULNA))

    assert desk.savings[-1].based_on == 7


def test_what_was_taken_back_before_the_image_was_looked_up_is_not_kept(desk):
    desk.book.note(raised(assessed_case(), 9))

    desk.book.note(decoded_case())
    desk.book.found(decoded_case(), None)

    assert desk.savings == []
    assert desk.book.unsaved == []


def test_a_change_that_is_given_up_is_a_fault_of_its_case_and_no_hindrance_of_others(desk, known):
    desk.book.note(raised(known(assessed_case()), 9))
    desk.fail(trouble("records.locked", "bonage.sqlite"))

    desk.fail(changed_elsewhere("Dr. Li", "12:00"), is_given_up=True)

    assert desk.book.hindrance is None
    assert desk.book.fault(1).code == "records.changed_elsewhere"


def test_no_place_in_the_trail_is_told_of_what_is_not_saved_yet(desk, known):
    case = known(assessed_case())
    desk.book.note(case)
    desk.save()
    before = desk.book.place(1)

    desk.book.note(confirmed(case))

    assert before == HEAD.place
    assert desk.book.place(1) == ""


def test_a_report_that_was_written_before_the_kept_reading_was_found_is_noted(desk):
    desk.book.note_export(assessed_case(), "pdf", "ab" * 32)

    again = desk.book.found(assessed_case(), kept(assessed_case()))
    desk.book.note(raised(again, 9))

    assert [type(change) for change in desk.changes if isinstance(change, NoteExport)] == [NoteExport]


def test_a_case_that_cannot_be_read_from_the_database_says_so_and_hinders_no_other(desk, known):
    desk.book.unreadable(1, BonageError("records.document_newer", "A newer program wrote it.", "Update."))

    desk.book.note(raised(assessed_case(), 9))

    assert desk.book.mark(1) is Mark.UNSAVED
    assert desk.book.hindrance is None


def test_a_further_reading_goes_where_it_is_told_to(desk):
    desk.book.begin(assessed_case(), Slot(CaseId("c" * 32), 3, 2))

    assert (desk.savings[0].case, desk.savings[0].reading.number) == (CaseId("c" * 32), 2)


def test_a_forgotten_case_is_as_one_that_was_never_seen(desk, known):
    desk.book.note(raised(known(assessed_case()), 9))

    desk.book.forget(1)

    assert (desk.book.mark(1), desk.book.unsaved, desk.book.slot(1)) == (Mark.NONE, [], None)
