"""Where the labels of the boxes go: beside the hand, never on it, never on each other, near their boxes. No Qt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bonage_desktop.app.film_room import Rectangle
from bonage_desktop.opencv import cv2

CELL = 6
"""Side of the squares in which room is kept, pixels of the view."""
_GAP = 4.0
"""Pixels between a label and its box."""
_UP_COSTS = 1.6
"""A label that is higher or lower than its box is worse than one further to the side."""

_FARTHEST = 0.3
"""Share of the view's smaller side by which a label may be away from its box: a long line back hides more of the film
than the label would."""
_ALWAYS_NEAR = 180.0
"""Pixels that are near enough in every view."""

_Grid = npt.NDArray[np.bool_]
_Costs = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that looks for a place.

    Attributes:
        box: what it belongs to.
        width: of the label.
        height: of the label.
    """

    box: Rectangle
    width: float
    height: float


def free_grid(view: tuple[int, int]) -> _Grid:
    """A grid in which nothing of the view is taken yet: bool (rows, columns), True will mean taken."""
    return np.zeros((max(view[1] // CELL, 1), max(view[0] // CELL, 1)), np.bool_)


def take(taken: _Grid, area: Rectangle) -> None:
    """Mark an area of the view as taken."""
    left, top = max(math.floor(area[0] / CELL), 0), max(math.floor(area[1] / CELL), 0)
    taken[top : max(math.ceil(area[3] / CELL), 0), left : max(math.ceil(area[2] / CELL), 0)] = True


def place_labels(labels: Sequence[Wanted], hand: _Grid, other: _Grid) -> list[Rectangle]:
    """A place for each label.

    Those furthest from the middle choose first: they have the whole outside for themselves.

    Args:
        labels: what is to be placed.
        hand: the cells where bone and soft tissue are; left free as long as there is other room near the box.
        other: cells that are taken by boxes and words.

    Returns:
        Rectangles in the order of `labels`.
    """
    other = other.copy()
    places: dict[int, Rectangle] = {}
    middle = _middle(labels)
    farthest = max(_FARTHEST * CELL * min(hand.shape), _ALWAYS_NEAR)
    order = sorted(range(len(labels)), key=lambda index: -math.dist(_centre(labels[index].box), middle))
    for index in order:
        label = labels[index]
        place = _best(label, other | hand, farthest) or _best(label, other) or _beside(label, other.shape)
        places[index] = place
        take(other, place)
    return [places[index] for index in range(len(labels))]


def _best(label: Wanted, taken: _Grid, farthest: float = math.inf) -> Rectangle | None:
    """The nearest free place for a label, or None where there is none nearer than `farthest`."""
    columns, rows = math.ceil(label.width / CELL), math.ceil(label.height / CELL)
    first_row, first_column, near = _near(label, taken, farthest)
    if rows > near.shape[0] or columns > near.shape[1]:
        return None
    sums = cv2.integral(near.view(np.uint8))
    met = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
    costs = np.where(met == 0, _costs(label, (first_row, first_column), met.shape), np.inf)
    row, column = np.unravel_index(int(np.argmin(costs)), costs.shape)
    if not costs[row, column] < farthest:
        return None
    left, top = float((first_column + column) * CELL), float((first_row + row) * CELL)
    return left, top, left + label.width, top + label.height


def _near(label: Wanted, taken: _Grid, farthest: float) -> tuple[int, int, _Grid]:
    """The part of a grid in which a label may be nearer to its box than `farthest`: first row, first column, cells."""
    if math.isinf(farthest):
        return 0, 0, taken
    x0, y0, x1, y1 = label.box
    up, middle = farthest / _UP_COSTS, (y0 + y1) / 2
    left, right = x0 - label.width - farthest, x1 + farthest + label.width
    top, bottom = middle - up - label.height / 2, middle + up + label.height / 2
    row, column = max(math.floor(top / CELL), 0), max(math.floor(left / CELL), 0)
    part = taken[row : max(math.ceil(bottom / CELL) + 1, 0), column : max(math.ceil(right / CELL) + 1, 0)]
    return row, column, np.ascontiguousarray(part)


def _costs(label: Wanted, first: tuple[int, int], shape: tuple[int, int]) -> _Costs:
    """How far a label would be from its box, for every cell from `first` on that its top left corner could have."""
    x0, y0, x1, y1 = label.box
    lefts = (first[1] + np.arange(shape[1])) * float(CELL)
    middles = (first[0] + np.arange(shape[0])) * float(CELL) + label.height / 2
    beside = np.maximum(np.maximum(x0 - (lefts + label.width), lefts - x1), 0)
    above = np.abs(middles - (y0 + y1) / 2)
    return beside[None, :] + _UP_COSTS * above[:, None]


def _beside(label: Wanted, shape: tuple[int, int]) -> Rectangle:
    """Right of the box, on whatever is there, within the view."""
    left = max(min(label.box[2] + _GAP, shape[1] * CELL - label.width), 0.0)
    middle = (label.box[1] + label.box[3]) / 2
    top = max(min(middle - label.height / 2, shape[0] * CELL - label.height), 0.0)
    return left, top, left + label.width, top + label.height


def _centre(area: Rectangle) -> tuple[float, float]:
    return (area[0] + area[2]) / 2, (area[1] + area[3]) / 2


def _middle(labels: Sequence[Wanted]) -> tuple[float, float]:
    if not labels:
        return 0.0, 0.0
    centres = np.array([_centre(label.box) for label in labels])
    x, y = centres.mean(axis=0)
    return float(x), float(y)
