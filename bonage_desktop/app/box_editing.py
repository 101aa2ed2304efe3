"""How a box is drawn, moved and resized, in pixels of the radiograph. No Qt."""

from bonage_desktop.app.viewpoint import Point
from bonage_desktop.findings.roi import Box

Grip = tuple[int, int]
"""Which edges of a box are held: -1 the first, 1 the last, 0 none, along x and y; (0, 0) holds the whole box."""

WHOLE: Grip = (0, 0)
SMALLEST_SIDE = 4.0
"""Pixels; a smaller box was no drawing but a slip."""
_ALL_EDGES: tuple[Grip, ...] = ((-1, -1), (1, -1), (-1, 1), (1, 1), (0, -1), (0, 1), (-1, 0), (1, 0))


def grips(box: Box) -> dict[Grip, Point]:
    """Where the eight handles of a box are."""
    x, y = box.centre
    across, down = {-1: box.x0, 0: x, 1: box.x1}, {-1: box.y0, 0: y, 1: box.y1}
    return {grip: (across[grip[0]], down[grip[1]]) for grip in _ALL_EDGES}


def grip_at(box: Box, point: Point, reach: float) -> Grip | None:
    """What of a box a point holds, or None.

    Args:
        box: the box.
        point: where the mouse is.
        reach: how far from a handle the mouse may be, pixels of the radiograph.
    """
    for grip, (x, y) in grips(box).items():
        if abs(point[0] - x) <= reach and abs(point[1] - y) <= reach:
            return grip
    return WHOLE if contains(box, point) else None


def contains(box: Box, point: Point) -> bool:
    """Whether a point lies in a box."""
    return box.x0 <= point[0] <= box.x1 and box.y0 <= point[1] <= box.y1


def dragged(box: Box, grip: Grip, offset: Point, image: tuple[int, int]) -> Box:
    """A box after a drag; it stays within the image and keeps its smallest side.

    Args:
        box: before the drag.
        grip: what is held.
        offset: of the drag.
        image: width and height of the radiograph.
    """
    if grip == WHOLE:
        dx = min(max(offset[0], -box.x0), image[0] - box.x1)
        dy = min(max(offset[1], -box.y0), image[1] - box.y1)
        return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
    x0, x1 = _stretched((box.x0, box.x1), grip[0], offset[0], image[0])
    y0, y1 = _stretched((box.y0, box.y1), grip[1], offset[1], image[1])
    return Box(x0, y0, x1, y1)


def drawn(start: Point, end: Point, image: tuple[int, int]) -> Box | None:
    """The box between two corners, cut off at the image's edge; None where it is too small to be meant."""
    (xa, xb), (ya, yb) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    x0, x1 = max(xa, 0.0), min(xb, float(image[0]))
    y0, y1 = max(ya, 0.0), min(yb, float(image[1]))
    return Box(x0, y0, x1, y1) if min(x1 - x0, y1 - y0) >= SMALLEST_SIDE else None


def _stretched(edges: tuple[float, float], held: int, by: float, end: int) -> tuple[float, float]:
    low, high = edges
    if held < 0:
        low = min(max(low + by, 0.0), max(high - SMALLEST_SIDE, 0.0))
    elif held > 0:
        high = max(min(high + by, float(end)), min(low + SMALLEST_SIDE, float(end)))
    return low, high
