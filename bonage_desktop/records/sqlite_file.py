"""A SQLite file before and after it is opened: whose it is, whether it is whole, how it is written."""

import sqlite3
from pathlib import Path
from typing import Final

from bonage_desktop.records.errors import (
    RecordsError,
    damaged,
    foreign_database,
    half_written,
    newer_schema,
    not_a_database,
    trouble,
)

APPLICATION_ID: Final = 0x426F6E41
"""`BonA`, in the header of every database of this program."""
SCHEMA: Final = 1
"""Of the databases that this program writes: how many migrations there are."""
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100

_CODES = {
    "SQLITE_FULL": "records.disk_full",
    "SQLITE_READONLY": "records.read_only",
    "SQLITE_BUSY": "records.locked",
    "SQLITE_LOCKED": "records.locked",
    "SQLITE_CANTOPEN": "records.cannot_open",
    "SQLITE_IOERR": "records.unreachable",
}


def check_file(file: Path) -> None:
    """Find out, without opening it as a database, whether a file can be one.

    Args:
        file: may be missing or empty: then a database can be made there.

    Raises:
        RecordsError: it is none (`records.not_a_database`), its end is missing (`records.half_written`), or it cannot
            be read (`records.cannot_open`).
    """
    if not file.exists():
        return
    if not file.is_file():  # a pipe would keep the program waiting
        raise not_a_database(str(file))
    try:
        with file.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
        size = file.stat().st_size
    except OSError as error:
        raise trouble("records.cannot_open", str(file)) from error
    if header and not header.startswith(_MAGIC):
        raise not_a_database(str(file))
    if header and _is_cut(file, header, size):
        raise half_written(str(file))


def _is_cut(file: Path, header: bytes, size: int) -> bool:
    """Whether pages are missing; those that lie in the write-ahead log may be."""
    log = file.with_name(f"{file.name}-wal")
    if len(header) < _HEADER_BYTES:
        return True
    if log.exists() and log.stat().st_size:
        return False
    page = int.from_bytes(header[16:18], "big")
    return size < (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def set_up(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """How every connection behaves: a commit is on the disk before it returns.

    Args:
        connection: just made.
        busy_seconds: how long to wait for another writer.
    """
    connection.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def is_new(connection: sqlite3.Connection, name: str) -> bool:
    """Whether nothing is in the database yet.

    Raises:
        RecordsError: it is another program's (`records.foreign_database`), or of a later version
            (`records.newer_schema`).
    """
    application, schema = (
        connection.execute(f"PRAGMA {one}").fetchone()[0] for one in ("application_id", "user_version")
    )
    if application == 0 and schema == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return True
    if application != APPLICATION_ID:
        raise foreign_database(name)
    if schema > SCHEMA:
        raise newer_schema(name)
    return False


def told(error: sqlite3.Error, name: str) -> RecordsError:
    """SQLite's error as a sentence.

    Args:
        error: what SQLite said.
        name: the file, as people know it.
    """
    kind = getattr(error, "sqlite_errorname", "") or ""
    if kind.startswith("SQLITE_NOTADB"):
        return not_a_database(name)
    if kind.startswith("SQLITE_CORRUPT"):
        return damaged(name)
    code = next((code for start, code in _CODES.items() if kind.startswith(start)), "records.failed")
    return trouble(code, name)
