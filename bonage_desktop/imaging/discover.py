"""Which files of the paths that a person names are images.

Only first bytes are read here; whether an image can be opened is for `read` to say.
"""

from collections.abc import Mapping, Sequence
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


class WhyPassedOver(Enum):
    """Why a file or folder within a searched folder gives no image."""

    NO_IMAGE = "no_image"
    """It neither begins like an image nor is named like one."""
    HIDDEN = "hidden"
    """Its name begins with a dot."""
    LINKED_FOLDER = "linked_folder"
    """Links to folders may lead in a circle."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search through paths found.

    Attributes:
        entries: the images, each once, and the trouble with folders, in order.
        passed_over: what lies in the folders and is left out, each once, with the reason. DICOMDIR is not among it:
            it lists images, and is none.
    """

    entries: tuple[Path | UnusableFolder, ...]
    passed_over: Mapping[Path, WhyPassedOver]


def find_images(
    paths: Sequence[Path], recursive: Recursion = Recursion.THIS_FOLDER
) -> tuple[Path | UnusableFolder, ...]:
    """The image files that `paths` stand for: the entries of `search`."""
    return search(paths, recursive).entries


def search(paths: Sequence[Path], recursive: Recursion = Recursion.THIS_FOLDER) -> Search:
    """Look through `paths` for image files, each once.

    In a folder every file counts that begins like an image (DICOM often has no suffix) or is named like one (so
    that a damaged image is reported and not passed over). Hidden files and DICOMDIR are left out.

    Returns:
        In the order of the arguments, sorted within a folder, followed by the trouble with it. A path that is no
        folder is passed on as given, even where nothing is there: reading it gives the error that belongs to it.
    """
    entries: dict[Path, Path | UnusableFolder] = {}
    passed_over: dict[Path, WhyPassedOver] = {}
    for path in paths:
        found = _search_folder(path, recursive) if path.is_dir() else Search((path,), {})
        passed_over.update(found.passed_over)
        for entry in found.entries:
            place = entry if isinstance(entry, Path) else entry.path
            entries.setdefault(place.resolve(), entry)
    return Search(tuple(entries.values()), passed_over)


def is_dicomdir(path: Path) -> bool:
    """Whether a path is the list of a DICOM medium, by its name (PS3.10 8.6)."""
    return _is_list(path) and path.is_file()


def subfolders(folder: Path) -> tuple[Path, ...]:
    """The folders right below this one that `Recursion.SUBFOLDERS` would search; none where it cannot be listed."""
    try:
        return tuple(sorted(entry for entry in folder.iterdir() if _is_subfolder(entry)))
    except OSError:
        return ()


def _search_folder(folder: Path, recursive: Recursion) -> Search:
    found: list[Path] = []
    unusable: list[UnusableFolder] = []
    passed_over: dict[Path, WhyPassedOver] = {}
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            entries = list(current.iterdir())
        except OSError as error:
            problem = refusals.no_permission(current, error.strerror or "unknown reason")
            unusable.append(UnusableFolder(current, problem))
            continue
        for entry in entries:
            why = _why_passed_over(entry)
            if why is not None:
                passed_over[current.resolve() / entry.name] = why
            elif not entry.is_dir():
                found += [] if _is_list(entry) else [entry]
            elif recursive is Recursion.SUBFOLDERS:
                waiting.append(entry)
    if not found and not unusable:
        unusable.append(UnusableFolder(folder, refusals.no_images(folder)))
    return Search((*sorted(found), *unusable), passed_over)


def _why_passed_over(entry: Path) -> WhyPassedOver | None:
    """None where it is looked at: an image by its beginning or its name, a folder, a DICOMDIR."""
    if entry.name.startswith("."):
        return WhyPassedOver.HIDDEN
    if entry.is_dir():
        return WhyPassedOver.LINKED_FOLDER if entry.is_symlink() else None
    return None if _is_list(entry) or _is_candidate(entry) else WhyPassedOver.NO_IMAGE


def _is_list(entry: Path) -> bool:
    return entry.name.upper() == _LIST


def _is_subfolder(entry: Path) -> bool:
    return not entry.name.startswith(".") and entry.is_dir() and not entry.is_symlink()


def _is_candidate(file: Path) -> bool:
    return file.is_file() and (file.suffix.lower() in _IMAGE_SUFFIXES or kind_of(_head(file)) is not None)


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError:
        return b""
