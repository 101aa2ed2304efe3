"""Whether a trail is whole: every event as it was written, none missing, moved or cut off.

Pure. What it finds is named by the number of the event.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bonage_desktop.records.json_values import Json
from bonage_desktop.records.trail import NOTHING_BEFORE, EventKind, Head, PersonalValue, StoredEvent, digest_of
from bonage_desktop.sentences import say


class FaultKind(StrEnum):
    """What is wrong with a trail."""

    CHANGED = "changed"
    """An event, or the one before it, is not what was written."""
    MISSING = "missing"
    OUT_OF_PLACE = "out_of_place"
    """Two events have one number, or an event has another number inside."""
    CUT = "cut"
    """The trail ends before an event that a kept head names."""
    HEAD_DIFFERS = "head_differs"
    """The event that a kept head names has another digest now."""
    HEAD_UNKNOWN = "head_unknown"
    """There is no kept head, or it belongs to another trail: a cut tail would not be seen."""
    PERSONAL_CHANGED = "personal_changed"
    PERSONAL_MISSING = "personal_missing"
    """A value is gone though its case was not deleted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        kind: what.
        sequence: of the event.
        message: one sentence that names it.
    """

    kind: FaultKind
    sequence: int
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Attributes:
        head: the last event; its digest is what a report prints.
        faults: in the order of the events; empty where all is well.
        backwards: events whose time lies before that of the event before them: a clock was set back. No fault; the
            order of events is that of their numbers.
    """

    head: Head
    faults: tuple[Fault, ...]
    backwards: tuple[int, ...]


class _Walk:
    """One pass over the events."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self._heads = {head.sequence: head for head in heads}
        self.faults: list[Fault] = []
        self.backwards: list[int] = []
        self.commitments: dict[tuple[int, str], tuple[str, str]] = {}
        self.deleted: set[str] = set()
        self.trail = ""
        self.sequence = 0
        self.digest = NOTHING_BEFORE
        self._at: datetime | None = None

    def step(self, event: StoredEvent) -> None:
        expected = self.sequence + 1
        if event.sequence > expected:
            told = say("Events {first} to {last} are missing.", first=expected, last=event.sequence - 1)
            self.fault(FaultKind.MISSING, expected, told)
        elif event.sequence < expected:
            self.fault(
                FaultKind.OUT_OF_PLACE, event.sequence, say("Event {number} is there twice.", number=event.sequence)
            )
        elif event.digest != digest_of(self.digest, event.content):
            told = say(
                "Event {number} is not what was written after event {before}.",
                number=event.sequence,
                before=self.sequence,
            )
            self.fault(FaultKind.CHANGED, event.sequence, told)
        self._look_into(event)
        head = self._heads.get(event.sequence)
        if head is not None and head.digest != event.digest:
            told = say(
                "Event {number} is not the one whose digest was kept as head of the trail.", number=event.sequence
            )
            self.fault(FaultKind.HEAD_DIFFERS, event.sequence, told)
        self.sequence, self.digest = event.sequence, event.digest

    def fault(self, kind: FaultKind, sequence: int, message: str) -> None:
        self.faults.append(Fault(kind, sequence, message))

    def _look_into(self, event: StoredEvent) -> None:
        try:
            content = event.read()
            at = datetime.fromisoformat(str(content["at"]))
            personal = content["personal"]
            is_in_place = content["sequence"] == event.sequence and content["case"] == event.case
        except (ValueError, KeyError):
            self.fault(FaultKind.CHANGED, event.sequence, say("Event {number} holds no event.", number=event.sequence))
            return
        if not is_in_place:
            told = say("Event {number} stands in another place than it was written for.", number=event.sequence)
            self.fault(FaultKind.OUT_OF_PLACE, event.sequence, told)
        if self._at is not None and at.utcoffset() is not None and at < self._at:
            self.backwards.append(event.sequence)
        self._at = at if at.utcoffset() is not None else self._at
        if isinstance(personal, dict):
            for name, commitment in personal.items():
                self.commitments[event.sequence, name] = (str(commitment), event.case)
        self._note(content, event)

    def _note(self, content: Mapping[str, Json], event: StoredEvent) -> None:
        if content.get("kind") == EventKind.DELETED:
            self.deleted.add(event.case)
        body = content.get("body")
        if event.sequence == 1 and isinstance(body, dict):
            self.trail = str(body.get("trail", ""))


def verify(events: Iterable[StoredEvent], personal: Iterable[PersonalValue], heads: Sequence[Head]) -> Verdict:
    """Go through a trail from its first event to its last.

    Args:
        events: in the order of their numbers.
        personal: the values behind the commitments that are still there, in any order.
        heads: kept outside of the events: in the second file, on reports (which name no trail: empty there). Without
            any, a cut tail is not seen.
    """
    walk = _Walk(heads)
    for event in events:
        walk.step(event)
    _check_heads(walk, heads)
    _check_personal(walk, personal)
    faults = tuple(sorted(dict.fromkeys(walk.faults), key=lambda fault: fault.sequence))
    return Verdict(Head(walk.trail, walk.sequence, walk.digest), faults, tuple(walk.backwards))


def _check_heads(walk: _Walk, heads: Sequence[Head]) -> None:
    if not heads:
        told = say("No head of the trail was kept: events cut off at its end would not be seen.")
        walk.fault(FaultKind.HEAD_UNKNOWN, walk.sequence, told)
    for head in heads:
        if head.trail not in ("", walk.trail):
            walk.fault(FaultKind.HEAD_UNKNOWN, head.sequence, say("The kept head is that of another trail."))
        elif head.sequence > walk.sequence:
            told = say(
                "The trail ends with event {last}; event {number} was there before.",
                last=walk.sequence,
                number=head.sequence,
            )
            walk.fault(FaultKind.CUT, walk.sequence + 1, told)


def _check_personal(walk: _Walk, personal: Iterable[PersonalValue]) -> None:
    there: set[tuple[int, str]] = set()
    for one in personal:
        place = one.sequence, one.field
        there.add(place)
        commitment, _ = walk.commitments.get(place, ("", ""))
        if commitment != one.commitment:
            told = say("{field} of event {number} is not what was written.", field=one.field, number=one.sequence)
            walk.fault(FaultKind.PERSONAL_CHANGED, one.sequence, told)
    for (sequence, name), (_, case) in walk.commitments.items():
        if (sequence, name) not in there and case not in walk.deleted:
            told = say(
                "{field} of event {number} is gone, though its case was not deleted.", field=name, number=sequence
            )
            walk.fault(FaultKind.PERSONAL_MISSING, sequence, told)
