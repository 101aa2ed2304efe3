"""What can be operated in a row of the bones' table: the drop-down of levels and the tick."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from bonage_desktop.app.bone_columns import MENU_PAD, arrow_width, bold_font
from bonage_desktop.app.film_marks import level_words
from bonage_desktop.app.theme import GRID, RADIUS, Theme
from bonage_desktop.standards.bones import Level
from bonage_desktop.workflow.review_state import LevelChoice

_LEFT = 7
_OPENING = (Qt.Key.Key_Space, Qt.Key.Key_F4)


class LevelMenu(QComboBox):
    """The levels of one bone. While it is closed, the wheel and the arrow keys change nothing.

    Signals:
        level_chosen: the `Level` that the reader picked.
        focused: the keyboard works here now.
    """

    level_chosen = Signal(object)
    focused = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._levels: tuple[Level, ...] = ()
        self._shown = -1
        self._without = "–"
        self._words: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(15)
        self.activated.connect(self._tell)

    def show_choices(self, choices: tuple[LevelChoice, ...], chosen: LevelChoice | None) -> None:
        """Show these levels and the one in force; nothing is said back."""
        words = tuple(level_words(choice) for choice in choices)
        if words != self._words:
            self._words = words
            self._levels = tuple(choice.level for choice in choices)
            self.clear()
            self.addItems(list(words))
        self._shown = -1 if chosen is None else chosen.level.index
        self.setCurrentIndex(self._shown)

    def show_nothing_as(self, words: str) -> None:
        """What stands where the bone has no level."""
        if words != self._without:
            self._without = words
            self.update()

    def showPopup(self) -> None:
        """The list is as wide as its words."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 3 * GRID)
        super().showPopup()

    def wheelEvent(self, e: QWheelEvent) -> None:
        """Scrolling over the table must not change a level."""
        e.ignore()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Only a key that opens the list is for the closed drop-down; arrows walk the bones."""
        if e.key() in _OPENING or (e.key() == Qt.Key.Key_Down and e.modifiers() & Qt.KeyboardModifier.AltModifier):
            self.showPopup()
            return
        e.ignore()

    def focusInEvent(self, e: QFocusEvent) -> None:
        """The row with the keyboard is the one that the reader looks at."""
        super().focusInEvent(e)
        self.focused.emit()

    def sizeHint(self) -> QSize:
        """Room for the longest level."""
        letters = QFontMetrics(bold_font(self.font()))
        widest = max((letters.horizontalAdvance(words) for words in self._words), default=0)
        return QSize(widest + arrow_width(self.font()) + MENU_PAD, letters.height() + GRID)

    def minimumSizeHint(self) -> QSize:
        """Levels are never cut."""
        return self.sizeHint()

    def paintEvent(self, e: QPaintEvent) -> None:
        """A field with a level and an arrow; a locked one is the level alone."""
        del e
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled():
            self._draw_field(painter)
        painter.setFont(bold_font(self.font()))
        is_set = self.currentIndex() >= 0
        painter.setPen(QColor(self.theme.text if is_set else self.theme.quiet))
        words = self.currentText() if is_set else self._without
        if not is_set:
            painter.setFont(self.font())
        painter.drawText(self.rect().adjusted(_LEFT, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _draw_field(self, painter: QPainter) -> None:
        has_focus = self.hasFocus()
        width = 2.0 if has_focus else 1.0
        painter.setPen(QPen(QColor(self.theme.model if has_focus else self.theme.line), width))
        painter.setBrush(QColor(self.theme.line if self.underMouse() and not has_focus else self.theme.field))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        half = arrow_width(self.font()) * 0.32
        x, y = self.width() - 5 - half, self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.quiet))
        top = y - half / 2
        painter.drawPolygon(QPolygonF([QPointF(x - half, top), QPointF(x + half, top), QPointF(x, top + 1.1 * half)]))

    def _tell(self, index: int) -> None:
        """What is in force stays shown until a state says otherwise: the choice may be refused."""
        self.setCurrentIndex(self._shown)
        self.level_chosen.emit(self._levels[index])


class Tick(QCheckBox):
    """Whether the reader has looked at a bone.

    Signals:
        focused: the keyboard works here now.
    """

    focused = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def hitButton(self, pos: QPoint) -> bool:
        """All of it is the box."""
        return self.rect().contains(pos)

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        """The row with the keyboard is the one that the reader looks at."""
        super().focusInEvent(arg__1)
        self.focused.emit()

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """A tick, or an empty box where there is none yet."""
        del arg__1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = QFontMetrics(self.font()).height() * 0.9
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.model), 2))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)
        if self.isChecked():
            painter.setPen(_round_pen(self.theme.fine, side / 7))
            painter.drawPolyline([_in(box, 0.18, 0.55), _in(box, 0.42, 0.78), _in(box, 0.82, 0.25)])
        elif self.isEnabled():
            painter.setPen(QPen(QColor(self.theme.quiet), 1))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        painter.end()


def _round_pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _in(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())
