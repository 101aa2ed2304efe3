"""Changes of place and size: turned, mirrored, resampled, cropped, framed."""

import math
from dataclasses import dataclass

import numpy as np

from bonage_desktop.opencv import cv2
from bonage_desktop.training.picture import Grey, Picture


@dataclass(frozen=True, slots=True)
class Rotation:
    """Turned clockwise on a canvas that grows until nothing is cut; new corners get the film's own background.

    Attributes:
        degrees: 0..360; multiples of 90 move pixels without resampling, others are cubic.
    """

    degrees: int

    def applied(self, picture: Picture) -> Picture:
        """The turned picture."""
        quarters, rest = divmod(self.degrees, 90)
        turned = self._resampled(picture) if rest else np.rot90(picture.grey, -quarters)
        return Picture(np.ascontiguousarray(turned), None)

    def _resampled(self, picture: Picture) -> Grey:
        height, width = picture.grey.shape
        angle = math.radians(self.degrees)
        cos, sin = abs(math.cos(angle)), abs(math.sin(angle))
        size = (math.ceil(width * cos + height * sin), math.ceil(width * sin + height * cos))
        matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -self.degrees, 1.0)
        matrix[:, 2] += ((size[0] - width) / 2, (size[1] - height) / 2)
        turned = cv2.warpAffine(picture.grey, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(picture.background(),))
        return np.asarray(turned, np.uint8)


@dataclass(frozen=True, slots=True)
class Mirroring:
    """Left and right exchanged."""

    def applied(self, picture: Picture) -> Picture:
        """The mirrored picture."""
        return Picture(np.ascontiguousarray(picture.grey[:, ::-1]), None)


@dataclass(frozen=True, slots=True)
class Resampling:
    """Another number of pixels: averaged when fewer, cubic when more.

    Attributes:
        percent: of each side, > 0.
    """

    percent: int

    def applied(self, picture: Picture) -> Picture:
        """The resampled picture."""
        height, width = picture.grey.shape
        size = (max(round(width * self.percent / 100), 1), max(round(height * self.percent / 100), 1))
        method = cv2.INTER_AREA if self.percent < 100 else cv2.INTER_CUBIC
        return Picture(np.asarray(cv2.resize(picture.grey, size, interpolation=method), np.uint8), None)


@dataclass(frozen=True, slots=True)
class PalmCrop:
    """Cut down to the hand.

    Attributes:
        margin: left around the hand's box, as a share of its sides.

    Raises:
        ValueError: on a picture that does not say where its hand is.
    """

    margin: float

    def applied(self, picture: Picture) -> Picture:
        """The cropped picture; the margin ends at the picture's edge."""
        if picture.palm is None:
            raise ValueError("a picture that does not say where its hand is cannot be cropped to it")
        palm, (height, width) = picture.palm, picture.grey.shape
        dx, dy = self.margin * palm.width, self.margin * palm.height
        left, right = max(math.floor(palm.x0 - dx), 0), min(math.ceil(palm.x1 + dx), width)
        top, bottom = max(math.floor(palm.y0 - dy), 0), min(math.ceil(palm.y1 + dy), height)
        return Picture(np.ascontiguousarray(picture.grey[top:bottom, left:right]), None)


@dataclass(frozen=True, slots=True)
class Border:
    """An even frame around the picture.

    Attributes:
        share: its thickness, as a share of the longer side.
        level: its grey level, 0..255.
    """

    share: float
    level: int

    def applied(self, picture: Picture) -> Picture:
        """The framed picture."""
        thickness = round(self.share * max(picture.grey.shape))
        return Picture(np.pad(picture.grey, thickness, constant_values=self.level), None)


@dataclass(frozen=True, slots=True)
class Bars:
    """Black bars on two sides until the picture has the shape of a screen.

    Attributes:
        across: of the shape, e.g. 16.
        down: of the shape, e.g. 9.
    """

    across: int
    down: int

    def applied(self, picture: Picture) -> Picture:
        """The picture in the middle of the screen."""
        height, width = picture.grey.shape
        wide, high = (
            max(width, round(height * self.across / self.down)),
            max(height, round(width * self.down / self.across)),
        )
        left, top = (wide - width) // 2, (high - height) // 2
        around = ((top, high - height - top), (left, wide - width - left))
        return Picture(np.pad(picture.grey, around, constant_values=0), None)


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """A second page of the same size on the right, with nothing on it.

    Attributes:
        level: its grey level, 0..255, or None for the film's own background.
    """

    level: int | None

    def applied(self, picture: Picture) -> Picture:
        """Both pages."""
        level = picture.background() if self.level is None else self.level
        return Picture(np.hstack([picture.grey, np.full_like(picture.grey, level)]), None)
