"""The rows of the case list: what a row says, and how it is drawn."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bonage_desktop.app.bone_columns import bold_font, scaled, small_font
from bonage_desktop.app.case_words import CaseWords, hue_of, words_of
from bonage_desktop.app.one_line import Line, write_line
from bonage_desktop.app.theme import GRID, RADIUS, Theme
from bonage_desktop.app.told import told
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.sentences import listed
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_book import Mark

_Index = QModelIndex | QPersistentModelIndex
CASE = Qt.ItemDataRole.UserRole
"""Role under which the model gives the `Case` of a row."""
_WORDS = Qt.ItemDataRole.UserRole + 1
_DOT = 7
"""Width of the dot beside the state, pixels in text of normal size."""
_ROUND = 4
"""Of a thumbnail's corners, pixels."""


class CaseModel(QAbstractListModel):
    """The cases that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[Case] = []
        self._places: dict[int, int] = {}
        self._marks: dict[int, Mark] = {}
        self._hides_ages = False
        self._ages = AgeNotation.DECIMAL

    def hide_ages(self, *, are_hidden: bool) -> None:
        """Leave out bone ages that the reader is to find first, or do not."""
        if self._hides_ages != are_hidden:
            self._hides_ages = are_hidden
            self._draw_all()

    def write_ages(self, notation: AgeNotation) -> None:
        """Write ages so."""
        if self._ages is not notation:
            self._ages = notation
            self._draw_all()

    def show(self, cases: Sequence[Case]) -> None:
        """List these cases."""
        self.beginResetModel()
        self._cases = list(cases)
        self._places = {case.number: place for place, case in enumerate(self._cases)}
        self.endResetModel()

    def set_mark(self, number: int, mark: Mark) -> None:
        """Show how far a case is on its way to the disk."""
        self._marks[number] = mark
        place = self._places.get(number)
        if place is not None:
            self.dataChanged.emit(self.index(place), self.index(place))

    def update(self, case: Case) -> bool:
        """Show what the case has become; whether it is listed."""
        place = self._places.get(case.number)
        if place is None:
            return False
        self._cases[place] = case
        self.dataChanged.emit(self.index(place), self.index(place))
        return True

    def place_of(self, number: int) -> int | None:
        """Row of the case with this number, or None where it is not listed."""
        return self._places.get(number)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many cases are listed."""
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The case, its words, or all of them in one sentence."""
        if not index.isValid():
            return None
        case = self._cases[index.row()]
        if role == CASE:
            return case
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(self._words(case))
        if role == _WORDS:
            return self._words(case)
        return None

    def _draw_all(self) -> None:
        if self._cases:
            self.dataChanged.emit(self.index(0), self.index(len(self._cases) - 1))

    def _words(self, case: Case) -> CaseWords:
        return words_of(case, self._ages, self._marks.get(case.number, Mark.NONE), hides_ages=self._hides_ages)


class CaseDelegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, theme: Theme, thumbnails: Mapping[int, npt.NDArray[np.uint8]]) -> None:
        super().__init__()
        self.theme = theme
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Three lines of text."""
        del index
        line = option.fontMetrics.height()
        return QSize(0, max(3 * line + 3 * GRID, 64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Frame, thumbnail, words."""
        case: Case = index.data(CASE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(GRID // 2, 2, -GRID // 2, -2)
        self._draw_frame(painter, frame, option.state)
        picture = QRect(frame.left() + 6, frame.top() + 6, 44, frame.height() - 12)
        self._draw_thumbnail(painter, picture, case.number)
        left = picture.right() + GRID + 1
        beside = QRect(left, frame.top(), frame.right() - left - 4, frame.height())
        self._write(painter, beside, option, index.data(_WORDS), hue_of(case.state, self.theme))
        painter.restore()

    def _draw_frame(self, painter: QPainter, frame: QRect, state: QStyle.StateFlag) -> None:
        """The open case is filled, with the accent around it while the list has the keyboard; a hovered one framed."""
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if not is_selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        has_keyboard = is_selected and bool(state & QStyle.StateFlag.State_HasFocus)
        edge = self.theme.model if has_keyboard else self.theme.line
        width = 2.0 if has_keyboard else 1.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(self.theme.field) if is_selected else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(frame).adjusted(width / 2, width / 2, -width / 2, -width / 2), RADIUS, RADIUS)

    def _write(self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, words: CaseWords, hue: str) -> None:
        line = option.fontMetrics.height()
        text = QRect(place.left(), place.top() + (place.height() - 3 * line - 4) // 2, place.width(), line)
        small = small_font(option.font)
        write_line(painter, text, Line(words.name, self.theme.text, bold_font(option.font)))
        write_line(painter, text.translated(0, line + 2), Line(words.facts, self.theme.quiet, small))
        below = text.translated(0, 2 * (line + 2))
        dot = scaled(option.font, _DOT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue))
        painter.drawEllipse(QRectF(below.left(), below.center().y() + 0.5 - dot / 2, dot, dot))
        write_line(painter, below.adjusted(dot + 6, 0, 0, 0), Line(words.state, hue, small))

    def _draw_thumbnail(self, painter: QPainter, place: QRect, number: int) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(place), _ROUND, _ROUND)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(place, QColor("#000000"))
        pixels = self._thumbnails.get(number)
        if pixels is not None:
            height, width = pixels.shape
            image = QImage(np.ascontiguousarray(pixels).data, width, height, width, QImage.Format.Format_Grayscale8)
            size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(0, 0, size.width(), size.height())
            target.moveCenter(place.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, image)
        painter.restore()


def _spoken(words: CaseWords) -> str:
    return told(listed(part for part in (words.name, words.facts, words.state) if part))
