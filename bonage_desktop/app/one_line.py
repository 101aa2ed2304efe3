"""One line of words painted into a place, cut with an ellipsis where there is no room for all of it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What is written: words, their colour and font, and where in the place they stand."""

    words: str
    colour: str
    font: QFont
    where: Qt.AlignmentFlag = LEFT


def write_line(painter: QPainter, place: QRect, line: Line) -> None:
    """Write it."""
    painter.setFont(line.font)
    painter.setPen(QColor(line.colour))
    shown = QFontMetrics(line.font).elidedText(line.words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, line.where, shown)
