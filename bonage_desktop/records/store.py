"""Does what is asked of kept readings: each change and the events that tell of it in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bonage_desktop.assessment.reading import Standards
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.changes import (
    AddCase,
    Change,
    DeleteCase,
    NoteExport,
    NotePlace,
    NoteTime,
    Saved,
    SaveReading,
)
from bonage_desktop.records.database import Database
from bonage_desktop.records.documents import ReadingDocuments, image_document, image_of, reading_documents, reading_of
from bonage_desktop.records.errors import (
    case_id_taken,
    case_known,
    case_unknown,
    changed_elsewhere,
    confirmed_stays,
)
from bonage_desktop.records.event_making import changes, opened, reported
from bonage_desktop.records.head_file import keep_head
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.queries import case_with_key, text_column
from bonage_desktop.records.tables import cases, images, readings
from bonage_desktop.records.trail import EventKind, Head, NewEvent
from bonage_desktop.records.trail_store import append, forget_personal, locked_head
from bonage_desktop.records.values import CaseId, ImageKey, KeptReading


class Store:
    """Writes to one database. Of several stores on one database each sees what the others wrote.

    Args:
        database: open.
        standards: what readings are scored with.
        now: gives the time with its zone; only for the beginning of a trail, changes have their own times.
    """

    def __init__(
        self, database: Database, standards: Standards, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._standards = standards
        self._now = now

    def apply(self, change: Change) -> Saved:
        """Do it, and return when it is on the disk.

        Raises:
            RecordsError: it was not done, and nothing of it: the database does not do it (see `open_database`), the
                case is gone (`records.case_unknown`), was changed by somebody else (`records.changed_elsewhere`), has
                this image already under another name (`records.case_known`), or the reading is confirmed
                (`records.confirmed_stays`).
        """
        with self._database.writing() as connection:
            head = locked_head(connection, self._beginning(change))
            version, happened = self._done(connection, change)
            head = append(connection, head, happened)
        if happened:
            keep_head(self._database.location.head_file, head)
        return Saved(change.case.id if isinstance(change, AddCase) else change.case, version, head)

    def _beginning(self, change: Change) -> datetime:
        """When a trail would begin: not after what is the first to be told in it."""
        now = self._now()
        return now if isinstance(change, NotePlace) else min(now, change.at)

    def head(self) -> Head:
        """The head of the trail, as reports print it; a trail that has not begun yet begins."""
        with self._database.writing() as connection:
            return locked_head(connection, self._now())

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _done(self, connection: sa.Connection, change: Change) -> tuple[int, list[NewEvent]]:
        match change:
            case SaveReading():
                return self._save(connection, change)
            case NoteTime():
                return _version(connection, change.case), [_time_spent(change)]
            case NoteExport():
                return _version(connection, change.case), [_exported(change)]
            case NotePlace():
                _write_place(connection, change)
                return _version(connection, change.case), []
            case DeleteCase():
                return _delete(connection, change)
            case AddCase():
                return _add(connection, change)

    def _save(self, connection: sa.Connection, change: SaveReading) -> tuple[int, list[NewEvent]]:
        row = connection.execute(
            sa.select(cases.c.version, cases.c.changed_by, cases.c.changed_at).where(cases.c.id == change.case)
        ).first()
        documents = reading_documents(change.reading)
        before = _stored(connection, change.case, change.reading.number)
        if row is not None and before == documents:  # the answer to the same saving was lost on its way
            return row.version, []
        if row is not None and row.version != change.based_on:
            raise changed_elsewhere(row.changed_by, row.changed_at)
        if row is None and change.based_on:
            raise case_unknown()
        was = None if before is None else reading_of(before, self._standards)
        if was is not None and was.signature is not None and before != documents:
            raise confirmed_stays()
        happened = changes(change.case, was, change.reading, change.by, change.at)
        version = change.based_on + 1
        if row is None:
            happened.insert(0, opened(change.case, change.image, change.by, change.at))
        _write_case(connection, change, version)
        if before != documents:
            _write_reading(connection, change.case, change.reading, documents, before)
        return version, happened


def _version(connection: sa.Connection, case: CaseId) -> int:
    version = connection.execute(sa.select(cases.c.version).where(cases.c.id == case)).scalar()
    if version is None:
        raise case_unknown()
    return int(version)


def _stored(connection: sa.Connection, case: CaseId, number: int) -> ReadingDocuments | None:
    row = connection.execute(
        sa.select(readings.c.findings, readings.c.work).where(readings.c.case_id == case, readings.c.number == number)
    ).first()
    return None if row is None else ReadingDocuments(row.findings, row.work)


def _write_case(connection: sa.Connection, change: SaveReading, version: int) -> None:
    values, document = _columns(change, version), image_document(change.image)
    if version > 1:
        connection.execute(sa.update(cases).where(cases.c.id == change.case).values(values))
        connection.execute(sa.update(images).where(images.c.case_id == change.case).values(document=document))
        return
    known = case_with_key(connection, ImageKey.of(change.image))
    if known is not None:
        raise case_known(known)
    try:
        connection.execute(sa.insert(cases).values(id=change.case, **values))
    except IntegrityError as error:  # an id that is there already
        raise case_known(change.case) from error
    connection.execute(sa.insert(images).values(case_id=change.case, document=document))


def _write_place(connection: sa.Connection, change: NotePlace) -> None:
    """Where the image is now, by which it is found and searched."""
    of_case = images.c.case_id == change.case
    document = connection.execute(sa.select(images.c.document).where(of_case)).scalar()
    if document is None:
        raise case_unknown()
    kept = image_of(document)
    moved = replace(kept, provenance=replace(kept.provenance, file=change.file))
    place = {"file": text_column(str(change.file)), "words": _words(moved)}
    connection.execute(sa.update(cases).where(cases.c.id == change.case).values(place))
    connection.execute(sa.update(images).where(of_case).values(document=image_document(moved)))


def _columns(change: SaveReading, version: int) -> dict[str, object]:
    """What lists and filters need, of the reading that is kept last."""
    known, reading, key = change.known, change.reading, ImageKey.of(change.image)
    identifiers = known.identifiers
    return {
        "version": version,
        "changed_by": text_column(change.by),
        "changed_at": change.at.astimezone(UTC).isoformat(timespec="seconds"),
        "patient_id": text_column(key.patient_id),
        "image_key": text_column(key.image),
        "patient_name": text_column(identifiers.patient_name),
        "accession_number": text_column(identifiers.accession_number),
        "sha256": known.provenance.sha256,
        "file": text_column(str(known.provenance.file)),
        "study_date": None if known.study_date is None else known.study_date.isoformat(),
        "birth_date": None if known.birth_date is None else known.birth_date.isoformat(),
        "sex": None if reading.reading.sex is None else reading.reading.sex.value,
        "chronological_years": None if known.age is None else known.age.years,
        "words": _words(known),
        **_outcome(reading),
    }


def _outcome(reading: KeptReading) -> dict[str, object]:
    signature = reading.signature
    return {
        "status": reading.status.value,
        "score": reading.score,
        "bone_age_years": reading.bone_age_years,
        "confirmed_by": None if signature is None else text_column(signature.by),
        "confirmed_at": None if signature is None else signature.at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def _words(known: Radiograph) -> str:
    """What a search looks in."""
    told = known.identifiers
    parts = (
        told.patient_name,
        told.readable_name,
        told.patient_id,
        told.accession_number,
        known.provenance.file.name,
    )
    return text_column("\n".join(parts).casefold())


def _write_reading(
    connection: sa.Connection,
    case: CaseId,
    reading: KeptReading,
    documents: ReadingDocuments,
    before: ReadingDocuments | None,
) -> None:
    values: dict[str, object] = {
        "kind": reading.kind.value,
        "reader": text_column(reading.reader),
        "work": documents.reader,
        **_outcome(reading),
    }
    if before is None or before.findings != documents.findings:
        values["findings"] = documents.findings
    if before is None:
        connection.execute(sa.insert(readings).values(case_id=case, number=reading.number, **values))
    else:
        here = sa.and_(readings.c.case_id == case, readings.c.number == reading.number)
        connection.execute(sa.update(readings).where(here).values(values))


def _time_spent(change: NoteTime) -> NewEvent:
    seconds: dict[str, Json] = {
        "hand" if bone is None else bone.key: round(spent, 3) for bone, spent in change.seconds.items()
    }
    body: dict[str, Json] = {"seconds": seconds}
    return NewEvent(EventKind.READER_TIME, change.at, body, change.case, change.reading, {"by": change.by})


def _exported(change: NoteExport) -> NewEvent:
    body = {**reported(change.reading), "form": change.form, "sha256": change.sha256}
    return NewEvent(EventKind.EXPORTED, change.at, body, change.case, change.reading.number, {"by": change.by})


def _add(connection: sa.Connection, change: AddCase) -> tuple[int, list[NewEvent]]:
    case, by, at = change.case, change.by, change.at
    if connection.execute(sa.select(cases.c.id).where(cases.c.id == case.id)).first() is not None:
        raise case_id_taken(case.id)
    _write_case(connection, SaveReading(case.id, 0, case.image, change.known, case.current, by, at), 1)
    happened = [
        opened(case.id, case.image, by, at),
        NewEvent(EventKind.IMPORTED, at, change.origin, case.id, 0, {"by": by}),
    ]
    for reading in case.readings:
        _write_reading(connection, case.id, reading, reading_documents(reading), None)
        happened += changes(case.id, None, reading, by, at)
    return 1, happened


def _delete(connection: sa.Connection, change: DeleteCase) -> tuple[int, list[NewEvent]]:
    row = connection.execute(
        sa.select(cases.c.version, cases.c.changed_by, cases.c.changed_at).where(cases.c.id == change.case)
    ).first()
    if row is None:
        raise case_unknown()
    if row.version != change.based_on:
        raise changed_elsewhere(row.changed_by, row.changed_at)
    forget_personal(connection, change.case)
    connection.execute(sa.delete(cases).where(cases.c.id == change.case))
    deleted = NewEvent(EventKind.DELETED, change.at, {}, change.case, 0, {"by": change.by})
    return 0, [deleted]
