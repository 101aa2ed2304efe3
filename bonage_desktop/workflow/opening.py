"""Which files a reader means: files, folders with what lies below them, and the images that a DICOMDIR lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.discover import Recursion, find_images, is_dicomdir


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found.

    Attributes:
        files: the images, each once, in order.
        problems: folders and lists that give none.
    """

    files: tuple[Path, ...]
    problems: tuple[BonageError, ...]


def files_to_open(paths: Sequence[Path]) -> Opening:
    """The images that these paths stand for. Nothing is decoded here."""
    files: dict[Path, Path] = {}
    problems: list[BonageError] = []
    for path in paths:
        try:
            named = _listed(path) if is_dicomdir(path) else (path,)
        except BonageError as error:
            problems.append(error)
            continue
        for entry in find_images(named, Recursion.SUBFOLDERS):
            if isinstance(entry, Path):
                files.setdefault(entry.resolve(), entry)
            else:
                problems.append(entry.problem)
    return Opening(tuple(files.values()), tuple(problems))


def _listed(path: Path) -> tuple[Path, ...]:
    from bonage_desktop.imaging.dicomdir import listed_images  # loads pydicom, which the window does without

    return listed_images(path)
