"""Does a radiograph have text in its corners, such as a name that is part of the picture?

A line of text is several small marks of one height beside each other, brighter or darker than what is around them. A
single letter that marks the side is none. It is a warning, not a proof: text elsewhere, or handwriting, is not seen.
"""

import numpy as np
import numpy.typing as npt

from bonage_desktop.opencv import cv2

_LONG_SIDE = 1500
_CORNER = (0.16, 0.4)
"""Share of height and width that a corner has."""
_HEIGHTS = (7, 45)
"""Of a letter, in pixels of an image whose longer side has `_LONG_SIDE`."""
_LETTERS = 5
_CONTRAST = 0.12


def has_corner_text(pixels: npt.NDArray[np.float32]) -> bool:
    """Whether a line of text seems to lie in one of the four corners.

    Args:
        pixels: float32 (H, W), 0..1.
    """
    scale = _LONG_SIDE / max(pixels.shape)
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    resized = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    image = resized.astype(np.float32)
    height, width = round(size[1] * _CORNER[0]), round(size[0] * _CORNER[1])
    corners = (image[:height, :width], image[:height, -width:], image[-height:, :width], image[-height:, -width:])
    return any(_has_line(corner) or _has_line(1 - corner) for corner in corners if min(corner.shape) > _HEIGHTS[0])


def _has_line(corner: npt.NDArray[np.float32]) -> bool:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_HEIGHTS[1], _HEIGHTS[1]))
    marks = cv2.morphologyEx(corner, cv2.MORPH_TOPHAT, kernel) > _CONTRAST
    _, _, boxes, _ = cv2.connectedComponentsWithStats(marks.astype(np.uint8), connectivity=8)
    letters = [box for box in boxes[1:] if _HEIGHTS[0] <= box[3] <= _HEIGHTS[1] and box[2] <= 1.6 * box[3]]
    return any(_beside(one, letters) >= _LETTERS for one in letters)


def _beside(one: npt.NDArray[np.int32], letters: list[npt.NDArray[np.int32]]) -> int:
    """How many letters stand on the line of this one, of about its height."""
    bottom, height = one[1] + one[3], one[3]
    return sum(
        abs(other[1] + other[3] - bottom) <= 0.35 * height and 0.6 * height <= other[3] <= 1.6 * height
        for other in letters
    )
