"""Window and level: which values of a film are black and which white. No Qt."""

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from bonage_desktop.app.film_pixels import VALUES, FilmPixels, Values
from bonage_desktop.app.film_view_modes import Preset
from bonage_desktop.opencv import cv2

Lut = npt.NDArray[np.uint8]

_NARROWEST = 16.0
_WIDEST = 4.0 * VALUES
_TRAVEL = 300.0
"""Pixels of a drag that make a window wider by half a natural logarithm, or move it by its half width."""


@dataclass(frozen=True, slots=True)
class Greys:
    """What is black and what is white.

    Attributes:
        black: film value that is black, with all below it.
        white: film value that is white, with all above it; greater than `black`.
        is_inverted: black and white are exchanged on the screen.
        is_as_filed: values are shown on the file's own curve, which may be bent.
    """

    black: float
    white: float
    is_inverted: bool = False
    is_as_filed: bool = False

    @property
    def centre(self) -> float:
        """The film value in the middle."""
        return (self.black + self.white) / 2

    @property
    def width(self) -> float:
        """Film values from black to white."""
        return self.white - self.black

    def dragged(self, right: float, up: float) -> Self:
        """As a drag of the mouse changes it, in pixels: to the right wider, up brighter."""
        width = min(max(self.width * math.exp(right / (2 * _TRAVEL)), _NARROWEST), _WIDEST)
        centre = min(max(self.centre - up * self.width / (2 * _TRAVEL), -VALUES), 2.0 * VALUES)
        return replace(self, black=centre - width / 2, white=centre + width / 2, is_as_filed=False)

    def inverted(self) -> Self:
        """With black and white exchanged."""
        return replace(self, is_inverted=not self.is_inverted)

    def table(self, film: FilmPixels) -> Lut:
        """uint8 (65536,): the grey of each film value."""
        if self.is_as_filed:
            grey = film.file_curve * np.float32(255)
        else:
            grey = (np.arange(VALUES, dtype=np.float32) - np.float32(self.black)) * np.float32(255 / self.width)
        shown = np.rint(np.clip(grey, 0, 255)).astype(np.uint8)
        return np.subtract(255, shown, dtype=np.uint8) if self.is_inverted else shown


def window_of(film: FilmPixels, preset: Preset) -> Greys:
    """The window that a preset means for a film."""
    match preset:
        case Preset.DICOM:
            return _as_filed(film)
        case Preset.FULL:
            return Greys(0.0, max(float(film.highest), _NARROWEST))
        case Preset.BONE:
            ground, hand = _ground_and_hand(film)
            return _between(np.percentile(hand, 20) if hand.size else np.median(ground), film.highest)
        case Preset.SOFT:
            ground, hand = _ground_and_hand(film)
            return _between(
                np.median(ground) if ground.size else 0.0, np.percentile(hand, 70) if hand.size else film.highest
            )


def _as_filed(film: FilmPixels) -> Greys:
    """The straight window that comes nearest to the file's curve."""
    curve = film.file_curve[: film.highest + 1]
    inside = np.flatnonzero((curve > 0) & (curve < 1))
    if len(inside) < 2 or curve[inside[-1]] <= curve[inside[0]]:
        return replace(_between(0.0, film.highest), is_as_filed=True)
    first, last = int(inside[0]), int(inside[-1])
    per_value = float(curve[last] - curve[first]) / (last - first)
    black = first - float(curve[first]) / per_value
    return replace(_between(black, black + 1 / per_value), is_as_filed=True)


def _ground_and_hand(film: FilmPixels) -> tuple[Values, Values]:
    """Values of the small copy that are ground and those that are hand, by Otsu's threshold."""
    small = film.levels[-1]
    as_bytes = (small >> 8).astype(np.uint8)
    threshold, _ = cv2.threshold(as_bytes, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    is_hand = as_bytes > threshold
    return small[~is_hand], small[is_hand]


def _between(black: float | np.floating, white: float | np.floating) -> Greys:
    return Greys(float(black), max(float(white), float(black) + _NARROWEST))
