"""What can be asked of the store, as values that wait in a queue and can be written to a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.trail import Head
from bonage_desktop.records.values import CaseId, KeptCase, KeptReading
from bonage_desktop.standards.bones import Bone


@dataclass(frozen=True, slots=True, eq=False)
class SaveReading:
    """Keep a reading as it is now.

    Attributes:
        case: whose reading; a new one is drawn for a case that is not kept yet (`new_case_id`).
        based_on: the version of the case that this was made from; 0 for a case that is not kept yet.
        image: as its file describes it.
        known: the same with the reader's dates and side, by which cases are found.
        reading: to be kept.
        by: who made the change.
        at: when, with a time zone.
    """

    case: CaseId
    based_on: int
    image: Radiograph
    known: Radiograph
    reading: KeptReading
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class NoteTime:
    """A reader spent time on a case; idle time is not in it.

    Attributes:
        case: which.
        reading: the number of the reading.
        seconds: of each bone, and of the hand as a whole (None).
        by: whose time.
        at: when it ended, with a time zone.
    """

    case: CaseId
    reading: int
    seconds: Mapping[Bone | None, float]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class NoteExport:
    """Score and age left the program.

    Attributes:
        case: whose.
        reading: as it was exported.
        form: e.g. `pdf`.
        sha256: of what was written, hexadecimal.
        by: who did it.
        at: when, with a time zone.
    """

    case: CaseId
    reading: KeptReading
    form: str
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class NotePlace:
    """The image of a case lies elsewhere now; that is no change of the case.

    Attributes:
        case: whose.
        file: the whole path.
    """

    case: CaseId
    file: Path


@dataclass(frozen=True, slots=True, eq=False)
class DeleteCase:
    """Remove a case, all its readings and every personal value of it.

    Attributes:
        case: which.
        based_on: the version that was seen.
        by: who did it; the only name that stays.
        at: when, with a time zone.
    """

    case: CaseId
    based_on: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class AddCase:
    """Keep a whole case that was written by another database.

    Attributes:
        case: with all its readings.
        known: its image with the reader's dates and side.
        origin: facts that the trail tells of where it comes from; they name nobody.
        by: who imports it.
        at: when, with a time zone.
    """

    case: KeptCase
    known: Radiograph
    origin: Mapping[str, Json]
    by: str
    at: datetime


Change = SaveReading | NoteTime | NoteExport | NotePlace | DeleteCase | AddCase


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that is on the disk.

    Attributes:
        case: of which case.
        version: of the case after it; 0 where it is gone.
        head: of the trail after it, as reports print it.
    """

    case: CaseId
    version: int
    head: Head
