"""What the four stages found in one radiograph."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.notice import Notice, Rejection
from bonage_desktop.findings.roi import Box, Roi, Source
from bonage_desktop.standards.bones import Bone, Level


class Stage(StrEnum):
    """The stages that look at pixels; the fourth, score and age, is `assessment`."""

    SEGMENT = "segment"
    DETECT = "detect"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class CanonicalTransform:
    """How the radiograph was turned into the view the networks know.

    Attributes:
        rotation_degrees: clockwise turn that makes the fingers point up, -180..180.
        mirrored: the view was mirrored so that the thumb lies on the right.
        inverted: the grey levels were inverted to make bone bright.
    """

    rotation_degrees: float
    mirrored: bool
    inverted: bool


@dataclass(frozen=True, slots=True, eq=False)
class PalmMask:
    """The segmented hand.

    Attributes:
        mask: bool (H, W) in pixels of the radiograph, read-only.
        box: bounding box of the mask in pixels of the radiograph.
        area_fraction: share of the image that the mask covers, 0..1.
        components: connected components before cleaning; 1 for a clean hand.
        source: model, or reader where a mask was handed in.
    """

    mask: npt.NDArray[np.bool_]
    box: Box
    area_fraction: float
    components: int
    source: Source

    def __post_init__(self) -> None:
        self.mask.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class BoneGrade:
    """The maturity level of one bone as the model (or whoever `source` names) sees it.

    Attributes:
        level: the expected level, rounded.
        probabilities: float64 (bone.level_count,), sums to 1; one-hot where a reader set the level.
        source: model; inferred where the box was inferred; reader where the level was handed in.
        plausibility: probability of this level given those of the other twelve bones, or None where it was not judged.
    """

    level: Level
    probabilities: npt.NDArray[np.float64]
    source: Source
    plausibility: float | None

    def __post_init__(self) -> None:
        if self.probabilities.shape != (self.level.bone.level_count,):
            raise ValueError(f"{self.level.bone.title} has {self.level.bone.level_count} levels")
        if not np.isclose(self.probabilities.sum(), 1.0, atol=1e-6) or (self.probabilities < 0).any():
            raise ValueError("probabilities must be non-negative and sum to 1")
        self.probabilities.setflags(write=False)

    @classmethod
    def by_reader(cls, level: Level) -> Self:
        """The grade of a level that a reader set: certain, one-hot, not judged for plausibility."""
        return cls(level, np.eye(level.bone.level_count)[level.index], Source.READER, None)

    @property
    def bone(self) -> Bone:
        """Whose grade."""
        return self.level.bone

    @property
    def probability(self) -> float:
        """Probability of the level, 0..1."""
        return float(self.probabilities[self.level.index])

    @property
    def mass_within_one(self) -> float:
        """Probability that the level is right within one, 0..1."""
        low = max(self.level.index - 1, 0)
        return min(float(self.probabilities[low : self.level.index + 2].sum()), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """All that the stages found so far; later stages return a larger copy.

    Attributes:
        canonical: the transform to the networks' view, or None before detection.
        palm: the segmented hand, or None before segmentation.
        rois: the bones that were located.
        missing: why a bone has no usable box.
        grades: the bones that were graded.
        attention: float32 (13, 13), row i = how much bone i+1 looked at each bone, rows sum to 1; None before grading.
        models: network name to SHA-256 of its weights.
        device: `cpu` or `cuda`, where the networks ran.
        seconds: stage to seconds.
        notices: fallbacks taken, doubts.
        rejection: why this result must not be used, or None.
    """

    canonical: CanonicalTransform | None
    palm: PalmMask | None
    rois: Mapping[Bone, Roi]
    missing: Mapping[Bone, Notice]
    grades: Mapping[Bone, BoneGrade]
    attention: npt.NDArray[np.float32] | None
    models: Mapping[str, str]
    device: str
    seconds: Mapping[Stage, float]
    notices: tuple[Notice, ...]
    rejection: Rejection | None
