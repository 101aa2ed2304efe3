"""A DICOM file without its patient: Basic Profile of PS3.15 Annex E by dicom-anonymizer, dates moved by our own rule.

Kept are what a bone age needs: sex, age in months, side, view, pixels and their geometry. Dates move by the days of the
pseudonym, so that two studies of a child stay as far apart as they are. The birth date is emptied, the age stays.
Items of sequences, which dicom-anonymizer passes over where their sequence is kept, are treated as the data set is.
What the dictionary does not know is taken out, private or not.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import uuid5

from pydicom.datadict import dictionary_has_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.errors import InvalidDicomError
from pydicom.filereader import read_partial
from pydicom.multival import MultiValue
from pydicom.uid import UID

from bonage_desktop import __version__
from bonage_desktop.exchange.errors import ExchangeError
from bonage_desktop.exchange.pseudonyms import Pseudonym
from bonage_desktop.sentences import say

_TABLE = "dicomfields_2026c"
_DATE = "%Y%m%d"
_NAMES = frozenset({"PatientName", "PatientID"})
_KEPT = frozenset({"PatientSex", "PatientBirthDate"}) | _NAMES
"""Treated by rules of our own: the table's would empty the sex, and write a day of year 1 for the birth."""
_LAST_MONTHS = 999
_UID_RULES = frozenset({"replace_UID", "delete_or_empty_or_replace_UID"})
_METHOD = f"bonage_desktop {__version__}: PS3.15 Basic Profile"
_CODES = (
    ("113100", "Basic Application Confidentiality Profile"),
    ("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    ("113108", "Retain Patient Characteristics Option"),
)
# What pydicom and dicom-anonymizer raise on elements that they cannot read or have no rule for.
_UNREADABLE = (
    InvalidDicomError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    NotImplementedError,
    OSError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class Deidentified:
    """A file that no longer says whose it is.

    Attributes:
        content: the DICOM file.
        name: for the file; of the pseudonym and the new UID.
    """

    content: bytes
    name: str


def patient_of(data: bytes) -> str:
    """The Patient ID, by which pseudonyms are given; empty where the file has none.

    Raises:
        ExchangeError: the file cannot be read (`exchange.not_deidentified`).
    """
    return str(_read(data).get("PatientID") or "").strip()


def deidentified(data: bytes, pseudonym: Pseudonym) -> Deidentified:
    """The file under a pseudonym. Its pixels are not looked at: text in them stays.

    Args:
        data: a DICOM file.
        pseudonym: of its patient.

    Raises:
        ExchangeError: an element has no rule, or cannot be read; nothing of the file is given out
            (`exchange.not_deidentified`).
    """
    dataset = _read(data)
    try:
        age = _age_of(dataset)
        _treat(dataset, pseudonym)
        _say_what_was_done(dataset, pseudonym, age)
        content = _as_bytes(dataset)
    except _UNREADABLE as error:
        raise _refusal() from error
    return Deidentified(content, f"{pseudonym.name}_{str(dataset.SOPInstanceUID)[-12:]}.dcm")


def _read(data: bytes) -> Dataset:
    try:
        return read_partial(io.BytesIO(data))
    except _UNREADABLE as error:
        raise _refusal() from error


def _treat(dataset: Dataset, pseudonym: Pseudonym) -> None:
    from dicomanonymizer.simpledicomanonymizer import anonymize_dataset, initialize_actions, keep

    table = initialize_actions(_TABLE)
    by_pseudonym = {tag for tag, action in table.items() if action.__name__ in _UID_RULES}
    own: list[tuple[int, ...]] = []
    for element in list(dataset):
        tag = (element.tag.group, element.tag.element)
        if not dictionary_has_tag(element.tag):
            del dataset[element.tag]
        elif element.keyword in _KEPT or element.VR in ("DA", "DT") or (element.VR == "UI" and tag in by_pseudonym):
            own.append(tag)
            _rewrite(element, pseudonym)
    anonymize_dataset(dataset, dict.fromkeys(own, keep), base_rules_gen=lambda: table)
    for item in _items(dataset):
        _treat(item, pseudonym)


def _rewrite(element: DataElement, pseudonym: Pseudonym) -> None:
    """A date moved, a UID or a name replaced, the birth emptied, the sex as it is; empty stays empty."""
    if element.keyword == "PatientSex" or element.is_empty:
        return
    if element.keyword == "PatientBirthDate":
        element.value = ""
    elif element.keyword in _NAMES:
        element.value = pseudonym.name
    else:
        change = _new_uid if element.VR == "UI" else _moved
        element.value = "\\".join(change(value, pseudonym) for value in _values(element))


def _values(element: DataElement) -> list[str]:
    found = cast(object, element.value)
    several = cast("Iterable[object]", found) if isinstance(found, MultiValue) else (found,)
    return [str(value) for value in several]


def _new_uid(uid: str, pseudonym: Pseudonym) -> str:
    return f"2.25.{uuid5(pseudonym.salt, uid).int}"


def _moved(text: str, pseudonym: Pseudonym) -> str:
    """A date (VR DA), or the date of a moment (VR DT) without its time; what is no day of the calendar is emptied."""
    day = _calendar_day(text[:8])
    try:
        return "" if day is None else f"{day + timedelta(days=pseudonym.days):{_DATE}}"
    except OverflowError:
        return ""


def _age_of(dataset: Dataset) -> str:
    """Age at the study in completed months, else the age that the file says; empty where neither is known."""
    birth, study = (_calendar_day(str(dataset.get(word) or "")) for word in ("PatientBirthDate", "StudyDate"))
    if birth is not None and study is not None and birth <= study:
        months = (study.year - birth.year) * 12 + study.month - birth.month - (study.day < birth.day)
        return f"{months:03d}M" if months <= _LAST_MONTHS else f"{months // 12:03d}Y"
    return str(dataset.get("PatientAge") or "")


def _calendar_day(text: str) -> date | None:
    try:
        return datetime.strptime(text, _DATE).date()
    except ValueError:
        return None


def _say_what_was_done(dataset: Dataset, pseudonym: Pseudonym, age: str) -> None:
    dataset.PatientName = dataset.PatientID = pseudonym.name
    if age:
        dataset.PatientAge = age
    dataset.PatientIdentityRemoved = "YES"
    dataset.LongitudinalTemporalInformationModified = "MODIFIED"
    dataset.DeidentificationMethod = _METHOD
    dataset.DeidentificationMethodCodeSequence = [_code(value, meaning) for value, meaning in _CODES]


def _code(value: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", meaning
    return item


def _items(dataset: Dataset) -> Iterator[Dataset]:
    for element in dataset:
        if element.VR == "SQ":
            yield from cast("Iterable[Dataset]", element.value)


def _as_bytes(dataset: Dataset) -> bytes:
    syntax = dataset.file_meta.TransferSyntaxUID
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.MediaStorageSOPClassUID = UID(dataset.SOPClassUID)
    dataset.file_meta.MediaStorageSOPInstanceUID = UID(dataset.SOPInstanceUID)
    dataset.preamble = b"\0" * 128
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def _refusal() -> ExchangeError:
    return ExchangeError(
        "exchange.not_deidentified",
        say("The file has content that cannot be de-identified safely; nothing of it was written."),
        say("Export it again from the PACS, or leave it out."),
    )
