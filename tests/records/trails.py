"""Trails of scripted reviews, held in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import count

from kept_readings import NOON, WANG, confirmed, level_change, sample_image, sample_kept

from bonage_desktop.records.event_making import changes, opened, reported
from bonage_desktop.records.trail import (
    EventKind,
    Head,
    NewEvent,
    PersonalValue,
    StoredEvent,
    appended,
    beginning,
)
from bonage_desktop.records.values import CaseId, KeptReading
from bonage_desktop.standards.bones import Bone

TRAIL = "0123456789abcdef" * 2
CASE = CaseId("c" * 32)


class Notebook:
    """A trail whose salts are counted instead of drawn."""

    def __init__(self) -> None:
        self.head = Head.before(TRAIL)
        self.events: list[StoredEvent] = []
        self.personal: list[PersonalValue] = []
        self._salts = count(1)
        self.write([beginning(TRAIL, NOON)])

    def write(self, events: Iterable[NewEvent]) -> None:
        for event in events:
            done = appended(self.head, event, lambda: f"{next(self._salts):032x}")
            self.head = done.head
            self.events.append(done.event)
            self.personal += done.personal

    def save(self, before: KeptReading | None, after: KeptReading) -> None:
        self.write(changes(CASE, before, after, WANG, NOON))


def reviewed() -> Notebook:
    """Opened, assessed, the radius raised and taken back and raised again, confirmed, reported."""
    notes = Notebook()
    notes.write([opened(CASE, sample_image(), WANG, NOON)])
    first = sample_kept()
    raised = with_changes(first, level_change(Bone.RADIUS, 5, 9, why="capped"))
    again = with_changes(first, level_change(Bone.RADIUS, 5, 8))
    for before, after in [(None, first), (first, raised), (raised, first), (first, again), (again, confirmed(again))]:
        notes.save(before, after)
    notes.write([NewEvent(EventKind.EXPORTED, NOON + timedelta(minutes=1), reported(again), CASE, 1, {"by": WANG})])
    return notes


def with_changes(kept: KeptReading, *overrides: object) -> KeptReading:
    return replace(kept, reading=replace(kept.reading, overrides=tuple(overrides)))


EVENTS_OF_A_REVIEW = tuple(reviewed().events)
