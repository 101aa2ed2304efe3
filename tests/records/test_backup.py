"""A backup is whole or not there, and comes back as it was; what is no backup leaves the database as it is."""

import sqlite3
from datetime import timedelta

import pytest
from kept_readings import NOON, WANG
from records_at_work import Desk

from bonage_desktop.records.backup import back_up, restore
from bonage_desktop.records.errors import RecordsError
from bonage_desktop.records.location import Location

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def kept(location, opened) -> Desk:
    """Three cases; the database is open."""
    desk = Desk(opened(location))
    desk.keep(1, 2, 3)
    return desk


@pytest.fixture
def backup(kept, location, tmp_path):
    back_up(location, tmp_path / "backup.sqlite")
    return tmp_path / "backup.sqlite"


def restored(location, file):
    return restore(location, file, lambda: LATER, WANG)


def refusal(work) -> str:
    with pytest.raises(RecordsError) as refused:
        work()
    return refused.value.code


def test_a_backup_of_a_database_in_use_has_all_that_was_saved(kept, location, tmp_path, opened):
    head = back_up(location, tmp_path / "elsewhere" / "bonage.sqlite")

    copy = Desk(opened(Location(tmp_path / "elsewhere")))
    assert head == kept.store.head()
    assert [row.id for row in copy.cases.rows()] == [row.id for row in kept.cases.rows()]
    assert [entry.name for entry in (tmp_path / "elsewhere").iterdir() if entry.suffix == ".part"] == []


def test_a_backup_comes_back_and_the_trail_tells_of_what_was_given_up(kept, backup, location, opened):
    kept.keep(4, 5)
    given_up = kept.store.head()
    kept.database.close()

    head = restored(location, backup)

    desk = Desk(opened(location))
    assert len(desk.cases.rows()) == 3
    assert desk.faults() == []
    assert desk.store.head() == head
    with desk.database.reading() as connection:
        told = connection.exec_driver_sql("SELECT content FROM events ORDER BY sequence DESC LIMIT 1").scalar()
    assert f'"given_up":{{"digest":"{given_up.digest}","sequence":{given_up.sequence}}}' in told


def test_the_database_that_was_there_is_kept_beside_it(kept, backup, location, opened):
    kept.keep(4)
    kept.database.close()

    restored(location, backup)

    (aside,) = location.folder.glob("*.replaced-*.sqlite")
    with sqlite3.connect(aside) as old:
        assert old.execute("SELECT count(*) FROM cases").fetchone() == (4,)
    old.close()


def test_a_backup_comes_back_on_a_new_computer(backup, tmp_path, opened):
    there = Location(tmp_path / "new computer")

    restored(there, backup)

    assert len(Desk(opened(there)).cases.rows()) == 3


def test_a_damaged_database_is_replaced(kept, backup, location, opened):
    kept.database.close()
    location.file.write_bytes(b"spoilt" * 1000)

    restored(location, backup)

    assert len(Desk(opened(location)).cases.rows()) == 3


def test_a_database_that_somebody_has_open_is_not_replaced(kept, backup, location):
    kept.keep(4)

    assert refusal(lambda: restored(location, backup)) == "records.locked"
    assert len(kept.cases.rows()) == 4
    kept.keep(5)


@pytest.mark.parametrize("share", [0.95, 0.5, 0.01])
def test_a_half_written_backup_is_refused(kept, backup, location, share):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])

    assert refusal(lambda: restored(location, backup)) == "records.half_written"
    assert len(kept.cases.rows()) == 3


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("PRAGMA user_version = 99", "records.newer_schema"),
        ("PRAGMA application_id = 7", "records.foreign_database"),
        (
            "DROP TRIGGER events_are_not_changed; UPDATE events SET digest = 'x' WHERE sequence = 2",
            "records.backup_unverified",
        ),
        ("DROP TRIGGER events_are_not_removed; DELETE FROM events WHERE sequence = 4", "records.backup_unverified"),
        ("DELETE FROM trail", "records.backup_unverified"),
    ],
)
def test_a_backup_of_something_else_is_refused(kept, backup, location, statement, code):
    with sqlite3.connect(backup) as spoilt:
        spoilt.executescript(statement)
    spoilt.close()

    assert refusal(lambda: restored(location, backup)) == code
    assert len(kept.cases.rows()) == 3


def test_a_file_that_is_no_backup_is_refused(location, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear colleague, " * 100)

    assert refusal(lambda: restored(location, tmp_path / "letter.txt")) == "records.not_a_database"
    assert refusal(lambda: restored(location, tmp_path / "nothing")) == "records.file_missing"


def test_a_backup_that_cannot_be_written_leaves_nothing(kept, location, tmp_path):
    (tmp_path / "file").write_text("in the way")

    assert refusal(lambda: back_up(location, tmp_path / "file" / "backup.sqlite")) == "records.file_not_written"


def test_where_there_is_no_database_there_is_no_backup(location, tmp_path):
    assert refusal(lambda: back_up(location, tmp_path / "backup.sqlite")) == "records.file_missing"
    assert not (tmp_path / "backup.sqlite").exists()


def test_a_shared_database_is_backed_up_by_its_server(tmp_path):
    there = Location(tmp_path, "postgresql://host/name")

    assert refusal(lambda: back_up(there, tmp_path / "backup.sqlite")) == "records.backup_of_server"
