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
    columns, rows = math.ceil(label.width / CELL), math.ceil(label.height / CELL)
    sums = cv2.integral(taken.view(np.uint8))
    if rows >= sums.shape[0] or columns >= sums.shape[1]:
        return None
    met = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
    costs = np.where(met == 0, _costs(label, met.shape), np.inf)
    row, column = np.unravel_index(int(np.argmin(costs)), costs.shape)
    if not costs[row, column] < farthest:
        return None
    left, top = float(column * CELL), float(row * CELL)
    return left, top, left + label.width, top + label.height


def _costs(label: Wanted, shape: tuple[int, int]) -> _Costs:
    """How far a label would be from its box, for every cell that its top left corner could have."""
    x0, y0, x1, y1 = label.box
    lefts = np.arange(shape[1]) * float(CELL)
    middles = np.arange(shape[0]) * float(CELL) + label.height / 2
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
