"""Readings that could not be saved, as a file: so that they outlive the program whatever the database does."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from bonage_desktop.assessment.reading import Standards
from bonage_desktop.records.changes import Change, SaveReading
from bonage_desktop.records.documents import (
    VERSION,
    ReadingDocuments,
    image_document,
    image_of,
    parsed,
    reading_documents,
    reading_of,
)
from bonage_desktop.records.errors import damaged_document, file_not_written, file_unreadable
from bonage_desktop.records.json_values import Json, canonical_json
from bonage_desktop.records.values import CaseId
from bonage_desktop.whole_file import replace_whole

MAX_BYTES = 2**28
"""Some ten thousand readings."""


def write_unsaved(file: Path, changes: Iterable[Change]) -> int:
    """Write the last state of every reading among the changes. The file names patients.

    Args:
        file: where; what was there before is replaced.
        changes: in their order, as `Writer.unsaved` gives them.

    Returns:
        How many readings there are in it.

    Raises:
        RecordsError: it could not be written (`records.file_not_written`).
    """
    last = {(one.case, one.reading.number): one for one in changes if isinstance(one, SaveReading)}
    readings: list[Json] = [_document(one) for one in last.values()]
    try:
        replace_whole(file, canonical_json({"version": VERSION, "unsaved": readings}).encode("ascii"))
    except OSError as error:
        raise file_not_written(str(file), error) from error
    return len(readings)


def read_unsaved(file: Path, standards: Standards) -> Sequence[SaveReading]:
    """The readings of such a file, to be put in again.

    Args:
        file: as `write_unsaved` wrote it.
        standards: what to score with.

    Raises:
        RecordsError: it cannot be read (`records.file_unreadable`), is no such file (`records.document_damaged`), or
            of a later version (`records.document_newer`).
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise file_unreadable(str(file), error) from error
    values = parsed(content, str(file))
    listed = values.get("unsaved")
    if not isinstance(listed, list) or len(content) > MAX_BYTES:
        raise damaged_document(str(file))
    return [_change(one, file, standards) for one in listed]


def _document(change: SaveReading) -> Json:
    documents = reading_documents(change.reading)
    return {
        "case": change.case,
        "based_on": change.based_on,
        "image": image_document(change.image),
        "known": image_document(change.known),
        "findings": documents.findings,
        "reader": documents.reader,
        "by": change.by,
        "at": change.at.isoformat(),
    }


def _change(document: Json, file: Path, standards: Standards) -> SaveReading:
    if not isinstance(document, dict):
        raise damaged_document(str(file))
    told = {name: document.get(name) for name in ("case", "image", "known", "findings", "reader", "by", "at")}
    based_on = document.get("based_on")
    if not isinstance(based_on, int) or not all(isinstance(value, str) for value in told.values()):
        raise damaged_document(str(file))
    texts = cast(dict[str, str], told)
    try:
        at = datetime.fromisoformat(texts["at"])
    except ValueError as error:
        raise damaged_document(str(file)) from error
    return SaveReading(
        case=CaseId(texts["case"]),
        based_on=based_on,
        image=image_of(texts["image"]),
        known=image_of(texts["known"]),
        reading=reading_of(ReadingDocuments(texts["findings"], texts["reader"]), standards),
        by=texts["by"],
        at=at,
    )
