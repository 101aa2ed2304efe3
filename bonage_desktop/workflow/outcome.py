"""What became of one image of a batch."""

from dataclasses import dataclass
from pathlib import Path

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.errors import BonageError
from bonage_desktop.findings.radiograph import Radiograph


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """An image that went through every stage that was asked for.

    Attributes:
        file: the image as it was given.
        radiograph: what was decoded, with the facts that the caller added.
        reading: levels, score and age; without a score where a stage before it was asked for.
    """

    file: Path
    radiograph: Radiograph
    reading: Reading


@dataclass(frozen=True, slots=True, eq=False)
class Failed:
    """An image without a result.

    Attributes:
        file: the image as it was given.
        error: why, and what to do about it.
        radiograph: what was decoded, or None where decoding failed.
        reading: what was found before it failed (a refused image, one that needs the reader), or None.
        sha256: of a file that could be read but not decoded, hexadecimal; else None.
    """

    file: Path
    error: BonageError
    radiograph: Radiograph | None = None
    reading: Reading | None = None
    sha256: str | None = None


Outcome = Assessed | Failed
