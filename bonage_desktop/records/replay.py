"""Every reported score and age, computed again from the trail alone. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

import numpy as np

from bonage_desktop.assessment.override import Override, OverrideKind
from bonage_desktop.assessment.reading import Reading, Standards
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.notice import Rejection
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.findings.roi import Box, Source
from bonage_desktop.records.json_values import Json
from bonage_desktop.records.trail import EventKind, StoredEvent
from bonage_desktop.records.values import CaseId
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

_SOMEBODY = "somebody"
"""Names are not in the trail, and no score depends on them."""
_SAME_YEARS = 1e-9


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A reported score and age beside those that follow from the events before it.

    Attributes:
        sequence: of the event that reported them.
        case: whose.
        reading: which reading of the case.
        kind: confirmed or exported.
        score: as it was reported.
        bone_age_years: as it was reported.
        score_again: as it follows, or None where none does.
        bone_age_years_again: as it follows, or None where none does.
        is_other_standard: another edition of the tables was used then, so nothing follows.
    """

    sequence: int
    case: CaseId
    reading: int
    kind: EventKind
    score: int | None
    bone_age_years: float | None
    score_again: int | None
    bone_age_years_again: float | None
    is_other_standard: bool

    @property
    def agrees(self) -> bool:
        """Both are the same; one that cannot be computed again agrees with nothing."""
        if self.is_other_standard or self.score != self.score_again:
            return False
        then, now = self.bone_age_years, self.bone_age_years_again
        return then == now if then is None or now is None else abs(then - now) <= _SAME_YEARS


@dataclass(slots=True)
class _Told:
    """What the trail has told of one reading so far."""

    assessment: Mapping[str, Json] = field(default_factory=dict[str, Json])
    overrides: list[Override] = field(default_factory=list[Override])


def replay(events: Iterable[StoredEvent], standards: Standards) -> Iterator[Rebuilt]:
    """Go through a trail that `verify` found whole.

    Args:
        events: in the order of their numbers.
        standards: what to score with; reports made with another edition are not judged.

    Raises:
        ValueError, KeyError, TypeError: an event is none that this program writes.
    """
    readings: dict[tuple[CaseId, int], _Told] = {}
    for event in events:
        content = event.read()
        kind, number = EventKind(cast(str, content["kind"])), cast(int, content["reading"])
        body = cast(dict[str, Json], content["body"])
        told = readings.setdefault((event.case, number), _Told())
        match kind:
            case EventKind.ASSESSED:
                told.assessment = body
            case EventKind.OVERRIDE:
                told.overrides.append(_override(body))
            case EventKind.TAKEN_BACK:
                gone = cast(list[int], body["places"])
                told.overrides = [one for place, one in enumerate(told.overrides) if place not in gone]
            case EventKind.CONFIRMED | EventKind.EXPORTED:
                yield _rebuilt(event, content, told, standards)
            case _:
                pass


def reader_seconds(events: Iterable[StoredEvent]) -> Mapping[tuple[CaseId, int], Mapping[Bone, float]]:
    """The time that readers spent on bones, as the trail tells it.

    Args:
        events: of a trail that `verify` found whole.

    Returns:
        Of (case, number of the reading): seconds of each bone.
    """
    found: dict[tuple[CaseId, int], dict[Bone, float]] = {}
    for event in events:
        content = event.read()
        if content["kind"] != EventKind.READER_TIME:
            continue
        spent = found.setdefault((event.case, cast(int, content["reading"])), {})
        told = cast(dict[str, dict[str, float]], content["body"])["seconds"]
        for bone in Bone:
            if bone.key in told:
                spent[bone] = spent.get(bone, 0.0) + told[bone.key]
    return found


def _rebuilt(event: StoredEvent, content: Mapping[str, Json], told: _Told, standards: Standards) -> Rebuilt:
    body = cast(dict[str, Json], content["body"])
    is_other = body["standard"] != standards.rus_chn.identity
    reading = None if is_other or not told.assessment else _reading(told, standards)
    if reading is not None and reading.refusal is not None:
        reading = None
    age = None if reading is None else reading.bone_age
    return Rebuilt(
        sequence=event.sequence,
        case=event.case,
        reading=cast(int, content["reading"]),
        kind=EventKind(cast(str, content["kind"])),
        score=cast(int | None, body["score"]),
        bone_age_years=cast(float | None, body["bone_age_years"]),
        score_again=None if reading is None else reading.score,
        bone_age_years_again=None if age is None else age.years,
        is_other_standard=is_other,
    )


def _reading(told: _Told, standards: Standards) -> Reading:
    seen = told.assessment
    refused = seen["rejection"]
    findings = Findings(
        canonical=None,
        palm=None,
        rois={},
        missing={},
        grades=_grades(cast(dict[str, dict[str, Json]], seen["levels"])),
        attention=None,
        models={},
        device="",
        seconds={},
        notices=(),
        rejection=None if refused is None else Rejection(cast(str, refused), "", ""),
    )
    sex = None if seen["sex"] is None else Sex(cast(str, seen["sex"]))
    return Reading(findings, sex, FactSource(cast(str, seen["sex_source"])), standards, tuple(told.overrides))


def _grades(levels: Mapping[str, Mapping[str, Json]]) -> Mapping[Bone, BoneGrade]:
    found: dict[Bone, BoneGrade] = {}
    for key, told in levels.items():
        level = Level(Bone.from_key(key), cast(int, told["level"]))
        certain = np.eye(level.bone.level_count)[level.index]
        found[level.bone] = BoneGrade(level, certain, Source(cast(str, told["source"])), None)
    return found


def _override(body: Mapping[str, Json]) -> Override:
    kind = OverrideKind(cast(str, body["kind"]))
    bone = None if body["bone"] is None else Bone.from_key(cast(str, body["bone"]))
    old, new = (_value(kind, bone, body[name]) for name in ("old", "new"))
    return Override(kind, bone, old, new, _SOMEBODY, datetime.fromisoformat(cast(str, body["made_at"])))


def _value(kind: OverrideKind, bone: Bone | None, value: Json) -> Level | Box | Sex | None:
    if value is None:
        return None
    if kind is OverrideKind.BOX:
        return Box.of(cast(list[float], value))
    if kind is OverrideKind.SEX:
        return Sex(cast(str, value))
    if bone is None:
        raise ValueError("a level without a bone")
    return Level(bone, cast(int, value))
