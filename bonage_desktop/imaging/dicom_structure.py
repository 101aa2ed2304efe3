"""The skeleton of a DICOM file, walked before pydicom sees it.

pydicom parses sequences recursively and takes a value that is cut off as if it were
whole. This walk is iterative, reads no values, and answers three questions: how deep
do sequences nest, does the file end too early, and in what is it written?
"""

import zlib
from dataclasses import dataclass
from typing import Literal

from pydicom.datadict import dictionary_VR
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian

from bonage_desktop.imaging.sniffing import HEAD_BYTES, has_dicom_prefix

_UNDEFINED = 0xFFFFFFFF
_PIXEL_DATA = 0x7FE00010
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_STORAGE_CLASS, _TRANSFER_SYNTAX = 0x00020002, 0x00020010
_ByteOrder = Literal["little", "big"]
_LONG_VR = frozenset({b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"})


@dataclass(frozen=True, slots=True)
class Survey:
    """What the walk found.

    Attributes:
        storage_class: UID of the kind of object that the file header names, or empty.
        transfer_syntax: UID of the encoding that the file header names, or empty.
        deepest: how many sequences contain each other at the deepest place.
        truncated: the file ends before its pixel data (or, without any, before its last element) does.
        inflated_bytes: size of the data set after inflation, 0 where it is not deflated.
    """

    storage_class: str
    transfer_syntax: str
    deepest: int
    truncated: bool
    inflated_bytes: int


def survey(data: bytes, max_inflated: int, max_nesting: int) -> Survey:
    """Walk a DICOM file, with or without preamble, that begins with File Meta Information.

    Args:
        data: the whole file.
        max_inflated: a deflated data set is inflated up to this many bytes and one more.
        max_nesting: the walk ends where sequences nest deeper than this.
    """
    start, meta = _file_meta(data, HEAD_BYTES if has_dicom_prefix(data[:HEAD_BYTES]) else 0)
    kind, syntax = meta.get(_STORAGE_CLASS, ""), meta.get(_TRANSFER_SYNTAX, "")
    is_deflated = syntax == DeflatedExplicitVRLittleEndian
    if is_deflated:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        data, start = inflater.decompress(data[start:], max_inflated + 1), 0
        if not inflater.eof:
            return Survey(kind, syntax, 0, truncated=len(data) <= max_inflated, inflated_bytes=len(data))
    walk = _Walk(data, start, "big" if syntax == ExplicitVRBigEndian else "little", max_nesting)
    walk.run()
    return Survey(kind, syntax, walk.deepest, walk.truncated, len(data) if is_deflated else 0)


def _file_meta(data: bytes, position: int) -> tuple[int, dict[int, str]]:
    """Where the data set begins, and the UIDs of the File Meta Information by their tag."""
    uids: dict[int, str] = {}
    while len(data) - position >= 8:
        header = _element_header(data, position, "little")
        if header.tag >> 16 != 2 or header.length == _UNDEFINED:
            break
        position = header.value_at + header.length
        if header.vr == b"UI":
            uids[header.tag] = data[header.value_at : position].decode("ascii", "replace").strip("\x00 ")
    return position, uids


@dataclass(frozen=True, slots=True)
class _Header:
    tag: int
    vr: bytes
    length: int
    value_at: int


def _tag_at(data: bytes, position: int, order: _ByteOrder) -> int:
    group, element = data[position : position + 2], data[position + 2 : position + 4]
    return int.from_bytes(group, order) << 16 | int.from_bytes(element, order)


def _element_header(data: bytes, position: int, order: _ByteOrder) -> _Header:
    """One element's header; like pydicom, two capital letters make it explicit, anything else implicit."""
    tag, vr = _tag_at(data, position, order), data[position + 4 : position + 6]
    if not (vr.isalpha() and vr.isupper()):
        return _Header(tag, b"", int.from_bytes(data[position + 4 : position + 8], order), position + 8)
    if vr not in _LONG_VR:
        return _Header(tag, vr, int.from_bytes(data[position + 6 : position + 8], order), position + 8)
    return _Header(tag, vr, int.from_bytes(data[position + 8 : position + 12], order), position + 12)


@dataclass(slots=True)
class _Level:
    """A sequence or an item that the walk is inside of; `end` is None where a delimiter ends it."""

    is_sequence: bool
    end: int | None


class _Walk:
    """The walk over one data set, element by element, with its own stack."""

    def __init__(self, data: bytes, start: int, order: _ByteOrder, max_nesting: int) -> None:
        self._data = data
        self._position: int = start
        self._order: _ByteOrder = order
        self._max_nesting = max_nesting
        self._levels: list[_Level] = []
        self._pixel_data_seen = False
        self.deepest: int = 0
        self.truncated: bool = False

    def run(self) -> None:
        while not self.truncated and self.deepest <= self._max_nesting:
            self._leave_finished_levels()
            if len(self._data) - self._position < 8:
                self._note_end_of_file()
                return
            if self._levels and self._levels[-1].is_sequence:
                self._enter_item()
            elif not self._pass_element():
                return

    def _leave_finished_levels(self) -> None:
        while self._levels and (end := self._levels[-1].end) is not None and self._position >= end:
            self._levels.pop()

    def _note_end_of_file(self) -> None:
        rest = len(self._data) - self._position
        self.truncated = not self._pixel_data_seen and (bool(self._levels) or rest != 0)

    def _pass_item_header(self) -> tuple[int, int]:
        start = self._position
        self._position += 8
        return _tag_at(self._data, start, self._order), int.from_bytes(self._data[start + 4 : start + 8], self._order)

    def _enter_item(self) -> None:
        tag, length = self._pass_item_header()
        if tag == _SEQUENCE_END:
            self._levels.pop()
        else:
            end = None if length == _UNDEFINED else self._position + length
            self._levels.append(_Level(is_sequence=False, end=end))

    def _pass_element(self) -> bool:
        """Go behind one element, or into it where it is a sequence; False where the data set ends here."""
        header = _element_header(self._data, self._position, self._order)
        if header.tag == _ITEM_END:
            self._position += 8
            if self._levels:
                self._levels.pop()
            return bool(self._levels)
        self._position = header.value_at
        if self._is_sequence(header):
            end = None if header.length == _UNDEFINED else header.value_at + header.length
            self._levels.append(_Level(is_sequence=True, end=end))
            self.deepest = max(self.deepest, sum(level.is_sequence for level in self._levels))
        elif header.length == _UNDEFINED:
            self._pass_fragments()
        else:
            self._position += header.length
        at_top = not self._levels
        if at_top and self._position > len(self._data):
            self.truncated = not self._pixel_data_seen
        self._pixel_data_seen |= at_top and header.tag == _PIXEL_DATA
        return True

    def _is_sequence(self, header: _Header) -> bool:
        if header.vr == b"SQ" or (header.vr == b"UN" and header.length == _UNDEFINED):
            return True
        if header.vr and header.vr != b"UN":
            return False
        try:
            return dictionary_VR(header.tag) == "SQ"
        except KeyError:
            return header.length == _UNDEFINED and _tag_at(self._data, header.value_at, self._order) == _ITEM

    def _pass_fragments(self) -> None:
        """Go behind the fragments of encapsulated pixel data."""
        while len(self._data) - self._position >= 8:
            tag, length = self._pass_item_header()
            if tag == _SEQUENCE_END:
                return
            if tag != _ITEM:
                break
            self._position += length
        self._position = len(self._data) + 1
