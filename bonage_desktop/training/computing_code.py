"""Which code a result was computed by, so that a kept result is used only while it would come out the same."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from bonage_desktop import __version__
from bonage_desktop.installation import resources_dir

_PACKAGE = Path(__file__).resolve().parent.parent
_SOURCES = (
    "vision/*.py",
    "standards/*.py",
    "assessment/in_force.py",
    "assessment/plausibility.py",
    "assessment/reading.py",
    "assessment/scoring.py",
    "training/*_changes.py",
    "training/catalogue.py",
    "training/picture.py",
)
_RESOURCES = ("model/plausibility.json", "shape/*.json", "standards/*.json")


def code_version() -> str:
    """The package's version and a digest of all that turns grey levels into an age, weights aside.

    That is: the sources of vision, of the score and its age, of the transformations, and what was learnt of hands and
    the standards in `resources/`.
    """
    digest = hashlib.sha256()
    for file in (*_matching(_PACKAGE, _SOURCES), *_matching(resources_dir(), _RESOURCES)):
        digest.update(f"{file.parent.name}/{file.name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:16]}"


def _matching(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(folder.glob(pattern))
