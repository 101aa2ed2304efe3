"""A case goes from one database to another as one file; whatever was altered on the way is refused."""

import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_readings import LI, NOON, confirmed, level_change
from records_at_work import Desk, case_number, changed, deleting, saving
from sameness import difference

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.case_file import CaseContent, read_case, write_case
from bonage_desktop.records.errors import RecordsError
from bonage_desktop.records.location import Location
from bonage_desktop.records.trail_store import stored_events, stored_personal
from bonage_desktop.standards.bones import Bone


def content_of(desk: Desk, number: int = 1) -> CaseContent:
    case = desk.cases.case(case_number(number))
    with desk.database.reading() as connection:
        events = tuple(stored_events(connection, case.id))
        personal = tuple(stored_personal(connection, case.id))
    return CaseContent(case, case.image, events, personal, desk.store.head())


def read_again(file):
    return read_case(file, load_standards(), LI, NOON)


def refusal(work) -> str:
    with pytest.raises(RecordsError) as refused:
        work()
    return refused.value.code


@pytest.fixture
def sender(location, opened) -> Desk:
    """A case with an override, confirmed, and one that amends it."""
    desk = Desk(opened(location))
    first = confirmed(changed(level_change(Bone.RADIUS, 5, 9)))
    desk.store.apply(saving(1, 0, first))
    desk.store.apply(saving(1, 1, replace(changed(level_change(Bone.RADIUS, 5, 8)), number=2, amends=1)))
    return desk


@pytest.fixture
def receiver(tmp_path, opened) -> Desk:
    return Desk(opened(Location(tmp_path / "there")))


@pytest.fixture
def file(sender, tmp_path):
    write_case(tmp_path / "case.zip", content_of(sender))
    return tmp_path / "case.zip"


def test_a_case_arrives_with_all_its_readings(sender, receiver, file):
    receiver.store.apply(read_again(file))

    sent, arrived = sender.cases.case(case_number(1)), receiver.cases.case(case_number(1))
    assert difference(replace(sent, version=1), arrived) == ""
    assert receiver.kinds() == [
        "begun",
        "opened",
        "imported",
        *["assessed", "override", "confirmed"],
        *["amended", "assessed", "override"],
    ]
    assert receiver.faults() == []
    assert receiver.ages_agree()


def test_the_events_that_told_of_it_go_with_it(sender, file):
    with zipfile.ZipFile(file) as archive:
        told = archive.read("events.json").decode()

    assert told.count('"digest"') == len(content_of(sender).events) == 7


def test_the_same_case_gives_the_same_bytes(sender, file, tmp_path):
    write_case(tmp_path / "again.zip", content_of(sender))

    assert (tmp_path / "again.zip").read_bytes() == file.read_bytes()


def test_a_clashing_name_is_said(receiver, file):
    receiver.keep(1)

    assert refusal(lambda: receiver.store.apply(read_again(file))) == "records.case_id_taken"


def test_an_image_that_is_there_under_another_name_is_said(receiver, file):
    receiver.store.apply(replace(saving(1), case=case_number(7)))

    assert refusal(lambda: receiver.store.apply(read_again(file))) == "records.case_known"


def test_a_case_that_was_deleted_can_be_imported_again(receiver, file):
    receiver.store.apply(read_again(file))
    receiver.store.apply(deleting(1, 1))

    receiver.store.apply(read_again(file))

    assert receiver.faults() == []
    assert len(receiver.cases.rows()) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_any_changed_bit_is_refused_or_changes_nothing_that_is_read(file, tmp_path, place, bit):
    content = bytearray(file.read_bytes())
    content[place % len(content)] ^= 1 << bit
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(content)

    codes, read = set(), None
    try:
        read = read_again(spoilt)
    except RecordsError as error:
        codes.add(error.code)

    assert codes <= {"records.case_file_altered", "records.case_file_unknown"}
    # What may change unseen are dates and attributes of the zip's own entries.
    assert read is None or difference(read_again(file).case, read.case) == ""


@pytest.mark.parametrize("spoil", ["member", "manifest", "more", "less"])
def test_an_altered_member_is_refused(file, tmp_path, spoil):
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    match spoil:
        case "member":
            members["reading-1-reader.json"] = members["reading-1-reader.json"].replace(b'"index":9', b'"index":8')
        case "manifest":
            members["manifest.json"] = members["manifest.json"].replace(b'"readings":2', b'"readings":1,"x":1')
        case "more":
            members["extra.json"] = b"{}"
        case "less":
            del members["known.json"]
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name, member in members.items():
            archive.writestr(name, member)

    assert refusal(lambda: read_again(spoilt)) == "records.case_file_altered"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_case_is_refused(tmp_path, content):
    (tmp_path / "case.zip").write_bytes(content)

    assert refusal(lambda: read_again(tmp_path / "case.zip")) == "records.case_file_unknown"


def test_a_zip_that_unfolds_to_gigabytes_is_not_unfolded(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"\0" * (2**28 + 1))

    assert refusal(lambda: read_again(tmp_path / "bomb.zip")) == "records.case_file_unknown"


def test_a_place_that_cannot_be_written_is_told(sender, tmp_path):
    (tmp_path / "file").write_text("in the way")

    assert refusal(lambda: write_case(tmp_path / "file" / "case.zip", content_of(sender))) == "records.file_not_written"
    assert refusal(lambda: read_again(tmp_path / "nothing.zip")) == "records.file_unreadable"
