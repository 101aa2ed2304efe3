"""What the pipeline asks of each stage: arrays in, arrays out. Whoever can do this can replace one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bonage_desktop.standards.bones import Bone


class Segmenter(Protocol):
    """Stage 1: where is the hand?"""

    def segment(self, canvas: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """The raw mask, uint8 (512, 512), 0 or 1, of a canvas, uint8 (512, 512)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """A box that the detector proposes.

    Attributes:
        bone: which bone it calls it.
        score: 0..1, > 0.
        corners: float32 (4,), x0 y0 x1 y1 in pixels of the palm view.
    """

    bone: Bone
    score: float
    corners: npt.NDArray[np.float32]


class Detector(Protocol):
    """Stage 2: where are the 13 bones?"""

    def detect(self, view: npt.NDArray[np.float32]) -> Sequence[Detection]:
        """All boxes that were seen in a palm view, float32 (512, 512): none, one or several for each bone."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class LevelProbabilities:
    """What grading sees.

    Attributes:
        levels: float64 (13, levels of the widest head), rows sum to 1, 0 where a bone has no such level.
        attention: float32 (13, 13), rows sum to 1.
    """

    levels: npt.NDArray[np.float64]
    attention: npt.NDArray[np.float32]


class Grader(Protocol):
    """Stage 3: how mature is each bone?"""

    def grade(self, crops: npt.NDArray[np.float32], valid: npt.NDArray[np.bool_]) -> LevelProbabilities:
        """Levels of one hand.

        Args:
            crops: float32 (13, 112, 112), standardised, in the order of `Bone`.
            valid: bool (13,): which crops show a bone; the others are ignored.
        """
        ...


@dataclass(frozen=True, slots=True)
class Networks:
    """A loaded set of stages.

    Attributes:
        segmenter: stage 1.
        detector: stage 2.
        grader: stage 3.
        models: network name to SHA-256 of its weights.
        device: `cpu` or `cuda`.
    """

    segmenter: Segmenter
    detector: Detector
    grader: Grader
    models: Mapping[str, str]
    device: str
