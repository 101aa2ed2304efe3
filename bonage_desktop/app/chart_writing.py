"""Writes the moving words over a chart, where matplotlib would."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from bonage_desktop.reporting.chart_content import ChartLook
from bonage_desktop.reporting.chart_parts import PLATE_OPACITY, PLATE_PAD
from bonage_desktop.reporting.chart_picture import POINTS_PER_PIXEL, Writing

_HEIGHT = "lp"
"""Letters as high and as deep as any: matplotlib takes them for the height of a line."""


def write(painter: QPainter, writings: Sequence[Writing], look: ChartLook, family: QFont, ratio: float) -> None:
    """Write words over a chart, each on a plate.

    Args:
        painter: of the chart, in units of the window.
        writings: the words.
        look: their size, and the colour of the plates.
        family: whose letters; the size is the chart's own.
        ratio: pixels of the chart per unit of the window.
    """
    for writing in writings:
        font = QFont(family)
        font.setPixelSize(round(look.text_points / POINTS_PER_PIXEL))
        font.setBold(writing.is_bold)
        painter.setFont(font)
        area, base = _place(writing, painter.fontMetrics(), ratio)
        pad = PLATE_PAD * font.pixelSize()
        plate = QColor(look.colours.ground)
        plate.setAlphaF(PLATE_OPACITY)
        painter.fillRect(area.adjusted(-pad, -pad, pad, pad), plate)
        painter.setPen(QColor(writing.colour))
        painter.drawText(QPointF(area.left(), base), writing.words)


def _place(writing: Writing, letters: QFontMetrics, ratio: float) -> tuple[QRectF, float]:
    """The area that words cover, and the height of their base line."""
    line = QRectF(letters.tightBoundingRect(_HEIGHT))
    width = letters.horizontalAdvance(writing.words)
    top = writing.y / ratio - line.height()
    return QRectF(writing.x / ratio, top, width, line.height()), top - line.top()
