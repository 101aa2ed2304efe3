"""One line of words painted into a place, cut with an ellipsis where there is no room for all of it."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_KEPT = 512


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
    painter.drawText(place, line.where, _cut(line.words, line.font, place.width()))


@lru_cache(maxsize=_KEPT)
def _cut(words: str, font: QFont, width: int) -> str:
    """What of the words there is room for; most of them are written again when one changes."""
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
