"""Which files of the paths that a person names are images.

Only first bytes are read here; whether an image can be opened is for `read` to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from bonage_desktop.imaging import refusals
from bonage_desktop.imaging.refusals import ImagingError
from bonage_desktop.imaging.sniffing import HEAD_BYTES, kind_of

_IMAGE_SUFFIXES = frozenset({".dcm", ".dicom", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})


_LIST = "DICOMDIR"


class Recursion(Enum):
    """Whether subfolders are searched too."""

    THIS_FOLDER = "this_folder"
    SUBFOLDERS = "subfolders"


@dataclass(frozen=True, slots=True)
class UnusableFolder:
    """A folder that gives no image.

    Attributes:
        path: the folder.
        problem: it holds no image (`imaging.no_images`), or it cannot be listed (`imaging.unreadable`).
    """

    path: Path
    problem: ImagingError


def find_images(
    paths: Sequence[Path], recursive: Recursion = Recursion.THIS_FOLDER
) -> tuple[Path | UnusableFolder, ...]:
    """The image files that `paths` stand for, each once.

    In a folder every file counts that begins like an image (DICOM often has no suffix) or is named like one (so
    that a damaged image is reported and not passed over). Hidden files and DICOMDIR are left out.

    Returns:
        In the order of the arguments, sorted within a folder, followed by the trouble with it. A path that is no
        folder is passed on as given, even where nothing is there: reading it gives the error that belongs to it.
    """
    entries: dict[Path, Path | UnusableFolder] = {}
    for path in paths:
        for entry in _images_in(path, recursive) if path.is_dir() else [path]:
            place = entry if isinstance(entry, Path) else entry.path
            entries.setdefault(place.resolve(), entry)
    return tuple(entries.values())


def is_dicomdir(path: Path) -> bool:
    """Whether a path is the list of a DICOM medium, by its name (PS3.10 8.6)."""
    return path.name.upper() == _LIST and path.is_file()


def subfolders(folder: Path) -> tuple[Path, ...]:
    """The folders right below this one that `Recursion.SUBFOLDERS` would search; none where it cannot be listed."""
    try:
        return tuple(sorted(entry for entry in folder.iterdir() if _is_subfolder(entry)))
    except OSError:
        return ()


def _images_in(folder: Path, recursive: Recursion) -> Sequence[Path | UnusableFolder]:
    found: list[Path] = []
    unusable: list[UnusableFolder] = []
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            entries = [entry for entry in current.iterdir() if not entry.name.startswith(".")]
        except OSError as error:
            problem = refusals.no_permission(current, error.strerror or "unknown reason")
            unusable.append(UnusableFolder(current, problem))
            continue
        found += [entry for entry in entries if _is_candidate(entry)]
        if recursive is Recursion.SUBFOLDERS:
            waiting += [entry for entry in entries if _is_subfolder(entry)]
    if not found and not unusable:
        unusable.append(UnusableFolder(folder, refusals.no_images(folder)))
    return [*sorted(found), *unusable]


def _is_subfolder(entry: Path) -> bool:
    return not entry.name.startswith(".") and entry.is_dir() and not entry.is_symlink()


def _is_candidate(file: Path) -> bool:
    if file.name.upper() == "DICOMDIR" or not file.is_file():
        return False
    return file.suffix.lower() in _IMAGE_SUFFIXES or kind_of(_head(file)) is not None


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError:
        return b""
