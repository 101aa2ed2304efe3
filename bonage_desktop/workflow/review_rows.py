"""From a case to what a reader sees of it: the 13 rows, what choosing each level would do, and where to look first."""

from collections.abc import Mapping

import numpy as np

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.roi import Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import MAX_SCORE, bone_age
from bonage_desktop.workflow.agreement import network_grade
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.review_state import BoneRow, LevelChoice

LOW_MASS = 0.70
"""Probability within one level below which a bone needs a look: below it lie 1 % of the bones of 987 training hands."""


def rows_of(case: Case, reading: Reading) -> Mapping[Bone, BoneRow]:
    """The 13 rows in the standard's order."""
    return {bone: _row(bone, case, reading) for bone in Bone}


def hidden_rows_of(case: Case, reading: Reading) -> Mapping[Bone, BoneRow]:
    """The 13 rows while the reader grades first: nothing in them comes from the networks' grading."""
    return {bone: _hidden_row(bone, case, reading) for bone in Bone}


def _hidden_row(bone: Bone, case: Case, reading: Reading) -> BoneRow:
    standard, sex, own = reading.standards.rus_chn, reading.sex, case.first_grades.get(bone)
    levels = [Level(bone, index) for index in range(bone.level_count)]
    worth = [None if sex is None else standard.points(level, sex) for level in levels]
    choices = tuple(
        LevelChoice(level, standard.label(level), points, None, None)
        for level, points in zip(levels, worth, strict=True)
    )
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


def _row(bone: Bone, case: Case, reading: Reading) -> BoneRow:
    seen = network_grade(bone, reading)
    choices = _choices(bone, reading, seen)
    level = reading.levels.get(bone)
    grade = reading.grades.get(bone)
    points = None if reading.points is None else reading.points.get(bone)
    return BoneRow(
        bone=bone,
        roi=reading.rois.get(bone),
        missing=None if bone in reading.rois else reading.findings.missing.get(bone),
        choices=choices,
        chosen=None if level is None else choices[level.index],
        model_level=None if seen is None else seen.level,
        level_source=Source.MODEL if grade is None else grade.source,
        probabilities=None if seen is None else seen.probabilities,
        mass_within_one=None if seen is None else seen.mass_within_one,
        points=points,
        is_ticked=bone in case.ticked,
        doubts=tuple(_doubts(bone, reading, seen)) if case.is_assessed else (),
        informed_by=_informed_by(bone, reading.findings),
    )


def _choices(bone: Bone, reading: Reading, seen: BoneGrade | None) -> tuple[LevelChoice, ...]:
    standard, sex = reading.standards.rus_chn, reading.sex
    others = _points_of_the_others(bone, reading)
    found: list[LevelChoice] = []
    for index in range(bone.level_count):
        level = Level(bone, index)
        points = None if sex is None else standard.points(level, sex)
        years = None
        if sex is not None and points is not None and others is not None:
            years = bone_age(min(others + points, MAX_SCORE), standard.curve(sex)).years
        probability = None if seen is None else float(seen.probabilities[index])
        found.append(LevelChoice(level, standard.label(level), points, probability, years))
    return tuple(found)


def _points_of_the_others(bone: Bone, reading: Reading) -> int | None:
    points = reading.points
    if reading.refusal is not None and not reading.unresolved:  # the levels contradict each other: no age is told
        return None
    if points is None or any(other not in points for other in Bone if other is not bone):
        return None
    return sum(value for other, value in points.items() if other is not bone)


def _doubts(bone: Bone, reading: Reading, seen: BoneGrade | None) -> list[str]:
    """Why the bone needs a look; a level that the reader set is not doubted."""
    if bone not in reading.levels:
        missing = reading.findings.missing.get(bone)
        return ["No level yet." if missing is None else missing.message]
    grade = reading.grades[bone]
    if grade.source is Source.READER:
        return []
    found: list[str] = []
    roi = reading.rois.get(bone)
    if roi is not None and roi.source is Source.INFERRED:
        found.append("The box was not found but inferred from the other bones.")
    if seen is not None and seen.mass_within_one < LOW_MASS:
        found.append(f"The model is unsure: {seen.mass_within_one:.0%} within one level.")
    judged = reading.plausibility.get(bone)
    if judged is not None and judged.is_doubtful:
        expected = judged.expected
        label = reading.standards.rus_chn.label(expected)
        found.append(f"Unusual beside the other bones: they speak for L{label} · {expected.index}.")
    return found


def _informed_by(bone: Bone, findings: Findings) -> tuple[tuple[Bone, float], ...]:
    if findings.attention is None:
        return ()
    shares = findings.attention[bone.number - 1]
    bones = list(Bone)
    order = [bones[int(index)] for index in np.argsort(-shares, kind="stable")]
    return tuple((other, float(shares[other.number - 1])) for other in order if other is not bone)
