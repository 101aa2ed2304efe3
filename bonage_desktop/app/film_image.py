"""The film as an image of the screen: what of it is seen is warped once in 16 bits, and windowed as often as needed."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from bonage_desktop.app.film_greys import Lut
from bonage_desktop.app.film_pixels import FilmPixels, Sampling, Values
from bonage_desktop.app.viewpoint import Viewpoint
from bonage_desktop.opencv import cv2

PIXELS_WHILE_MOVING = 2_000_000
"""More pixels of the screen are drawn only at rest."""


@dataclass(frozen=True, slots=True)
class _Look:
    """All that the 16-bit pixels on the screen depend on."""

    viewpoint: Viewpoint
    density: float
    sampling: Sampling


@dataclass(frozen=True, slots=True, eq=False)
class FilmPicture:
    """A part of the view, drawn.

    Attributes:
        image: grey.
        place: where in the view it belongs.
        pixels: uint8, what the image looks at; it copies nothing, so they must live as long.
    """

    image: QImage
    place: QRectF
    pixels: Lut


class FilmImage:
    """One film for one view; keeps the last warp, so that windowing costs a look-up alone, and the last picture.

    Args:
        film: whose pixels.
    """

    def __init__(self, film: FilmPixels) -> None:
        self._film = film
        self._look: _Look | None = None
        self._values: Values = np.zeros((0, 0), np.uint16)
        self._place = QRectF()
        self._picture: FilmPicture | None = None
        self._windowed: tuple[Lut, float] | None = None

    @property
    def film(self) -> FilmPixels:
        """The film."""
        return self._film

    def picture(
        self, viewpoint: Viewpoint, density: float, table: Lut, sampling: Sampling = Sampling.FAST, enlarged: float = 1
    ) -> FilmPicture | None:
        """The film as the view shows it.

        Args:
            viewpoint: where the film lies.
            density: pixels that are sampled per pixel of the view.
            table: uint8 (65536,), the grey of each film value.
            sampling: how pixels between pixels are found.
            enlarged: pixels of the screen per sampled pixel, >= 1. OpenCV enlarges several times faster than Qt.

        Returns:
            The part of the view that the film covers, or None where it covers none.
        """
        look = _Look(viewpoint, density, sampling)
        if look != self._look:
            self._warp(look)
            self._look, self._windowed = look, None
        if self._windowed is None or self._windowed[0] is not table or self._windowed[1] != enlarged:
            self._picture = self._through(table, density, enlarged) if self._values.size else None
            self._windowed = table, enlarged
        return self._picture

    def _through(self, table: Lut, density: float, enlarged: float) -> FilmPicture:
        """What was warped, with the greys of a table."""
        grey = cv2.LUT(self._values, table)
        if enlarged > 1:
            height, width = (max(round(side * enlarged), 1) for side in grey.shape)
            grey = cv2.resize(grey, (width, height), interpolation=cv2.INTER_LINEAR)
        grey = np.ascontiguousarray(grey, np.uint8)
        height, width = grey.shape
        image = QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8)
        image.setDevicePixelRatio(density * enlarged)
        return FilmPicture(image, self._place, grey)

    def _warp(self, look: _Look) -> None:
        area = _covered(look.viewpoint, look.density)
        if area.isEmpty():
            self._values = np.zeros((0, 0), np.uint16)
            return
        matrix = np.array(look.viewpoint.matrix) * look.density
        matrix[:, 2] -= (area.x(), area.y())
        self._values = self._film.seen_through(matrix, (area.width(), area.height()), look.sampling)
        corner = (area.x() / look.density, area.y() / look.density)
        self._place = QRectF(*corner, area.width() / look.density, area.height() / look.density)


def density_while_moving(view: tuple[int, int], density: float) -> float:
    """As many pixels as can be drawn 60 times a second."""
    pixels = view[0] * view[1] * density * density
    return density * min(1.0, math.sqrt(PIXELS_WHILE_MOVING / max(pixels, 1.0)))


def _covered(viewpoint: Viewpoint, density: float) -> QRect:
    """The pixels of the screen that the film covers."""
    film = viewpoint.rectangle_to_view((0.0, 0.0, float(viewpoint.image[0]), float(viewpoint.image[1])))
    left, top, right, bottom = (round(edge * density) for edge in film)
    seen = QRect(0, 0, round(viewpoint.view[0] * density), round(viewpoint.view[1] * density))
    return QRect(left, top, right - left, bottom - top).intersected(seen)
