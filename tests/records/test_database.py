"""What is not a database of this program is refused in one sentence and stays as it was; what is, is brought up to date."""

import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from kept_readings import WANG
from records_at_work import Desk, case_number, saving

from bonage_desktop.records.database import REVISIONS, migrate, open_database
from bonage_desktop.records.errors import RETRYABLE, RecordsError
from bonage_desktop.records.location import FILE, Location
from bonage_desktop.records.sqlite_file import APPLICATION_ID, SCHEMA
from bonage_desktop.records.tables import metadata
from bonage_desktop.standards.bones import Bone

FIRST_REVISION = Path(__file__).parent / "documents" / "revision_0001.sqlite"


def refusal(location: Location) -> RecordsError:
    with pytest.raises(RecordsError) as refused:
        open_database(location, busy_seconds=0.1)
    return refused.value


def file_with(location: Location, content: bytes) -> Path:
    location.folder.mkdir()
    location.file.write_bytes(content)
    return location.file


def kept_file(location: Location, opened) -> Path:
    database = opened(location)
    Desk(database).keep(1, 2, 3)
    database.close()
    return location.file


def test_a_new_database_has_the_tables_of_this_version(either, opened):
    database = opened(either)

    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_is_brought_up_to_date_once(either, opened):
    Desk(opened(either)).keep(1)

    again = Desk(opened(either))

    assert len(again.cases.rows()) == 1
    with again.database.reading() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars().all() == [REVISIONS[-1]]


def test_the_migrations_lead_from_nothing_to_the_tables(tmp_path):
    """Through every version that there was, one after the other."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    for revision in REVISIONS:
        with engine.begin() as connection:
            migrate(connection, revision)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_of_the_first_revision_is_opened_with_all_that_is_in_it(location, opened):
    location.folder.mkdir()
    shutil.copy(FIRST_REVISION, location.file)

    desk = Desk(opened(location))

    kept = desk.cases.case(case_number(1))
    assert (kept.current.score, kept.current.signature.by) == (287, WANG)
    assert [change.bone for change in kept.current.reading.overrides] == [Bone.RADIUS]
    assert desk.faults() == ["head_unknown"]  # its second file did not come along


def test_versions_and_migrations_are_counted_alike():
    assert len(REVISIONS) == SCHEMA


def test_the_file_says_whose_it_is_and_commits_to_the_disk(location, opened):
    database = opened(location)

    with database.reading() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("application_id", "user_version", "journal_mode", "synchronous", "foreign_keys")
        }
    assert told == {
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
    }


@pytest.mark.parametrize("content", [b"Radius: level 9\n", b"\x89PNG\r\n", b"x" * 100_000])
def test_a_file_that_is_no_database_is_refused_and_stays(location, content):
    file = file_with(location, content)

    assert refusal(location).code == "records.not_a_database"
    assert file.read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_refused(location):
    location.file.mkdir(parents=True)

    assert refusal(location).code == "records.not_a_database"


def test_an_empty_file_becomes_a_database(location, opened):
    file_with(location, b"")

    assert Desk(opened(location)).cases.rows() == []


def test_a_database_of_another_program_is_refused_and_stays(location):
    location.folder.mkdir()
    with sqlite3.connect(location.file) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    before = location.file.read_bytes()

    assert refusal(location).code == "records.foreign_database"
    assert location.file.read_bytes() == before


def test_a_shared_database_of_another_program_is_refused(shared, cluster):
    engine = sa.create_engine(sa.make_url(shared.url).set(drivername="postgresql+pg8000"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE cases (title TEXT)"))
    engine.dispose()

    assert refusal(shared).code == "records.foreign_database"


def test_a_database_of_a_later_version_is_refused(location, opened):
    file = kept_file(location, opened)
    with sqlite3.connect(file) as later:
        later.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    later.close()

    assert refusal(location).code == "records.newer_schema"


def test_a_shared_database_of_a_later_version_is_refused(shared, opened):
    with opened(shared).writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    assert refusal(shared).code == "records.newer_schema"


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1, 0.001])
def test_a_half_written_file_is_refused(location, opened, share):
    file = kept_file(location, opened)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])

    assert refusal(location).code == "records.half_written"


def test_a_damaged_file_is_told(location, opened):
    file = kept_file(location, opened)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)

    with pytest.raises(RecordsError) as refused:
        Desk(opened(location)).cases.rows()

    assert refused.value.code == "records.damaged"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")

    assert refusal(Location(tmp_path / "file" / "data")).code == "records.cannot_open"


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a@b/c", "sqlite:///x", "postgresql://host", "postgresql://:secret@x:y/z"]
)
def test_an_address_that_is_none_is_refused_and_not_repeated(location, url):
    error = refusal(Location(location.folder, url))

    assert error.code == "records.address_invalid"
    assert "secret" not in error.message


def test_a_server_that_is_not_there_is_told(location):
    error = refusal(Location(location.folder, "postgresql://nobody@127.0.0.1:9/nothing"))

    assert error.code == "records.unreachable"
    assert error.code in RETRYABLE


def test_a_full_disk_is_told_and_nothing_is_half_done(location, opened):
    database = opened(location)
    desk = Desk(database)
    desk.keep(1)
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(RecordsError) as refused:
        desk.keep(*range(2, 50))

    assert refused.value.code == "records.disk_full"
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert desk.faults() == []
    desk.keep(50)


def test_a_file_that_may_only_be_read_is_told(location, opened):
    database = opened(location)
    desk = Desk(database)
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(RecordsError) as refused:
        desk.keep(1)

    assert refused.value.code == "records.read_only"


def test_another_writer_that_does_not_let_go_is_told(location, opened):
    desk = Desk(opened(location, busy_seconds=0.05))
    other = sqlite3.connect(location.folder / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(RecordsError) as refused:
        desk.keep(1)
    other.execute("ROLLBACK")
    other.close()

    assert refused.value.code == "records.locked"
    desk.store.apply(saving(1))


def test_a_server_that_stops_is_told_and_writes_go_on_when_it_is_back(shared, cluster, opened):
    desk = Desk(opened(shared))
    desk.keep(1)
    cluster.pull_the_plug()
    try:
        with pytest.raises(RecordsError) as refused:
            desk.keep(2)
    finally:
        cluster.start()
    desk.keep(2)

    assert refused.value.code == "records.unreachable"
    assert len(desk.cases.rows()) == 2
    assert desk.faults() == []
