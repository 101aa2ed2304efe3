"""What lies beside a hand on film: a side letter, a lead marker. Both as bright as bone or brighter."""

from dataclasses import dataclass, replace

import numpy as np

from bonage_desktop.opencv import cv2
from bonage_desktop.training.picture import Picture

_WHITE = 255
_AS_DARK = 10  # grey levels above the darkest place that still count as dark


@dataclass(frozen=True, slots=True)
class LeadMarker:
    """A white rectangle in a dark place beside the hand.

    Attributes:
        height: as a share of the longer side.
        width: as a share of the longer side.
    """

    height: float
    width: float

    def applied(self, picture: Picture) -> Picture:
        """The picture with its marker."""
        height, width = _odd(picture, self.height), _odd(picture, self.width)
        top, left = dark_place(picture, height, width)
        grey = picture.grey.copy()
        grey[top : top + height, left : left + width] = _WHITE
        return replace(picture, grey=grey)


@dataclass(frozen=True, slots=True)
class LetterL:
    """A white L in a dark place beside the hand, drawn as two bars.

    Attributes:
        height: as a share of the longer side; the letter is half as wide and its bars a sixth as thick.
    """

    height: float

    def applied(self, picture: Picture) -> Picture:
        """The picture with its letter."""
        height, width = _odd(picture, self.height), _odd(picture, self.height / 2)
        top, left = dark_place(picture, height, width)
        bar = max(height // 6, 1)
        grey = picture.grey.copy()
        letter = grey[top : top + height, left : left + width]
        letter[:, :bar] = letter[-bar:] = _WHITE
        return replace(picture, grey=grey)


def dark_place(picture: Picture, height: int, width: int) -> tuple[int, int]:
    """Where something of this size covers only background.

    Args:
        picture: not smaller than that.
        height: pixels, odd.
        width: pixels, odd.

    Returns:
        (top, left) of the place nearest to the middle of the picture, among those outside the hand's box (where
        there are any) whose brightest pixel is as dark as can be had.
    """
    up, across = height // 2, width // 2
    brightest = np.asarray(cv2.dilate(picture.grey, np.ones((height, width), np.uint8)))
    brightest = brightest[up : picture.grey.shape[0] - up, across : picture.grey.shape[1] - across].astype(np.int64)
    ys, xs = np.indices(brightest.shape)
    allowed = np.ones(brightest.shape, np.bool_)
    if picture.palm is not None:
        palm = picture.palm
        allowed = (ys + height <= palm.y0) | (ys >= palm.y1) | (xs + width <= palm.x0) | (xs >= palm.x1)
        allowed |= not allowed.any()
    dark = allowed & (brightest <= brightest[allowed].min() + _AS_DARK)
    distance = (ys - brightest.shape[0] / 2) ** 2 + (xs - brightest.shape[1] / 2) ** 2
    top, left = np.unravel_index(np.where(dark, distance, np.inf).argmin(), dark.shape)
    return int(top), int(left)


def _odd(picture: Picture, share: float) -> int:
    return 2 * (round(share * max(picture.grey.shape)) // 2) + 1
