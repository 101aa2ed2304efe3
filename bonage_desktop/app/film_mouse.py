"""The mouse on the radiograph: a press becomes a drag of the tool once it moves, and a click where it does not."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from bonage_desktop.app.box_editing import WHOLE, Grip, grip_at
from bonage_desktop.app.film_tools import BoxDrag, Drag, NewBoxDrag, PanDrag, RulerDrag, WindowDrag, ZoomDrag
from bonage_desktop.app.film_view_modes import Tool
from bonage_desktop.app.viewpoint import Point
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.settings import ZoomDirection

if TYPE_CHECKING:
    from bonage_desktop.app.radiograph_view import RadiographView

_SLIP = 3.0
"""Pixels that a hand may slip during a click."""
_NOTCH = 120.0
"""What a wheel says of one notch (`QWheelEvent.angleDelta`)."""
_PER_NOTCH = 1.2
_REACH = 6.0
"""Pixels of the view by which a handle may be missed."""


class FilmMouse:
    """The mouse on one view.

    Args:
        view: the radiograph's.
    """

    def __init__(self, view: "RadiographView") -> None:
        self._view = view
        self._button = Qt.MouseButton.NoButton
        self._start: Point = (0.0, 0.0)
        self._drag: Drag | None = None
        self._has_moved = False

    @property
    def is_down(self) -> bool:
        """A button is held."""
        return self._button is not Qt.MouseButton.NoButton

    def press(self, event: QMouseEvent) -> None:
        """A button went down; while one is down the others say nothing."""
        if self.is_down or self._view.viewpoint is None:
            return
        self._button, self._start, self._has_moved = event.button(), _point(event), False
        self._drag = self._drag_of(event.button())
        self._show_cursor(self._start)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved."""
        at = _point(event)
        if not self.is_down:
            self._view.point_at(at)
            self._show_cursor(at)
            return
        self._has_moved = self._has_moved or math.dist(self._start, at) > _SLIP
        if self._has_moved and self._drag is not None:
            self._drag.move(at)

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        if event.button() is not self._button:
            return
        drag, has_moved = self._drag, self._has_moved
        self._let_go()
        if has_moved and drag is not None:
            drag.finish()
        elif not has_moved and event.button() is Qt.MouseButton.LeftButton:
            self._click(self._start)
        self._show_cursor(_point(event))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the cursor."""
        viewpoint, notches = self._view.viewpoint, event.angleDelta().y() / _NOTCH
        if viewpoint is not None and notches and not self.is_down:
            at = event.position()
            closer = notches if self._view.directions.zoom is ZoomDirection.UP_CLOSER else -notches
            self._view.look(viewpoint.zoomed(_PER_NOTCH**closer, (at.x(), at.y())))

    def cancel(self) -> None:
        """As if the button had never gone down."""
        drag = self._drag
        self._let_go()
        if drag is not None:
            drag.cancel()

    def _let_go(self) -> None:
        self._button, self._drag = Qt.MouseButton.NoButton, None

    def _click(self, at: Point) -> None:
        bone = self._view.bone_at(at)
        if bone is not None:
            self._view.choose_bone(bone)

    def _drag_of(self, button: Qt.MouseButton) -> Drag | None:
        if button is Qt.MouseButton.MiddleButton:
            return PanDrag(self._view, self._start)
        if button is Qt.MouseButton.RightButton:
            return WindowDrag(self._view, self._start)
        if button is not Qt.MouseButton.LeftButton:
            return None
        if self._view.tool is Tool.BOX:
            return self._box_drag()
        drags = {Tool.WINDOW: WindowDrag, Tool.ZOOM: ZoomDrag, Tool.PAN: PanDrag, Tool.RULER: RulerDrag}
        return drags[self._view.tool](self._view, self._start)

    def _box_drag(self) -> Drag | None:
        if not self._view.is_editable:
            return None
        if self._view.bone_to_draw is not None:
            return NewBoxDrag(self._view, self._start, self._view.bone_to_draw)
        held = self._held_at(self._start)
        if held is None:
            return None
        bone, box, grip = held
        self._view.choose_bone(bone)
        return BoxDrag(self._view, self._start, bone, box, grip)

    def _held_at(self, at: Point) -> tuple[Bone, Box, Grip] | None:
        """What of which box a point of the view holds; the selected box before the others."""
        viewpoint, selected = self._view.viewpoint, self._view.selected
        if viewpoint is None or not self._view.is_editable:
            return None
        for bone in (selected, self._view.bone_at(at)):
            box = None if bone is None else self._view.box_of(bone)
            if bone is None or box is None:
                continue
            grip = grip_at(box, viewpoint.to_image(at), _REACH / viewpoint.scale)
            if grip is not None:
                return bone, box, grip if bone is selected else WHOLE
        return None

    def _show_cursor(self, at: Point) -> None:
        self._view.setCursor(self._cursor(at))

    def _cursor(self, at: Point) -> Qt.CursorShape:
        if self._button is Qt.MouseButton.MiddleButton:
            return Qt.CursorShape.ClosedHandCursor
        match self._view.tool:
            case Tool.PAN:
                return Qt.CursorShape.ClosedHandCursor if self.is_down else Qt.CursorShape.OpenHandCursor
            case Tool.ZOOM:
                return Qt.CursorShape.SizeVerCursor
            case Tool.RULER:
                return Qt.CursorShape.CrossCursor
            case Tool.BOX:
                return self._box_cursor(at)
            case Tool.WINDOW:
                return Qt.CursorShape.ArrowCursor

    def _box_cursor(self, at: Point) -> Qt.CursorShape:
        if self._view.bone_to_draw is not None:
            return Qt.CursorShape.CrossCursor
        held, viewpoint = self._held_at(at), self._view.viewpoint
        if held is None or viewpoint is None:
            return Qt.CursorShape.ArrowCursor
        if held[2] == WHOLE:
            return Qt.CursorShape.SizeAllCursor
        across, down = viewpoint.direction_to_view((float(held[2][0]), float(held[2][1])))
        if not across or not down:
            return Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor
        return Qt.CursorShape.SizeFDiagCursor if across * down > 0 else Qt.CursorShape.SizeBDiagCursor


def _point(event: QMouseEvent) -> Point:
    at = event.position()
    return at.x(), at.y()
