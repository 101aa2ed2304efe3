"""Regions of interest: the box around a bone's growth region."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bonage_desktop.sentences import Sentence, say
from bonage_desktop.standards.bones import Bone


class Source(StrEnum):
    """Who set a box or a level."""

    MODEL = "model"
    INFERRED = "inferred"
    READER = "reader"

    @property
    def word(self) -> Sentence:
        """The source in a sentence."""
        return _WORDS[self]


_WORDS = {Source.MODEL: say("model"), Source.INFERRED: say("inferred"), Source.READER: say("reader")}


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-parallel box in pixels of the radiograph: x to the right, y down, corners (x0, y0), (x1, y1).

    Raises:
        ValueError: the box has no area or a corner is not finite.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not (self.x0 < self.x1 and self.y0 < self.y1 and self.x1 - self.x0 < float("inf") > self.y1 - self.y0):
            raise ValueError(say("not a box: {x0}, {y0}, {x1}, {y1}", x0=self.x0, y0=self.y0, x1=self.x1, y1=self.y1))

    @classmethod
    def of(cls, corners: Iterable[float]) -> Self:
        """The box with corners x0, y0, x1, y1."""
        x0, y0, x1, y1 = (float(value) for value in corners)
        return cls(x0, y0, x1, y1)

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1."""
        return self.x0, self.y0, self.x1, self.y1

    @property
    def width(self) -> float:
        """Width in pixels, > 0."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels, > 0."""
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        """(x, y) of the middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def iou(self, other: "Box") -> float:
        """Intersection over union with another box, 0..1."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        shared = max(width, 0.0) * max(height, 0.0)
        return shared / (self.width * self.height + other.width * other.height - shared)


@dataclass(frozen=True, slots=True)
class Roi:
    """The region of one bone.

    Attributes:
        bone: which bone.
        box: in pixels of the radiograph.
        score: the detector's score 0..1, or None where no detector set the box.
        source: who set the box.
    """

    bone: Bone
    box: Box
    score: float | None
    source: Source

    @classmethod
    def by_reader(cls, bone: Bone, box: Box) -> Self:
        """The region that a reader drew."""
        return cls(bone, box, None, Source.READER)
