"""What a drag of the mouse does to the film: window, zoom, pan, measure, move and draw boxes."""

import math
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

from bonage_desktop.app.box_editing import Grip, dragged, drawn
from bonage_desktop.app.film_ruler import Ruler
from bonage_desktop.app.viewpoint import Point, Viewpoint
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.settings import BrightnessDrag, WidthDrag, ZoomDirection

if TYPE_CHECKING:
    from bonage_desktop.app.radiograph_view import RadiographView

_ZOOM_TRAVEL = 150.0
"""Pixels upwards that enlarge the film e times."""
_ARROWS: dict[int, Point] = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_LONG_STEP = 10.0


class Drag(Protocol):
    """One drag, from where the button went down. Points are those of the view."""

    def move(self, at: Point) -> None:
        """The mouse is here now."""
        ...

    def finish(self) -> None:
        """The button went up."""
        ...

    def cancel(self) -> None:
        """As if it had never been."""
        ...


class WindowDrag:
    """To the right wider, up brighter, or as the reader has set it."""

    def __init__(self, view: "RadiographView", start: Point) -> None:
        self._view, self._start, self._before = view, start, view.greys

    def move(self, at: Point) -> None:
        """See `Drag`."""
        if self._before is not None:
            directions = self._view.directions
            right = at[0] - self._start[0] if directions.width is WidthDrag.RIGHT_WIDER else self._start[0] - at[0]
            up = (
                self._start[1] - at[1]
                if directions.brightness is BrightnessDrag.UP_BRIGHTER
                else at[1] - self._start[1]
            )
            self._view.show_greys(self._before.dragged(right, up))

    def finish(self) -> None:
        """See `Drag`."""

    def cancel(self) -> None:
        """See `Drag`."""
        if self._before is not None:
            self._view.show_greys(self._before)


class _LookDrag:
    """A drag that changes how the film is looked at."""

    def __init__(self, view: "RadiographView", start: Point) -> None:
        self._view, self._start, self._before = view, start, view.viewpoint

    def move(self, at: Point) -> None:
        """See `Drag`."""
        if self._before is not None:
            self._view.look(self._changed(self._before, at))

    def finish(self) -> None:
        """See `Drag`."""

    def cancel(self) -> None:
        """See `Drag`."""
        if self._before is not None:
            self._view.look(self._before)

    def _changed(self, before: Viewpoint, at: Point) -> Viewpoint:
        raise NotImplementedError


class PanDrag(_LookDrag):
    """The film follows the mouse."""

    def _changed(self, before: Viewpoint, at: Point) -> Viewpoint:
        return before.panned((at[0] - self._start[0], at[1] - self._start[1]))


class ZoomDrag(_LookDrag):
    """Up enlarges, or as the reader has set it, around the point where the button went down."""

    def _changed(self, before: Viewpoint, at: Point) -> Viewpoint:
        is_up = self._view.directions.zoom is ZoomDirection.UP_CLOSER
        travel = self._start[1] - at[1] if is_up else at[1] - self._start[1]
        return before.zoomed(math.exp(travel / _ZOOM_TRAVEL), self._start)


class RulerDrag:
    """A line from where the button went down."""

    def __init__(self, view: "RadiographView", start: Point) -> None:
        self._view, self._before = view, view.ruler
        self._start = start if view.viewpoint is None else view.viewpoint.to_image(start)

    def move(self, at: Point) -> None:
        """See `Drag`."""
        if self._view.viewpoint is not None:
            self._view.show_ruler(Ruler(self._start, self._view.viewpoint.to_image(at)))

    def finish(self) -> None:
        """See `Drag`."""

    def cancel(self) -> None:
        """See `Drag`."""
        self._view.show_ruler(self._before)


class BoxDrag:
    """Moves or resizes the box of a bone."""

    def __init__(self, view: "RadiographView", start: Point, bone: Bone, box: Box, grip: Grip) -> None:
        self._view, self._start, self._bone, self._box, self._grip = view, start, bone, box, grip

    def move(self, at: Point) -> None:
        """See `Drag`."""
        viewpoint = self._view.viewpoint
        if viewpoint is not None:
            offset = viewpoint.direction_to_image((at[0] - self._start[0], at[1] - self._start[1]))
            self._view.show_draft(self._bone, dragged(self._box, self._grip, offset, viewpoint.image))

    def finish(self) -> None:
        """See `Drag`."""
        self._view.finish_draft()

    def cancel(self) -> None:
        """See `Drag`."""
        self._view.drop_draft()


class NewBoxDrag:
    """Draws the box of a bone from corner to corner."""

    def __init__(self, view: "RadiographView", start: Point, bone: Bone) -> None:
        self._view, self._bone = view, bone
        self._start = start if view.viewpoint is None else view.viewpoint.to_image(start)

    def move(self, at: Point) -> None:
        """See `Drag`."""
        viewpoint = self._view.viewpoint
        if viewpoint is None:
            return
        box = drawn(self._start, viewpoint.to_image(at), viewpoint.image)
        if box is None:
            self._view.drop_draft()
        else:
            self._view.show_draft(self._bone, box)

    def finish(self) -> None:
        """See `Drag`."""
        self._view.finish_draft()

    def cancel(self) -> None:
        """See `Drag`."""
        self._view.drop_draft()


def is_arrow(key: int) -> bool:
    """Whether a key moves a box."""
    return key in _ARROWS


def keyed(box: Box, key: int, modifiers: Qt.KeyboardModifier, viewpoint: Viewpoint) -> Box:
    """A box after an arrow key: moved as the screen shows it, with Ctrl its right or lower edge, with Shift further."""
    step = _LONG_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
    x, y = _ARROWS[key]
    offset = viewpoint.direction_to_image((x * step * viewpoint.scale, y * step * viewpoint.scale))
    grip: Grip = (0, 0)
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        edge = viewpoint.direction_to_image((abs(x) * viewpoint.scale, abs(y) * viewpoint.scale))
        grip = (round(edge[0]), round(edge[1]))
    return dragged(box, grip, offset, viewpoint.image)
