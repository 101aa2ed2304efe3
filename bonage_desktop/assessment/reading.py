"""One assessment of one radiograph by one reader: findings, sex and changes in, score and age out.

Pure: a change gives a new reading, nothing here looks at pixels, and every derived value follows
from the fields. Findings are never changed; the reader's changes are laid over them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from typing import Self

import numpy as np

from bonage_desktop.assessment.certainty import Certainty, certainty
from bonage_desktop.assessment.notices import age_notices, bone_age_notices
from bonage_desktop.assessment.override import AssessmentError, Override, OverrideKind
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import ChronologicalAge, FactSource
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import BoneAge, bone_age
from bonage_desktop.standards.entries import StandardError
from bonage_desktop.standards.rus_chn import RusChn, load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.standards.tw3 import Tw3, load_tw3

__all__ = [
    "AssessmentError",
    "LevelStep",
    "Override",
    "OverrideKind",
    "Reading",
    "Standards",
    "grade_by_reader",
    "load_standards",
]


@dataclass(frozen=True, slots=True)
class Standards:
    """The two standards that a reading is scored with.

    Raises:
        StandardError: RUS-CHN maps a level to a stage that TW3 does not have, or not onto all of them
            (`standards.stages_differ`).
    """

    rus_chn: RusChn
    tw3: Tw3

    def __post_init__(self) -> None:
        for bone in Bone:
            mapped = {row.tw3_letter for row in self.rus_chn.rows[bone]}
            if mapped != set(self.tw3.letters(bone)):
                raise StandardError(
                    "standards.stages_differ",
                    f"rus_chn.json and tw3_rus.json do not have the same TW3 stages of {bone.key}.",
                    "Install the application again: its standards must not be edited.",
                )


@cache
def load_standards() -> Standards:
    """The shipped standards, read and validated once.

    Raises:
        StandardError: a file cannot be used.
    """
    return Standards(load_rus_chn(), load_tw3())


@dataclass(frozen=True, slots=True)
class LevelStep:
    """What one level more or less of one bone does to the bone age.

    Attributes:
        down_years: years that one level down adds (0 or less), or None where there is none.
        up_years: years that one level up adds (0 or more), or None where there is none.
    """

    down_years: float | None
    up_years: float | None


def grade_by_reader(level: Level) -> BoneGrade:
    """The grade of a level that a reader set: certain, one-hot, not judged for plausibility."""
    probabilities = np.zeros(level.bone.level_count)
    probabilities[level.index] = 1.0
    return BoneGrade(level, probabilities, Source.READER, None)


@dataclass(frozen=True)
class Reading:
    """Findings with a reader's changes laid over them. Begin one with `Reading.begin`.

    Two readings of the same findings object are equal when their changes are.

    Attributes:
        findings: what the stages found.
        given_sex: the sex before any change, or None where nobody said.
        given_sex_source: who said so.
        standards: what the reading is scored with.
        overrides: the changes in force, oldest first.
        undone: the changes taken back, the next one to redo last.
    """

    findings: Findings
    given_sex: Sex | None
    given_sex_source: FactSource
    standards: Standards
    overrides: tuple[Override, ...] = ()
    undone: tuple[Override, ...] = ()

    @classmethod
    def begin(cls, findings: Findings, sex: Sex | None, sex_source: FactSource, standards: Standards) -> Self:
        """A reading without changes.

        Args:
            findings: what the stages found, rejected ones too: a reader may set all levels.
            sex: of the patient, or None where nobody said; then there are no points, score or age.
            sex_source: who said so.
            standards: what to score with.
        """
        return cls(findings, sex, sex_source, standards)

    @property
    def sex(self) -> Sex | None:
        """The sex in force, or None where nobody said."""
        changed = self._in_force.get((OverrideKind.SEX, None))
        return changed if isinstance(changed, Sex) else self.given_sex

    @property
    def sex_source(self) -> FactSource:
        """Who said the sex in force."""
        return FactSource.READER if (OverrideKind.SEX, None) in self._in_force else self.given_sex_source

    @cached_property
    def grades(self) -> Mapping[Bone, BoneGrade]:
        """The grades in force, in the order of the bones; a level that the reader set is certain.

        Of rejected findings only the levels that a reader handed in count: what the networks made
        of an image that must not be used is no level.
        """
        found: dict[Bone, BoneGrade] = {}
        for bone in Bone:
            level = self._in_force.get((OverrideKind.LEVEL, bone))
            grade = grade_by_reader(level) if isinstance(level, Level) else self._usable_grade(bone)
            if grade is not None:
                found[bone] = grade
        return found

    @cached_property
    def levels(self) -> Mapping[Bone, Level]:
        """The levels in force, in the order of the bones."""
        return {bone: grade.level for bone, grade in self.grades.items()}

    @cached_property
    def rois(self) -> Mapping[Bone, Roi]:
        """The regions in force, in the order of the bones."""
        found: dict[Bone, Roi] = {}
        for bone in Bone:
            box = self._in_force.get((OverrideKind.BOX, bone))
            roi = Roi(bone, box, None, Source.READER) if isinstance(box, Box) else self.findings.rois.get(bone)
            if roi is not None:
                found[bone] = roi
        return found

    @property
    def unresolved(self) -> tuple[Bone, ...]:
        """The bones that have no level yet; while there is one, there is no score."""
        return tuple(bone for bone in Bone if bone not in self.levels)

    @cached_property
    def points(self) -> Mapping[Bone, int] | None:
        """RUS-CHN points of each bone that has a level, or None without a sex."""
        sex = self.sex
        if sex is None:
            return None
        rus_chn = self.standards.rus_chn
        return {bone: rus_chn.points(level, sex) for bone, level in self.levels.items()}

    @property
    def score(self) -> int | None:
        """RUS-CHN score, 0..1000, or None without a sex or while a bone has no level."""
        return None if self.points is None or self.unresolved else sum(self.points.values())

    @property
    def bone_age(self) -> BoneAge | None:
        """RUS-CHN bone age, or None without a score."""
        if self.score is None or self.sex is None:
            return None
        return bone_age(self.score, self.standards.rus_chn.curve(self.sex))

    @property
    def tw3_score(self) -> int | None:
        """TW3-RUS score of the same levels, 0..1000, or None without a sex or while a bone has no level."""
        sex = self.sex
        if sex is None or self.unresolved:
            return None
        rus_chn, tw3 = self.standards.rus_chn, self.standards.tw3
        return sum(tw3.points(bone, rus_chn.tw3_letter(level), sex) for bone, level in self.levels.items())

    @property
    def tw3_bone_age(self) -> BoneAge | None:
        """TW3-RUS bone age of the same levels, or None without a score."""
        if self.tw3_score is None or self.sex is None:
            return None
        return bone_age(self.tw3_score, self.standards.tw3.curve(self.sex))

    @cached_property
    def certainty(self) -> Certainty | None:
        """P10, P50 and P90 of the RUS-CHN bone age (uncalibrated), or None without a score."""
        if self.score is None or self.sex is None:
            return None
        return certainty(self.grades.values(), self.sex, self.standards.rus_chn)

    def years_per_level(self, bone: Bone) -> LevelStep:
        """What one level more or less of this bone does to the RUS-CHN bone age."""
        return LevelStep(self._years_of_step(bone, -1), self._years_of_step(bone, +1))

    def override_level(self, level: Level, *, by: str, at: datetime, why: str = "") -> Self:
        """The reading with this level of its bone; a bone that had none is resolved by it.

        A level that is in force already is no change: the reading comes back as it is.

        Args:
            level: what the reader set.
            by: the reader's name.
            at: when, with a time zone.
            why: the reader's reason.

        Raises:
            AssessmentError: no name or no time zone (see `Override`).
        """
        bone = level.bone
        return self._with(Override(OverrideKind.LEVEL, bone, self.levels.get(bone), level, by, at, why))

    def override_box(self, bone: Bone, box: Box, *, by: str, at: datetime, why: str = "") -> Self:
        """The reading with this box around the bone. The level stays as it is.

        A box that is in force already is no change: the reading comes back as it is.

        Args:
            bone: which bone.
            box: in pixels of the radiograph.
            by: the reader's name.
            at: when, with a time zone.
            why: the reader's reason.

        Raises:
            AssessmentError: no name or no time zone (see `Override`).
        """
        roi = self.rois.get(bone)
        return self._with(Override(OverrideKind.BOX, bone, None if roi is None else roi.box, box, by, at, why))

    def override_sex(self, sex: Sex, *, by: str, at: datetime, why: str = "") -> Self:
        """The reading for a child of this sex.

        A sex that is in force already is no change: the reading comes back as it is.

        Args:
            sex: what the reader says.
            by: the reader's name.
            at: when, with a time zone.
            why: the reader's reason.

        Raises:
            AssessmentError: no name or no time zone (see `Override`).
        """
        return self._with(Override(OverrideKind.SEX, None, self.sex, sex, by, at, why))

    def undo(self) -> Self:
        """The reading before its last change; the same reading where there is none."""
        if not self.overrides:
            return self
        return replace(self, overrides=self.overrides[:-1], undone=(*self.undone, self.overrides[-1]))

    def redo(self) -> Self:
        """The reading with the change that was taken back last; the same reading where there is none."""
        if not self.undone:
            return self
        return replace(self, overrides=(*self.overrides, self.undone[-1]), undone=self.undone[:-1])

    def notices(self, age: ChronologicalAge | None) -> tuple[Notice, ...]:
        """What to say beside the bone age: outside the tested range, sources that disagree, a rejected image.

        Args:
            age: of the child at the examination, or None where it is not known.
        """
        found = list(age_notices(age))
        if self.bone_age is not None and self.sex is not None:
            found.extend(bone_age_notices(self.bone_age, self.sex, self.findings.rejection))
        return tuple(found)

    def _with(self, override: Override) -> Self:
        if override.new == override.old:
            return self
        return replace(self, overrides=(*self.overrides, override), undone=())

    @cached_property
    def _in_force(self) -> Mapping[tuple[OverrideKind, Bone | None], Level | Box | Sex]:
        return {(override.kind, override.bone): override.new for override in self.overrides}

    def _usable_grade(self, bone: Bone) -> BoneGrade | None:
        grade = self.findings.grades.get(bone)
        if grade is None or (self.findings.rejection is not None and grade.source is not Source.READER):
            return None
        return grade

    def _years_of_step(self, bone: Bone, by: int) -> float | None:
        score, sex, now = self.score, self.sex, self.bone_age
        if score is None or sex is None or now is None:
            return None
        level = self.levels[bone]
        if not 0 <= level.index + by < bone.level_count:
            return None
        rus_chn = self.standards.rus_chn
        change = rus_chn.points(Level(bone, level.index + by), sex) - rus_chn.points(level, sex)
        return bone_age(score + change, rus_chn.curve(sex)).years - now.years
