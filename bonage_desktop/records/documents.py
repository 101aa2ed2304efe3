"""Kept values as JSON documents and back, exactly: floats keep every bit, arrays their shape and type.

A document is ASCII text with sorted keys, so that equal values give equal text. It carries `version`; a later one is
refused, and every earlier one will be read (tests/records/documents holds one of each).
"""

import base64
import binascii
import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast, get_args, get_origin

import numpy as np
import numpy.typing as npt

from bonage_desktop.assessment.override import Override
from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.findings import Findings
from bonage_desktop.findings.radiograph import FactSource, Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.records.errors import damaged_document, newer_document
from bonage_desktop.records.json_values import Json, canonical_json
from bonage_desktop.records.sentence_documents import sentence_document, sentence_of
from bonage_desktop.records.values import CaseStatus, KeptReading, ReadingKind, Signature, Work
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

if TYPE_CHECKING:
    from cattrs import Converter

VERSION = 1
"""Of the documents that this program writes."""
_MAX_ARRAY_BYTES = 2**27
"""More than the mask of the largest image that is decoded (100 million pixels, a bit each)."""

_Value = TypeVar("_Value")
_Changed = Level | Box | Sex | None


@dataclass(frozen=True, slots=True)
class _Changes:
    """A reading without its findings and standards."""

    given_sex: Sex | None
    given_sex_source: FactSource
    overrides: tuple[Override, ...]
    undone: tuple[Override, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Findings:
    in_force: Findings
    own: Findings | None


@dataclass(frozen=True, slots=True)
class _Kept:
    number: int
    kind: ReadingKind
    amends: int | None
    reader: str
    changes: _Changes
    work: Work
    status: CaseStatus
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class ReadingDocuments:
    """One reading as two texts: the large one seldom changes.

    Attributes:
        findings: of networks and handed-in boxes.
        reader: all that a reader said and did.
    """

    findings: str
    reader: str


def image_document(image: Radiograph) -> str:
    """What the file says about an image, without its pixels."""
    return _text(image, Radiograph)


def image_of(text: str) -> Radiograph:
    """The image of a document, with empty pixels.

    Raises:
        RecordsError: it is none (`records.document_damaged`), or of a later version (`records.document_newer`).
    """
    return _value(text, Radiograph, say("The kept description of an image"))


def reading_documents(kept: KeptReading) -> ReadingDocuments:
    """A reading as texts."""
    reading = kept.reading
    changes = _Changes(reading.given_sex, reading.given_sex_source, reading.overrides, reading.undone)
    reader = _Kept(kept.number, kept.kind, kept.amends, kept.reader, changes, kept.work, kept.status, kept.signature)
    return ReadingDocuments(_text(_Findings(reading.findings, kept.own_findings), _Findings), _text(reader, _Kept))


def reading_of(documents: ReadingDocuments, standards: Standards) -> KeptReading:
    """The reading of its texts.

    Args:
        documents: as `reading_documents` gives them.
        standards: what to score with.

    Raises:
        RecordsError: as `image_of`.
    """
    findings = _value(documents.findings, _Findings, say("A kept reading"))
    kept = _value(documents.reader, _Kept, say("A kept reading"))
    told = kept.changes
    reading = Reading(findings.in_force, told.given_sex, told.given_sex_source, standards, told.overrides, told.undone)
    try:
        return KeptReading(
            kept.number,
            kept.kind,
            kept.amends,
            kept.reader,
            reading,
            findings.own,
            kept.work,
            kept.status,
            kept.signature,
        )
    except ValueError as error:
        raise damaged_document(say("A kept reading")) from error


def overrides_of(reader: str) -> tuple[Override, ...]:
    """The changes in force of a reading, without the rest of it.

    Args:
        reader: as in `ReadingDocuments`.

    Raises:
        RecordsError: as `image_of`.
    """
    return _value(reader, _Kept, say("A kept reading")).changes.overrides


def parsed(text: str | bytes, what: str) -> dict[str, Json]:
    """The object that a JSON text holds.

    Args:
        text: the JSON.
        what: how the message calls it.

    Raises:
        RecordsError: it is none (`records.document_damaged`), or of a later version (`records.document_newer`).
    """
    try:
        document: object = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise damaged_document(what) from error
    if not isinstance(document, dict):
        raise damaged_document(what)
    values = cast(dict[str, Json], document)
    version = values.get("version")
    if not isinstance(version, int) or version < 1:
        raise damaged_document(what)
    if version > VERSION:
        raise newer_document(what)
    return values


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _text(value: object, kind: type) -> str:
    return canonical_json({"version": VERSION, "value": _converter().unstructure(value, kind)})


def _value(text: str, kind: type[_Value], what: str) -> _Value:
    values = parsed(text, what)
    try:
        return _converter().structure(values.get("value"), kind)
    except Exception as error:  # rubbish can fail in any constructor of any value
        raise damaged_document(what) from error


@cache
def _converter() -> "Converter":
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

    converter = Converter(detailed_validation=False)
    converter.register_unstructure_hook(float, float)
    converter.register_unstructure_hook(int, int)
    converter.register_unstructure_hook(bool, bool)  # which Python takes for a whole number
    converter.register_unstructure_hook(str, sentence_document)
    converter.register_unstructure_hook(StrEnum, lambda word: word.value)
    converter.register_structure_hook(str, lambda value, _: sentence_of(value))
    converter.register_structure_hook(StrEnum, lambda word, kind: kind(word))
    converter.register_unstructure_hook(Bone, lambda bone: bone.key)
    converter.register_structure_hook(Bone, lambda key, _: Bone.from_key(key))
    converter.register_unstructure_hook(Path, str)
    converter.register_structure_hook(Path, lambda text, _: Path(text))
    for moment in (date, datetime):
        converter.register_unstructure_hook(moment, moment.isoformat)
        converter.register_structure_hook(moment, lambda text, kind: kind.fromisoformat(text))
    converter.register_structure_hook_func(lambda kind: kind == _Changed, _changed)
    converter.register_unstructure_hook_func(_is_frozenset, lambda some: sorted(map(converter.unstructure, some)))
    converter.register_unstructure_hook_func(_is_array, _array_document)
    converter.register_structure_hook_func(_is_array, _array)
    header_document = make_dict_unstructure_fn(
        Radiograph, converter, pixels=override(omit=True), stored=override(omit=True)
    )
    converter.register_unstructure_hook(Radiograph, header_document)
    header = make_dict_structure_fn(
        Radiograph,
        converter,
        pixels=override(struct_hook=_no_pixels),
        stored=override(struct_hook=_no_stored),
    )
    empty = {"pixels": None, "stored": None}
    converter.register_structure_hook(Radiograph, lambda values, kind: header({**values, **empty}, kind))
    return converter


def _is_frozenset(kind: object) -> bool:
    return get_origin(kind) is frozenset


def _is_array(kind: object) -> bool:
    return get_origin(kind) is np.ndarray


def _changed(value: object, kind: object) -> _Changed:
    """What an override changed: a level has a bone, a box corners, a sex is a word."""
    del kind
    if value is None:
        return None
    if isinstance(value, dict):
        return _converter().structure(value, Level if "bone" in value else Box)
    return Sex(cast(str, value))


def _no_pixels(value: object, kind: object) -> npt.NDArray[np.float32]:
    del value, kind
    return np.empty((0, 0), np.float32)


def _no_stored(value: object, kind: object) -> npt.NDArray[np.uint8]:
    del value, kind
    return np.empty((0, 0), np.uint8)


def _array_document(array: npt.NDArray[np.generic]) -> Json:
    """Probabilities are numbers that people can read; attention and mask are packed bytes, little endian."""
    if array.dtype == np.float64:
        return cast(Json, array.tolist())
    if array.dtype == np.bool_:
        packed = zlib.compress(np.packbits(array.astype(np.bool_)).tobytes(), level=1)
    else:
        packed = array.astype("<f4").tobytes()
    return {"shape": list(array.shape), "data": base64.b64encode(packed).decode("ascii")}


def _array(value: object, kind: object) -> npt.NDArray[np.generic]:
    wanted = get_args(get_args(kind)[1])[0]
    if wanted is np.float64:
        return np.array(value, np.float64)
    document = cast(dict[str, Json], value)
    shape = tuple(int(cast(int, size)) for size in cast(list[Json], document["shape"]))
    packed = base64.b64decode(cast(str, document["data"]), validate=True)
    if wanted is np.bool_:
        return _bits(packed, shape)
    return np.frombuffer(packed, "<f4").astype(np.float32).reshape(shape)


def _bits(packed: bytes, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    count = int(np.prod(shape, dtype=np.int64))
    if not 0 <= count <= _MAX_ARRAY_BYTES * 8:
        raise binascii.Error("a mask larger than any image")
    bits = zlib.decompressobj().decompress(packed, (count + 7) // 8 + 1)
    return np.unpackbits(np.frombuffer(bits, np.uint8), count=count).reshape(shape).astype(np.bool_)
