"""The loupe: a round piece of the film at twice its size, where the mouse is."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from bonage_desktop.app.film_greys import Lut
from bonage_desktop.app.film_image import FilmImage
from bonage_desktop.app.film_pixels import FilmPixels, Sampling
from bonage_desktop.app.theme import FILM
from bonage_desktop.app.viewpoint import Viewpoint

MAGNIFIED = 2.0
DIAMETER = 240
"""Pixels of the view."""


class Loupe:
    """Draws the loupe.

    Args:
        film: whose pixels.
    """

    def __init__(self, film: FilmPixels) -> None:
        self._image = FilmImage(film)

    def draw(self, painter: QPainter, viewpoint: Viewpoint, at: QPointF, density: float, table: Lut) -> None:
        """Draw it around a point of the view.

        Args:
            painter: of the view.
            viewpoint: where the film lies.
            at: the middle of the loupe; what is magnified lies there.
            density: pixels of the screen per pixel of the view.
            table: uint8 (65536,), the grey of each film value.
        """
        middle = viewpoint.to_image((at.x(), at.y()))
        closer = replace(viewpoint, view=(DIAMETER, DIAMETER), centre=middle, scale=viewpoint.scale * MAGNIFIED)
        picture = self._image.picture(closer, density, table, Sampling.FINE)
        corner = at - QPointF(DIAMETER / 2, DIAMETER / 2)
        circle = QPainterPath()
        circle.addEllipse(QRectF(corner, corner + QPointF(DIAMETER, DIAMETER)))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(circle)
        painter.fillPath(circle, QColor(0, 0, 0))
        if picture is not None:
            painter.drawImage(picture.place.translated(corner), picture.image)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(FILM.text), 1.5))
        painter.drawPath(circle)
        painter.restore()
