"""Letters on the radiograph: white with a dark edge, so that they can be read on anything."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter

from bonage_desktop.app.theme import FILM

_EDGE = QColor(0, 0, 0, 200)
_PLATE = QColor(0, 0, 0, 205)
_AROUND = ((1.0, 1.0), (-1.0, 0.0), (0.0, -1.0))


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts on the radiograph; they follow the size of the widget's font.

    Attributes:
        name: the patient's name.
        words: facts, window, zoom, scale.
        label: beside the boxes.
        side: the mark L or R.
    """

    name: QFont
    words: QFont
    label: QFont
    side: QFont

    @classmethod
    def beside(cls, font: QFont) -> "Fonts":
        """Fonts that go with this one."""
        size = QFontInfo(font).pixelSize()
        return cls(
            _sized(font, size, QFont.Weight.DemiBold),
            _sized(font, size, QFont.Weight.Normal),
            _sized(font, size * 0.85, QFont.Weight.DemiBold),
            _sized(font, size * 2.1, QFont.Weight.DemiBold),
        )


def draw_words(painter: QPainter, place: QPointF, words: str, hue: str = FILM.text) -> None:
    """Draw words in the painter's font; `place` is where their base line begins."""
    painter.setPen(_EDGE)
    for dx, dy in _AROUND:
        painter.drawText(place + QPointF(dx, dy), words)
    painter.setPen(QColor(hue))
    painter.drawText(place, words)


def draw_plate(painter: QPainter, area: QRectF) -> None:
    """A dark ground for words on a film that may be white."""
    painter.fillRect(area, _PLATE)


def width_of(font: QFont, words: str) -> float:
    """Pixels that words take."""
    return QFontMetricsF(font).horizontalAdvance(words)


def elided(font: QFont, words: str, room: float) -> str:
    """Words, cut short where they have no room."""
    return QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)


def _sized(font: QFont, pixels: float, weight: QFont.Weight) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(round(pixels), 1))
    sized.setWeight(weight)
    sized.setFeature(QFont.Tag("tnum"), 1)
    return sized
