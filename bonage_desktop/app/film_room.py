"""Where a fitted film lies: as large as the words in the corners let it be; none of them hides any of it. No Qt."""

import itertools
from collections.abc import Iterator, Sequence

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the view."""

SMALLEST_SHARE = 0.5
"""Of the size that a film would have alone in the view: where words leave less, they lie over it."""


def fit_beside(
    size: tuple[int, int], view: tuple[int, int], corners: Sequence[Rectangle]
) -> tuple[float, tuple[float, float]]:
    """The largest place for a film beside the words, as near to the middle of the view as it can be.

    Args:
        size: width and height of the film as it is turned, > 0.
        view: width and height of the view, > 0.
        corners: areas of the view that are to stay free of film.

    Returns:
        View pixels per film pixel, and the point of the view in which the film's middle lies.
    """
    alone = min(view[0] / size[0], view[1] / size[1])
    middle = (view[0] / 2, view[1] / 2)
    places = [_placed(size, middle, room) for room in _rooms(view, corners)]
    best = max(places, key=lambda place: (round(place[0], 9), -_distance(place[1], middle)), default=(0.0, middle))
    return best if best[0] >= SMALLEST_SHARE * alone else (alone, middle)


def _rooms(view: tuple[int, int], corners: Sequence[Rectangle]) -> Iterator[Rectangle]:
    """The rectangles between edges of the view and of the areas that meet none of these."""
    lefts = {0.0, *(area[2] for area in corners)}
    tops = {0.0, *(area[3] for area in corners)}
    rights = {float(view[0]), *(area[0] for area in corners)}
    bottoms = {float(view[1]), *(area[1] for area in corners)}
    for room in itertools.product(lefts, tops, rights, bottoms):
        if room[0] < room[2] and room[1] < room[3] and not any(meet(room, area) for area in corners):
            yield room


def _placed(size: tuple[int, int], middle: tuple[float, float], room: Rectangle) -> tuple[float, tuple[float, float]]:
    scale = min((room[2] - room[0]) / size[0], (room[3] - room[1]) / size[1])
    x, y = (
        min(max(middle[axis], room[axis] + size[axis] * scale / 2), room[axis + 2] - size[axis] * scale / 2)
        for axis in (0, 1)
    )
    return scale, (x, y)


def meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two areas have a part in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])
