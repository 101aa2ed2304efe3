"""The pixels of a radiograph made ready for the screen: a pyramid of smaller copies in 16 bits, and cut-outs. No Qt.

The pyramid holds the stored values, bone bright, so that a window wider than the file's still finds what lies outside
it. Building takes about a tenth of a second for 12 million pixels: a worker's job.
"""

import math
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import numpy.typing as npt

from bonage_desktop.findings.findings import CanonicalTransform
from bonage_desktop.findings.radiograph import Radiograph
from bonage_desktop.findings.roi import Box
from bonage_desktop.opencv import cv2
from bonage_desktop.vision.preprocess import CROP_CONTEXT, Grey, as_grey, turn_matrix

Values = npt.NDArray[np.uint16]
Curve = npt.NDArray[np.float32]

VALUES = 65536
"""How many values a film's pixel can have."""
_SMALLEST_SIDE = 512
_ROWS_AT_ONCE = 256
_ROUNDING = 1e-6


class Sampling(Enum):
    """How pixels between pixels are found."""

    FAST = cv2.INTER_LINEAR
    FINE = cv2.INTER_CUBIC


@dataclass(frozen=True, slots=True, eq=False)
class FilmPixels:
    """A radiograph for the screen.

    Attributes:
        about: what its file says, without pixels.
        levels: uint16 (H, W), bone bright, then copies of half the size each.
        file_curve: float32 (65536,), how bright the file wants each value, 0..1.
        stored_at_zero: the stored value that film value 0 stands for.
        stored_per_value: stored values per film value; negative where the file is inverted.
        highest: the largest film value of the image.
    """

    about: Radiograph
    levels: tuple[Values, ...]
    file_curve: Curve
    stored_at_zero: float
    stored_per_value: float
    highest: int

    @classmethod
    def of(cls, radiograph: Radiograph) -> "FilmPixels":
        """The film of a decoded radiograph.

        Raises:
            ValueError: the radiograph has no pixels.
        """
        if not radiograph.pixels.size:
            raise ValueError("a radiograph that was put away has no pixels")
        values, curve, stored_at_zero, stored_per_value = _values_of(radiograph)
        bare = replace(radiograph, pixels=np.empty((0, 0), np.float32), stored=np.empty((0, 0), np.uint8))
        highest = int(cv2.minMaxLoc(values)[1])
        return cls(bare, _pyramid(values), curve, stored_at_zero, stored_per_value, highest)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.levels[0].shape
        return width, height

    def stored(self, value: float) -> float:
        """The stored value that a film value stands for."""
        return self.stored_at_zero + value * self.stored_per_value

    def seen_through(
        self, matrix: npt.NDArray[np.float64], size: tuple[int, int], sampling: Sampling = Sampling.FAST
    ) -> Values:
        """The film as an affine map shows it.

        Args:
            matrix: float64 (2, 3), from image to output, where both count from the corners of pixels.
            size: width and height of the output.
            sampling: fine costs about four times as much and differs only where the film is enlarged.

        Returns:
            uint16 (height, width); what lies outside the film repeats its edge.
        """
        scale = math.sqrt(abs(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]))
        number = min(max(math.floor(math.log2(1 / scale)), 0), len(self.levels) - 1)
        level = self.levels[number]
        shrunk = np.array([level.shape[1] / self.size[0], level.shape[0] / self.size[1]])
        from_level = np.empty((2, 3))
        from_level[:, :2] = matrix[:, :2] / shrunk
        from_level[:, 2] = matrix[:, 2] + from_level[:, :2] @ [0.5, 0.5] - 0.5  # OpenCV counts from the middles
        how = sampling.value if scale > 1 else cv2.INTER_LINEAR
        seen = cv2.warpAffine(level, from_level, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
        return seen.astype(np.uint16, copy=False)


def thumbnail(radiograph: Radiograph, size: int) -> Grey:
    """The whole radiograph, small.

    Args:
        radiograph: decoded.
        size: of the longer side, pixels.

    Returns:
        uint8 (H, W), bone bright.
    """
    scale = size / max(radiograph.height, radiograph.width)
    shape = (max(round(radiograph.width * scale), 1), max(round(radiograph.height * scale), 1))
    return as_grey(cv2.resize(radiograph.pixels, shape, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False))


def crop(radiograph: Radiograph, box: Box, size: int, canonical: CanonicalTransform | None) -> Grey:
    """One bone with as much around it as the networks see, upright.

    Args:
        radiograph: decoded.
        box: of the bone, in its pixels.
        size: of the square cut-out, pixels.
        canonical: how the hand is turned, or None to leave it.

    Returns:
        uint8 (size, size), bone bright; black where it reaches over the image's edge.
    """
    reach = CROP_CONTEXT * max(box.width, box.height)
    scale = size / reach
    x, y = box.centre
    left, right = _span(x, reach, radiograph.width)
    top, bottom = _span(y, reach, radiograph.height)
    if left >= right or top >= bottom:
        return np.zeros((size, size), np.uint8)
    source = as_grey(radiograph.pixels[top:bottom, left:right])
    centre = np.array([x - left, y - top])
    to_crop = np.zeros((2, 3))
    to_crop[:, :2] = scale * (np.eye(2) if canonical is None else turn_matrix(canonical))
    if scale < 0.6:  # shrink first, else the warp aliases
        source = cv2.resize(source, None, fx=2 * scale, fy=2 * scale, interpolation=cv2.INTER_AREA)
        to_crop[:, :2] /= 2 * scale
        centre = centre * 2 * scale
    to_crop[:, 2] = size / 2 - to_crop[:, :2] @ centre
    return cv2.warpAffine(source, to_crop, (size, size), flags=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _span(middle: float, reach: float, end: int) -> tuple[int, int]:
    """First and last pixel of what a turned square around `middle` can meet."""
    half = reach / math.sqrt(2) + 2
    return max(math.floor(middle - half), 0), min(math.ceil(middle + half), end)


def _pyramid(values: Values) -> tuple[Values, ...]:
    levels = [values]
    while max(levels[-1].shape) > _SMALLEST_SIDE:
        height, width = levels[-1].shape
        half = (max(width // 2, 1), max(height // 2, 1))
        levels.append(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA).astype(np.uint16, copy=False))
    return tuple(levels)


def _values_of(radiograph: Radiograph) -> tuple[Values, Curve, float, float]:
    """Film values, how bright the file wants them, the stored value of 0, stored values per film value."""
    lowest, highest = int(radiograph.stored.min()), int(radiograph.stored.max())
    span = highest - lowest
    if not 0 < span < VALUES:
        return _as_decoded(radiograph)
    offsets = (radiograph.stored.astype(np.int32) - lowest).astype(np.uint16)
    wanted = _wanted(offsets, radiograph.pixels, span)
    seen = np.flatnonzero(~np.isnan(wanted))
    shown = seen[wanted[seen] > 0]
    steps = np.diff(wanted[shown])
    is_rising, is_falling = bool((steps >= -_ROUNDING).all()), bool((steps <= _ROUNDING).all())
    if not len(shown) or not (is_rising or is_falling):
        return _as_decoded(radiograph)
    black = wanted[seen] <= 0
    gain = (VALUES - 1) // span
    table = np.zeros(VALUES, np.uint16)
    if is_rising:
        table[: span + 1] = np.arange(span + 1) * gain
        padding = seen[black & (seen > shown[0])]
    else:
        table[: span + 1] = (span - np.arange(span + 1)) * gain
        padding = seen[black & (seen < shown[-1])]
    table[padding] = 0  # padding is shown black, wherever its value lies
    image = np.setdiff1d(seen, padding)
    image = image if is_rising else image[::-1]
    curve = np.interp(np.arange(VALUES), table[image], wanted[image]).astype(np.float32)
    values = cv2.LUT(offsets, table).astype(np.uint16, copy=False)
    start, step = (lowest, 1 / gain) if is_rising else (highest, -1 / gain)
    return values, curve, float(start), step


def _as_decoded(radiograph: Radiograph) -> tuple[Values, Curve, float, float]:
    """Where pixels do not simply follow the stored values: the shown ones, in 65536 steps."""
    values = np.rint(radiograph.pixels * np.float32(VALUES - 1)).astype(np.uint16)
    return values, np.linspace(0, 1, VALUES, dtype=np.float32), 0.0, 1.0


def _wanted(offsets: Values, pixels: Curve, span: int) -> Curve:
    """float32 (span + 1,): the brightness of each stored value, NaN where the image has none of it.

    In pieces, so that other threads are not kept waiting.
    """
    wanted = np.full(span + 1, np.nan, np.float32)
    for row in range(0, len(offsets), _ROWS_AT_ONCE):
        wanted[offsets[row : row + _ROWS_AT_ONCE]] = pixels[row : row + _ROWS_AT_ONCE]
    return wanted
