"""A radiograph as the application sees it, whatever file it came from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.person_name import readable_name
from bonage_desktop.sentences import Sentence, say
from bonage_desktop.standards.sex import Sex

INVERTED = "inverted"
"""How a step in `Provenance.applied` begins that turned black into white."""
_ROUNDING = 1e-6
"""Months that an age in years may lack because of how it is stored."""


class Laterality(StrEnum):
    """Which hand."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def word(self) -> Sentence:
        """The side in a sentence."""
        return say("left") if self is Laterality.LEFT else say("right")


class FactSource(StrEnum):
    """Where a fact about the patient or the image comes from."""

    TAG = "tag"
    READER = "reader"
    DEMOGRAPHICS = "demographics"
    UNKNOWN = "unknown"


class AgeSource(StrEnum):
    """How the chronological age was found."""

    DATES = "dates"
    PATIENT_AGE = "patient_age"


class SpacingReference(StrEnum):
    """What a pixel spacing is measured at (DICOM PS3.3 10.7.1.3)."""

    PATIENT = "patient"
    DETECTOR = "detector"


@dataclass(frozen=True, slots=True)
class PixelSpacing:
    """Millimetres between neighbouring pixels; at the detector it includes the geometric magnification."""

    row_mm: float
    column_mm: float
    reference: SpacingReference


@dataclass(frozen=True, slots=True)
class ChronologicalAge:
    """Age at the examination and how it was found.

    Attributes:
        years: >= 0.
        source: how it was found.
        by_calendar: completed months between two dates, as people count them: a month is over on the day of the month
            on which it began. None where there are no dates.
    """

    years: float
    source: AgeSource
    by_calendar: int | None = None

    @classmethod
    def between(cls, birth: date, study: date) -> Self:
        """The age by two dates, in years of 365.25 days; `study` is not before `birth`."""
        months = (study.year - birth.year) * 12 + study.month - birth.month - (study.day < birth.day)
        return cls((study - birth).days / 365.25, AgeSource.DATES, months)

    @property
    def months(self) -> int:
        """Completed months."""
        return int(self.years * 12 + _ROUNDING) if self.by_calendar is None else self.by_calendar


@dataclass(frozen=True, slots=True)
class Window:
    """A display window of the file in modality units.

    Attributes:
        center: window centre, or None for a VOI LUT.
        width: window width (> 0), or None for a VOI LUT.
        explanation: the file's own name for it, may be empty.
    """

    center: float | None
    width: float | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Who and what the image belongs to. Empty strings where the file does not say. Never logged.

    `patient_name` is as DICOM stores it; people read `readable_name`.
    """

    patient_id: str
    patient_name: str
    accession_number: str
    institution: str
    study_uid: str
    series_uid: str
    sop_class_uid: str
    sop_instance_uid: str

    @property
    def readable_name(self) -> str:
        """The patient's name as people read it, e.g. `Wang, Xiaoming (王小明)`."""
        return readable_name(self.patient_name)


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the pixels were obtained.

    Attributes:
        file: the file as given.
        sha256: of the file's bytes, hexadecimal.
        format: `DICOM`, `PNG`, `JPEG`, `TIFF` or `BMP`.
        transfer_syntax: UID, empty for other formats.
        photometric: DICOM photometric interpretation, empty for other formats.
        bits_stored: meaningful bits per stored value, 8..16.
        windows: the file's display windows, in its order.
        applied: the steps from stored to shown values, in order, for people to read.
    """

    file: Path
    sha256: str
    format: str
    transfer_syntax: str
    photometric: str
    bits_stored: int
    windows: tuple[Window, ...]
    applied: tuple[str, ...]

    @property
    def inverted(self) -> bool:
        """A step turned black into white: its words in `applied` begin with `INVERTED`."""
        return any(step.startswith(INVERTED) for step in self.applied)


@dataclass(frozen=True, slots=True, eq=False)
class Radiograph:
    """One radiograph and what its file says about it.

    Attributes:
        pixels: float32 (H, W), 0..1, bone bright, read-only.
        stored: (H, W) integers as stored, before any look-up table, read-only.
        spacing: pixel spacing, or None where the file has none.
        laterality: which hand, or None where nobody said.
        laterality_source: who said so.
        view: view position, e.g. `PA`; empty where the file does not say.
        sex: of the patient, or None where nobody said. Never a default.
        sex_source: who said so.
        birth_date: of the patient.
        study_date: of the examination.
        age: chronological age at the examination.
        identifiers: patient, accession and study.
        provenance: how the pixels were obtained.
        notices: what was missing, doubtful or inferred.
    """

    pixels: npt.NDArray[np.float32]
    stored: npt.NDArray[np.integer]
    spacing: PixelSpacing | None
    laterality: Laterality | None
    laterality_source: FactSource
    view: str
    sex: Sex | None
    sex_source: FactSource
    birth_date: date | None
    study_date: date | None
    age: ChronologicalAge | None
    identifiers: Identifiers
    provenance: Provenance
    notices: tuple[Notice, ...]

    def __post_init__(self) -> None:
        if self.pixels.ndim != 2 or self.pixels.dtype != np.float32 or self.pixels.shape != self.stored.shape:
            raise ValueError("pixels must be float32 (H, W) with stored values of the same shape")
        for array in (self.pixels, self.stored):
            array.setflags(write=False)

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])
