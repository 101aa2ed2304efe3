"""A case as one file: a zip of JSON documents, with a manifest that has the hash of each. No pixels.

The events that told of the case go with it, as evidence; where it is imported they are not appended, the trail there
tells of the import and of every reading anew.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from bonage_desktop.assessment.reading import Standards
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.changes import AddCase
from bonage_desktop.records.documents import (
    VERSION,
    ReadingDocuments,
    image_document,
    image_of,
    parsed,
    reading_documents,
    reading_of,
)
from bonage_desktop.records.errors import (
    case_file_altered,
    case_file_unknown,
    file_not_written,
    file_unreadable,
)
from bonage_desktop.records.json_values import Json, canonical_json
from bonage_desktop.records.trail import Head, PersonalValue, StoredEvent
from bonage_desktop.records.values import CaseId, KeptCase
from bonage_desktop.whole_file import replace_whole

MAX_BYTES = 2**28
"""Of a file of a case, as it lies on the disk and unfolded."""
_MANIFEST = "manifest.json"
_KIND = "bonage case"
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class CaseContent:
    """What goes into a file of a case.

    Attributes:
        case: with all its readings.
        known: its image with the reader's dates and side.
        events: that told of it.
        personal: the values that they commit to.
        head: of the trail that they stand in.
    """

    case: KeptCase
    known: Radiograph
    events: Sequence[StoredEvent]
    personal: Sequence[PersonalValue]
    head: Head


def write_case(file: Path, content: CaseContent) -> str:
    """Write a case; two files of the same case in the same state have the same bytes.

    Args:
        file: where; what was there before is replaced.
        content: the case.

    Returns:
        The SHA-256 of the file, hexadecimal.

    Raises:
        RecordsError: it could not be written (`records.file_not_written`).
    """
    packed = _packed(content)
    try:
        replace_whole(file, packed)
    except OSError as error:
        raise file_not_written(str(file), error) from error
    return hashlib.sha256(packed).hexdigest()


def read_case(file: Path, standards: Standards, by: str, at: datetime) -> AddCase:
    """The case of a file, as a change that keeps it.

    Args:
        file: as `write_case` wrote it.
        standards: what to score with.
        by: who imports it.
        at: when.

    Raises:
        RecordsError: the file cannot be read (`records.file_unreadable`), is none of a case
            (`records.case_file_unknown`), was altered (`records.case_file_altered`), or was written by a later version
            (`records.document_newer`).
    """
    try:
        with file.open("rb") as stream:
            packed = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise file_unreadable(str(file), error) from error
    members = _members(packed, str(file))
    manifest = parsed(members[_MANIFEST], str(file))
    if manifest.get("kind") != _KIND:
        raise case_file_unknown(str(file))
    _check_hashes(manifest, members, str(file))
    try:
        texts = {name: member.decode("ascii") for name, member in members.items()}
        case, known = _case(manifest, texts, standards), image_of(texts["known.json"])
        origin = {**_origin(manifest), "file_sha256": hashlib.sha256(packed).hexdigest()}
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise case_file_altered(str(file)) from error
    return AddCase(case, known, origin, by, at)


def _packed(content: CaseContent) -> bytes:
    members = {name: text.encode("ascii") for name, text in _documents(content).items()}
    manifest = canonical_json(
        {
            "version": VERSION,
            "kind": _KIND,
            "case": content.case.id,
            "readings": len(content.case.readings),
            "trail": {
                "trail": content.head.trail,
                "sequence": content.head.sequence,
                "digest": content.head.digest,
            },
            "sha256": {name: hashlib.sha256(member).hexdigest() for name, member in members.items()},
        }
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in {_MANIFEST: manifest.encode("ascii"), **members}.items():
            archive.writestr(zipfile.ZipInfo(name, _THE_SAME_DAY), member, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _documents(content: CaseContent) -> Mapping[str, str]:
    found = {"image.json": image_document(content.case.image), "known.json": image_document(content.known)}
    for reading in content.case.readings:
        documents = reading_documents(reading)
        found[f"reading-{reading.number}-findings.json"] = documents.findings
        found[f"reading-{reading.number}-reader.json"] = documents.reader
    events: list[Json] = [
        {"sequence": one.sequence, "content": one.content, "digest": one.digest} for one in content.events
    ]
    personal: list[Json] = [
        {"sequence": one.sequence, "field": one.field, "salt": one.salt, "value": one.value} for one in content.personal
    ]
    found["events.json"] = canonical_json({"version": VERSION, "events": events, "personal": personal})
    return found


def _members(packed: bytes, name: str) -> Mapping[str, bytes]:
    """What the zip holds; one that unfolds to more than `MAX_BYTES` is not unfolded."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(packed))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise case_file_unknown(name) from error
    with archive:
        told = archive.infolist()
        names = {one.filename for one in told}
        if sum(one.file_size for one in told) > MAX_BYTES or len(names) != len(told) or _MANIFEST not in names:
            raise case_file_unknown(name)
        try:
            return {one.filename: _unfolded(archive, one) for one in told}
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise case_file_altered(name) from error


def _unfolded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        return stream.read(member.file_size)


def _check_hashes(manifest: Mapping[str, Json], members: Mapping[str, bytes], name: str) -> None:
    found = {one: hashlib.sha256(member).hexdigest() for one, member in members.items() if one != _MANIFEST}
    if manifest.get("sha256") != found or members[_MANIFEST] != canonical_json(manifest).encode("ascii"):
        raise case_file_altered(name)


def _case(manifest: Mapping[str, Json], texts: Mapping[str, str], standards: Standards) -> KeptCase:
    numbers = range(1, cast(int, manifest["readings"]) + 1)
    told = (
        ReadingDocuments(texts[f"reading-{number}-findings.json"], texts[f"reading-{number}-reader.json"])
        for number in numbers
    )
    readings = tuple(reading_of(documents, standards) for documents in told)
    if [one.number for one in readings] != list(numbers) or not readings:
        raise ValueError("readings are numbered from 1")
    return KeptCase(_case_id(manifest["case"]), 1, image_of(texts["image.json"]), readings)


def _origin(manifest: Mapping[str, Json]) -> dict[str, Json]:
    trail = cast(dict[str, Json], manifest["trail"])
    return {
        "trail": str(trail["trail"]),
        "sequence": int(cast(int, trail["sequence"])),
        "digest": str(trail["digest"]),
    }


def _case_id(value: Json) -> CaseId:
    name = str(value)
    if len(name) != 32 or set(name) - set("0123456789abcdef"):
        raise ValueError("no name of a case")
    return CaseId(name)
