"""Backups of the file, made while it is in use; and putting one back."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from bonage_desktop.records import sqlite_file
from bonage_desktop.records.errors import (
    backup_of_server,
    backup_unverified,
    file_missing,
    file_not_written,
    trouble,
)
from bonage_desktop.records.head_file import kept_head
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.location import Location
from bonage_desktop.records.trail import EventKind, Head, NewEvent, StoredEvent
from bonage_desktop.records.values import CaseId
from bonage_desktop.records.verifying import FaultKind, verify
from bonage_desktop.whole_file import part_name

_OF_OTHER_THINGS = frozenset({FaultKind.PERSONAL_MISSING, FaultKind.PERSONAL_CHANGED})
_BESIDES = ("", "-wal", "-shm")


def back_up(location: Location, to: Path) -> Head:
    """Copy the database into one file, whole or not at all, and verify the copy.

    Readings may be saved meanwhile; the copy is of one moment.

    Args:
        location: of the database.
        to: the file of the backup; one that was there before is replaced.

    Returns:
        The head of the audit trail in the copy.

    Raises:
        RecordsError: the database cannot be used (see `open_database`), is a server's (`records.backup_of_server`) or
            not there (`records.file_missing`), the copy could not be written (`records.file_not_written`,
            `records.disk_full`), or is not what was copied (`records.backup_unverified`).
    """
    _check(location, location.file)
    part = to.with_name(part_name())
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            head = _verified_copy(location.file, part, "mode=ro")
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise file_not_written(str(to), error) from error
    return head


def restore(location: Location, backup: Path, now: Callable[[], datetime], by: str) -> Head:
    """Put a backup in the place of the database. The database that was there is kept beside it.

    The audit trail goes on from the backup's last event with one that has the head that was given up: whoever has a
    report with a later head sees why it is not in the trail.

    Args:
        location: of the database.
        backup: as `back_up` wrote it.
        now: gives the time with its zone.
        by: who does it.

    Returns:
        The head of the audit trail after it.

    Raises:
        RecordsError: the backup is no whole database of this program (`records.not_a_database`,
            `records.half_written`, `records.damaged`, `records.foreign_database`, `records.newer_schema`,
            `records.backup_unverified`), is not there (`records.file_missing`) or cannot be copied
            (`records.file_not_written`); somebody has the database open (`records.locked`); or the place is a
            server's (`records.backup_of_server`). The database is then as it was.
    """
    _check(location, backup)
    given_up = kept_head(location.head_file)
    part = location.folder / part_name()
    try:
        location.folder.mkdir(parents=True, exist_ok=True)
        try:
            _verified_copy(backup, part, "mode=ro&immutable=1")
            _put_aside(location, now())
            part.replace(location.file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise file_not_written(str(location.file), error) from error
    told: Json = None if given_up is None else {"sequence": given_up.sequence, "digest": given_up.digest}
    return _told_of(location, NewEvent(EventKind.RESTORED, now(), {"given_up": told}, personal={"by": by}))


def _check(location: Location, source: Path) -> None:
    if location.url:
        raise backup_of_server()
    if not source.exists():
        raise file_missing(str(source))
    sqlite_file.check_file(source)


def _verified_copy(source: Path, target: Path, how: str) -> Head:
    """A copy in one file on the disk, whose trail is whole.

    Args:
        source: a database.
        target: is not there yet.
        how: parameters of SQLite that the source is opened with.
    """
    name = str(source)
    try:
        with contextlib.closing(_opened(source, how)) as read, contextlib.closing(sqlite3.connect(target)) as written:
            if sqlite_file.is_new(read, name):
                raise backup_unverified(name)
            read.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")
            if written.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise backup_unverified(name)
            head = _whole_trail(written, name)
    except sqlite3.Error as error:
        raise sqlite_file.told(error, name) from error
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())
    return head


def _opened(file: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?{how}", uri=True)


def _whole_trail(connection: sqlite3.Connection, name: str) -> Head:
    row = connection.execute("SELECT trail, sequence, digest FROM trail").fetchone()
    told = connection.execute("SELECT sequence, case_id, content, digest FROM events ORDER BY sequence")
    events = (StoredEvent(sequence, CaseId(case), content, digest) for sequence, case, content, digest in told)
    head = None if row is None else Head(*row)
    if head is None:
        raise backup_unverified(name)
    faults = [one for one in verify(events, (), [head]).faults if one.kind not in _OF_OTHER_THINGS]
    if faults:
        raise backup_unverified(name)
    return head


def _put_aside(location: Location, now: datetime) -> None:
    """Rename what is there. Nobody may have it open: what they would write would be lost."""
    file = location.file
    if not file.exists():
        return
    if _is_in_use(file):
        raise trouble("records.locked", str(file))
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    for end in _BESIDES:
        there = file.with_name(file.name + end)
        if there.exists():
            there.replace(file.with_name(f"{file.stem}.replaced-{stamp}{file.suffix}{end}"))


def _is_in_use(file: Path) -> bool:
    """SQLite leaves write-ahead logging only where nobody else has the file open. What is no database is nobody's."""
    try:
        with contextlib.closing(sqlite3.connect(file, timeout=0.1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        return sqlite_file.told(error, str(file)).code == "records.locked"
    return False


def _told_of(location: Location, event: NewEvent) -> Head:
    from bonage_desktop.records.database import open_database
    from bonage_desktop.records.trail_store import tell

    database = open_database(location)
    try:
        return tell(database, event)
    finally:
        database.close()
