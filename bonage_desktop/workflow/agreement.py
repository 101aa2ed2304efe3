"""How a reader's first grades agree with the networks' levels, where the reader graded before seeing them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bonage_desktop.assessment.reading import Reading
from bonage_desktop.assessment.scoring import age_of, rus_chn_score
from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Source
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import BoneAge
from bonage_desktop.workflow.case import Case


@dataclass(frozen=True, slots=True)
class Scored:
    """What 13 levels come to.

    Attributes:
        score: RUS-CHN, 0..1000, or None without a sex or while a bone has no level.
        bone_age: or None without a score.
    """

    score: int | None
    bone_age: BoneAge | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The reader's first grades beside the networks' levels.

    Attributes:
        differences: for each bone that both graded, in their order: the reader's level minus the networks'.
        own: what the reader's first grades come to, with the sex in force.
        networks: what the networks' levels come to.
    """

    differences: Mapping[Bone, int]
    own: Scored
    networks: Scored

    @property
    def compared(self) -> int:
        """How many bones both graded."""
        return len(self.differences)

    @property
    def equal(self) -> int:
        """How many of them have the same level."""
        return sum(difference == 0 for difference in self.differences.values())

    @property
    def within_one(self) -> int:
        """How many of them are at most one level apart, the equal ones included."""
        return sum(abs(difference) <= 1 for difference in self.differences.values())


def network_grade(bone: Bone, reading: Reading) -> BoneGrade | None:
    """What the networks said, whatever the reader made of it; nothing where they refused the image."""
    grade = reading.findings.grades.get(bone)
    if grade is None or grade.source is Source.READER or reading.findings.rejection is not None:
        return None
    return grade


def compared(case: Case) -> Case:
    """The case with the networks' levels kept beside the reader's first grades, as soon as there are both.

    What was compared once stays, whatever becomes of the levels.
    """
    if case.reading is None or case.compared_with or not case.is_assessed or len(case.first_grades) < len(Bone):
        return case
    seen = {bone: network_grade(bone, case.reading) for bone in Bone}
    return replace(case, compared_with={bone: grade.level for bone, grade in seen.items() if grade is not None})


def agreement_of(case: Case) -> Agreement | None:
    """How first grades and networks agree, or None where nothing was compared."""
    if case.reading is None or not case.compared_with:
        return None
    first, theirs = case.first_grades, case.compared_with
    differences = {bone: first[bone].index - theirs[bone].index for bone in Bone if bone in theirs}
    return Agreement(differences, _scored(first, case.reading), _scored(theirs, case.reading))


def _scored(levels: Mapping[Bone, Level], reading: Reading) -> Scored:
    score = rus_chn_score(levels, reading.sex, reading.standards)
    return Scored(score, age_of(score, reading.sex, reading.standards.rus_chn))
