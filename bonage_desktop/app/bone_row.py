"""One row of the bones' table."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bonage_desktop.app.bone_columns import Columns, row_height
from bonage_desktop.app.bone_words import before_words, missing_words, row_words
from bonage_desktop.app.row_controls import LevelMenu, Tick
from bonage_desktop.app.row_painter import RowLook, RowPainter
from bonage_desktop.app.theme import Theme
from bonage_desktop.app.told import told
from bonage_desktop.reporting.ages import day_words
from bonage_desktop.standards.bones import Bone
from bonage_desktop.workflow.prior import BoneBefore
from bonage_desktop.workflow.review_state import BoneRow, ReviewState

_BUTTON_PAD = 5


class BoneRowWidget(QWidget):
    """A bone: looked at, hovered, graded, ticked.

    Signals:
        selected: the reader wants to look at this bone.
        pointed_at: the bone when the mouse comes, None when it goes; the table marks the row.
        level_chosen: a `Level`.
        ticked: looked at, or not.
        place_box: the reader wants to draw its box.
    """

    selected = Signal(object)
    pointed_at = Signal(object)
    level_chosen = Signal(object)
    ticked = Signal(object, bool)
    place_box = Signal(object)

    def __init__(self, bone: Bone, name: str, theme: Theme) -> None:
        super().__init__()
        self.bone = bone
        self._name = name
        self._theme = theme
        self._columns: Columns | None = None
        self._row: BoneRow | None = None
        self._shown: object = ()
        self._before: BoneBefore | None = None
        self._crop = QImage()
        self._is_selected = self._is_hovered = False
        self.menu = LevelMenu(theme, self)
        self.menu.setAccessibleName(self.tr("Level of {0}").format(name))
        self.tick = Tick(theme, self)
        self.tick.setAccessibleName(self.tr("{0} looked at").format(name))
        self.place_button = QPushButton(self.tr("Place box"), self)
        self.place_button.setObjectName("compact")
        self.place_button.setAccessibleName(self.tr("Place the box of {0}").format(name))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.menu.level_chosen.connect(self.level_chosen)
        self.menu.focused.connect(lambda: self.selected.emit(bone))
        self.tick.focused.connect(lambda: self.selected.emit(bone))
        self.tick.clicked.connect(self._tell_tick)
        self.place_button.clicked.connect(lambda: self.place_box.emit(bone))
        for control in (self.menu, self.tick, self.place_button):
            control.hide()

    def show_row(self, state: ReviewState | None) -> None:
        """Show the bone as it stands."""
        row = None if state is None else state.rows[self.bone]
        is_locked = state is None or state.is_locked
        is_selected = state is not None and state.selected is self.bone
        lacks_box = state is not None and row is not None and _lacks_box(state, row)
        shown = (row and _visible(row), is_locked, is_selected, lacks_box)
        if shown == self._shown:
            return
        self._shown, self._row, self._is_selected = shown, row, is_selected
        self.menu.setVisible(row is not None)
        self.tick.setVisible(row is not None)
        self.place_button.setVisible(lacks_box)
        if row is not None:
            self.menu.show_choices(row.choices, row.chosen)
            self.menu.show_nothing_as(self.tr("not found") if lacks_box else "–")
            self.menu.setEnabled(not is_locked)
            self.tick.setChecked(row.is_ticked)
            self.tick.setEnabled(not is_locked)
        self._say()
        self.update()

    def show_before(self, before: BoneBefore | None) -> None:
        """Show the bone in the study before; None where nothing is compared."""
        if before == self._before:
            return
        self._before = before
        self._say()
        self.update()

    def show_crop(self, crop: QImage) -> None:
        """Show its picture; a null image where there is none."""
        if crop.cacheKey() != self._crop.cacheKey():
            self._crop = crop
            self.update()

    @property
    def is_hovered(self) -> bool:
        """Whether the row is marked as the one below the mouse."""
        return self._is_hovered

    def set_hovered(self, *, is_hovered: bool) -> None:
        """Mark the bone as the one that the mouse is on, here or elsewhere."""
        if is_hovered != self._is_hovered:
            self._is_hovered = is_hovered
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = self.menu.theme = self.tick.theme = theme
        self.update()

    def set_columns(self, columns: Columns) -> None:
        """Stand where the columns stand."""
        self._columns = columns
        level = columns.place(columns.level).adjusted(0, 4, 0, -4)
        self.menu.setGeometry(level)
        self.tick.setGeometry(columns.place(columns.tick).adjusted(0, 2, 0, -2))
        self._place_button_in(columns)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a row is."""
        return QSize(0, row_height(self.font()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.selected.emit(self.bone)
        super().mousePressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse comes."""
        super().enterEvent(event)
        self.pointed_at.emit(self.bone)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse goes."""
        super().leaveEvent(event)
        self.pointed_at.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is only looked at; the controls draw themselves."""
        del event
        if self._row is None or self._columns is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        look = RowLook(self._row, self._name, self._crop, self._before, self._is_selected, self._is_hovered)
        RowPainter(painter, self._theme, self.font(), self._columns).draw(look, self.rect())
        painter.end()

    def _place_button_in(self, columns: Columns) -> None:
        """Where the model's view would stand; over the points too where that is too narrow."""
        room, letters = columns.evidence, self.fontMetrics()
        words = self.tr("Place box"), self.tr("Box")
        long, short = (letters.horizontalAdvance(text) + 2 * _BUTTON_PAD for text in words)
        if room.width() < short:
            room = room.united(columns.place(columns.points))
        self.place_button.setText(words[0] if room.width() >= long else words[1])
        self.place_button.setGeometry(room.adjusted(0, 4, 0, -4))

    def _tell_tick(self) -> None:
        """What is in force stays shown until a state says otherwise: the tick may be refused."""
        is_ticked = self.tick.isChecked()
        self.tick.setChecked(self._row is not None and self._row.is_ticked)
        self.ticked.emit(self.bone, is_ticked)

    def _say(self) -> None:
        """Name and tool tip: the row in words."""
        if self._row is None:
            return
        lines = [row_words(self._row, self._name)]
        if (missing := missing_words(self._row)) != "":
            lines.append(self.tr("Not found: {0}").format(missing))
        if self._before is not None:
            lines.append(self.tr("{0}: {1}").format(told(day_words(self._before.studied)), before_words(self._before)))
            if self._before.went_backwards:
                lines.append(self.tr("The level is lower than in the study before: one of the two is wrong."))
        self.setAccessibleName(lines[0])
        self.setToolTip("\n".join([*lines, *(told(doubt) for doubt in self._row.doubts)]))


def _lacks_box(state: ReviewState, row: BoneRow) -> bool:
    """A box is to be drawn: while the networks still look for it, none is missing yet."""
    is_looked_for = not state.case.is_assessed and state.case.error is None
    return row.roi is None and not is_looked_for and not state.is_locked


def _visible(row: BoneRow) -> tuple[object, ...]:
    """All of the bone that the row shows: a change of another bone draws nothing here."""
    chosen = None if row.chosen is None else (row.chosen.level, row.chosen.words)
    seen = None if row.probabilities is None else row.probabilities.tobytes()
    judged = (row.model_level, row.level_source, row.mass_within_one, row.points, row.is_ticked, row.doubts)
    return (row.bone, chosen, seen, row.roi is None, row.missing, *judged)
