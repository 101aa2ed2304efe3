"""The walk along the skeleton of a DICOM file, on skeletons laid by hand (PS3.5 section 7)."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.imaging.dicom_structure import Survey, survey

IMPLICIT, EXPLICIT = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"
DEFLATED, BIG, JPEG = "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.4.70"
UNDEFINED = 0xFFFFFFFF
ITEM, ITEM_END, SEQUENCE_END = (0xFFFE, 0xE000), (0xFFFE, 0xE00D), (0xFFFE, 0xE0DD)
CONTENT, PIXELS, NAME, PRIVATE = (0x0040, 0xA730), (0x7FE0, 0x0010), (0x0010, 0x0010), (0x0009, 0x1001)


def explicit(tag, vr: bytes, value: bytes = b"", length: int | None = None, order: str = "<") -> bytes:
    size = len(value) if length is None else length
    head = struct.pack(f"{order}HH2s", *tag, vr)
    if vr in (b"OB", b"OW", b"SQ", b"UN"):
        return head + struct.pack(f"{order}HL", 0, size) + value
    return head + struct.pack(f"{order}H", size) + value


def implicit(tag, value: bytes = b"", length: int | None = None, order: str = "<") -> bytes:
    return struct.pack(f"{order}HHL", *tag, len(value) if length is None else length) + value


def item(body: bytes, *, delimited: bool, order: str = "<") -> bytes:
    if not delimited:
        return implicit(ITEM, body, order=order)
    return implicit(ITEM, body, UNDEFINED, order) + implicit(ITEM_END, order=order)


def file(syntax: str, body: bytes) -> bytes:
    uid = syntax.encode() + b"\x00" * (len(syntax) % 2)
    return bytes(128) + b"DICM" + explicit((2, 0x10), b"UI", uid) + body


def nested(depth: int, *, delimited: bool, make, order: str = "<") -> bytes:
    body = b""
    for _ in range(depth):
        inside = item(body, delimited=delimited, order=order)
        end = implicit(SEQUENCE_END, order=order) if delimited else b""
        body = make(inside, UNDEFINED if delimited else None) + end
    return body


def explicit_sequence(value, length):
    return explicit(CONTENT, b"SQ", value, length)


def big_sequence(value, length):
    return explicit(CONTENT, b"SQ", value, length, ">")


def implicit_sequence(value, length):
    return implicit(CONTENT, value, length)


def look(data: bytes, max_nesting: int = 1000) -> Survey:
    return survey(data, 10**6, max_nesting)


@pytest.mark.parametrize("delimited", [True, False])
@pytest.mark.parametrize("depth", [0, 1, 7, 300])
@pytest.mark.parametrize(
    ("syntax", "make", "order"),
    [(EXPLICIT, explicit_sequence, "<"), (IMPLICIT, implicit_sequence, "<"), (BIG, big_sequence, ">")],
)
def test_depth_is_counted(syntax, make, order, depth, delimited):
    body = nested(depth, delimited=delimited, make=make, order=order)

    assert look(file(syntax, body)) == Survey("", syntax, depth, truncated=False, inflated_bytes=0)


def test_the_walk_ends_where_the_limit_is_passed():
    body = nested(300, delimited=True, make=explicit_sequence)

    assert look(file(EXPLICIT, body), max_nesting=5).deepest == 6


def test_siblings_do_not_add_up():
    body = nested(2, delimited=False, make=explicit_sequence) * 5

    assert look(file(EXPLICIT, body)).deepest == 2


def test_a_private_sequence_of_unknown_type_counts_where_it_begins_with_an_item():
    inside = item(implicit(NAME, b"A "), delimited=True) + implicit(SEQUENCE_END)

    assert look(file(IMPLICIT, implicit(PRIVATE, inside, UNDEFINED))).deepest == 1
    assert look(file(EXPLICIT, explicit(PRIVATE, b"UN", inside, UNDEFINED))).deepest == 1
    assert look(file(IMPLICIT, implicit(PRIVATE, inside))).deepest == 0  # pydicom takes it as bytes


def test_a_data_set_ends_at_a_stray_end_of_item():
    stray = implicit(ITEM_END)

    assert look(file(EXPLICIT, stray + nested(3, delimited=True, make=explicit_sequence))).deepest == 0


def test_a_value_that_ends_behind_the_file_is_truncated():
    assert look(file(EXPLICIT, explicit(NAME, b"PN", b"AB", 100))).truncated
    assert look(file(EXPLICIT, explicit(PIXELS, b"OW", b"AB", 100))).truncated
    assert look(file(IMPLICIT, implicit(PIXELS, b"AB", 100))).truncated
    assert look(file(EXPLICIT, explicit(NAME, b"PN", b"AB") + b"\x10\x00\x20")).truncated
    assert not look(file(EXPLICIT, explicit(NAME, b"PN", b"AB"))).truncated


@pytest.mark.parametrize("cut", [1, 8, 9, 16, 20])
def test_a_sequence_without_its_end_is_truncated(cut):
    body = nested(2, delimited=True, make=explicit_sequence)

    assert look(file(EXPLICIT, body[:-cut])).truncated


def test_what_follows_complete_pixel_data_cannot_truncate_it():
    pixels = explicit(PIXELS, b"OW", b"ABCD")

    assert not look(file(EXPLICIT, pixels + explicit(NAME, b"PN", b"AB", 100))).truncated
    assert not look(file(EXPLICIT, pixels + b"rest")).truncated


def test_fragments_are_passed_whatever_they_contain():
    fragments = item(b"", delimited=False) + item(b"\xfe\xff\xdd\xe0\x00\x00\x00\x00", delimited=False)
    pixels = explicit(PIXELS, b"OB", fragments + implicit(SEQUENCE_END), UNDEFINED)

    assert not look(file(JPEG, pixels)).truncated
    assert look(file(JPEG, pixels[:-8])).truncated
    assert look(file(JPEG, pixels[:-1])).truncated
    assert look(file(JPEG, explicit(PIXELS, b"OB", implicit(NAME, b"AB"), UNDEFINED))).truncated


def test_a_deflated_data_set_is_unfolded_up_to_its_limit():
    body = explicit(NAME, b"PN", b"AB") + explicit(PIXELS, b"OW", bytes(10_000))
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = deflate.compress(body) + deflate.flush()

    assert look(file(DEFLATED, packed)) == Survey("", DEFLATED, 0, truncated=False, inflated_bytes=len(body))
    assert look(file(DEFLATED, packed[:-3])).truncated
    assert survey(file(DEFLATED, packed), 5_000, 10).inflated_bytes == 5_001


def test_the_header_names_the_kind_of_object_and_may_lack_preamble_and_syntax():
    header = explicit((2, 2), b"UI", b"1.2.3\x00")

    assert look(bytes(128) + b"DICM" + header).storage_class == "1.2.3"
    assert look(header).storage_class == "1.2.3"
    assert look(header).transfer_syntax == ""


@given(st.binary(max_size=300), st.sampled_from([IMPLICIT, EXPLICIT, BIG, DEFLATED, JPEG]))
def test_no_bytes_stop_the_walk(body, syntax):
    try:
        found = look(file(syntax, body))
    except zlib.error:
        assert syntax == DEFLATED
    else:
        assert found.deepest <= 1000
