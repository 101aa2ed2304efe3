"""Readings are kept and found again, by a file and by a server alike."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from kept_readings import LI, NAME, NOON, PATIENT, WANG, confirmed, level_change, sample_image, sample_kept
from records_at_work import Desk, case_number, changed, confirmed_reading, deleting, saving
from sameness import difference

from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.records.changes import NoteExport, NotePlace, NoteTime, Saved
from bonage_desktop.records.errors import ChangedElsewhereError, RecordsError
from bonage_desktop.records.head_file import kept_head
from bonage_desktop.records.listing import CaseQuery
from bonage_desktop.records.store import Store
from bonage_desktop.records.tables import events, personal_values, readings
from bonage_desktop.records.trail_store import verify_trail
from bonage_desktop.records.values import CaseStatus, ImageKey, ReadingKind, Work
from bonage_desktop.standards.bones import Bone

RAISED = level_change(Bone.RADIUS, 5, 9, why="capped")


def test_what_was_kept_is_found_again_as_it_was(desk):
    change = saving(1, reading=changed(RAISED))

    saved = desk.store.apply(change)

    found = desk.cases.case(saved.case)
    assert saved == Saved(case_number(1), 1, desk.store.head())
    assert difference(change.image, found.image) == ""
    assert difference(change.reading, found.current) == ""


def test_a_reading_grows_change_by_change(desk):
    desk.keep(1)

    desk.store.apply(saving(1, 1, changed(RAISED)))
    desk.store.apply(saving(1, 2, confirmed(changed(RAISED))))

    assert desk.cases.case(case_number(1)).version == 3
    assert desk.kinds() == ["begun", "opened", "assessed", "override", "confirmed"]
    assert desk.faults() == []
    assert desk.ages_agree()


def test_the_list_shows_the_last_reading_by_the_readers_word(desk):
    known = sample_image(1, study_date=date(2025, 12, 24))
    desk.store.apply(replace(saving(1), known=known))
    desk.store.apply(replace(saving(1, 1, confirmed(changed(RAISED))), known=known))

    (row,) = desk.cases.rows()

    assert (row.id, row.version, row.status) == (case_number(1), 2, CaseStatus.CONFIRMED)
    # rus_chn.json, boys: radius level 5 is worth 31 points, level 9 135; the sample comes to 272.
    assert (row.score, row.confirmed_by, row.study_date) == (272 - 31 + 135, WANG, date(2025, 12, 24))
    assert (row.patient_id, row.patient_name, row.accession_number) == (PATIENT, NAME, "ACC00001")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (CaseQuery(), [1, 2, 3]),
        (CaseQuery(text="小明"), [1, 2]),
        (CaseQuery(text=" MÜLLER "), [3]),
        (CaseQuery(text="acc00002"), [2]),
        (CaseQuery(text="2.dcm"), [2]),
        (CaseQuery(text="%"), []),
        (CaseQuery(accession_number="ACC00003"), [3]),
        (CaseQuery(statuses=frozenset({CaseStatus.CONFIRMED})), [2]),
        (CaseQuery(since=date(2025, 9, 1)), [1, 2]),
        (CaseQuery(until=date(2025, 8, 31)), [3]),
        (CaseQuery(text="chen", statuses=frozenset({CaseStatus.TO_REVIEW})), [1]),
    ],
)
def test_a_filter_shows_what_it_names(desk, query, shown):
    other = sample_image(3, study_date=date(2025, 8, 31))
    other = replace(other, identifiers=replace(other.identifiers, patient_name="Müller^Ida", patient_id="Q-1"))
    desk.store.apply(saving(1))
    desk.store.apply(saving(2, reading=confirmed(sample_kept())))
    desk.store.apply(saving(3, image=other))

    assert [int(row.id, 16) for row in desk.cases.rows(query)] == shown


def test_a_case_is_found_by_its_image_by_its_bytes_and_by_the_beginning_of_its_name(desk):
    desk.keep(1, 2)

    assert desk.cases.find(ImageKey(PATIENT, "1.2.6.2")) == case_number(2)
    assert desk.cases.find(ImageKey("somebody else", "1.2.6.2")) is None
    assert desk.cases.with_hash(f"{1:064x}") == [case_number(1)]
    with pytest.raises(RecordsError):
        desk.cases.named("0000")


def test_an_image_has_one_case(desk):
    desk.keep(1)

    with pytest.raises(RecordsError) as refused:
        desk.store.apply(saving(2, image=sample_image(1)))

    assert refused.value.code == "records.case_known"
    assert len(desk.cases.rows()) == 1


def test_two_readers_on_one_case_see_each_other_and_nobody_overwrites(desk):
    desk.keep(1)
    desk.store.apply(saving(1, 1, changed(RAISED), by=LI))

    with pytest.raises(ChangedElsewhereError) as refused:
        desk.store.apply(saving(1, 1, changed(level_change(Bone.ULNA, 2, 3))))

    assert refused.value.code == "records.changed_elsewhere"
    assert refused.value.message == (
        f"This case was changed by {LI} at 2026-11-20T12:00:00+00:00, after it was opened here."
    )
    assert [one.bone for one in desk.cases.case(case_number(1)).current.reading.overrides] == [Bone.RADIUS]
    assert desk.kinds().count("override") == 1


def test_a_trail_begins_no_later_than_its_first_event(either, opened):
    database = opened(either)
    store = Store(database, load_standards(), lambda: NOON + timedelta(seconds=1))

    store.apply(saving(1, at=NOON))

    assert verify_trail(database).backwards == ()


def test_a_saving_whose_answer_was_lost_may_be_asked_for_again(desk):
    change = saving(1)
    desk.store.apply(change)

    again = desk.store.apply(change)

    assert again == Saved(case_number(1), 1, desk.store.head())
    assert desk.kinds() == ["begun", "opened", "assessed"]


def test_a_moved_image_is_found_where_it_is_now_and_that_is_no_change_of_the_case(desk):
    desk.store.apply(saving(1, reading=confirmed(sample_kept())))

    desk.store.apply(NotePlace(case_number(1), Path("/archive/renamed.dcm")))

    (row,) = desk.cases.rows(CaseQuery(text="renamed"))
    assert (row.file, row.version) == ("/archive/renamed.dcm", 1)
    assert desk.cases.case(row.id).image.provenance.file == Path("/archive/renamed.dcm")
    assert desk.kinds() == ["begun", "opened", "assessed", "confirmed"]


def test_what_is_saved_again_as_it_is_makes_no_new_version(desk):
    desk.store.apply(saving(1))

    again = desk.store.apply(saving(1, based_on=1))

    assert again.version == 1


def test_a_confirmed_reading_is_not_changed(desk):
    desk.store.apply(saving(1, reading=confirmed_reading()))

    with pytest.raises(RecordsError) as refused:
        desk.store.apply(saving(1, 1, changed(RAISED)))

    assert refused.value.code == "records.confirmed_stays"


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(readings).values(score=1),
        sa.delete(readings),
        sa.update(events).values(digest="0" * 64),
        sa.delete(events),
    ],
)
def test_not_even_the_database_changes_events_or_confirmed_readings(desk, statement):
    desk.store.apply(saving(1, reading=confirmed_reading()))

    with pytest.raises(RecordsError), desk.database.writing() as connection:
        connection.execute(statement)

    assert desk.faults() == []


def test_amending_begins_a_reading_that_names_the_one_before(desk):
    desk.store.apply(saving(1, reading=confirmed_reading()))
    amended = replace(changed(RAISED), number=2, amends=1)

    desk.store.apply(saving(1, 1, amended))
    desk.store.apply(saving(1, 2, confirmed(amended)))

    first, second = desk.cases.case(case_number(1)).readings
    assert (first.signature is None, second.amends) == (False, 1)
    assert desk.kinds()[3:] == ["confirmed", "amended", "assessed", "override", "confirmed"]
    assert desk.ages_agree()


def test_a_second_reading_and_a_consensus_are_readings_of_their_own(desk):
    desk.store.apply(saving(1, reading=confirmed_reading()))
    desk.store.apply(saving(1, 1, confirmed_reading(2, kind=ReadingKind.SECOND, reader=LI), by=LI))
    desk.store.apply(saving(1, 2, confirmed_reading(3, kind=ReadingKind.CONSENSUS)))

    kinds = [one.kind for one in desk.cases.case(case_number(1)).readings]

    assert kinds == [ReadingKind.FIRST, ReadingKind.SECOND, ReadingKind.CONSENSUS]
    assert desk.ages_agree()


def test_earlier_confirmed_readings_of_a_patient_are_found_oldest_first(desk):
    for number, day in [(1, 5), (2, 3), (3, 4), (4, 9)]:
        film = sample_image(number, study_date=date(2025, 1, day))
        reading = sample_kept() if number == 3 else confirmed_reading()
        desk.store.apply(saving(number, image=film, reading=reading))
    desk.store.apply(
        saving(5, image=sample_image(5, patient="other", study_date=date(2025, 1, 1)), reading=confirmed_reading())
    )

    earlier = desk.cases.earlier(PATIENT, date(2025, 1, 9))

    assert [int(one.case, 16) for one in earlier] == [2, 1]
    assert earlier[0].reading.score == 272
    assert desk.cases.earlier("", date(2025, 1, 9)) == ()


def test_time_and_reports_are_told(desk):
    desk.store.apply(saving(1, reading=confirmed_reading()))

    desk.store.apply(NoteTime(case_number(1), 1, {Bone.RADIUS: 12.3456, None: 40.0}, WANG, NOON))
    desk.store.apply(NoteExport(case_number(1), confirmed_reading(), "pdf", "ab" * 32, WANG, NOON))

    assert desk.kinds()[-2:] == ["reader_time", "exported"]
    assert desk.ages_agree()


def test_deleting_a_case_leaves_no_name_and_a_valid_chain(desk):
    desk.store.apply(saving(1, reading=confirmed(changed(RAISED))))
    desk.keep(2)

    desk.store.apply(deleting(1, 1))

    with desk.database.reading() as connection:
        left = connection.execute(sa.select(personal_values.c.sequence, personal_values.c.value)).all()
        kept = connection.execute(sa.select(readings.c.case_id)).scalars().all()
    assert kept == [case_number(2)]
    assert [row.sequence for row in left if "capped" in row.value or "ACC00001" in row.value] == []
    assert desk.faults() == []
    assert desk.ages_agree()
    assert [int(row.id, 16) for row in desk.cases.rows()] == [2]


def test_a_case_that_is_gone_takes_no_change(desk):
    desk.keep(1)
    desk.store.apply(deleting(1, 1))

    for change in (saving(1, 1), deleting(1, 1), NoteTime(case_number(1), 1, {}, WANG, NOON)):
        with pytest.raises(RecordsError) as refused:
            desk.store.apply(change)
        assert refused.value.code == "records.case_unknown"


def test_nothing_of_a_refused_change_stays(desk):
    desk.keep(1)
    before = desk.kinds()

    with pytest.raises(RecordsError):
        desk.store.apply(saving(1, 7, changed(RAISED)))

    assert desk.kinds() == before


def test_the_head_lies_in_a_second_file_too(desk):
    desk.keep(1)

    head = kept_head(desk.database.location.head_file)

    assert head == desk.store.head()
    assert head.sequence == 3


def test_a_cut_tail_is_found_by_the_second_file(desk):
    desk.keep(1, 2)
    with desk.database.writing() as connection:
        for trigger in ("events_are_not_changed", "events_are_not_removed"):
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS {trigger} ON events"))
            else:
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS {trigger}"))
        connection.execute(sa.delete(personal_values).where(personal_values.c.sequence == 5))
        connection.execute(sa.delete(events).where(events.c.sequence == 5))
        connection.execute(
            sa.text("UPDATE trail SET sequence = 4, digest = (SELECT digest FROM events WHERE sequence = 4)")
        )

    assert desk.faults() == ["cut"]


def test_words_that_no_database_can_keep_come_back_from_the_document(desk):
    film = sample_image(1)
    odd = replace(film, identifiers=replace(film.identifiers, patient_name="A\0\udcffB"))
    work = Work(remarks="tab\0\udcff")

    desk.store.apply(saving(1, image=odd, reading=sample_kept(work=work, reader="R\0")))

    found = desk.cases.case(case_number(1))
    assert found.image.identifiers.patient_name == "A\0\udcffB"
    assert found.current.work.remarks == work.remarks
    assert desk.faults() == []


def test_two_windows_on_one_database_write_one_chain(either, opened):
    one, other = Desk(opened(either)), Desk(opened(either))

    for number in range(1, 9, 2):
        one.keep(number)
        other.keep(number + 1)

    assert len(one.cases.rows()) == 8
    assert other.faults() == []
