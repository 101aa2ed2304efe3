"""Opens a database, brings it to this version, and turns what it complains of into sentences."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bonage_desktop.records import sqlite_file
from bonage_desktop.records.errors import RecordsError, address_invalid, foreign_database, newer_schema, trouble
from bonage_desktop.records.location import Location

REVISIONS = ("0001",)
"""The migrations, oldest first; as many as `sqlite_file.SCHEMA` says."""
BUSY_SECONDS = 5.0
"""How long a writer waits for another one before it says so."""
_LOCK = 0x626F6E61
"""Held in PostgreSQL while tables are made, so that two computers do not both do it."""
_SECONDS_TO_CONNECT = 10
_WRITES = "bonage_writes"


class Database:
    """An open database. Threads may share it; each use has a connection of its own.

    Args:
        engine: of SQLAlchemy.
        location: where it is.
    """

    def __init__(self, engine: sa.Engine, location: Location) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{_WRITES: True})
        self.location = location

    @property
    def is_shared(self) -> bool:
        """Whether it is a server's."""
        return bool(self.location.url)

    @contextmanager
    def reading(self) -> Generator[sa.Connection]:
        """A transaction that only reads.

        Raises:
            RecordsError: the database does not do it (`records.locked`, `records.unreachable`, ...).
        """
        with told_in_sentences(self.location.name), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Generator[sa.Connection]:
        """A transaction that writes; when it ends without an error all of it is on the disk.

        Raises:
            RecordsError: the database does not do it; then nothing of it happened.
        """
        with told_in_sentences(self.location.name), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


@contextmanager
def told_in_sentences(name: str) -> Generator[None]:
    """Within it, complaints of a database become `RecordsError`.

    Args:
        name: the file or server, as people know it.
    """
    try:
        yield
    except DBAPIError as error:
        raise _told(error, name) from error
    except sqlite3.Error as error:
        raise sqlite_file.told(error, name) from error
    except SQLAlchemyError as error:
        raise trouble("records.failed", name) from error
    except OSError as error:
        raise trouble("records.unreachable", name) from error


def open_database(location: Location, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Open a database; where there is none it is made, one of an earlier version is brought to this one.

    Args:
        location: where it is.
        busy_seconds: how long a writer waits for another one.

    Raises:
        RecordsError: it cannot be used, and is as it was (`records.not_a_database`, `records.foreign_database`,
            `records.newer_schema`, `records.half_written`, `records.damaged`, `records.cannot_open`,
            `records.read_only`, `records.disk_full`, `records.locked`, `records.unreachable`,
            `records.address_invalid`).
    """
    engine = _shared(location) if location.url else _of_file(location.file, busy_seconds)
    database = Database(engine, location)
    try:
        _prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def _of_file(file: Path, busy_seconds: float) -> sa.Engine:
    sqlite_file.check_file(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble("records.cannot_open", str(file)) from error
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(file)))

    def connected(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        del record
        connection.isolation_level = None  # transactions begin and end where `began` and SQLAlchemy say so
        sqlite_file.set_up(connection, busy_seconds)

    def began(connection: sa.Connection) -> None:
        is_writing = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", began)
    return engine


def _shared(location: Location) -> sa.Engine:
    """Of a server; the password may be in the environment, as PostgreSQL's own programs take it."""
    try:
        url = sa.make_url(location.url)
    except (ArgumentError, ValueError) as error:
        raise address_invalid() from error
    if url.get_backend_name() not in ("postgresql", "postgres") or not url.database:
        raise address_invalid()
    password = url.password or os.environ.get("PGPASSWORD")
    return sa.create_engine(
        url.set(drivername="postgresql+pg8000", password=password),
        pool_pre_ping=True,
        connect_args={"timeout": _SECONDS_TO_CONNECT, "application_name": "bonage"},
    )


def _prepare(database: Database) -> None:
    with database.reading() as connection:
        found = _revision(connection, database)
    if found == REVISIONS[-1]:
        return
    if not database.is_shared:
        with told_in_sentences(database.location.name):
            _write_ahead(database.location.file)
    with database.writing() as connection:
        if database.is_shared:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        if _revision(connection, database) != REVISIONS[-1]:  # nobody else did it meanwhile
            migrate(connection)


def _write_ahead(file: Path) -> None:
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _revision(connection: sa.Connection, database: Database) -> str | None:
    """The last migration that the database has seen, or None where it is new."""
    if not database.is_shared:
        plain = connection.connection.driver_connection
        if not isinstance(plain, sqlite3.Connection):
            raise trouble("records.failed", database.location.name)
        if sqlite_file.is_new(plain, database.location.name):
            return None
        return REVISIONS[int(plain.execute("PRAGMA user_version").fetchone()[0]) - 1]
    there = sa.inspect(connection).get_table_names()
    if "alembic_version" not in there:
        if {"cases", "events", "readings"} & set(there):
            raise foreign_database(database.location.name)
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if found not in REVISIONS:
        raise newer_schema(database.location.name) if "trail" in there else foreign_database(database.location.name)
    return str(found)


def migrate(connection: sa.Connection, to: str = "head") -> None:
    """Bring a database to a version, within the connection's transaction.

    Args:
        connection: in a transaction that writes.
        to: the migration to end with.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {sqlite_file.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {sqlite_file.SCHEMA}")


def _told(error: DBAPIError, name: str) -> RecordsError:
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return sqlite_file.told(original, name)
    return trouble(
        "records.unreachable" if error.connection_invalidated or _is_gone(original) else _state(original), name
    )


def _is_gone(original: BaseException | None) -> bool:
    """pg8000 calls a broken connection an error of its interface."""
    return type(original).__name__ == "InterfaceError"


def _state(original: BaseException | None) -> str:
    """By PostgreSQL's SQLSTATE: 53100 disk full, 25006 read only, class 57 and 08 the server goes or is gone."""
    facts: object = original.args[0] if original is not None and original.args else None
    state = str(cast(dict[str, object], facts).get("C", "")) if isinstance(facts, dict) else ""
    known = {"53100": "records.disk_full", "25006": "records.read_only", "55P03": "records.locked"}
    if state[:2] in ("57", "08", "53") and state not in known:
        return "records.unreachable"
    return known.get(state, "records.failed")
