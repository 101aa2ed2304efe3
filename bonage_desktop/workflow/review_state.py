"""What a reader sees of the case under review: values that the window shows and nothing that it decides."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.assessment.certainty import Certainty
from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.roi import Roi, Source
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.curve import BoneAge
from bonage_desktop.standards.percentiles import PercentileTable, Rank
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.agreement import Agreement
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.confirming import hindrance
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import LevelNotation


@dataclass(frozen=True, slots=True)
class Display:
    """How a reader wants a reading to be told.

    Attributes:
        levels: which comes first, label or number.
        ages: decimal, or years and months.
        percentiles: the site's own table, or None.
    """

    levels: LevelNotation = LevelNotation.LABEL_FIRST
    ages: AgeNotation = AgeNotation.DECIMAL
    percentiles: PercentileTable | None = None


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """One level that a bone could have.

    Attributes:
        level: the level.
        label: as people write it, e.g. `4(2)`.
        points: what it is worth, or None without a sex.
        probability: the model's, 0..1, or None where the model did not grade the bone.
        bone_age_years: the bone age that choosing it would give, or None where there would be none.
        notation: which comes first in `words`.
    """

    level: Level
    label: str
    points: int | None
    probability: float | None
    bone_age_years: float | None
    notation: LevelNotation = LevelNotation.LABEL_FIRST

    @property
    def words(self) -> str:
        """Label and level, as the reader has set it: `L4(2) · 5`, or `5 · L4(2)`."""
        parts = f"L{self.label}", f"{self.level.index}"
        return " · ".join(parts if self.notation is LevelNotation.LABEL_FIRST else reversed(parts))


@dataclass(frozen=True, slots=True, eq=False)
class BoneRow:
    """One bone of the reading.

    Attributes:
        bone: which.
        roi: its region in force, or None where there is none.
        missing: why it has no usable region or no level of the model, or None.
        choices: every level of the bone, level 0 first.
        chosen: the level in force, or None where the bone has none.
        model_level: what the model said, or None.
        level_source: who set the level in force; MODEL where there is none.
        probabilities: the model's, float64 (levels,), or None.
        mass_within_one: the model's probability within one level of its own, 0..1, or None.
        points: of the level in force, or None.
        is_ticked: the reader has looked at it.
        doubts: why it needs a look, in sentences; empty where it does not.
        informed_by: the attention of the model for this bone: bone to share, most first, without itself.
    """

    bone: Bone
    roi: Roi | None
    missing: Notice | None
    choices: tuple[LevelChoice, ...]
    chosen: LevelChoice | None
    model_level: Level | None
    level_source: Source
    probabilities: npt.NDArray[np.float64] | None
    mass_within_one: float | None
    points: int | None
    is_ticked: bool
    doubts: tuple[str, ...]
    informed_by: tuple[tuple[Bone, float], ...]

    @property
    def needs_look(self) -> bool:
        """Marked for the reader's attention until it is ticked."""
        return bool(self.doubts) and not self.is_ticked


@dataclass(frozen=True, slots=True, eq=False)
class ReviewState:
    """The case under review.

    Attributes:
        case: the case.
        rows: the 13 bones in the standard's order.
        selected: the bone that the reader looks at, or None.
        sex: in force, or None.
        score: 0..1000, or None.
        bone_age: or None.
        certainty: or None.
        tw3_bone_age: of the same levels, or None.
        chronological_years: or None.
        difference_years: bone age minus chronological age, or None.
        changed: how many bones the reader changed.
        years_before: the bone age before the last change, or None where it did not change.
        undo_text: what undo would take back, e.g. `Middle phalanx 5, level 5(2)`; empty where there is nothing.
        redo_text: what redo would do again; empty where there is nothing.
        notices: what to say beside the age.
        are_levels_hidden: grade first, and the reader has not graded every bone yet.
        boxes_needed: how many more bones need a box before the networks can grade those that the reader placed.
        display: how it is told.
        agreement: of the reader's first grades with the networks' levels, or None where nothing was compared.
    """

    case: Case
    rows: Mapping[Bone, BoneRow]
    selected: Bone | None
    sex: Sex | None
    score: int | None
    bone_age: BoneAge | None
    certainty: Certainty | None
    tw3_bone_age: BoneAge | None
    chronological_years: float | None
    difference_years: float | None
    changed: int
    years_before: float | None
    undo_text: str
    redo_text: str
    notices: tuple[Notice, ...]
    are_levels_hidden: bool
    boxes_needed: int
    agreement: Agreement | None
    display: Display = Display()

    @property
    def percentile(self) -> Rank | None:
        """Which percentile of the site's table the score is among children of this age; None where nobody can say."""
        table = self.display.percentiles
        if table is None or self.score is None or self.sex is None or self.chronological_years is None:
            return None
        return table.rank(self.score, self.sex, self.chronological_years)

    @property
    def is_locked(self) -> bool:
        """Confirmed: nothing can be changed."""
        return self.case.confirmation is not None

    @property
    def hindrance(self) -> WorkflowError | None:
        """Why the case cannot be confirmed now; None where it can."""
        return hindrance(self.case, are_levels_hidden=self.are_levels_hidden)

    @property
    def first_without_own_box(self) -> Bone | None:
        """The first bone, in the standard's order, whose box is not the reader's; None where all are."""
        rows = self.rows.values()
        return next((row.bone for row in rows if row.roi is None or row.roi.source is not Source.READER), None)

    @property
    def reviewed(self) -> int:
        """How many bones the reader has ticked."""
        return sum(row.is_ticked for row in self.rows.values())
