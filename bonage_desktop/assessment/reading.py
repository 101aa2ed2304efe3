"""One assessment of one radiograph by one reader: findings, sex and changes in, score and age out.

Pure: a change gives a new reading, nothing here looks at pixels, and every derived value follows
from the fields. Findings are never changed; the reader's changes are laid over them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Self

from bonage_desktop.assessment.certainty import Certainty, certainty
from bonage_desktop.assessment.in_force import grades_in_force, rois_in_force, sex_in_force
from bonage_desktop.assessment.notices import age_notices, bone_age_notices, plausibility_notices
from bonage_desktop.assessment.override import AssessmentError, Override, OverrideKind
from bonage_desktop.assessment.plausibility import Plausibility, contradiction, judge
from bonage_desktop.assessment.scoring import (
    LevelStep,
    Standards,
    age_of,
    level_step,
    load_standards,
    rus_chn_points,
    rus_chn_score,
    tw3_score,
    unresolved,
)
from bonage_desktop.findings.findings import BoneGrade, Findings
from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.radiograph import ChronologicalAge, FactSource
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import BoneAge
from bonage_desktop.standards.sex import Sex

__all__ = [
    "AssessmentError",
    "LevelStep",
    "Override",
    "OverrideKind",
    "Reading",
    "Standards",
    "load_standards",
]


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
        return self._sex_and_source[0]

    @property
    def sex_source(self) -> FactSource:
        """Who said the sex in force."""
        return self._sex_and_source[1]

    @cached_property
    def _sex_and_source(self) -> tuple[Sex | None, FactSource]:
        return sex_in_force(self.given_sex, self.given_sex_source, self.overrides)

    @cached_property
    def grades(self) -> Mapping[Bone, BoneGrade]:
        """The grades in force, in the order of the bones; none of the model's where it was rejected."""
        return {
            bone: replace(grade, plausibility=self.plausibility[bone].probability)
            if bone in self.plausibility
            else grade
            for bone, grade in self._graded.items()
        }

    @cached_property
    def levels(self) -> Mapping[Bone, Level]:
        """The levels in force, in the order of the bones."""
        return {bone: grade.level for bone, grade in self._graded.items()}

    @cached_property
    def plausibility(self) -> Mapping[Bone, Plausibility]:
        """How well each level goes with the other twelve; empty without a sex or while a bone has no level."""
        return judge(self.levels, self.sex, self.standards.plausibility)

    @cached_property
    def _graded(self) -> Mapping[Bone, BoneGrade]:
        return grades_in_force(self.findings, self.overrides)

    def level_source(self, bone: Bone) -> Source:
        """Who set the level in force; the model where the bone has none."""
        grade = self._graded.get(bone)
        return Source.MODEL if grade is None else grade.source

    @cached_property
    def rois(self) -> Mapping[Bone, Roi]:
        """The regions in force, in the order of the bones."""
        return rois_in_force(self.findings, self.overrides)

    @cached_property
    def unresolved(self) -> tuple[Bone, ...]:
        """The bones that have no level yet; while there is one, there is no score."""
        return unresolved(self.levels)

    @cached_property
    def points(self) -> Mapping[Bone, int] | None:
        """RUS-CHN points of each bone that has a level, or None without a sex."""
        return rus_chn_points(self.levels, self.sex, self.standards)

    @cached_property
    def score(self) -> int | None:
        """RUS-CHN score, 0..1000, or None without a sex or while a bone has no level."""
        return rus_chn_score(self.levels, self.sex, self.standards)

    @cached_property
    def bone_age(self) -> BoneAge | None:
        """RUS-CHN bone age, or None without a score."""
        return age_of(self.score, self.sex, self.standards.rus_chn)

    @cached_property
    def refusal(self) -> Rejection | None:
        """Why no age must be told of this reading yet, or None.

        The networks refused the image and the reader has not set every level; or so many of their levels hardly go
        with the others that what they saw cannot be trusted. Levels of the reader are not doubted.
        """
        if self.findings.rejection is not None and self.unresolved:
            return self.findings.rejection
        odd = [bone for bone, judged in self.plausibility.items() if judged.is_doubtful]
        return contradiction([bone for bone in odd if self.level_source(bone) is not Source.READER])

    @cached_property
    def tw3_score(self) -> int | None:
        """TW3-RUS score of the same levels, 0..1000, or None without a sex or while a bone has no level."""
        return tw3_score(self.levels, self.sex, self.standards)

    @cached_property
    def tw3_bone_age(self) -> BoneAge | None:
        """TW3-RUS bone age of the same levels, or None without a score."""
        return age_of(self.tw3_score, self.sex, self.standards.tw3)

    @cached_property
    def certainty(self) -> Certainty | None:
        """P10, P50 and P90 of the RUS-CHN bone age, or None without a score."""
        if self.score is None or self.sex is None:
            return None
        return certainty(self._graded.values(), self.sex, self.standards.rus_chn, self.standards.correlation)

    def years_per_level(self, bone: Bone) -> LevelStep:
        """What one level more or less of this bone does to the RUS-CHN bone age."""
        return level_step(bone, self.levels, self.sex, self.standards)

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

    def accept_box(self, bone: Bone, *, by: str, at: datetime, why: str = "") -> Self:
        """The reading whose box of the bone is the reader's, as it is: somebody looked at it and left it there.

        Where there is no box, or it is the reader's already, the reading comes back as it is.

        Args:
            bone: which bone.
            by: the reader's name.
            at: when, with a time zone.
            why: the reader's reason.

        Raises:
            AssessmentError: no name or no time zone (see `Override`).
        """
        roi = self.rois.get(bone)
        if roi is None or roi.source is Source.READER:
            return self
        accepted = Override(OverrideKind.BOX, bone, roi.box, roi.box, by, at, why)
        return replace(self, overrides=(*self.overrides, accepted), undone=())

    def remove_box(self, bone: Bone, *, by: str, at: datetime, why: str = "") -> Self:
        """The reading without a box around the bone, and without what the networks saw in it.

        A level that the reader set stays. Where there is no box the reading comes back as it is.

        Args:
            bone: which bone.
            by: the reader's name.
            at: when, with a time zone.
            why: the reader's reason.

        Raises:
            AssessmentError: no name or no time zone (see `Override`).
        """
        roi = self.rois.get(bone)
        if roi is None:
            return self
        return self._with(Override(OverrideKind.BOX, bone, roi.box, None, by, at, why))

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

    def regraded(self, bone: Bone, findings: Findings) -> Self:
        """The reading with what the networks see of one bone in a box that the reader drew; all else stays.

        Args:
            bone: whose box was drawn.
            findings: of all 13 bones with that box; where the bone has no grade there, it has none any more.
        """
        graded = {one: grade for one, grade in self.findings.grades.items() if one is not bone}
        if bone in findings.grades:
            graded[bone] = findings.grades[bone]
        ordered = {one: graded[one] for one in Bone if one in graded}
        return replace(self, findings=replace(self.findings, grades=ordered))

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
        found.extend(plausibility_notices(self.levels, self.plausibility, self.standards.rus_chn))
        return tuple(found)

    def _with(self, override: Override) -> Self:
        if override.new == override.old:
            return self
        return replace(self, overrides=(*self.overrides, override), undone=())
