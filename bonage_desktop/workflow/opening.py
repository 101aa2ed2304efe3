"""Which files a reader means: files, folders with what lies below them, and the images that a DICOMDIR lists."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bonage_desktop.errors import BonageError
from bonage_desktop.imaging.discover import Recursion, WhyPassedOver, is_dicomdir, search


@dataclass(frozen=True, slots=True)
class Opening:
    """What was found.

    Attributes:
        files: the images, each once, in order.
        problems: folders and lists that give none.
        passed_over: how many files and folders in the searched folders gave none, by the reason.
    """

    files: tuple[Path, ...]
    problems: tuple[BonageError, ...]
    passed_over: Mapping[WhyPassedOver, int] = field(default_factory=dict[WhyPassedOver, int])


def files_to_open(paths: Sequence[Path]) -> Opening:
    """The images that these paths stand for. Nothing is decoded here."""
    files: dict[Path, Path] = {}
    problems: list[BonageError] = []
    passed_over: dict[Path, WhyPassedOver] = {}
    for path in paths:
        try:
            named = _listed(path) if is_dicomdir(path) else (path,)
        except BonageError as error:
            problems.append(error)
            continue
        found = search(named, Recursion.SUBFOLDERS)
        passed_over.update(found.passed_over)
        for entry in found.entries:
            if isinstance(entry, Path):
                files.setdefault(entry.resolve(), entry)
            else:
                problems.append(entry.problem)
    given_anyway = files.keys() & passed_over.keys()
    counted = Counter(why for path, why in passed_over.items() if path not in given_anyway)
    return Opening(tuple(files.values()), tuple(problems), counted)


def _listed(path: Path) -> tuple[Path, ...]:
    from bonage_desktop.imaging.dicomdir import listed_images  # loads pydicom, which the window does without

    return listed_images(path)
