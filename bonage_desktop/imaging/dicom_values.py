"""Plain values out of a pydicom data set: the narrow, typed door to it.

A tag that is absent and a tag whose value breaks the rules of its type look alike
here (empty, or None): what that means is for the caller to say. Who needs to tell
them apart asks `keyword in dataset`.
"""

import math
from collections.abc import Iterable
from typing import cast

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence as DicomSequence
from pydicom.tag import Tag

# What pydicom raises when a stored value is not of its type.
_MALFORMED = (ValueError, TypeError, ArithmeticError, NotImplementedError, LookupError, AttributeError)


def _value(dataset: Dataset, keyword: str) -> object:
    try:
        return dataset.get(keyword)
    except _MALFORMED:
        return None


def _each(value: object) -> Iterable[object]:
    if isinstance(value, MultiValue | list | tuple | DicomSequence):
        return cast("Iterable[object]", value)
    return (value,)


def numbers(dataset: Dataset, keyword: str) -> tuple[float, ...]:
    """All values of a tag as finite numbers; empty where the tag is absent or any value is no finite number."""
    found: list[float] = []
    for value in _each(_value(dataset, keyword)):
        try:
            number = float(str(value))
        except ValueError:
            return ()
        if not math.isfinite(number):
            return ()
        found.append(number)
    return tuple(found)


def number(dataset: Dataset, keyword: str) -> float | None:
    """The first value of a tag as a number."""
    return next(iter(numbers(dataset, keyword)), None)


def whole(dataset: Dataset, keyword: str) -> int | None:
    """The first value of a tag as an integer."""
    found = number(dataset, keyword)
    return int(found) if found is not None and found == int(found) else None


def texts(dataset: Dataset, keyword: str) -> tuple[str, ...]:
    """All values of a tag as text without padding; for types that are plain ASCII (CS, UI, DA, AS ...)."""
    found = (str(value).strip(" \x00") for value in _each(_value(dataset, keyword)) if value is not None)
    return tuple(found)


def text(dataset: Dataset, keyword: str) -> str:
    """The first value of a tag as text without padding."""
    return next(iter(texts(dataset, keyword)), "")


def items(dataset: Dataset, keyword: str) -> tuple[Dataset, ...]:
    """The items of a sequence."""
    return tuple(item for item in _each(_value(dataset, keyword)) if isinstance(item, Dataset))


def raw(dataset: Dataset, keyword: str) -> bytes:
    """The bytes of a tag as they stand in the file, before any decoding.

    Only for tags that nobody has asked pydicom for: it replaces the bytes by what it makes of them.
    """
    tag = Tag(keyword)
    value = dataset.get_item(tag).value if tag in dataset else None
    return value if isinstance(value, bytes) else b""
