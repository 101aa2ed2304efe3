"""The list of cases: thumbnail, name, facts, state as dot and word; filtered by text, state and day."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bonage_desktop.app.case_words import CaseWords, hue_of, words_of
from bonage_desktop.app.date_field import DateField
from bonage_desktop.app.one_line import Line, write_line
from bonage_desktop.app.theme import GRID, RADIUS, Theme
from bonage_desktop.workflow.case import Case, CaseState
from bonage_desktop.workflow.worklist import CaseFilter

_Index = QModelIndex | QPersistentModelIndex
_CASE = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1


class _CaseModel(QAbstractListModel):
    """The cases that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[Case] = []
        self._places: dict[int, int] = {}
        self._hides_ages = False

    def hide_ages(self, *, are_hidden: bool) -> None:
        if self._hides_ages != are_hidden:
            self._hides_ages = are_hidden
            self.dataChanged.emit(self.index(0), self.index(len(self._cases) - 1))

    def show(self, cases: Sequence[Case]) -> None:
        self.beginResetModel()
        self._cases = list(cases)
        self._places = {case.number: place for place, case in enumerate(self._cases)}
        self.endResetModel()

    def update(self, case: Case) -> bool:
        """Show what the case has become; whether it is listed."""
        place = self._places.get(case.number)
        if place is None:
            return False
        self._cases[place] = case
        self.dataChanged.emit(self.index(place), self.index(place))
        return True

    def place_of(self, number: int) -> int | None:
        return self._places.get(number)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        case = self._cases[index.row()]
        if role == _CASE:
            return case
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(self._words(case))
        if role == _WORDS:
            return self._words(case)
        return None

    def _words(self, case: Case) -> CaseWords:
        return words_of(case, hides_ages=self._hides_ages)


class _CaseDelegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, theme: Theme, thumbnails: Mapping[int, npt.NDArray[np.uint8]]) -> None:
        super().__init__()
        self.theme = theme
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del index
        line = option.fontMetrics.height()
        return QSize(0, max(3 * line + 3 * GRID, 64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        case: Case = index.data(_CASE)
        words: CaseWords = index.data(_WORDS)
        hue = hue_of(case.state, self.theme)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(GRID // 2, 2, -GRID // 2, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(self.theme.line))
            painter.setBrush(QColor(self.theme.field))
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        picture = QRect(frame.left() + 6, frame.top() + 6, 44, frame.height() - 12)
        self._draw_thumbnail(painter, picture, case.number)
        left = picture.right() + GRID + 1
        line = option.fontMetrics.height()
        text = QRect(left, frame.top() + (frame.height() - 3 * line - 4) // 2, frame.right() - left - 4, line)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        write_line(painter, text, Line(words.name, self.theme.text, bold))
        write_line(painter, text.translated(0, line + 2), Line(words.facts, self.theme.quiet, option.font))
        below = text.translated(0, 2 * (line + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue))
        painter.drawEllipse(QRect(below.left(), below.center().y() - 3, 7, 7))
        write_line(painter, below.adjusted(13, 0, 0, 0), Line(words.state, hue, option.font))
        painter.restore()

    def _draw_thumbnail(self, painter: QPainter, place: QRect, number: int) -> None:
        painter.fillRect(place, QColor("#000000"))
        pixels = self._thumbnails.get(number)
        if pixels is None:
            return
        height, width = pixels.shape
        image = QImage(np.ascontiguousarray(pixels).data, width, height, width, QImage.Format.Format_Grayscale8)
        size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, image)


class CasesPanel(QWidget):
    """The list and its filter.

    Signals:
        case_chosen: number of the case that the reader wants to open.
        filter_changed: the `CaseFilter` in force.
    """

    case_chosen = Signal(int)
    filter_changed = Signal(object)

    def __init__(self, theme: Theme, thumbnails: Mapping[int, npt.NDArray[np.uint8]]) -> None:
        super().__init__()
        self._model = _CaseModel()
        self._delegate = _CaseDelegate(theme, thumbnails)
        self._title = QLabel()
        self._title.setObjectName("caption")
        self._text = QLineEdit()
        self._text.setPlaceholderText(self.tr("Name, ID or accession"))
        self._text.setAccessibleName(self.tr("Filter cases by name, ID or accession number"))
        self._text.setClearButtonEnabled(True)
        self._state = QComboBox()
        self._state.setAccessibleName(self.tr("Filter cases by state"))
        for words, states in self._state_choices():
            self._state.addItem(words, states)
        self._since = DateField(self.tr("Any day"), self.tr("Only examinations since this day"))
        self._list = QListView()
        self._list.setAccessibleName(self.tr("Cases"))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._lay_out()
        self._text.textChanged.connect(self._filter)
        self._state.currentIndexChanged.connect(self._filter)
        self._since.textChanged.connect(self._filter)
        self._list.selectionModel().currentChanged.connect(self._choose)
        self.show_cases([], 0)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self._list.viewport().update()

    def hide_ages(self, *, are_hidden: bool) -> None:
        """Leave out bone ages that the reader is to find first, or do not."""
        self._model.hide_ages(are_hidden=are_hidden)

    def show_cases(self, cases: Sequence[Case], of: int) -> None:
        """Show these cases.

        Args:
            cases: that the filter shows.
            of: how many there are in all.
        """
        chosen = self._list.currentIndex().data(_CASE)
        self._list.selectionModel().blockSignals(True)
        self._model.show(cases)
        self._list.selectionModel().blockSignals(False)
        if chosen is not None:
            self.select(chosen.number)
        count = str(of) if len(cases) == of else self.tr("{0} of {1}").format(len(cases), of)
        self._title.setText(self.tr("Cases · {0}").format(count))

    def update_case(self, case: Case) -> None:
        """Show what a case has become."""
        self._model.update(case)

    def select(self, number: int) -> None:
        """Mark the case that is open."""
        place = self._model.place_of(number)
        if place is not None:
            selection = self._list.selectionModel()
            selection.blockSignals(True)
            self._list.setCurrentIndex(self._model.index(place))
            selection.blockSignals(False)
            self._list.viewport().update()

    def focus_filter(self) -> None:
        """Let the keyboard write into the filter."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _state_choices(self) -> Sequence[tuple[str, frozenset[CaseState]]]:
        attention = {CaseState.NEEDS_SEX, CaseState.INCOMPLETE, CaseState.REJECTED, CaseState.FAILED}
        return [
            (self.tr("All states"), frozenset()),
            (self.tr("To review"), frozenset({CaseState.TO_REVIEW})),
            (self.tr("Needs the reader"), frozenset(attention)),
            (self.tr("Not yet assessed"), frozenset({CaseState.WAITING, CaseState.READING, CaseState.CANCELLED})),
            (self.tr("Confirmed"), frozenset({CaseState.CONFIRMED})),
        ]

    def _lay_out(self) -> None:
        for narrow in (self._state, self._since):
            narrow.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = QVBoxLayout()
        head.setContentsMargins(GRID, GRID, GRID, 0)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._text)
        head.addWidget(self._state)
        head.addWidget(self._since)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addLayout(head)
        box.addWidget(self._list, 1)

    def _filter(self) -> None:
        states: frozenset[CaseState] = self._state.currentData()
        self.filter_changed.emit(CaseFilter(self._text.text(), states, self._since.day))

    def _choose(self, index: QModelIndex) -> None:
        case = index.data(_CASE)
        if case is not None:
            self.case_chosen.emit(case.number)


def _spoken(words: CaseWords) -> str:
    return ", ".join(part for part in (words.name, words.facts, words.state) if part)
