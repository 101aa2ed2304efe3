"""Saving the readings of a file of unsaved work, each by itself: one that is refused is no reason to lose another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bonage_desktop.errors import BonageError
from bonage_desktop.records.changes import SaveReading
from bonage_desktop.records.values import CaseId
from bonage_desktop.records.writer import Sink


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What became of the readings of a file.

    Attributes:
        saved: those that are on the disk now.
        refused: why each of the others is not, in their order.
    """

    saved: Sequence[SaveReading]
    refused: Sequence[BonageError]


def taken_up(readings: Sequence[SaveReading], store: Sink) -> TakenUp:
    """Save readings in their order; a later one of a case is based on the one before it.

    Args:
        readings: as `read_unsaved` gives them.
        store: saves them.
    """
    versions: dict[CaseId, int] = {}
    saved: list[SaveReading] = []
    refused: list[BonageError] = []
    for change in readings:
        based_on = versions.get(change.case, change.based_on)
        try:
            versions[change.case] = store.apply(replace(change, based_on=based_on)).version
        except BonageError as error:
            refused.append(error)
        else:
            saved.append(change)
    return TakenUp(saved, refused)
