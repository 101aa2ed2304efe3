"""Where a standard's numbers come from and which of them are in doubt."""

import json
from dataclasses import dataclass

from bonage_desktop.standards.entries import Entry


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that numbers were taken from.

    Attributes:
        key: how the standard's file refers to it.
        title: what and where it is.
    """

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that the sources do not settle.

    Attributes:
        place: which number, e.g. `curve/female/12.0 y`.
        verbatim: what the source says, as JSON; `null` where it says nothing.
        used: what is used here, as JSON; `null` where the number was left out.
        why: the reason, one or two sentences.
    """

    place: str
    verbatim: str
    used: str
    why: str


def citations(top: Entry) -> tuple[Citation, ...]:
    """The sources that a standard's file names, in its order.

    Raises:
        StandardError: a title is missing (`standards.file_invalid`).
    """
    return tuple(Citation(key, top["sources"][key].text()) for key in top["sources"].names())


def doubts(top: Entry) -> tuple[Doubt, ...]:
    """The doubts that a standard's file keeps, in its order.

    Raises:
        StandardError: an entry is incomplete (`standards.file_invalid`).
    """
    return tuple(
        Doubt(
            entry["place"].text(),
            json.dumps(entry["verbatim"].value),
            json.dumps(entry["used"].value),
            entry["why"].text(),
        )
        for entry in top["doubts"].rows()
    )
