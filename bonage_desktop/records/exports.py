"""Which reports of a case left the program: what the audit trail knows, and what one session knows besides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast

from bonage_desktop.records.trail import EventKind, PersonalValue, StoredEvent


@dataclass(frozen=True, slots=True)
class Export:
    """One report that left the program.

    Attributes:
        at: when, with a time zone.
        form: the key of its format, e.g. `pdf`.
        sha256: of what was written, hexadecimal.
        by: who did it; empty where that is not known.
        file: where it was written; None where that is not known: the trail keeps no paths.
    """

    at: datetime
    form: str
    sha256: str
    by: str = ""
    file: Path | None = None


def exports_of(events: Iterable[StoredEvent], personal: Iterable[PersonalValue]) -> tuple[Export, ...]:
    """The exports of a case, in their order.

    Args:
        events: of the case.
        personal: the values that they commit to.
    """
    names = {value.sequence: value.value for value in personal if value.field == "by"}
    return tuple(
        _export(told, names.get(event.sequence, ""))
        for event in events
        if (told := event.read()).get("kind") == EventKind.EXPORTED.value
    )


def all_exports(session: Sequence[Export], kept: Sequence[Export]) -> Sequence[Export]:
    """The exports of one case, the newest first, each once.

    Args:
        session: of this session, which knows the files.
        kept: of the trail, which knows the others.
    """
    files = {(one.form, one.sha256): one.file for one in session}
    known = [replace(one, file=files.get((one.form, one.sha256))) for one in kept]
    in_trail = {(one.form, one.sha256) for one in kept}
    others = [one for one in session if (one.form, one.sha256) not in in_trail]
    return sorted((*known, *others), key=lambda one: one.at, reverse=True)


def _export(told: object, by: str) -> Export:
    values = cast(dict[str, object], told)
    body = cast(dict[str, object], values["body"])
    return Export(datetime.fromisoformat(str(values["at"])), str(body["form"]), str(body["sha256"]), by)
