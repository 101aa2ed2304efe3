"""A site's own pictures of levels, `<bone>/<level>.png`: read once, and what is wrong with them said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.notice import Notice
from bonage_desktop.imaging.limits import Limits
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.opencv import cv2
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level, LevelError
from bonage_desktop.vision.preprocess import as_grey

_LIMITS = Limits(max_pixels=25_000_000, max_file_bytes=32 * 2**20)
_LARGEST, _SMALLEST = 512, 48  # pixels: of a plate as it is kept, and as it may come

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Plates:
    """The plates of a folder.

    Attributes:
        pixels: uint8 (n, n) of each level that has a plate, n at most 512; black where the plate is no square.
        notices: one for each file that could not be used.
    """

    pixels: Mapping[Level, Grey]
    notices: tuple[Notice, ...]


class _UnusableError(Exception):
    """A plate cannot be used; carries the notice."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.message)
        self.notice = notice


def read_plates(folder: Path | None) -> Plates:
    """The plates of a folder.

    Args:
        folder: with `<bone>/<level>.png` in grey levels or colour, 8 or 16 bits; None, or one that is not there, has
            none. Other files are not looked at.
    """
    pixels, notices = dict[Level, Grey](), list[Notice]()
    for file in () if folder is None else _files(folder):
        try:
            pixels[_level(file)] = _read(file)
        except _UnusableError as unusable:
            notices.append(unusable.notice)
    return Plates(pixels, tuple(notices))


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.glob("*/*.png")) if file.is_file())


def _level(file: Path) -> Level:
    try:
        return Level(Bone.from_key(file.parent.name), int(file.stem))
    except (LevelError, ValueError) as error:
        raise _UnusableError(
            Notice(
                "reporting.plate_unknown",
                say("The plate {plate} names no level: plates are called like radius/3.png.", plate=_name(file)),
            )
        ) from error


def _read(file: Path) -> Grey:
    from bonage_desktop.imaging.decode import (
        decode,
    )  # loads the DICOM libraries, which a site without plates never needs

    try:
        grey = as_grey(decode(file, _LIMITS).pixels)
    except ImagingError as error:
        raise _unreadable(file, error.message) from error
    if min(grey.shape) < _SMALLEST:
        raise _unreadable(file, say("It has fewer than {smallest} pixels on a side.", smallest=_SMALLEST))
    return _squared(grey)


def _squared(grey: Grey) -> Grey:
    """The whole plate in the middle of a square, reduced to what is shown."""
    height, width = grey.shape
    scale = min(_LARGEST / max(height, width), 1.0)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    square = np.zeros((max(size), max(size)), np.uint8)
    top, left = (max(size) - size[1]) // 2, (max(size) - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = small
    square.setflags(write=False)
    return square


def _unreadable(file: Path, why: str) -> _UnusableError:
    return _UnusableError(
        Notice(
            "reporting.plate_unreadable",
            say("The plate {plate} is not shown, the atlas's picture is. {why}", plate=_name(file), why=why),
        )
    )


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
