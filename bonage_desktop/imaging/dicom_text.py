"""Text in a DICOM file: patient names in GB18030, GBK, ISO 2022, UTF-8 and the Latin sets.

Decoded from the raw bytes and not by pydicom's own elements, because those fall back
to Latin-1 without a word, and because they split at bytes (5C, 5E, 3D) that are halves
of characters in GBK and GB18030.

Source: PS3.3 C.12.1.1.2 (Specific Character Set), PS3.5 6.1.2.3 and annexes H, I, J, K.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydicom.charset import STAND_ALONE_ENCODINGS, convert_encodings, decode_bytes, python_encoding
from pydicom.dataset import Dataset

from bonage_desktop.findings.notice import Notice
from bonage_desktop.imaging.dicom_values import texts
from bonage_desktop.sentences import say

_ESCAPE = b"\x1b"
_NAME_DELIMITERS = frozenset(b"^=")
_TEXT_DELIMITERS = frozenset(b"\r\n\t\f")
_GB2312_ESCAPE = "\x1b$)A"
_REPLACEMENT = "\ufffd"
_LATIN = frozenset({"", "ISO_IR 6", "ISO_IR 100", "ISO 2022 IR 6", "ISO 2022 IR 100"})
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text of the file, and what there is to say about its character set."""

    text: str
    notice: Notice | None


class CharacterSet:
    """The Specific Character Set of one data set."""

    def __init__(self, dataset: Dataset) -> None:
        self._terms = list(texts(dataset, "SpecificCharacterSet")) or [""]

    @property
    def _is_known(self) -> bool:
        return all(term in python_encoding for term in self._terms)

    @property
    def _is_missing(self) -> bool:
        return self._terms == [""]

    def decode_name(self, value: bytes) -> Decoded:
        """A person name, components and groups as in the file (`Wang^XiaoMing=王^小明`)."""
        return self._decode(value, _NAME_DELIMITERS)

    def decode(self, value: bytes) -> Decoded:
        """Any other text."""
        return self._decode(value, _TEXT_DELIMITERS)

    def _decode(self, value: bytes, delimiters: frozenset[int]) -> Decoded:
        value = value.strip(b" \x00")
        if value.isascii() and _ESCAPE not in value:
            return Decoded(value.decode("ascii"), None)
        if self._is_missing:
            return Decoded(_guess(value), _MISSING)
        if not self._is_known:
            return Decoded(_guess(value), _UNKNOWN)
        text = _decode_declared(value, self._terms, delimiters)
        if _REPLACEMENT in text:
            return Decoded(_guess(value), _WRONG)
        doubtful = set(self._terms) <= _LATIN and _is_gb2312(value)
        return Decoded(text, _DOUBTFUL if doubtful else None)


_MISSING = Notice(
    "imaging.charset_missing",
    say("The file does not say in which character set its names are written; they are shown as guessed."),
)
_UNKNOWN = Notice(
    "imaging.charset_unknown",
    say("The file names a character set that DICOM does not define; names are shown as guessed."),
)
_WRONG = Notice(
    "imaging.charset_wrong",
    say("The names are not written in the character set that the file declares; they are shown as guessed."),
)
_DOUBTFUL = Notice(
    "imaging.charset_doubtful",
    say("The file declares a Latin character set, but its names look like Chinese (GB 2312): they may be garbled."),
)


def _decode_declared(value: bytes, terms: Sequence[str], delimiters: frozenset[int]) -> str:
    """`value` in the declared sets, U+FFFD where they do not fit."""
    if terms[0] in STAND_ALONE_ENCODINGS or _ESCAPE not in value:
        return value.decode(python_encoding[terms[0]], "replace")
    text = decode_bytes(value, convert_encodings(list(terms)), set(delimiters))
    return text.replace(_GB2312_ESCAPE, "")  # Python's codec keeps this one, unlike the Japanese ones


def _guess(value: bytes) -> str:
    """The most telling reading of bytes without a valid character set.

    UTF-8 and pairs of GB 2312 hardly ever arise by chance; what is neither is Latin-1, which fits anything.
    """
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("gb2312" if _is_gb2312(value) else "latin-1")


def _is_gb2312(value: bytes) -> bool:
    """Whether all bytes beyond ASCII are pairs of GB 2312, at least two of them."""
    runs: list[bytes] = _HIGH_RUNS.findall(value)
    if any(len(run) % 2 for run in runs) or sum(map(len, runs)) < 4:
        return False
    try:
        value.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True
