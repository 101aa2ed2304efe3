"""Where in the trail a reading was signed: what its reports print, the same for every copy."""

from collections.abc import Iterable

from bonage_desktop.records.trail import EventKind, StoredEvent, place_in_trail


def signature_place(events: Iterable[StoredEvent], reading: int) -> str:
    """Number and digest of the event that confirmed a reading, as `bonage audit verify --head` takes them.

    Args:
        events: of the case, in their order.
        reading: its number.

    Returns:
        `12:ab…`, 64 digits after the colon; empty where the reading was not confirmed.
    """
    signed = [one for one in events if _is_of(one, reading)]
    return place_in_trail(signed[-1].sequence, signed[-1].digest) if signed else ""


def _is_of(event: StoredEvent, reading: int) -> bool:
    told = event.read()
    return told.get("kind") == EventKind.CONFIRMED.value and told.get("reading") == reading
