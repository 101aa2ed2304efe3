"""Distances on the radiograph: the ruler's length in words, and the scale bar."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from bonage_desktop.app.film_letters import Fonts, draw_plate, draw_words, width_of
from bonage_desktop.app.theme import FILM
from bonage_desktop.app.viewpoint import Point, Viewpoint
from bonage_desktop.findings.radiograph import PixelSpacing, SpacingReference

_END = 4.0
"""Radius of the rings at a ruler's ends, pixels of the view."""
_PAD = 4.0
_STEPS_MM = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Ruler:
    """A line between two points of the radiograph."""

    start: Point
    end: Point

    def words(self, spacing: PixelSpacing | None) -> str:
        """How long it is: in millimetres and what they refer to, without a spacing in pixels."""
        if spacing is None:
            return _tr("{0} px").format(f"{math.dist(self.start, self.end):.0f}")
        return f"{_tr('{0} mm').format(f'{self.millimetres(spacing):.1f}')} {reference_words(spacing)}"

    def millimetres(self, spacing: PixelSpacing) -> float:
        """Its length by a pixel spacing."""
        across = (self.end[0] - self.start[0]) * spacing.column_mm
        down = (self.end[1] - self.start[1]) * spacing.row_mm
        return math.hypot(across, down)


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of a round length.

    Attributes:
        millimetres: what it stands for.
        length: pixels of the view.
    """

    millimetres: int
    length: float


def scale_bar(viewpoint: Viewpoint, spacing: PixelSpacing | None, room: float) -> ScaleBar | None:
    """The longest round bar that has room, along the view's width; None without a spacing or without room.

    Args:
        viewpoint: how the radiograph is looked at.
        spacing: of its pixels.
        room: pixels of the view.
    """
    if spacing is None:
        return None
    millimetres_per_pixel = spacing.row_mm if viewpoint.is_on_its_side else spacing.column_mm
    per_millimetre = viewpoint.scale / millimetres_per_pixel
    fitting = [step for step in _STEPS_MM if step * per_millimetre <= room]
    return ScaleBar(fitting[-1], fitting[-1] * per_millimetre) if fitting else None


def reference_words(spacing: PixelSpacing) -> str:
    """What millimetres refer to."""
    return {
        SpacingReference.DETECTOR: _tr("at detector"),
        SpacingReference.PATIENT: _tr("at patient"),
    }[spacing.reference]


def draw_ruler(
    painter: QPainter, viewpoint: Viewpoint, ruler: Ruler, spacing: PixelSpacing | None, fonts: Fonts
) -> None:
    """Draw a ruler with its length beside its end."""
    start, end = (QPointF(*viewpoint.to_view(point)) for point in (ruler.start, ruler.end))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for hue, width in ((QColor(0, 0, 0, 200), 3.5), (QColor(FILM.text), 1.5)):
        painter.setPen(QPen(hue, width))
        painter.drawLine(start, end)
        for point in (start, end):
            painter.drawEllipse(point, _END, _END)
    words, letters = ruler.words(spacing), QFontMetricsF(fonts.words)
    width, height = width_of(fonts.words, words) + 2 * _PAD, letters.height() + _PAD
    left = min(max(end.x() + 2 * _PAD, 0.0), viewpoint.view[0] - width)
    top = min(max(end.y() - height / 2, 0.0), viewpoint.view[1] - height)
    draw_plate(painter, QRectF(left, top, width, height))
    painter.setFont(fonts.words)
    draw_words(painter, QPointF(left + _PAD, top + _PAD / 2 + letters.ascent()), words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Film", text)
