"""Which code a result was computed by, so that a kept result is used only while it would come out the same."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bonage_desktop import __version__
from bonage_desktop.installation import resources_dir

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class _Made:
    """What decides about a result, as patterns below the package and below `resources/`."""

    sources: tuple[str, ...]
    resources: tuple[str, ...]


_SEEING = _Made(("vision/*.py",), ("shape/*.json",))
_RUN = _Made(
    (
        "opencv.py",
        "imaging/*.py",
        "findings/*.py",
        "vision/*.py",
        "standards/*.py",
        "assessment/*.py",
        "training/*_changes.py",
        "training/catalogue.py",
        "training/picture.py",
        "training/stress_run.py",
    ),
    ("model/*.json", "shape/*.json", "standards/*.json"),
)


def code_version(package: Path = _PACKAGE, resources: Path | None = None) -> str:
    """The package's version and a digest of all that turns a file into a run of `bonage-eval stress`, weights aside.

    That is: the sources of imaging, vision, findings, standards and assessment, of the transformations and of the run,
    and what was learnt of hands and the standards in `resources/`.

    Args:
        package: folder of the sources.
        resources: folder of what is no code; the shipped one if None.
    """
    return _version(_RUN, package, resources)


def seeing_code_version(package: Path = _PACKAGE, resources: Path | None = None) -> str:
    """The same of all that turns grey levels into boxes and levels, weights aside: vision and the shape of hands.

    Reading files is left out: what is kept under this version was seen in plain pictures of eight bits.
    """
    return _version(_SEEING, package, resources)


def _version(made: _Made, package: Path, resources: Path | None) -> str:
    digest = hashlib.sha256()
    for folder, patterns in ((package, made.sources), (resources or resources_dir(), made.resources)):
        for file in _matching(folder, patterns):
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:16]}"


def _matching(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(folder.glob(pattern))
