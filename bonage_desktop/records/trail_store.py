"""The audit trail in the database: events are appended within the transaction that they tell about."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from bonage_desktop.records.database import Database
from bonage_desktop.records.head_file import keep_head, kept_head
from bonage_desktop.records.tables import events, personal_values, trail
from bonage_desktop.records.trail import Head, NewEvent, PersonalValue, StoredEvent, appended, beginning
from bonage_desktop.records.values import CaseId, random_name
from bonage_desktop.records.verifying import Verdict, verify

_AT_ONCE = 1000


def stored_head(connection: sa.Connection) -> Head | None:
    """The head of the trail; None where it has not begun."""
    row = connection.execute(sa.select(trail)).first()
    return None if row is None else Head(row.trail, row.sequence, row.digest)


def locked_head(connection: sa.Connection, at: datetime) -> Head:
    """The head of the trail; other writers wait until this transaction ends. A new trail begins where there is none.

    Args:
        connection: in a transaction that writes.
        at: when a new trail begins.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE trail IN EXCLUSIVE MODE"))
    known = stored_head(connection)
    if known is not None:
        return known
    head = Head.before(random_name())
    connection.execute(sa.insert(trail).values(place=1, trail=head.trail, sequence=0, digest=head.digest))
    return append(connection, head, [beginning(head.trail, at)])


def append(connection: sa.Connection, head: Head, happened: Iterable[NewEvent]) -> Head:
    """Append events; the new head.

    Args:
        connection: the transaction that `locked_head` was called in.
        head: as it gave it.
        happened: what is to be told, in order.
    """
    added: list[StoredEvent] = []
    personal: list[PersonalValue] = []
    for one in happened:
        done = appended(head, one, random_name)
        head = done.head
        added.append(done.event)
        personal += done.personal
    _insert_events(connection, added, personal)
    connection.execute(sa.update(trail).values(sequence=head.sequence, digest=head.digest))
    return head


def tell(database: Database, event: NewEvent) -> Head:
    """Append one event that no change of a case goes with; the new head, kept in the second file too.

    Raises:
        RecordsError: the database does not do it.
    """
    with database.writing() as connection:
        head = append(connection, locked_head(connection, event.at), [event])
    keep_head(database.location.head_file, head)
    return head


def _insert_events(connection: sa.Connection, added: Sequence[StoredEvent], personal: Sequence[PersonalValue]) -> None:
    """Write events and the values behind their commitments as they are."""
    if added:
        rows = [
            {"sequence": one.sequence, "case_id": one.case, "content": one.content, "digest": one.digest}
            for one in added
        ]
        connection.execute(sa.insert(events), rows)
    if personal:
        values = [
            {"sequence": one.sequence, "field": one.field, "salt": one.salt, "value": json.dumps(one.value)}
            for one in personal
        ]
        connection.execute(sa.insert(personal_values), values)


def forget_personal(connection: sa.Connection, case: CaseId) -> None:
    """Drop every personal value of a case, with its salt."""
    of_case = sa.select(events.c.sequence).where(events.c.case_id == case)
    connection.execute(sa.delete(personal_values).where(personal_values.c.sequence.in_(of_case)))


def stored_events(connection: sa.Connection, case: CaseId | None = None) -> Iterator[StoredEvent]:
    """The events in the order of their numbers, of one case or all."""
    wanted = sa.select(events).order_by(events.c.sequence)
    if case is not None:
        wanted = wanted.where(events.c.case_id == case)
    for row in connection.execute(wanted).yield_per(_AT_ONCE):
        yield StoredEvent(row.sequence, CaseId(row.case_id), row.content, row.digest)


def stored_personal(connection: sa.Connection, case: CaseId | None = None) -> Iterator[PersonalValue]:
    """The values behind the commitments of one case or all."""
    wanted = sa.select(personal_values)
    if case is not None:
        of_case = sa.select(events.c.sequence).where(events.c.case_id == case)
        wanted = wanted.where(personal_values.c.sequence.in_(of_case))
    for row in connection.execute(wanted).yield_per(_AT_ONCE):
        yield PersonalValue(row.sequence, row.field, row.salt, _text(row.value))


def verify_trail(database: Database, heads: Sequence[Head] = ()) -> Verdict:
    """Whether the trail of a database is whole.

    Args:
        database: whose.
        heads: kept elsewhere, printed on reports; the one in the second file is always asked.

    Raises:
        RecordsError: the database does not answer.
    """
    kept = kept_head(database.location.head_file)
    with database.reading() as connection:
        told = stored_head(connection)
        known = [*heads, *([] if kept is None else [kept])]
        # The head beside the events falls with them: alone it proves nothing, and is not counted as kept.
        known = [*known, told] if known and told is not None else known
        return verify(stored_events(connection), stored_personal(connection), known)


def _text(value: str) -> str:
    """A value that is no JSON any more was changed: it stands for itself and will not fit its commitment."""
    try:
        text: object = json.loads(value)
    except ValueError:
        return value
    return text if isinstance(text, str) else value
