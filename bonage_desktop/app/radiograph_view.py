"""The radiograph: the film, what was found in it, and what a reader does to it with mouse and keys.

It says what the reader wants; nothing of a reading is decided here.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from bonage_desktop.app.film_canvas import FilmCanvas
from bonage_desktop.app.film_keys import FilmKeys
from bonage_desktop.app.film_mouse import FilmMouse
from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_scene import bone_at, bone_tip
from bonage_desktop.app.film_view_modes import Tool
from bonage_desktop.app.viewpoint import Point
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.review_state import ReviewState
from bonage_desktop.workflow.settings import MouseDirections


class RadiographView(FilmCanvas):
    """The view of one radiograph.

    Signals:
        bone_selected: the `Bone` that the reader wants to look at.
        bone_hovered: the `Bone` below the mouse, or None.
        box_drawn: `Bone` and `Box`, drawn, moved or resized.
        box_deleted: the `Bone` whose box is to go.
        tool_changed: the `Tool` in force; after the box of an armed bone is drawn, the one before it.
    """

    bone_selected = Signal(object)
    bone_hovered = Signal(object)
    box_drawn = Signal(object, object)
    box_deleted = Signal(object)
    tool_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool, self._tool_before = Tool.WINDOW, Tool.WINDOW
        self._armed: Bone | None = None
        self.directions = MouseDirections()
        self._mouse = FilmMouse(self)
        self._keys = FilmKeys(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Radiograph"))
        self.setAccessibleDescription(
            self.tr(
                "The wheel zooms, a left drag uses the tool, a middle drag pans, a right drag changes window and level,"
                " a click selects a bone, a double click shows the whole film, G held is a loupe."
                " With the tool Box, arrows move the selected box, with Ctrl they resize it, Delete removes it."
            )
        )

    @property
    def tool(self) -> Tool:
        """What the left mouse button does."""
        return self._tool

    @property
    def bone_to_draw(self) -> Bone | None:
        """The bone whose box the tool Box draws next: the armed one, else the selected one where it has none."""
        if self._armed is not None:
            return self._armed
        return self.selected if self.selected is not None and self.box_of(self.selected) is None else None

    @property
    def has_something_to_cancel(self) -> bool:
        """Whether Escape means the radiograph: a drag, a moved box, an armed bone, a ruler."""
        return bool(self._mouse.is_down or self.is_drafting or self._armed or self.ruler)

    def show_film(self, film: FilmPixels | None) -> None:
        """Show a film; what had begun on the one before is forgotten."""
        if film is None or film is not self.film:
            self._forget()
        super().show_film(film)

    def show_state(self, state: ReviewState | None) -> None:
        """Show a review, or none; what had begun on another case is forgotten."""
        if self.is_of_another_case(state):
            self._forget()
        super().show_state(state)

    def set_tool(self, tool: Tool) -> None:
        """What the left mouse button does from now on."""
        if tool is self._tool:
            return
        self._mouse.cancel()
        self._keys.settle()
        self._tool_before, self._tool, self._armed = self._tool, tool, None
        self.unsetCursor()
        self.set_boxes_edited(is_so=tool is Tool.BOX)
        self.tool_changed.emit(tool)

    def arm_bone(self, bone: Bone) -> None:
        """The next box that is drawn is this bone's; then the tool is the one before."""
        self.set_tool(Tool.BOX)
        self._armed = bone
        self.setCursor(Qt.CursorShape.CrossCursor)

    def finish_draft(self) -> None:
        """The box that was being drawn is what the reader wants."""
        drafts = self.drafts
        for bone, box in drafts.items():
            self.box_drawn.emit(bone, box)
        self.drop_draft()
        if self._armed is not None and self._armed in drafts:
            self._disarm()

    def cancel(self) -> None:
        """Take back what has begun: a drag, a moved box; else disarm the bone, else take the ruler away."""
        if self._mouse.is_down or self.is_drafting:
            self._mouse.cancel()
            self.drop_draft()
        elif self._armed is not None:
            self._disarm()
        else:
            self.show_ruler(None)

    def choose_bone(self, bone: Bone) -> None:
        """The reader wants to look at a bone."""
        if bone is not self.selected:
            self.bone_selected.emit(bone)

    def point_at(self, at: Point | None) -> None:
        """The mouse is at this point of the view, or has left it."""
        bone = None if at is None else self.bone_at(at)
        if bone is not self.hovered:
            self.set_hovered(bone)
            self.bone_hovered.emit(bone)
        self.move_loupe()

    def bone_at(self, at: Point) -> Bone | None:
        """The bone whose box lies below a point of the view, as far as boxes are to be seen at all."""
        if self.state is None or self.viewpoint is None or not self.choice.shows_boxes_of(self.state):
            return None
        return bone_at(self.state, self.viewpoint.to_image(at))

    def box_of(self, bone: Bone) -> Box | None:
        """The box of a bone as it is drawn now, or None."""
        roi = None if self.state is None else self.state.rows[bone].roi
        return self.drafts.get(bone, None if roi is None else roi.box)

    def event(self, event: QEvent) -> bool:
        """Keys that are not shortcuts here, and tool tips of bones."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.wants(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See `FilmMouse`."""
        self._keys.settle()
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See `FilmMouse`."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See `FilmMouse`."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole film."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See `FilmMouse`."""
        self._mouse.wheel(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """No bone is below the mouse any more."""
        self.point_at(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `FilmKeys`."""
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """See `FilmKeys`."""
        if not self._keys.release(event):
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What the keys had begun is done."""
        self._keys.settle()
        super().focusOutEvent(event)

    def _forget(self) -> None:
        self._mouse.cancel()
        self._keys.forget()
        self.drop_draft()
        self._armed = None

    def _disarm(self) -> None:
        self._armed = None
        self.set_tool(self._tool_before)

    def _show_tip(self, event: QHelpEvent) -> None:
        at = (event.pos().x(), event.pos().y())
        bone = self.bone_at(at)
        told = self.banner_at(at) if bone is None or self.state is None else bone_tip(self.state, bone, self.choice)
        QToolTip.showText(event.globalPos(), told, self)  # hides the tip where there is nothing to tell
