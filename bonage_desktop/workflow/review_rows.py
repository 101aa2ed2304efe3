"""From a case to what a reader sees of it: the 13 rows, what choosing each level would do, and where to look first."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.roi import Source
from bonage_desktop.sentences import say
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import MAX_SCORE, bone_age
from bonage_desktop.standards.rus_chn import RusChn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.agreement import network_grade
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review_state import BoneRow, LevelChoice
from bonage_desktop.workflow.settings import LevelNotation

LOW_MASS = 0.70
"""Probability within one level below which a bone needs a look: below it lie 1 % of the bones of 987 training hands."""


def rows_of(
    case: Case, reading: Reading, notation: LevelNotation = LevelNotation.LABEL_FIRST
) -> Mapping[Bone, BoneRow]:
    """The 13 rows in the standard's order, their levels in the reader's notation."""
    worth = _worth_of_the_others(reading)
    return {bone: _row(bone, case, reading, _Telling(worth.get(bone), notation)) for bone in Bone}


def unread_flagged(case: Case) -> tuple[Bone, ...]:
    """The bones that need a look and that the reader has not ticked."""
    rows: Mapping[Bone, BoneRow] = {} if case.reading is None else rows_of(case, case.reading)
    return tuple(bone for bone, row in rows.items() if row.needs_look)


def hidden_rows_of(
    case: Case, reading: Reading, notation: LevelNotation = LevelNotation.LABEL_FIRST
) -> Mapping[Bone, BoneRow]:
    """The 13 rows while the reader grades first: nothing in them comes from the networks' grading."""
    return {bone: _hidden_row(bone, case, reading, notation) for bone in Bone}


class _Telling(NamedTuple):
    """What the choices of a bone need: points of the other twelve or None, and how levels are written."""

    others: int | None
    notation: LevelNotation


def _hidden_row(bone: Bone, case: Case, reading: Reading, notation: LevelNotation) -> BoneRow:
    own = case.first_grades.get(bone)
    choices = _bare_choices(bone, reading.sex, reading.standards.rus_chn, notation)
    chosen = None if own is None else choices[own.index]
    return BoneRow(
        bone=bone,
        roi=reading.rois.get(bone),
        missing=None if bone in reading.rois else reading.findings.missing.get(bone),
        choices=choices,
        chosen=chosen,
        model_level=None,
        level_source=Source.MODEL if own is None else Source.READER,
        probabilities=None,
        mass_within_one=None,
        points=None if chosen is None else chosen.points,
        is_ticked=bone in case.ticked,
        doubts=(),
        informed_by=(),
    )


def _row(bone: Bone, case: Case, reading: Reading, telling: _Telling) -> BoneRow:
    seen = network_grade(bone, reading)
    choices = _choices(bone, reading, seen, telling)
    level = reading.levels.get(bone)
    points = None if reading.points is None else reading.points.get(bone)
    return BoneRow(
        bone=bone,
        roi=reading.rois.get(bone),
        missing=None if bone in reading.rois else reading.findings.missing.get(bone),
        choices=choices,
        chosen=None if level is None else choices[level.index],
        model_level=None if seen is None else seen.level,
        level_source=reading.level_source(bone),
        probabilities=None if seen is None else seen.probabilities,
        mass_within_one=None if seen is None else seen.mass_within_one,
        points=points,
        is_ticked=bone in case.ticked,
        doubts=tuple(_doubts(bone, reading, seen)) if case.is_assessed else (),
        informed_by=() if seen is None else _informed_by(bone, reading.findings),
    )


def _choices(bone: Bone, reading: Reading, seen: BoneGrade | None, telling: _Telling) -> tuple[LevelChoice, ...]:
    standard, sex, others = reading.standards.rus_chn, reading.sex, telling.others
    bare = _bare_choices(bone, sex, standard, telling.notation)
    years: list[float | None] = [None] * len(bare)
    if sex is not None and others is not None:
        by_score = _years_by_score(sex, standard)
        years = [None if one.points is None else by_score[min(others + one.points, MAX_SCORE)] for one in bare]
    chances = [None] * len(bare) if seen is None else [float(probability) for probability in seen.probabilities]
    return tuple(
        LevelChoice(one.level, one.label, one.points, chance, age, telling.notation)
        for one, chance, age in zip(bare, chances, years, strict=True)
    )


@lru_cache(maxsize=256)
def _bare_choices(bone: Bone, sex: Sex | None, standard: RusChn, notation: LevelNotation) -> tuple[LevelChoice, ...]:
    """The levels of a bone without what a reading adds: asked again with every change of a reading."""
    levels = [Level(bone, index) for index in range(bone.level_count)]
    return tuple(
        LevelChoice(
            level, standard.label(level), None if sex is None else standard.points(level, sex), None, None, notation
        )
        for level in levels
    )


@lru_cache(maxsize=4)
def _years_by_score(sex: Sex, standard: RusChn) -> tuple[float, ...]:
    """Bone age of each score, 0 to 1000."""
    return tuple(bone_age(score, standard.curve(sex)).years for score in range(MAX_SCORE + 1))


def _worth_of_the_others(reading: Reading) -> Mapping[Bone, int]:
    """For each bone the points of the other twelve; none where a level of the bone would give no age."""
    points = reading.points
    if points is None or (reading.refusal is not None and not reading.unresolved):
        return {}  # levels that contradict each other tell no age
    total = sum(points.values())
    missing = reading.unresolved
    return {bone: total - points.get(bone, 0) for bone in Bone if not missing or missing == (bone,)}


def _doubts(bone: Bone, reading: Reading, seen: BoneGrade | None) -> list[str]:
    """Why the bone needs a look; a level that the reader set is not doubted."""
    if bone not in reading.levels:
        missing = reading.findings.missing.get(bone)
        return [say("No level yet.") if missing is None else missing.message]
    if reading.level_source(bone) is Source.READER:
        return []
    found: list[str] = []
    roi = reading.rois.get(bone)
    if roi is not None and roi.source is Source.INFERRED:
        found.append(say("The box was not found but inferred from the other bones."))
    if seen is not None and seen.mass_within_one < LOW_MASS:
        found.append(say("The model is unsure: {mass:.0%} within one level.", mass=seen.mass_within_one))
    judged = reading.plausibility.get(bone)
    if judged is not None and judged.is_doubtful:
        expected = judged.expected
        label = reading.standards.rus_chn.label(expected)
        found.append(
            say("Unusual beside the other bones: they speak for L{label} · {index}.", label=label, index=expected.index)
        )
    return found


def _informed_by(bone: Bone, findings: Findings) -> tuple[tuple[Bone, float], ...]:
    if findings.attention is None:
        return ()
    return _most_first(bone, tuple(findings.attention[bone.number - 1].tolist()))


@lru_cache(maxsize=2 * len(Bone))
def _most_first(bone: Bone, shares: tuple[float, ...]) -> tuple[tuple[Bone, float], ...]:
    """The other bones with their shares, of equal ones the first; asked again with every change of a reading."""
    others = [(other, share) for other, share in zip(Bone, shares, strict=True) if other is not bone]
    return tuple(sorted(others, key=lambda other: -other[1]))
