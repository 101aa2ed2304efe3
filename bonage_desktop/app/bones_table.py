"""The 13 bones in the standard's order: crop, name, who set the level, the level, the model's view, points, tick."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.bone_columns import Columns, columns_for, least_width, row_height, small_font
from bonage_desktop.app.bone_row import BoneRowWidget
from bonage_desktop.app.bone_words import short_names
from bonage_desktop.app.theme import GRID, Theme
from bonage_desktop.app.told import told, window_language
from bonage_desktop.reporting.ages import day_words
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review_state import ReviewState

_FEWEST_ROWS = 4
"""Rows that are seen however low the window is."""


class _Header(QWidget):
    """The columns' titles."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.evidence: tuple[str, ...] = ()
        self.is_evidence_hidden = False
        self.columns: Columns | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_evidence(self, evidence: tuple[str, ...], *, is_hidden: bool) -> None:
        """Title of the evidence: the first of these, long to short, that fits."""
        if (evidence, is_hidden) != (self.evidence, self.is_evidence_hidden):
            self.evidence, self.is_evidence_hidden = evidence, is_hidden
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(small_font(self.font())).height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        columns = self.columns
        if columns is None:
            return
        painter = QPainter(self)
        font = small_font(self.font())
        painter.setFont(font)
        painter.setPen(QColor(self.theme.quiet))
        right = Qt.AlignmentFlag.AlignRight
        evidence = columns.evidence
        for left, width, words, where in (
            (*columns.name, self.tr("Bone"), Qt.AlignmentFlag.AlignLeft),
            (*columns.level, self.tr("Level"), Qt.AlignmentFlag.AlignLeft),
            (evidence.left(), evidence.width(), self.title, right),
            (*columns.points, self.tr("Pts"), right),
        ):
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(left, 0, width, self.height(), where | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    @property
    def title(self) -> str:
        """What stands above the evidence; empty where nothing does."""
        if self.is_evidence_hidden or self.columns is None:
            return ""
        letters, width = QFontMetrics(small_font(self.font())), self.columns.evidence.width()
        return next((words for words in self.evidence if letters.horizontalAdvance(words) <= width), "")


class _Body(QWidget):
    """Holds the rows.

    Signals:
        resized: its new width.
    """

    resized = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.width())


class BonesTable(QWidget):
    """The table. Widgets are made once and changed in place: a change is on the screen within a frame.

    Args:
        theme: colours.

    Signals:
        bone_selected: the `Bone` that the reader wants to look at.
        bone_hovered: the `Bone` below the mouse, or None.
        level_chosen: the `Level` that the reader set.
        ticked: `Bone`, and whether it was looked at.
        place_box: the `Bone` whose box the reader wants to draw.
    """

    bone_selected = Signal(object)
    bone_hovered = Signal(object)
    level_chosen = Signal(object)
    ticked = Signal(object, bool)
    place_box = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Bones"))
        self._state: ReviewState | None = None
        self._hovered: Bone | None = None
        self._is_pointed_at = False
        self.header = _Header(theme)
        self.rows = {bone: BoneRowWidget(bone, name, theme) for bone, name in short_names(window_language()).items()}
        for row in self.rows.values():
            row.selected.connect(self._select)
            row.pointed_at.connect(self._point_at)
            row.level_chosen.connect(self.level_chosen)
            row.ticked.connect(self.ticked)
            row.place_box.connect(self.place_box)
        self._body = _Body()
        self._body.resized.connect(self._lay_out)
        lines = QVBoxLayout(self._body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for row in self.rows.values():
            lines.addWidget(row)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._body)
        self._area.verticalScrollBar().valueChanged.connect(self._follow_pointer)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_prior(None)

    def show_state(self, state: ReviewState | None) -> None:
        """Show the bones of this case."""
        before = None if self._state is None else self._state.selected
        self.header.setVisible(state is not None)
        self.header.show_evidence(self.header.evidence, is_hidden=state is not None and state.are_levels_hidden)
        self._state = state
        for row in self.rows.values():
            row.show_row(state)
        selected = None if state is None else state.selected
        if selected is not None and selected is not before:
            self._area.ensureWidgetVisible(self.rows[selected], 0, 0)
            self._take_focus_along(selected)

    def set_crops(self, crops: Mapping[Bone, QImage]) -> None:
        """Show these pictures; bones without one have no box."""
        for bone, row in self.rows.items():
            row.show_crop(crops.get(bone, QImage()))

    def set_hovered(self, bone: Bone | None) -> None:
        """Mark the bone that the mouse is on elsewhere, and no other."""
        self._is_pointed_at = False
        self._hovered = bone
        for one, row in self.rows.items():
            row.set_hovered(is_hovered=one is bone)

    def set_prior(self, prior: Mapping[Bone, BoneBefore] | None) -> None:
        """Show in each row what the bone was in the study before, in place of the model's view; None ends it."""
        day = next((before.studied for before in prior.values()), None) if prior else None
        evidence = (self.tr("Model, ±1"), "±1") if day is None else (told(day_words(day)), f"{day:%Y-%m}", f"{day:%Y}")
        self.header.show_evidence(evidence, is_hidden=self.header.is_evidence_hidden)
        tip = self.tr("The model's levels, and its probability within one level of its own")
        if day is not None:
            tip = self.tr("Level in the study of {0}, and the levels gained since").format(told(day_words(day)))
        self.header.setToolTip(tip)
        for bone, row in self.rows.items():
            row.show_before(None if prior is None else prior.get(bone))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.header.theme = theme
        self.header.update()
        for row in self.rows.values():
            row.set_theme(theme)

    def sizeHint(self) -> QSize:
        """All 13 rows."""
        return QSize(0, self.header.sizeHint().height() + len(self.rows) * row_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        """A few rows: the rest is scrolled to. Not narrower than what a row must say."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        width = least_width(self.font()) + bar + 2 * GRID
        return QSize(width, self.header.sizeHint().height() + _FEWEST_ROWS * row_height(self.font()))

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size need other columns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out(self._body.width())
            self.updateGeometry()
        elif event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._forget_pointer()

    def hideEvent(self, event: QHideEvent) -> None:
        """The mouse is on no row that nobody sees."""
        super().hideEvent(event)
        self._forget_pointer()

    def event(self, event: QEvent) -> bool:
        """What holds the table may be scrolled: then other rows come below the mouse."""
        parent = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and parent is not None:
            parent.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The widget that holds the table was moved."""
        if event.type() == QEvent.Type.Move:
            self._follow_pointer()
        return super().eventFilter(watched, event)

    def _point_at(self, bone: Bone | None) -> None:
        """The mouse is on this row; while it never was on one, the mark belongs to whoever hovers elsewhere."""
        if bone is None and not self._is_pointed_at:
            return
        self.set_hovered(bone)
        self._is_pointed_at = bone is not None
        self.bone_hovered.emit(bone)

    def _follow_pointer(self) -> None:
        """Rows have moved below the mouse: Qt tells neither that it left one nor that it entered another."""
        below: QWidget | None = QApplication.widgetAt(QCursor.pos())
        while below is not None and not isinstance(below, BoneRowWidget):
            below = below.parentWidget()
        self._point_at(None if below is None or below not in self.rows.values() else below.bone)

    def _forget_pointer(self) -> None:
        """Another window has the mouse, or none: Qt does not tell of its leaving in every case."""
        if self._hovered is not None:
            self.set_hovered(None)
            self.bone_hovered.emit(None)

    def _lay_out(self, width: int) -> None:
        columns = columns_for(self.font(), width)
        self.header.columns = columns
        for row in self.rows.values():
            row.set_columns(columns)

    def _select(self, bone: Bone) -> None:
        if self._state is not None and self._state.selected is not bone:
            self.bone_selected.emit(bone)

    def _take_focus_along(self, bone: Bone) -> None:
        """The keyboard stays in its column when another bone is selected."""
        held = QApplication.focusWidget()
        for row in self.rows.values():
            if row.bone is not bone and held in (row.menu, row.tick):
                target = self.rows[bone].menu if held is row.menu else self.rows[bone].tick
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return
