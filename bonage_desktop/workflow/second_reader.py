"""How two readers agree, bone by bone, by weighted kappa. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from bonage_desktop.records.values import KeptCase, KeptReading, ReadingKind
from bonage_desktop.standards.bones import Bone, Level


@dataclass(frozen=True, slots=True)
class BoneAgreement:
    """How two readers agree on one bone.

    Attributes:
        bone: which.
        cases: how many both gave a level.
        equal: in how many of them it is the same.
        within_one: in how many it is at most one level apart.
        kappa: quadratically weighted, -1..1; None where it does not exist: fewer than two cases, or both readers gave
            every case one and the same level.
    """

    bone: Bone
    cases: int
    equal: int
    within_one: int
    kappa: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The levels of two readers of one image, who did not see each other's."""

    first: Mapping[Bone, Level]
    second: Mapping[Bone, Level]


def pairs(cases: Iterable[KeptCase], since: date, until: date) -> Sequence[Pair]:
    """The cases that two readers have confirmed, the second within these days.

    Of each kind the last confirmed reading counts, so that an amendment is the reader's word.

    Args:
        cases: any.
        since: first day, by the zone of the signature.
        until: last day.
    """
    found: list[Pair] = []
    for case in cases:
        first, second = (last_confirmed(case.readings, kind) for kind in (ReadingKind.FIRST, ReadingKind.SECOND))
        if first is None or second is None or not since <= _signed(second).date() <= until:
            continue
        found.append(Pair(first.reading.levels, second.reading.levels))
    return found


def agreement(read: Iterable[Pair]) -> Sequence[BoneAgreement]:
    """The agreement on each of the 13 bones, in the standard's order."""
    told = list(read)
    return [_agreement(bone, told) for bone in Bone]


def weighted_kappa(first: Sequence[int], second: Sequence[int], levels: int) -> float | None:
    """Cohen's kappa with quadratic weights.

    Args:
        first: levels, 0..levels - 1, of one reader.
        second: of the other, in the same order.
        levels: how many there are.

    Returns:
        1 for full agreement, 0 for that of chance; None where chance alone would agree fully.

    Source: Cohen, Weighted kappa, Psychological Bulletin 70 (1968) 213-220.
    """
    if len(first) != len(second):
        raise ValueError("both readers read the same cases")
    if len(first) < 2:
        return None
    seen = np.zeros((levels, levels))
    np.add.at(seen, (np.asarray(first), np.asarray(second)), 1.0)
    steps = np.arange(levels)
    weights = (steps[:, None] - steps[None, :]) ** 2
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    by_chance = float((weights * expected).sum())
    return None if by_chance == 0 else 1.0 - float((weights * seen).sum()) / by_chance


def _agreement(bone: Bone, read: Sequence[Pair]) -> BoneAgreement:
    both = [(one.first[bone].index, one.second[bone].index) for one in read if bone in one.first and bone in one.second]
    apart = [abs(one - other) for one, other in both]
    return BoneAgreement(
        bone=bone,
        cases=len(both),
        equal=apart.count(0),
        within_one=sum(distance <= 1 for distance in apart),
        kappa=weighted_kappa([one for one, _ in both], [other for _, other in both], bone.level_count),
    )


def last_confirmed(readings: Sequence[KeptReading], kind: ReadingKind) -> KeptReading | None:
    """The last reading of this kind that was confirmed, or None."""
    return next((one for one in reversed(readings) if one.kind is kind and one.signature is not None), None)


def _signed(reading: KeptReading) -> datetime:
    if reading.signature is None:
        raise ValueError("a reading that nobody confirmed")
    return reading.signature.at
