"""One line of the list of kept cases, and what a list can be asked for."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bonage_desktop.records.values import CaseId, CaseStatus
from bonage_desktop.standards.sex import Sex


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases to list; what is empty or None lists all.

    Attributes:
        text: part of the patient's name or identifier, of the accession number or of the file's name; case does not
            matter.
        statuses: in one of these.
        since: examined on this day or later.
        until: examined on this day or earlier.
        accession_number: exactly this one.
    """

    text: str = ""
    statuses: frozenset[CaseStatus] = frozenset()
    since: date | None = None
    until: date | None = None
    accession_number: str = ""


class CaseRow(NamedTuple):
    """A kept case as a list shows it; of its last reading where that matters. A tuple, because there are thousands.

    Attributes:
        id: names it.
        version: what a change is based on.
        status: how far it is.
        patient_id: may be empty.
        patient_name: as DICOM stores it, may be empty.
        accession_number: may be empty.
        file: where the image was when it was opened last.
        sha256: of the image's bytes.
        study_date: of the examination, by the reader's word before the file's.
        sex: in force.
        score: RUS-CHN, 0..1000.
        bone_age_years: RUS-CHN.
        chronological_years: at the examination.
        confirmed_by: of a confirmed case.
        confirmed_at: likewise; ISO 8601, UTC.
    """

    id: CaseId
    version: int
    status: CaseStatus
    patient_id: str
    patient_name: str
    accession_number: str
    file: str
    sha256: str
    study_date: date | None
    sex: Sex | None
    score: int | None
    bone_age_years: float | None
    chronological_years: float | None
    confirmed_by: str | None
    confirmed_at: str | None
