"""What the trail knows of reports: where a reading was signed, and what left the program."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kept_readings import LI, NOON, WANG, sample_image, sample_kept

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.changes import NoteExport, SaveReading
from bonage_desktop.records.database import open_database
from bonage_desktop.records.exports import Export, all_exports, exports_of
from bonage_desktop.records.location import Location
from bonage_desktop.records.signatures import signature_place
from bonage_desktop.records.store import Store
from bonage_desktop.records.trail_store import stored_events, stored_personal
from bonage_desktop.records.values import CaseId, CaseStatus, KeptReading, Signature

CASE = CaseId("0123456789abcdef" * 2)
LATER = NOON + timedelta(hours=2)
PDF, SR = "ab" * 32, "cd" * 32


def signed() -> KeptReading:
    return sample_kept(status=CaseStatus.CONFIRMED, signature=Signature(WANG, NOON))


def trail_of(folder: Path, *changes):
    """The events of the case after these changes, and the values behind them."""
    database = open_database(Location(folder))
    store = Store(database, load_standards())
    for change in changes:
        store.apply(change)
    with database.reading() as connection:
        told = tuple(stored_events(connection, CASE)), tuple(stored_personal(connection, CASE))
    store.close()
    return told


def saved(reading: KeptReading, based_on: int = 0) -> SaveReading:
    return SaveReading(CASE, based_on, sample_image(), sample_image(), reading, WANG, NOON)


def exported(form: str, sha256: str, by: str, at: datetime) -> NoteExport:
    return NoteExport(CASE, signed(), form, sha256, by, at)


def test_a_signature_stands_where_the_reading_was_confirmed(tmp_path):
    events, _ = trail_of(tmp_path, saved(sample_kept()), saved(signed(), based_on=1))

    place = signature_place(events, reading=1)

    (confirmed,) = [event for event in events if event.read()["kind"] == "confirmed"]
    assert place == f"{confirmed.sequence}:{confirmed.digest}"


def test_what_nobody_signed_has_no_place(tmp_path):
    events, _ = trail_of(tmp_path, saved(sample_kept()))

    assert signature_place(events, reading=1) == ""
    assert signature_place(events, reading=2) == ""


def test_a_later_export_moves_no_signature(tmp_path):
    before, _ = trail_of(tmp_path, saved(signed()))
    after, _ = trail_of(tmp_path, exported("pdf", PDF, LI, LATER))

    assert len(after) > len(before)
    assert signature_place(after, reading=1) == signature_place(before, reading=1)


def test_exports_are_told_with_who_and_when_and_no_path(tmp_path):
    told = trail_of(tmp_path, saved(signed()), exported("pdf", PDF, WANG, NOON), exported("sr", SR, LI, LATER))

    assert exports_of(*told) == (Export(NOON, "pdf", PDF, WANG), Export(LATER, "sr", SR, LI))


def test_where_names_were_dropped_the_export_is_told_without(tmp_path):
    events, _ = trail_of(tmp_path, saved(signed()), exported("pdf", PDF, WANG, NOON))

    assert exports_of(events, ()) == (Export(NOON, "pdf", PDF),)


def test_session_and_trail_tell_each_export_once_newest_first():
    file = Path("/reports/one.pdf")
    session = [Export(NOON, "pdf", PDF, file=file), Export(LATER, "csv", "ef" * 32, file=Path("/reports/one.csv"))]
    kept = [Export(datetime(2026, 1, 1, tzinfo=UTC), "sr", SR, LI), Export(NOON, "pdf", PDF, WANG)]

    together = all_exports(session, kept)

    assert [(one.form, one.by, one.file) for one in together] == [
        ("csv", "", Path("/reports/one.csv")),
        ("pdf", WANG, file),
        ("sr", LI, None),
    ]
