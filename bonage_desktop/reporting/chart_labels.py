"""Puts the moving words of a chart where no line, no point and no other word is."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from bonage_desktop.reporting.chart_content import ChartLook
from bonage_desktop.reporting.chart_parts import font_of
from bonage_desktop.reporting.chart_room import Area, Point, Room, Wish

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

_CELL = 0.25
"""Side of the grid's cells in heights of the words."""
_AIR = 0.3
"""Around words, in their heights: the plate, and what tells them from a line."""
_HEIGHT = "lp"
"""Letters as high and as deep as any."""
_POINTS_PER_INCH = 72


class _Scale(NamedTuple):
    """Where the origin of the axes lies, in pixels, and how many pixels one of their units takes, both ways."""

    across: float
    upwards: float
    per_right: float
    per_up: float

    def to_pixels(self, point: Point) -> Point:
        """From the units of the axes."""
        return self.across + self.per_right * point[0], self.upwards + self.per_up * point[1]

    def from_pixels(self, point: Point) -> Point:
        """Into the units of the axes."""
        return (point[0] - self.across) / self.per_right, (point[1] - self.upwards) / self.per_up


class Labels:
    """The room of one chart, in which its words are placed one after the other.

    Args:
        axes: of the chart, straight, in a figure whose size does not change any more; their limits are set before
            anything is placed.
        look: size of the words.
    """

    def __init__(self, axes: "Axes", look: ChartLook) -> None:
        self._axes = axes
        self._look = look
        self._pixels = axes.figure.dpi / _POINTS_PER_INCH
        box = axes.bbox
        self._area = Area(float(box.x0), float(box.y0), float(box.x1), float(box.y1))
        self._ground = Room(self._area, _CELL * look.text_points * self._pixels)
        self._room = self._ground

    def keep_free_of(self, points: Sequence[Point]) -> None:
        """A line of the ground that goes through these points of the axes."""
        self._ground.take_line([self._scale.to_pixels(point) for point in points])

    def keep_corner_free(self, words: str, *, right: bool, high: bool) -> None:
        """Words of the ground in a corner of the axes."""
        width, height = self._size(words, is_bold=False)
        left = self._area.right - width if right else self._area.left
        low = self._area.high - height if high else self._area.low
        self._ground.take(Area(left, low, left + width, low + height))

    def begin(self) -> None:
        """Another reading: what moved is gone."""
        self._room = self._ground.copy()

    def avoid(self, points: Sequence[Point]) -> None:
        """A line of the reading through these points of the axes."""
        self._room.take_line([self._scale.to_pixels(point) for point in points])

    def avoid_mark(self, point: Point, size: float) -> None:
        """A mark of the reading; `size` in heights of the words."""
        x, y = self._scale.to_pixels(point)
        self._room.take(Area(x, y, x, y).grown(0.5 * size * self._look.text_points * self._pixels))

    def say(self, text: "Text", words: str, about: Point, lean: Point, reach: float = inf) -> None:
        """Put words near to a point of the axes; left out where there is no room within reach.

        Args:
            text: says them.
            words: what it says.
            about: the point.
            lean: on which side they would rather be, to the right and upwards, -1..1.
            reach: how far away they still make sense, in heights of the words.
        """
        width, height = self._size(words, is_bold=text.get_fontweight() == "bold")
        in_pixels = reach * self._look.text_points * self._pixels
        area = self._room.place(Wish(width, height, self._scale.to_pixels(about), lean, in_pixels))
        text.set_text("" if area is None else words)
        if area is not None:
            air = _AIR * self._look.text_points * self._pixels
            text.set_position(self._scale.from_pixels((area.left + air, area.low + air)))

    def _size(self, words: str, *, is_bold: bool) -> tuple[float, float]:
        """Of words with the air around them, in pixels."""
        air = 2 * _AIR * self._look.text_points
        width, height = measured(words, self._look, is_bold=is_bold)
        return (width + air) * self._pixels, (height + air) * self._pixels

    @cached_property
    def _scale(self) -> _Scale:
        (per_right, _, across), (_, per_up, upwards) = self._axes.transData.get_matrix()[:2]
        return _Scale(float(across), float(upwards), float(per_right), float(per_up))


def measured(words: str, look: ChartLook, *, is_bold: bool) -> tuple[float, float]:
    """Width and height of a line of words, in points."""
    width, height, depth = _extent(words, look.text_points, is_bold=is_bold)
    _, usual_height, usual_depth = _extent(_HEIGHT, look.text_points, is_bold=is_bold)
    return width, max(height - depth, usual_height - usual_depth) + max(depth, usual_depth)


@lru_cache(maxsize=512)
def _extent(words: str, points: float, *, is_bold: bool) -> tuple[float, float, float]:
    """Width, height and depth below the base line, in points."""
    from matplotlib.textpath import text_to_path

    font = font_of(points, is_bold=is_bold)
    width, height, depth = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(width), float(height), float(depth)
