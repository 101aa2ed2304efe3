"""Shows a film and what was found in it, and keeps how they are looked at: viewpoint, greys, overlay.

Painted on a raster, so that it needs no OpenGL.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from bonage_desktop.app.film_greys import Greys, window_of
from bonage_desktop.app.film_letters import Fonts
from bonage_desktop.app.film_marks import Choice
from bonage_desktop.app.film_painter import GROUND, FilmPainter
from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_room import Rectangle, meet
from bonage_desktop.app.film_ruler import Ruler
from bonage_desktop.app.film_scene import Shown, palm_of, room_for_corners
from bonage_desktop.app.film_view_modes import OverlayMode, Preset, StageView
from bonage_desktop.app.palm_shape import PalmShape
from bonage_desktop.app.theme import FILM, GRID
from bonage_desktop.app.viewpoint import Point, Viewpoint
from bonage_desktop.findings.roi import Box
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.review_state import ReviewState

_AT_REST = 120
"""Milliseconds after the last movement at which the film is drawn as sharp as the screen allows."""
_SMALLEST = QSize(240, 200)
_CENTRED = QTextOption(Qt.AlignmentFlag.AlignCenter)
_CENTRED.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # paths have no blanks
_BACK_AGAIN = frozenset(
    {
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Reasons that say nothing about how the keyboard came here."""


class FilmCanvas(QWidget):
    """One film on the screen.

    Signals:
        viewpoint_changed: the `Viewpoint` that the reader chose; not one that was followed.
    """

    viewpoint_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter: FilmPainter | None = None
        self._viewpoint: Viewpoint | None = None
        self._room: tuple[Rectangle, ...] = ()
        self._room_for = lru_cache(maxsize=1)(room_for_corners)
        self._shape_of = lru_cache(maxsize=1)(PalmShape.of)
        self._problem = ""
        self._greys: Greys | None = None
        self._state: ReviewState | None = None
        self._choice = Choice(OverlayMode.ALL, StageView.LEVELS, None, {}, shows_attention=False)
        self._is_overlay_hidden = False
        self._ruler: Ruler | None = None
        self._is_loupe_held = False
        self._fonts = Fonts.beside(self.font())
        self._rest = QTimer(self, singleShot=True, interval=_AT_REST)
        self._rest.timeout.connect(self.update)
        self._shows_focus = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(_SMALLEST)

    @property
    def viewpoint(self) -> Viewpoint | None:
        """Where the film lies, or None without a film."""
        return self._viewpoint

    @property
    def greys(self) -> Greys | None:
        """What is black and what is white, or None without a film."""
        return self._greys

    @property
    def ruler(self) -> Ruler | None:
        """What was measured last, or None."""
        return self._ruler

    @property
    def selected(self) -> Bone | None:
        """The bone that the reader looks at, or None."""
        return None if self._state is None else self._state.selected

    @property
    def is_editable(self) -> bool:
        """Whether boxes can be changed."""
        return self._state is not None and not self._state.is_locked and self._viewpoint is not None

    @property
    def film(self) -> FilmPixels | None:
        """The film that is shown, or None."""
        return None if self._painter is None else self._painter.film

    @property
    def state(self) -> ReviewState | None:
        """The review that is shown, or None."""
        return self._state

    @property
    def choice(self) -> Choice:
        """What of the review is to be seen now."""
        return replace(self._choice, overlay=OverlayMode.NONE) if self._is_overlay_hidden else self._choice

    @property
    def hovered(self) -> Bone | None:
        """The bone below the mouse, here or elsewhere in the window."""
        return self._choice.hovered

    @property
    def drafts(self) -> Mapping[Bone, Box]:
        """Boxes that are shown instead of those in force."""
        return self._choice.drafts

    @property
    def is_drafting(self) -> bool:
        """A box is being drawn, moved or resized."""
        return bool(self._choice.drafts)

    @property
    def words(self) -> str:
        """What is said where a film would be."""
        return self._problem or self.tr("No radiograph to see yet")

    def is_of_another_case(self, state: ReviewState | None) -> bool:
        """Whether a review is of another case than the one that is shown."""
        return state is None or self._state is None or state.case.number != self._state.case.number

    def show_film(self, film: FilmPixels | None) -> None:
        """Show a film: whole, upright, in the window that its file asks for; None shows that there is none yet."""
        if film is not None and film is self.film:
            return
        self._ruler = None
        self._painter = None if film is None else FilmPainter(film)
        self._greys = None if film is None else window_of(film, Preset.DICOM)
        self._viewpoint = None if film is None else Viewpoint.fitted(film.size, self._view_size())
        self._make_room()
        self.update()

    def show_problem(self, words: str) -> None:
        """Say, where there is no film, why that is; empty where it is to come yet."""
        if words != self._problem:
            self._problem = words
            self.update()

    def show_state(self, state: ReviewState | None) -> None:
        """Show a review, or none; only what is another than before is drawn again."""
        self._state = state
        self._make_room()
        shown = self._shown()
        changed = None if shown is None or self._painter is None else self._painter.changed(shown, self._fonts)
        if changed is None:
            self.update()
        else:
            self.update(changed)

    def set_overlay(self, mode: OverlayMode) -> None:
        """What lies over the film."""
        self._choose(replace(self._choice, overlay=mode))

    def set_overlay_hidden(self, *, is_hidden: bool) -> None:
        """Hide all that lies over the film while a key is held."""
        self._is_overlay_hidden = is_hidden
        self.update()

    def set_stage_view(self, stage: StageView) -> None:
        """How much of what the stages found is shown."""
        self._choose(replace(self._choice, stage=stage))

    def set_attention_shown(self, *, is_shown: bool) -> None:
        """Mark the bones that informed the level of the selected one most, or do not."""
        self._choose(replace(self._choice, shows_attention=is_shown))

    def set_hovered(self, bone: Bone | None) -> None:
        """A bone below the mouse, here or elsewhere in the window."""
        if bone is not self._choice.hovered:
            self._choose(replace(self._choice, hovered=bone))

    def set_preset(self, preset: Preset) -> None:
        """Choose a window; an inverted film stays inverted."""
        if self._painter is not None and self._greys is not None:
            self.show_greys(replace(window_of(self._painter.film, preset), is_inverted=self._greys.is_inverted))

    def invert(self) -> None:
        """Exchange black and white."""
        if self._greys is not None:
            self.show_greys(self._greys.inverted())

    def rotate_right(self) -> None:
        """Turn the film clockwise by a quarter."""
        if self._viewpoint is not None:
            self.look(self._viewpoint.rotated(1))

    def rotate_left(self) -> None:
        """Turn the film counterclockwise by a quarter."""
        if self._viewpoint is not None:
            self.look(self._viewpoint.rotated(-1))

    def flip_horizontal(self) -> None:
        """Mirror the film, left to right."""
        if self._viewpoint is not None:
            self.look(self._viewpoint.flipped_left_to_right())

    def flip_vertical(self) -> None:
        """Mirror the film, upside down."""
        if self._viewpoint is not None:
            self.look(self._viewpoint.flipped_upside_down())

    def fit(self) -> None:
        """Show the whole film, as large as there is room."""
        if self._viewpoint is not None:
            self.look(self._viewpoint.resized(self._viewpoint.view, self._room).refitted())

    def zoom_by(self, factor: float) -> None:
        """Enlarge around the middle of the view."""
        if self._viewpoint is not None:
            self.look(self._viewpoint.zoomed(factor, (self.width() / 2, self.height() / 2)))

    def look(self, viewpoint: Viewpoint) -> None:
        """Look at the film from elsewhere."""
        if viewpoint != self._viewpoint:
            self._look(viewpoint)
            self._make_room()
            self.viewpoint_changed.emit(self._viewpoint)

    def show_as(self, other: "FilmCanvas") -> None:
        """Show the film that another view shows, as it is looked at there."""
        self.show_film(other.film)
        if other.viewpoint is not None and other.greys is not None:
            self.look(other.viewpoint.resized(self._view_size(), self._room))
            self.show_greys(other.greys)

    def follow(self, viewpoint: Viewpoint) -> None:
        """Look at this film as another one is looked at, e.g. that of an earlier study."""
        if self._viewpoint is not None:
            self._look(self._viewpoint.beside(viewpoint))
            self._make_room()  # the words say how a film is turned
            self._look(self._viewpoint.beside(viewpoint))

    def show_greys(self, greys: Greys) -> None:
        """Choose what is black and what is white."""
        self._greys = greys
        self._has_moved()

    def show_ruler(self, ruler: Ruler | None) -> None:
        """Show a measured line, or none."""
        self._ruler = ruler
        self.update()

    def show_draft(self, bone: Bone, box: Box) -> None:
        """Show a box that is being drawn, instead of the one in force."""
        self._choose(replace(self._choice, drafts={bone: box}))

    def drop_draft(self) -> None:
        """Show the boxes in force."""
        if self._choice.drafts:
            self._choose(replace(self._choice, drafts={}))

    def set_boxes_edited(self, *, is_so: bool) -> None:
        """The reader edits boxes, or does not: the selected one has handles where it can be changed."""
        self._choose(replace(self._choice, edits_boxes=is_so))

    def move_loupe(self) -> None:
        """The mouse moved: a loupe that is held moves with it."""
        if self._is_loupe_held:
            self.update()

    def hold_loupe(self, *, is_held: bool) -> None:
        """Hold the loupe where the mouse is, over the selected bone where it is elsewhere; or put it away."""
        self._is_loupe_held = is_held
        self.update()

    def banner_at(self, at: Point) -> str:
        """The whole banner where its words stand at a point of the view, else nothing."""
        shown = self._shown()
        if shown is None or not self._room or not meet(self._room[0], (*at, at[0] + 1, at[1] + 1)):
            return ""
        return "\n".join(shown.subject.banner)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is to be seen."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        shown = self._shown()
        if shown is None or self._painter is None:
            painter.fillRect(self.rect(), GROUND)
            painter.setPen(QColor(FILM.quiet))
            painter.setFont(self._fonts.words)
            painter.drawText(QRectF(self.rect()).adjusted(GRID, 0, -GRID, 0), self.words, _CENTRED)
        else:
            self._painter.paint(painter, shown, self._fonts)
        if self._shows_focus and self.hasFocus():
            painter.setPen(QPen(QColor(FILM.model), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted film stays fitted."""
        super().resizeEvent(event)
        if self._viewpoint is not None:
            self._look(self._viewpoint.resized(self._view_size(), self._room))
            self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Letters follow the window's font."""
        if event.type() == QEvent.Type.FontChange:
            self._fonts = Fonts.beside(self.font())
            self._make_room()
            self.update()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard works here, unless the mouse brought it."""
        if event.reason() not in _BACK_AGAIN:
            self._shows_focus = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is held is not heard any more."""
        self._is_loupe_held = False
        self.update()
        super().focusOutEvent(event)

    def _shown(self) -> Shown | None:
        if self._painter is None or self._viewpoint is None or self._greys is None:
            return None
        palm = palm_of(self._state, self._painter.film)
        return Shown(
            film=self._painter.film,
            viewpoint=self._viewpoint,
            greys=self._greys,
            state=self._state,
            choice=self.choice,
            palm=None if palm is None else self._shape_of(palm),
            ruler=self._ruler,
            loupe=self._loupe_place() if self._is_loupe_held else None,
            density=self.devicePixelRatioF(),
            is_moving=self._rest.isActive(),
            with_handles=self._choice.edits_boxes and self.is_editable,
        )

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self.update()

    def _look(self, viewpoint: Viewpoint) -> None:
        self._viewpoint = viewpoint
        self._has_moved()

    def _has_moved(self) -> None:
        self._rest.start()
        self.update()

    def _make_room(self) -> None:
        """A fitted film leaves the words in the corners free, whichever they are now."""
        shown, room = self._shown(), ()
        if shown is not None:
            room = self._room_for(shown.subject, shown.viewpoint.view, shown.viewpoint.orientation, self._fonts)
        if room == self._room:
            return
        self._room = room
        if self._viewpoint is not None:
            self._look(self._viewpoint.resized(self._viewpoint.view, room))

    def _view_size(self) -> tuple[int, int]:
        return max(self.width(), 1), max(self.height(), 1)

    def _loupe_place(self) -> QPointF:
        at = self.mapFromGlobal(QPointF(QCursor.pos()))
        if self.rect().contains(at.toPoint()) or self._viewpoint is None:
            return at
        row = None if self._state is None or self.selected is None else self._state.rows[self.selected]
        if row is None or row.roi is None:
            return QPointF(self.rect().center())
        return QPointF(*self._viewpoint.to_view(row.roi.box.centre))
