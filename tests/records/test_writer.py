"""What a reader entered is saved in order, is never thrown away, and each change is told of."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from kept_readings import WANG, level_change
from records_at_work import Desk, case_number, changed, deleting, saving
from sameness import difference

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.changes import Change, Saved
from bonage_desktop.records.errors import ChangedElsewhereError, RecordsError, trouble
from bonage_desktop.records.store import Store
from bonage_desktop.records.trail import Head
from bonage_desktop.records.unsaved_file import read_unsaved, write_unsaved
from bonage_desktop.records.writer import Told, Writer
from bonage_desktop.standards.bones import Bone

SOON = 20.0
STEPS = [changed(), changed(level_change(Bone.RADIUS, 5, 9)), changed(level_change(Bone.RADIUS, 5, 8))]


class Ledger:
    """A database, pretended, that can be out of order."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.out_of_order = ""
        self.tries = 0
        self.tried = Event()
        self.is_closed = False

    def apply(self, change: Change) -> Saved:
        self.tries += 1
        self.tried.set()
        if self.out_of_order:
            raise trouble(self.out_of_order, "the disk")
        self.changes.append(change)
        return Saved(change.case, change.based_on + 1, Head.before("0" * 32))

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def told() -> list[Told]:
    return []


@pytest.fixture
def writer_to(told) -> Iterator[Callable[..., Writer]]:
    """Makes writers and closes them."""
    made: list[Writer] = []

    def make(open_sink, retry_seconds: float = 60.0) -> Writer:
        made.append(Writer(open_sink, told.append, retry_seconds))
        return made[-1]

    yield make
    for writer in made:
        writer.close(SOON)


def test_changes_are_saved_in_order_each_based_on_the_one_before(writer_to, ledger, told):
    writer = writer_to(lambda: ledger)

    futures = [writer.put(saving(1, 0, step)) for step in STEPS]

    assert [future.result(SOON).version for future in futures] == [1, 2, 3]
    assert [one.based_on for one in ledger.changes] == [0, 1, 2]
    assert writer.wait(SOON)
    assert [(one.saved.version, one.error) for one in told] == [(1, None), (2, None), (3, None)]


def test_a_version_that_the_window_read_later_counts(writer_to, ledger):
    writer = writer_to(lambda: ledger)
    writer.put(saving(1)).result(SOON)

    writer.put(saving(1, 7)).result(SOON)

    assert [one.based_on for one in ledger.changes] == [0, 7]


@pytest.mark.parametrize("code", ["records.disk_full", "records.locked", "records.read_only", "records.unreachable"])
def test_what_cannot_be_saved_now_stays_in_order_and_is_told_once(writer_to, ledger, told, code):
    ledger.out_of_order = code
    writer = writer_to(lambda: ledger, retry_seconds=0.001)

    futures = [writer.put(saving(1, 0, step)) for step in STEPS]
    while ledger.tries < 5:
        ledger.tried.wait(SOON)
        ledger.tried.clear()

    assert [one.reading for one in writer.unsaved] == STEPS
    assert [one.error.code for one in told] == [code]
    ledger.out_of_order = ""
    assert [future.result(SOON).version for future in futures] == [1, 2, 3]
    assert writer.wait(SOON)
    assert writer.unsaved == ()


def test_asking_again_does_not_wait_for_the_clock(writer_to, ledger):
    ledger.out_of_order = "records.locked"
    writer = writer_to(lambda: ledger)
    future = writer.put(saving(1))
    assert ledger.tried.wait(SOON)
    ledger.out_of_order = ""

    writer.retry()

    assert future.result(SOON).version == 1


def test_a_database_that_cannot_be_opened_is_opened_later(writer_to, ledger, told):
    refusals = [trouble("records.cannot_open", "the file"), RecordsError("records.newer_schema", "Newer.", "Update.")]

    def open_sink() -> Ledger:
        if refusals:
            raise refusals.pop(0)
        return ledger

    writer = writer_to(open_sink, retry_seconds=0.001)

    assert writer.put(saving(1)).result(SOON).version == 1
    assert writer.wait(SOON)
    assert [one.error and one.error.code for one in told] == ["records.cannot_open", "records.newer_schema", None]


def test_what_can_never_be_saved_is_put_aside_and_the_rest_goes_on(writer_to, location, opened, told):
    desk = Desk(opened(location))
    desk.keep(1)
    desk.store.apply(saving(1, 1, STEPS[1], by="Dr. Li"))
    writer = writer_to(lambda: Store(opened(location), load_standards()))

    refused, saved = writer.put(saving(1, 1, STEPS[2])), writer.put(saving(2))

    with pytest.raises(ChangedElsewhereError, match=r"Dr\. Li"):
        refused.result(SOON)
    assert saved.result(SOON).version == 1
    assert [one.case for one in writer.unsaved] == [case_number(1)]
    assert writer.wait(SOON)
    assert [one.is_given_up for one in told] == [True, False]


def test_a_fault_of_the_program_loses_no_change(writer_to, told):
    class Broken(Ledger):
        def apply(self, change: Change) -> Saved:
            raise KeyError("fault")

    writer = writer_to(Broken)

    with pytest.raises(RecordsError):
        writer.put(saving(1)).result(SOON)

    assert len(writer.unsaved) == 1


def test_closing_saves_what_waits_and_lets_go(ledger, told):
    writer = Writer(lambda: ledger, told.append)
    for step in STEPS:
        writer.put(saving(1, 0, step))

    left = writer.close(SOON)

    assert (left, len(ledger.changes), ledger.is_closed) == ((), 3, True)
    with pytest.raises(ValueError, match="closed"):
        writer.put(saving(1))


def test_closing_while_nothing_can_be_saved_gives_back_what_is_left(ledger, told):
    ledger.out_of_order = "records.disk_full"
    writer = Writer(lambda: ledger, told.append, retry_seconds=60)
    for step in STEPS:
        writer.put(saving(1, 0, step))

    left = writer.close(SOON)

    assert [one.reading for one in left] == STEPS


def test_unsaved_readings_outlive_the_program_in_a_file(tmp_path, desk):
    file = tmp_path / "unsaved.json"
    unsaved = [saving(1, 0, STEPS[0]), saving(1, 0, STEPS[1]), saving(2), deleting(3, 1)]

    count = write_unsaved(file, unsaved)
    back = read_unsaved(file, load_standards())

    assert count == len(back) == 2
    assert difference(back[0], unsaved[1]) == ""
    for change in back:
        desk.store.apply(change)
    assert len(desk.cases.case(case_number(1)).current.reading.overrides) == 1
    assert desk.faults() == []


@pytest.mark.parametrize(
    "content", ["", "{}", '{"version": 1}', '{"version": 1, "unsaved": [1]}', '{"version": 1, "unsaved": [{}]}']
)
def test_a_file_that_holds_no_unsaved_readings_is_refused(tmp_path, content):
    file = tmp_path / "unsaved.json"
    file.write_text(content)

    with pytest.raises(RecordsError) as refused:
        read_unsaved(file, load_standards())

    assert refused.value.code == "records.document_damaged"


def test_a_place_that_cannot_be_written_or_read_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(RecordsError) as not_written:
        write_unsaved(tmp_path / "file" / "unsaved.json", [saving(1, by=WANG)])
    with pytest.raises(RecordsError) as unreadable:
        read_unsaved(tmp_path / "nothing.json", load_standards())

    assert not_written.value.code == "records.file_not_written"
    assert unreadable.value.code == "records.file_unreadable"
