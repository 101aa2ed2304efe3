"""A hand as grey levels, and what may be done to it: the vocabulary of the stress table."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Grey levels and where the hand lies in them.

    Attributes:
        grey: uint8 (H, W).
        palm: bounding box of the hand in pixels of `grey`, or None after a change that moved it.
    """

    grey: Grey
    palm: Box | None

    def background(self) -> int:
        """The film's own dark level: a tenth of the outermost rows and columns is as dark or darker."""
        grey = self.grey
        frame = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
        return int(np.percentile(frame, 10, method="lower"))

    def redrawn(self, levels: npt.NDArray[np.integer | np.floating]) -> "Picture":
        """The same picture with other grey levels, rounded and clipped to 0..255; everything stays in its place."""
        return replace(self, grey=np.clip(np.rint(levels), 0, 255).astype(np.uint8))


class Change(Protocol):
    """One thing that happens to a picture on its way. The same picture gives the same result."""

    def applied(self, picture: Picture) -> Picture:
        """The changed picture; the given one stays as it is."""
        ...


class Group(StrEnum):
    """What kind of transformation; the rows of the short table."""

    ROTATION = "rotation"
    MIRROR = "mirror"
    INVERSION = "inversion"
    GAMMA = "gamma"
    WINDOW = "window"
    NOISE = "noise"
    BLUR = "blur"
    JPEG = "JPEG"
    RESAMPLING = "resampling"
    CROP = "crop"
    MARKERS = "markers"
    BORDERS = "borders"
    CONTRAST = "contrast"
    COMBINED = "combined"


@dataclass(frozen=True, slots=True)
class Transformation:
    """One row of the stress table.

    Attributes:
        name: unique; a run is kept under it, so it says the parameters.
        group: its kind.
        steps: the changes, in order.
    """

    name: str
    group: Group
    steps: tuple[Change, ...]

    def applied(self, picture: Picture) -> Picture:
        """The picture after all steps."""
        for step in self.steps:
            picture = step.applied(picture)
        return picture


def transformed(radiograph: Radiograph, palm: Box | None, transformation: Transformation) -> Radiograph:
    """A radiograph of the transformed grey levels, 8 bits, without a pixel size.

    Args:
        radiograph: as its file gives it.
        palm: bounding box of the hand in its pixels, or None where it was not found.
        transformation: what to do to it.
    """
    grey = np.rint(radiograph.pixels * 255).astype(np.uint8)
    changed = np.ascontiguousarray(transformation.applied(Picture(grey, palm)).grey)
    pixels = changed.astype(np.float32) / np.float32(255)
    return replace(radiograph, pixels=pixels, stored=changed, spacing=None)
