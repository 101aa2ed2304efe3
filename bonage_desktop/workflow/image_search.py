"""Where the image of a kept case is now: where it was, or beside other images of this window. No Qt."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

_MOST_FILES = 2000
"""Looked at in one folder."""


def find_image(file: Path, sha256: str, folders: Iterable[Path]) -> Path | None:
    """The file of an image; None where it is not found.

    Args:
        file: where it was.
        sha256: of its bytes, hexadecimal.
        folders: where it may be now; their subfolders are not searched.
    """
    if file.is_file():
        return file
    alike = (one for one in _files(dict.fromkeys(folders)) if one.suffix == file.suffix)
    likely_first = sorted(alike, key=lambda one: one.name != file.name)
    return next((one for one in likely_first if _sha256(one) == sha256), None)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        with suppress(OSError):
            yield from islice((one for one in folder.iterdir() if one.is_file()), _MOST_FILES)


def _sha256(file: Path) -> str:
    """Of a file that may be gone by now; then it is nobody's."""
    with suppress(OSError), file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""
