"""A store with what reads from it, and the changes of a scripted review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kept_readings import NOON, WANG, confirmed, sample_image, sample_kept

from bonage_desktop.assessment.override import Override
from bonage_desktop.assessment.reading import load_standards
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.records.changes import DeleteCase, SaveReading
from bonage_desktop.records.database import Database
from bonage_desktop.records.queries import Cases
from bonage_desktop.records.replay import replay
from bonage_desktop.records.store import Store
from bonage_desktop.records.trail_store import stored_events, verify_trail
from bonage_desktop.records.values import CaseId, KeptReading


def case_number(number: int) -> CaseId:
    return CaseId(f"{number:032x}")


def saving(
    number: int = 1,
    based_on: int = 0,
    reading: KeptReading | None = None,
    image: Radiograph | None = None,
    by: str = WANG,
    at: datetime = NOON,
) -> SaveReading:
    """Keep the sample hand as case `number`."""
    film = sample_image(number) if image is None else image
    return SaveReading(case_number(number), based_on, film, film, reading or sample_kept(), by, at)


def deleting(number: int, based_on: int) -> DeleteCase:
    return DeleteCase(case_number(number), based_on, WANG, NOON)


def changed(*overrides: Override) -> KeptReading:
    return sample_kept(tuple(overrides))


class Desk:
    """What a window has of a database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.store = Store(database, load_standards(), lambda: NOON)
        self.cases = Cases(database, load_standards())

    def keep(self, *numbers: int) -> None:
        for number in numbers:
            self.store.apply(saving(number))

    def kinds(self) -> Sequence[str]:
        with self.database.reading() as connection:
            return [event.read()["kind"] for event in stored_events(connection)]

    def faults(self) -> Sequence[str]:
        return [fault.kind.value for fault in verify_trail(self.database).faults]

    def ages_agree(self) -> bool:
        with self.database.reading() as connection:
            return all(one.agrees for one in replay(stored_events(connection), load_standards()))


def confirmed_reading(number: int = 1, **changes: object) -> KeptReading:
    return confirmed(replace(sample_kept(), number=number, **changes))
