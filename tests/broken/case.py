"""One picture that must not be accepted silently, and the hand that it may be made of."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone

Grey = npt.NDArray[np.uint8]
Point = tuple[float, float]


class Kind(StrEnum):
    """What a picture is; one row of the table of results."""

    PYDICOM = "file of pydicom"
    SKIMAGE = "picture of scikit-image"
    NOISE = "noise"
    TEXT = "page of text"
    PATTERN = "pattern"
    BODY_PART = "other part of the body, drawn"
    TOY = "toy or drawn hand"
    PART = "part of a hand alone"
    NO_BONES = "hand's outline without bones"
    NO_WRIST = "wrist cut off"
    NO_TIPS = "finger tips cut off"
    NO_THUMB = "thumb cut off"
    HALF = "half a hand"
    NO_FINGER = "finger or its end missing"
    PLASTER = "plaster over a growth zone"
    METAL = "metal over a growth zone"
    MARKER = "lead marker over a growth zone"
    OVERLAP = "two hands overlapping"
    BLURRED = "moved or out of focus"
    EXPOSURE = "under- or overexposed"
    SMALL = "a hand of 60 pixels"
    GOOD = "whole, readable hand"
    """The counterpart: accepting it is right."""


@dataclass(frozen=True, slots=True)
class Case:
    """A picture that must be refused, handed to the reader, or accepted with a doubt that says what was seen.

    Attributes:
        name: unique and stable.
        kind: which row of the table it counts for.
        what: what it shows, for people.
        source: draws it, uint8 (H, W), bone bright; or the file that holds it.
        bones: the growth zones that cannot be read; empty where nothing can be.
    """

    name: str
    kind: Kind
    what: str
    source: Callable[[], Grey] | Path
    bones: frozenset[Bone] = field(default_factory=frozenset[Bone])


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """A whole, readable hand to be broken.

    Attributes:
        name: of its file.
        image: uint8 (H, W), bone bright.
        boxes: all 13 growth zones, in pixels of the image.
    """

    name: str
    image: Grey
    boxes: Mapping[Bone, Box]

    def centre(self, bone: Bone) -> npt.NDArray[np.float64]:
        """(x, y) of the middle of a growth zone."""
        return np.array(self.boxes[bone].centre)

    def side(self, bone: Bone) -> float:
        """Longer side of a growth zone, pixels."""
        return max(self.boxes[bone].width, self.boxes[bone].height)

    def along(self, proximal: Bone, distal: Bone) -> npt.NDArray[np.float64]:
        """Unit vector from one growth zone to another."""
        way = self.centre(distal) - self.centre(proximal)
        return way / np.linalg.norm(way)

    @property
    def background(self) -> int:
        """Grey level beside the hand."""
        return int(np.percentile(self.image, 5))

    @property
    def thumb_is_right(self) -> bool:
        """On which side of the image the thumb lies."""
        return bool(self.centre(Bone.PP1)[0] > self.centre(Bone.PP5)[0])


def chance(name: str) -> np.random.Generator:
    """Random numbers that are the same at every run, and others for another name."""
    return np.random.default_rng(zlib.crc32(name.encode()))
