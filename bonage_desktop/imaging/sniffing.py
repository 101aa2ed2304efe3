"""What kind of file this is, by its first bytes. Names and suffixes are not trusted."""

from enum import StrEnum

HEAD_BYTES = 132
"""How many bytes of a file decide what it is."""

_DICOM_PREFIX_AT = 128
_BMP_HEADER_SIZES = (12, 40, 52, 56, 64, 108, 124)


class FileKind(StrEnum):
    """The formats that are read."""

    DICOM = "DICOM"
    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    BMP = "BMP"


_MAGIC = {
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"II*\x00": FileKind.TIFF,
    b"MM\x00*": FileKind.TIFF,
    b"II+\x00": FileKind.TIFF,
    b"MM\x00+": FileKind.TIFF,
}


def kind_of(head: bytes) -> FileKind | None:
    """The kind of a file whose first `HEAD_BYTES` bytes these are, or None.

    DICOM comes first: its preamble may pretend to be a TIFF (PS3.10 section 7.1).
    """
    if has_dicom_prefix(head) or starts_with_file_meta(head):
        return FileKind.DICOM
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES:
        return FileKind.BMP
    return None


def has_dicom_prefix(head: bytes) -> bool:
    """Whether the DICOM prefix stands behind a preamble of 128 bytes."""
    return head[_DICOM_PREFIX_AT:HEAD_BYTES] == b"DICM"


def starts_with_file_meta(head: bytes) -> bool:
    """Whether a DICOM File Meta Information group stands at the very beginning, without preamble."""
    return head.startswith(b"\x02\x00") and head[3:4] == b"\x00" and head[4:6] in (b"UL", b"OB", b"UI")


def looks_like_bare_data_set(head: bytes) -> bool:
    """Whether this could be a DICOM data set without any header: it begins with a low element of group 0008."""
    little, big = head.startswith(b"\x08\x00"), head.startswith(b"\x00\x08")
    return (little and head[3:4] == b"\x00") or (big and head[2:3] == b"\x00")
