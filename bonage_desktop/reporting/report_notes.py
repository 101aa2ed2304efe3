"""Notes of a report's page below each other; what has no room is counted, never lost without a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from bonage_desktop.reporting import palette
from bonage_desktop.reporting.sheet import SMALL, Ink, Place, Sheet

QUIET = Ink(SMALL, palette.QUIET_INK)
PLAIN_NOTE = Ink(8.2)


@dataclass(frozen=True, slots=True)
class Note:
    """Text below its head; nothing of it is written where there is no text."""

    head: str
    text: str


def draw_notes(sheet: Sheet, place: Place, notes: Sequence[Note], and_more: str) -> None:
    """The notes, and in the last line how many lines have no room.

    Args:
        sheet: to write on.
        place: where.
        notes: in their order.
        and_more: with `{0}` for the count.
    """
    lines = note_lines(sheet, notes, place.width)
    room = int(place.height / PLAIN_NOTE.line)
    if len(lines) > room:
        lines = [*lines[: room - 1], (and_more.format(len(lines) - room + 1), QUIET)]
    top = place.top
    for line, ink in lines:
        top = sheet.paragraph(Place(place.left, top, place.width, ink.line), [line], ink)


def note_lines(sheet: Sheet, notes: Sequence[Note], width: float) -> Sequence[tuple[str, Ink]]:
    """The lines that the notes take at this width, heads among them."""
    return [
        (line, ink)
        for note in notes
        if note.text
        for words, ink in ((note.head, QUIET), (note.text, PLAIN_NOTE))
        for line in sheet.lines_of(words, ink, width)
    ]
