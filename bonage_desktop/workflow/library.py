"""Answers about kept cases, for any thread. The database is opened when it is first asked for. No Qt.

Nothing of a database is imported before that: a window is painted first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from bonage_desktop.assessment.reading import Standards
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.exports import Export, exports_of
from bonage_desktop.records.listing import CaseQuery, CaseRow
from bonage_desktop.records.location import Location
from bonage_desktop.records.replay import reader_seconds
from bonage_desktop.records.signatures import signature_place
from bonage_desktop.records.values import CaseId, EarlierReading, ImageKey, KeptCase
from bonage_desktop.workflow.second_reader import BoneAgreement, agreement, pairs
from bonage_desktop.workflow.site_report import SiteReport, site_report

if TYPE_CHECKING:
    from bonage_desktop.records.database import Database
    from bonage_desktop.records.queries import Cases
    from bonage_desktop.records.store import Store


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What is kept of an image and of its patient.

    Attributes:
        kept: its case; None where it has none.
        earlier: the confirmed readings of the same patient's other images, oldest study first.
        place: where the audit trail tells that its last reading was signed; empty where it is not.
    """

    kept: KeptCase | None
    earlier: Sequence[EarlierReading]
    place: str


class Library:
    """One database. Every question raises `RecordsError` where it does not answer.

    Args:
        location: where it is.
        standards: what readings are scored with.
    """

    def __init__(self, location: Location, standards: Standards) -> None:
        self.location = location
        self.standards = standards
        self._lock = Lock()
        self._database: Database | None = None

    def look_up(self, image: Radiograph) -> Found:
        """What is kept of this image and its patient."""
        cases, patient = self._cases(), image.identifiers.patient_id
        case = cases.find(ImageKey.of(image))
        earlier = [one for one in cases.earlier(patient, date.max) if one.case != case]
        if case is None:
            return Found(None, earlier, "")
        kept = cases.case(case)
        return Found(kept, earlier, self._signature_place(kept))

    def rows(self, query: CaseQuery) -> Sequence[CaseRow]:
        """The kept cases that a filter shows, in the order in which they were kept first."""
        return self._cases().rows(query)

    def case(self, name: CaseId) -> KeptCase:
        """A case with all its readings."""
        return self._cases().case(name)

    def exports(self, case: CaseId) -> tuple[Export, ...]:
        """The reports of a case that left the program, in their order."""
        from bonage_desktop.records.trail_store import stored_events, stored_personal

        with self._opened().reading() as connection:
            return exports_of(stored_events(connection, case), stored_personal(connection, case))

    def agreement(self, since: date, until: date) -> Sequence[BoneAgreement]:
        """How two readers agree on the cases whose second reading was confirmed within these days."""
        return agreement(pairs(self._cases().all_cases(), since, until))

    def site_report(self) -> SiteReport:
        """What readers change here."""
        from bonage_desktop.records.trail_store import stored_events

        with self._opened().reading() as connection:
            seconds = reader_seconds(stored_events(connection))
        return site_report(self._cases().all_cases(), seconds)

    def store(self) -> "Store":
        """Writes to the same database."""
        from bonage_desktop.records.store import Store

        return Store(self._opened(), self.standards)

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _signature_place(self, kept: KeptCase) -> str:
        from bonage_desktop.records.trail_store import stored_events

        with self._opened().reading() as connection:
            return signature_place(stored_events(connection, kept.id), kept.current.number)

    def _cases(self) -> "Cases":
        from bonage_desktop.records.queries import Cases

        return Cases(self._opened(), self.standards)

    def _opened(self) -> "Database":
        from bonage_desktop.records.database import open_database

        with self._lock:
            if self._database is None:
                self._database = open_database(self.location)
            return self._database
