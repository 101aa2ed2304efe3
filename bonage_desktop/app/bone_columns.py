"""Where the columns of the bones' table stand: they follow the letters' size and the width that there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QFontMetricsF

from bonage_desktop.app.theme import GRID, SMALL_PIXELS, TEXT_PIXELS

ROW_PIXELS = 34
"""Height of a row in text of normal size."""
DOT_PIXELS = 9
"""What the mark of the model takes before the level that it gave."""
_PAD, _GAP = 4, 3
_GAPS = 8
_AROUND_PICTURE = 8
_BAR_STEPS = (5, 4, 3)
"""Pixels that one level's bar takes, wide to narrow."""
_LEVELS = 15
MENU_PAD = 14
"""Pixels before the words of a drop-down and around its arrow."""
_WIDEST_MASS = "100 %"
_WIDEST_LABEL = "L7(2)"
_WIDEST_LEVEL = "L8(2) · 14"
_WIDEST_BEFORE = "L8(2) · 14 +1"
_WIDEST_NAME = "Prox. phalanx 5"
_SHORTEST_NAME = "Radius"


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of one row's parts, in pixels from its left edge: where each begins and how wide it is.

    Attributes:
        height: of a row.
        picture: the crop; no width where there is no room.
        number: 1..13; no width where there is no room.
        name: of the bone.
        mark: who set the level, or the question mark.
        level: the drop-down.
        bars: the model's distribution; no width where there is no room.
        mass: the model's mass within one level, and its level where the reader set another.
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


@dataclass(frozen=True, slots=True)
class _Wish:
    """Widths of the parts that depend on the room."""

    picture: int
    number: int
    name: int
    bars: int
    mass: int
    has_full_names: bool

    @property
    def width(self) -> int:
        return self.picture + self.number + self.name + self.bars + self.mass


def columns_for(font: QFont, width: int) -> Columns:
    """The columns of rows of this width.

    Args:
        font: of the table; numbers are written in a smaller one, levels and points in a bolder one.
        width: of a row, pixels; below `least_width` the names are cut.
    """
    fixed = _fixed(font)
    left = width - _around() - sum(fixed.values())
    wishes = tuple(_wishes(font))
    wish = next((one for one in wishes if one.width <= left), wishes[-1])
    parts = fixed | {
        "picture": wish.picture,
        "number": wish.number,
        "name": wish.name + max(left - wish.width, 0),
        "bars": wish.bars,
        "mass": wish.mass,
    }
    places: dict[str, tuple[int, int]] = {}
    x = _PAD
    for part in ("picture", "number", "name", "mark", "level", "bars", "mass", "points", "tick"):
        places[part] = (x, parts[part])
        x += parts[part] + _GAP
    return Columns(height=row_height(font), has_full_names=wish.has_full_names, **places)


def least_width(font: QFont) -> int:
    """Pixels that a row needs for all that must be said: key, level, mass, points, tick."""
    return _around() + sum(_fixed(font).values()) + tuple(_wishes(font))[-1].width


def _around() -> int:
    return 2 * _PAD + _GAPS * _GAP


def _fixed(font: QFont) -> dict[str, int]:
    """Widths of the parts that are as wide in every room."""
    small, bold = small_font(font), bold_font(font)
    return {
        "mark": QFontMetrics(small).height() - 1,
        "level": QFontMetrics(bold).horizontalAdvance(_WIDEST_LEVEL) + arrow_width(font) + MENU_PAD,
        "points": _room("135", bold),
        "tick": QFontMetrics(font).height() + _PAD,
    }


def _wishes(font: QFont) -> Iterator[_Wish]:
    """What is given up as room gets scarce: the model's whole level, wide bars, bars, names, crop, at last the number.

    A level of the study before stands in the place of bars and mass: without bars the mass is as wide as that needs.
    """
    small = small_font(font)
    picture, number = row_height(font) - _AROUND_PICTURE, _room("13", small)
    name, key = _room(_WIDEST_NAME, font), _room(_SHORTEST_NAME, font)
    dot = scaled(font, DOT_PIXELS)
    mass = max(_room(_WIDEST_MASS, small), dot + _room(_WIDEST_LABEL, small))
    level, before = _room(_WIDEST_LEVEL, small), _room(_WIDEST_BEFORE, small)
    yield _Wish(picture, number, name, _BAR_STEPS[0] * _LEVELS, dot + level, has_full_names=True)
    for has_full_names, written in ((True, name), (False, key)):
        for step in _BAR_STEPS:
            yield _Wish(picture, number, written, step * _LEVELS, mass, has_full_names)
        for alone in (before, max(mass, level)):
            yield _Wish(picture, number, written, 0, alone, has_full_names)
    yield _Wish(0, number, key, 0, max(mass, level), has_full_names=False)
    yield _Wish(0, 0, key, 0, max(mass, level), has_full_names=False)


def _room(words: str, font: QFont) -> int:
    """Pixels in which words are never cut."""
    return ceil(QFontMetricsF(font).horizontalAdvance(words)) + 1


def row_height(font: QFont) -> int:
    """Pixels: 34 in text of normal size, more where letters, or two lines of small ones, need it."""
    two_lines = 2 * scaled(font, SMALL_PIXELS) + _PAD
    return max(ROW_PIXELS, QFontMetrics(font).height() + 2 * GRID, two_lines)


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
