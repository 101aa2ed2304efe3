"""Where words find room on a chart: as near as can be to what they are about, and over nothing else that is drawn.

A coarse grid says what is taken. Lengths are in pixels, upwards from the lower left corner, as matplotlib counts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np
import numpy.typing as npt

_LEANING = 0.15
"""How many pixels farther away words may be for one pixel towards where they lean."""
_OVER_SOMETHING = 1e4
"""What a cell that is taken costs, in pixels: more than any way on a chart."""

Point = tuple[float, float]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle with sides along the axes."""

    left: float
    low: float
    right: float
    high: float

    def grown(self, by: float) -> "Area":
        """The same with so much more on each side."""
        return Area(self.left - by, self.low - by, self.right + by, self.high + by)


@dataclass(frozen=True, slots=True)
class Wish:
    """Where words would like to stand.

    Attributes:
        width: of the words with the space around them, > 0.
        height: likewise, > 0.
        anchor: what they are about.
        lean: on which side of it they would rather be, to the right and upwards, -1..1.
        reach: how far from it they still make sense; beyond, and over something else, they are better left out.
    """

    width: float
    height: float
    anchor: Point
    lean: Point
    reach: float = inf


class Room:
    """What is taken of a chart.

    Args:
        area: in which words may stand.
        cell: side of a cell of the grid, > 0.
    """

    def __init__(self, area: Area, cell: float) -> None:
        self._area = area
        self._cell = cell
        columns, rows = (int(side / cell) for side in (area.right - area.left, area.high - area.low))
        self._taken: npt.NDArray[np.bool_] = np.zeros((max(rows, 1), max(columns, 1)), np.bool_)

    def copy(self) -> "Room":
        """The same room, of which more can be taken."""
        other = Room(self._area, self._cell)
        other._taken = self._taken.copy()
        return other

    def take(self, area: Area) -> None:
        """Nothing else may stand here."""
        columns, rows = self._taken.shape[1], self._taken.shape[0]
        left, right = self._span(area.left - self._area.left, area.right - self._area.left, columns)
        low, high = self._span(area.low - self._area.low, area.high - self._area.low, rows)
        self._taken[low:high, left:right] = True

    def take_line(self, points: Sequence[Point]) -> None:
        """Nor on the lines between these points."""
        if len(points) < 2:
            return
        corners = (np.asarray(points, np.float64) - (self._area.left, self._area.low)) / self._cell
        ways: Numbers = np.hypot(np.diff(corners[:, 0]), np.diff(corners[:, 1]))
        along: Numbers = np.concatenate(([0.0], np.cumsum(ways)))
        steps = np.linspace(0.0, float(along[-1]), 2 * ceil(along[-1]) + 2)
        columns, rows = (np.floor(np.interp(steps, along, corners[:, axis])).astype(np.intp) for axis in (0, 1))
        inside = (columns >= 0) & (columns < self._taken.shape[1]) & (rows >= 0) & (rows < self._taken.shape[0])
        self._taken[rows[inside], columns[inside]] = True

    def place(self, wish: Wish) -> Area | None:
        """Find the best place for words, and take it.

        Returns:
            Their area; None where there is none within reach. Words that must be said stand over the least.
        """
        wide, high = ceil(wish.width / self._cell), ceil(wish.height / self._cell)
        rows, columns = self._taken.shape
        if wide > columns or high > rows:
            return None
        costs, over = self._costs(wish, wide, high), self._taken_below(wide, high)
        best = int(np.argmin(costs + _OVER_SOMETHING * over))
        row, column = divmod(best, columns - wide + 1)
        if wish.reach < inf and (over[row, column] or costs[row, column] > wish.reach):
            return None
        left, low = self._area.left + column * self._cell, self._area.low + row * self._cell
        found = Area(left, low, left + wish.width, low + wish.height)
        self.take(found)
        return found

    def _costs(self, wish: Wish, wide: int, high: int) -> Numbers:
        """How far each place is from the anchor, less where it leans to; (rows, columns) of lower left corners."""
        ways: list[Numbers] = []
        leanings: list[Numbers] = []
        for axis, (cells, start) in enumerate(((wide, self._area.left), (high, self._area.low))):
            count = self._taken.shape[1 - axis] - cells + 1
            begin: Numbers = np.arange(count, dtype=np.float64) * self._cell + (start - wish.anchor[axis])
            end: Numbers = begin + cells * self._cell
            ways.append(np.maximum(np.maximum(begin, -end), 0.0))
            leanings.append(_LEANING * wish.lean[axis] * (begin + end) / 2)
        far: Numbers = np.sqrt(ways[0] ** 2 + ways[1][:, None] ** 2)
        return far - leanings[0] - leanings[1][:, None]

    def _taken_below(self, wide: int, high: int) -> npt.NDArray[np.int64]:
        """How many taken cells words would cover, by their lower left corner."""
        rows, columns = self._taken.shape
        sums = np.zeros((rows + 1, columns + 1), np.int64)
        np.cumsum(self._taken.cumsum(0), 1, out=sums[1:, 1:])
        return sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]

    def _span(self, begin: float, end: float, count: int) -> tuple[int, int]:
        first, last = int(begin // self._cell), ceil(end / self._cell)
        return min(max(first, 0), count), min(max(last, 0), count)
