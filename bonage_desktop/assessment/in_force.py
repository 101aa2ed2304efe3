"""What is in force: the findings with a reader's changes laid over them. Findings are never changed."""

from collections.abc import Iterable, Mapping
from functools import cache

from bonage_desktop.assessment.override import Override, OverrideKind
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.radiograph import FactSource
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex

_by_reader = cache(BoneGrade.by_reader)
"""Every change asks again for the grades of all levels that the reader has set; there are 163."""


def grades_in_force(findings: Findings, overrides: Iterable[Override]) -> Mapping[Bone, BoneGrade]:
    """The grades, in the order of the bones; a level that the reader set is certain.

    Of rejected findings only the levels that a reader handed in count: what the networks made
    of an image that must not be used is no level. Nor is what they saw in a box that the reader took away.
    """
    changed = _last_word(overrides, OverrideKind.LEVEL)
    boxes = _last_word(overrides, OverrideKind.BOX)
    found: dict[Bone, BoneGrade] = {}
    for bone in Bone:
        level = changed.get(bone)
        if isinstance(level, Level):
            grade = _by_reader(level)
        else:
            grade = None if bone in boxes and boxes[bone] is None else _usable_grade(findings, bone)
        if grade is not None:
            found[bone] = grade
    return found


def rois_in_force(findings: Findings, overrides: Iterable[Override]) -> Mapping[Bone, Roi]:
    """The regions, in the order of the bones; none where the reader took the box away."""
    changed = _last_word(overrides, OverrideKind.BOX)
    found: dict[Bone, Roi] = {}
    for bone in Bone:
        box = changed.get(bone)
        roi = Roi.by_reader(bone, box) if isinstance(box, Box) else findings.rois.get(bone)
        if roi is not None and not (bone in changed and box is None):
            found[bone] = roi
    return found


def sex_in_force(given: Sex | None, source: FactSource, overrides: Iterable[Override]) -> tuple[Sex | None, FactSource]:
    """The sex and who said so."""
    sex = _last_word(overrides, OverrideKind.SEX).get(None)
    return (sex, FactSource.READER) if isinstance(sex, Sex) else (given, source)


def _last_word(overrides: Iterable[Override], kind: OverrideKind) -> Mapping[Bone | None, Level | Box | Sex | None]:
    return {override.bone: override.new for override in overrides if override.kind is kind}


def _usable_grade(findings: Findings, bone: Bone) -> BoneGrade | None:
    grade = findings.grades.get(bone)
    if grade is None or (findings.rejection is not None and grade.source is not Source.READER):
        return None
    return grade
