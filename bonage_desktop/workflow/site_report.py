"""Where the model is wrong at this site: what its readers change, by bone and age group. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.roi import Source
from bonage_desktop.records.values import CaseId, KeptCase, KeptReading, ReadingKind
from bonage_desktop.standards.bones import Bone


class AgeGroup(Enum):
    """By the bone age that was confirmed, years; the upper end belongs to the next group."""

    UNDER_6 = (0.0, 6.0)
    FROM_6 = (6.0, 9.0)
    FROM_9 = (9.0, 12.0)
    FROM_12 = (12.0, 15.0)
    FROM_15 = (15.0, math.inf)

    @classmethod
    def of(cls, years: float) -> "AgeGroup":
        """The group of this age (>= 0)."""
        return next(group for group in cls if group.value[0] <= years < group.value[1])


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean with the interval that holds the true one in 95 of 100 sites.

    Attributes:
        n: of how many values.
        mean: their mean.
        low: lower end; None with fewer than two values.
        high: upper end; likewise.
    """

    n: int
    mean: float
    low: float | None
    high: float | None

    @classmethod
    def of(cls, values: Sequence[float]) -> "Difference | None":
        """Of these values; None where there are none. By Student's t."""
        from scipy.special import stdtrit  # takes a quarter of a second

        n = len(values)
        if not n:
            return None
        mean = math.fsum(values) / n
        if n < 2:
            return cls(n, mean, None, None)
        spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1))
        half = float(stdtrit(n - 1, 0.975)) * spread / math.sqrt(n)
        return cls(n, mean, mean - half, mean + half)


@dataclass(frozen=True, slots=True)
class BoneChange:
    """What readers did to one bone in one age group.

    Attributes:
        bone: which.
        group: by confirmed bone age; None: all ages.
        graded: in how many confirmed readings the model had given it a level.
        changed: in how many of them the confirmed level is another one.
        change: confirmed level minus the model's, over all `graded`; None where there are none.
        minutes: that readers spent on it, a reading; None where no time was noted.
    """

    bone: Bone
    group: AgeGroup | None
    graded: int
    changed: int
    change: Difference | None
    minutes: float | None

    @property
    def rate(self) -> float | None:
        """Share of the model's levels that were changed, 0..1."""
        return self.changed / self.graded if self.graded else None


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What this site's readers made of the model's readings.

    Attributes:
        readings: confirmed first readings; of an amended one the last counts.
        changed: in how many of them any level was changed.
        years: confirmed bone age minus that of the model's own levels.
        bones: for each bone all ages, then each age group in which there is a reading.
    """

    readings: int
    changed: int
    years: Difference | None
    bones: tuple[BoneChange, ...]


Seconds = Mapping[tuple[CaseId, int], Mapping[Bone, float]]
"""What the trail tells of readers' time: of (case, number of the reading), for each bone."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One bone of one confirmed reading."""

    bone: Bone
    group: AgeGroup
    change: int
    seconds: float | None


def site_report(cases: Iterable[KeptCase], seconds: Seconds) -> SiteReport:
    """The report of these cases.

    Args:
        cases: any; those without a confirmed first reading do not count.
        seconds: of their readings, where it was noted.
    """
    confirmed = [(case, last) for case in cases if (last := _last_first(case)) is not None]
    seen = [one for case, reading in confirmed for one in _bones(case.id, reading, seconds)]
    years = [gap for _, reading in confirmed if (gap := _gap(reading.reading)) is not None]
    changed = sum(
        any(level != _model(reading.reading).get(bone, level) for bone, level in _final(reading).items())
        for _, reading in confirmed
    )
    return SiteReport(len(confirmed), changed, Difference.of(years), tuple(_changes(seen)))


def _last_first(case: KeptCase) -> KeptReading | None:
    own = (one for one in reversed(case.readings) if one.kind is ReadingKind.FIRST and one.signature is not None)
    return next(own, None)


def _model(reading: Reading) -> Mapping[Bone, int]:
    grades = reading.findings.grades
    return {bone: grade.level.index for bone, grade in grades.items() if grade.source is not Source.READER}


def _final(kept: KeptReading) -> Mapping[Bone, int]:
    return {bone: level.index for bone, level in kept.reading.levels.items()}


def _gap(reading: Reading) -> float | None:
    """Years between the confirmed age and that of the model's own levels; None where one of them does not exist."""
    own = Reading.begin(reading.findings, reading.sex, reading.sex_source, reading.standards)
    if own.refusal is not None or own.bone_age is None or reading.bone_age is None:
        return None
    return reading.bone_age.years - own.bone_age.years


def _bones(case: CaseId, kept: KeptReading, seconds: Seconds) -> Iterator[_Seen]:
    age, final = kept.bone_age_years, _final(kept)
    if age is None:
        return
    spent = seconds.get((case, kept.number), {})
    for bone, level in _model(kept.reading).items():
        if bone in final:
            yield _Seen(bone, AgeGroup.of(age), final[bone] - level, spent.get(bone))


def _changes(seen: Sequence[_Seen]) -> Iterator[BoneChange]:
    grouped: defaultdict[tuple[Bone, AgeGroup | None], list[_Seen]] = defaultdict(list)
    for one in seen:
        grouped[one.bone, None].append(one)
        grouped[one.bone, one.group].append(one)
    for bone in Bone:
        for group in (None, *AgeGroup):
            if grouped[bone, group]:
                yield _change(bone, group, grouped[bone, group])


def _change(bone: Bone, group: AgeGroup | None, seen: Sequence[_Seen]) -> BoneChange:
    changes = [float(one.change) for one in seen]
    noted = [one.seconds for one in seen if one.seconds is not None]
    return BoneChange(
        bone=bone,
        group=group,
        graded=len(seen),
        changed=sum(change != 0 for change in changes),
        change=Difference.of(changes),
        minutes=math.fsum(noted) / len(noted) / 60 if noted else None,
    )
