"""The audit trail: events that only grow in number, each chained to the one before by SHA-256.

An event's content is canonical JSON: `sequence`, `at` (UTC), `kind`, `case`, `reading`, `body`, and `personal`, which
has no value but its commitment, SHA-256 of salt and value. Values and salts lie elsewhere and can be dropped, which
leaves the chain valid. digest(n) = SHA-256(digest(n-1) + newline + content(n)); before the first event stand 64 zeros.

Pure: nothing here does I/O. docs/records.md has an example that can be checked with `sha256sum`.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import cast

from bonage_desktop.records.json_values import Json, canonical_json
from bonage_desktop.records.values import CaseId

NOTHING_BEFORE = "0" * 64
"""Stands where the digest of the event before the first one would."""
NO_CASE = CaseId("")
"""Of events that are about none."""
FORMAT = 1
"""Of the trail, written into its first event."""


class EventKind(StrEnum):
    """What happened."""

    BEGUN = "begun"
    """The trail; its body names it."""
    OPENED = "opened"
    """A case was kept for the first time."""
    ASSESSED = "assessed"
    """Networks, or handed-in levels, gave a reading its levels; again when a box was looked at anew."""
    OVERRIDE = "override"
    """A reader changed a level, a box or the sex."""
    TAKEN_BACK = "taken_back"
    """Changes are no more in force; the body has their places in the list, counted from 0."""
    READER_TIME = "reader_time"
    """Seconds that a reader spent on bones, without idle time."""
    CONFIRMED = "confirmed"
    AMENDED = "amended"
    """A reading begins that amends a confirmed one."""
    SECOND_BEGUN = "second_begun"
    CONSENSUS_BEGUN = "consensus_begun"
    EXPORTED = "exported"
    """A report or table with score and age left the program."""
    DELETED = "deleted"
    IMPORTED = "imported"
    """A case came from a file that another trail wrote."""
    RESTORED = "restored"
    """A backup took the place of the database; its body has the head that was given up."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event before it stands in the trail.

    Attributes:
        kind: what happened.
        at: when, with a time zone.
        body: facts that name nobody.
        case: of which case; empty where it is about none.
        reading: of which reading of it; 0 where it is about none.
        personal: values that name somebody, or free text, by field.
    """

    kind: EventKind
    at: datetime
    body: Mapping[str, Json]
    case: CaseId = NO_CASE
    reading: int = 0
    personal: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it is stored.

    Attributes:
        sequence: 1.., without a gap.
        case: as in the content, for finding the events of a case.
        content: canonical JSON.
        digest: chains it to the one before, 64 hexadecimal digits.
    """

    sequence: int
    case: CaseId
    content: str
    digest: str

    def read(self) -> dict[str, Json]:
        """The content as an object.

        Raises:
            ValueError: it is no JSON object.
        """
        try:
            values: object = json.loads(self.content)
        except RecursionError as error:
            raise ValueError("nested too deep") from error
        if not isinstance(values, dict):
            raise ValueError("no object")
        return cast(dict[str, Json], values)


@dataclass(frozen=True, slots=True)
class PersonalValue:
    """The value behind a commitment: in event `sequence`, under the name `field`."""

    sequence: int
    field: str
    salt: str
    value: str

    @property
    def commitment(self) -> str:
        """SHA-256 of salt and value, 64 hexadecimal digits."""
        salted = self.salt.encode("ascii") + self.value.encode("utf-8", "surrogatepass")
        return hashlib.sha256(salted).hexdigest()


def place_in_trail(sequence: int, digest: str) -> str:
    """Number and digest of an event: `12:ab…`, 64 digits after the colon."""
    return f"{sequence}:{digest}"


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a trail at some time.

    Attributes:
        trail: names the trail, 32 hexadecimal digits.
        sequence: of the event; 0 before the first.
        digest: of the event.
    """

    trail: str
    sequence: int
    digest: str

    @property
    def place(self) -> str:
        """As reports print it and `bonage audit verify --head` takes it."""
        return place_in_trail(self.sequence, self.digest)

    @classmethod
    def before(cls, trail: str) -> "Head":
        """Of a trail without events."""
        return cls(trail, 0, NOTHING_BEFORE)


@dataclass(frozen=True, slots=True)
class Appended:
    """An event that was chained to a head.

    Attributes:
        event: to be stored.
        personal: what it commits to, to be stored elsewhere.
        head: after it.
    """

    event: StoredEvent
    personal: tuple[PersonalValue, ...]
    head: Head


def beginning(trail: str, at: datetime) -> NewEvent:
    """The first event of a trail.

    Args:
        trail: 32 random hexadecimal digits that name it.
        at: when it begins.
    """
    return NewEvent(EventKind.BEGUN, at, {"trail": trail, "format": FORMAT})


def digest_of(previous: str, content: str) -> str:
    """The digest of a content that follows an event with this digest."""
    return hashlib.sha256(f"{previous}\n{content}".encode("utf-8", "surrogatepass")).hexdigest()


def appended(head: Head, event: NewEvent, salt: Callable[[], str]) -> Appended:
    """The event as the next one of a trail.

    Args:
        head: of the trail before it.
        event: what happened.
        salt: gives 32 random hexadecimal digits.

    Raises:
        ValueError: its time has no zone, or its body holds a number that is not finite.
    """
    if event.at.utcoffset() is None:
        raise ValueError("an event has a time with its zone")
    sequence = head.sequence + 1
    personal = tuple(PersonalValue(sequence, name, salt(), value) for name, value in sorted(event.personal.items()))
    content = canonical_json(
        {
            "sequence": sequence,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": event.kind.value,
            "case": event.case,
            "reading": event.reading,
            "body": dict(event.body),
            "personal": {one.field: one.commitment for one in personal},
        }
    )
    digest = digest_of(head.digest, content)
    stored = StoredEvent(sequence, event.case, content, digest)
    return Appended(stored, personal, Head(head.trail, sequence, digest))
