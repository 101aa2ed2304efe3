"""Where the columns of the bones' table stand: they follow the letters' size and the width that there is."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics

from bonage_desktop.app.theme import GRID, SMALL_PIXELS, TEXT_PIXELS

ROW_PIXELS = 34
"""Height of a row in text of normal size."""
_PAD, _GAP = 4, 3
_BAR_STEPS = (5, 4, 3)
"""Pixels that one level's bar takes, wide to narrow."""
_LEVELS = 15
_ROUNDED = 2
"""Pixels more than words take: Qt rounds their width."""
MENU_PAD = 14
"""Pixels before the words of a drop-down and around its arrow."""
_WIDEST_MASS = ("● 7(2)", "100 %")
_WIDEST_LEVEL = "L8(2) · 14"
_WIDEST_NAME = "Prox. phalanx 5"
_SHORTEST_NAME = "Radius"


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of one row's parts, in pixels from its left edge: where each begins and how wide it is.

    Attributes:
        height: of a row.
        picture: the crop.
        number: 1..13.
        name: of the bone.
        mark: who set the level, or the question mark.
        level: the drop-down.
        bars: the model's distribution; no width where there is no room.
        mass: the model's mass within one level; no width where there is no room.
        points: what the level is worth.
        tick: whether the reader has looked at it.
        has_full_names: whether names fit; else the bones' keys are written.
    """

    height: int
    picture: tuple[int, int]
    number: tuple[int, int]
    name: tuple[int, int]
    mark: tuple[int, int]
    level: tuple[int, int]
    bars: tuple[int, int]
    mass: tuple[int, int]
    points: tuple[int, int]
    tick: tuple[int, int]
    has_full_names: bool

    def place(self, column: tuple[int, int]) -> QRect:
        """The whole height of the row at this column."""
        return QRect(column[0], 0, column[1], self.height)

    @property
    def evidence(self) -> QRect:
        """Bars and mass together."""
        return self.place((self.bars[0], self.mass[0] + self.mass[1] - self.bars[0]))


def columns_for(font: QFont, width: int) -> Columns:
    """The columns of rows of this width.

    Args:
        font: of the table; numbers are written in a smaller one, levels and points in a bolder one.
        width: of a row, pixels.
    """
    text, small, bold = QFontMetrics(font), QFontMetrics(small_font(font)), QFontMetrics(bold_font(font))
    height = row_height(font)
    fixed = {
        "picture": height - 6,
        "number": small.horizontalAdvance("13") + _ROUNDED,
        "mark": small.height() - 1,
        "level": bold.horizontalAdvance(_WIDEST_LEVEL) + arrow_width(font) + MENU_PAD,
        "mass": max(small.horizontalAdvance(words) for words in _WIDEST_MASS) + _ROUNDED,
        "points": bold.horizontalAdvance("135") + _ROUNDED,
        "tick": text.height() + _PAD,
    }
    name, key = text.horizontalAdvance(_WIDEST_NAME), text.horizontalAdvance(_SHORTEST_NAME)
    left = width - 2 * _PAD - 8 * _GAP - sum(fixed.values())
    has_full_names = name <= left
    if left < key:
        left += fixed["mass"]
        fixed["mass"] = 0
    least = name if has_full_names else key
    bars = next((step * _LEVELS for step in _BAR_STEPS if step * _LEVELS + least <= left), 0)
    parts = fixed | {"bars": bars, "name": max(left - bars, key)}
    places: dict[str, tuple[int, int]] = {}
    x = _PAD
    for part in ("picture", "number", "name", "mark", "level", "bars", "mass", "points", "tick"):
        places[part] = (x, parts[part])
        x += parts[part] + _GAP
    return Columns(height=height, has_full_names=has_full_names, **places)


def row_height(font: QFont) -> int:
    """Pixels: 34 in text of normal size, more where letters need it."""
    return max(ROW_PIXELS, QFontMetrics(font).height() + 2 * GRID)


def arrow_width(font: QFont) -> int:
    """Pixels that the arrow of a drop-down takes."""
    return round(QFontMetrics(font).height() * 0.75)


def scaled(font: QFont, pixels: int) -> int:
    """Pixels that are meant for text of normal size, beside text of this font."""
    return max(round(QFontInfo(font).pixelSize() * pixels / TEXT_PIXELS), 1)


def small_font(font: QFont) -> QFont:
    """For secondary words."""
    made = QFont(font)
    made.setPixelSize(scaled(font, SMALL_PIXELS))
    return made


def bold_font(font: QFont) -> QFont:
    """For figures that count."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
