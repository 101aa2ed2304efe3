"""Which cases the list shows: fields for text, state and days. `Esc` in one of them takes the filter back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.bone_columns import small_font
from bonage_desktop.app.date_field import DateField
from bonage_desktop.workflow.case import CaseState
from bonage_desktop.workflow.worklist import CaseFilter

_DAY = "2000-00-00"
_AROUND_DAY = 19
"""Pixels of frame, padding and cursor around a day, in text of any size."""
_GAP = 4


class CaseFilterFields(QWidget):
    """The fields. Days stand beside each other, below each other where there is no room for two.

    Signals:
        changed: the `CaseFilter` in force.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Name, ID or accession"))
        self.text.setAccessibleName(self.tr("Filter cases by name, ID or accession number"))
        self.text.setClearButtonEnabled(True)
        self.state = QComboBox()
        self.state.setAccessibleName(self.tr("Filter cases by state"))
        for words, states in self._state_choices():
            self.state.addItem(words, states)
        self.since = self._day(self.tr("From day"), self.tr("Only examinations of this day or later, e.g. 2016-01-15"))
        self.until = self._day(self.tr("To day"), self.tr("Only examinations of this day or earlier, e.g. 2016-01-15"))
        self._days = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._days.setSpacing(_GAP)
        for field in (self.since, self.until):
            self._days.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.text)
        column.addWidget(self.state)
        column.addLayout(self._days)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for field in (self.text, self.state, self.since, self.until):
            field.installEventFilter(self)
        self._tell_each_change()

    @property
    def wanted(self) -> CaseFilter:
        """The filter in force; a day that is not written whole filters nothing."""
        states: frozenset[CaseState] = self.state.currentData()
        return CaseFilter(self.text.text(), states, self.since.day, self.until.day)

    def clear(self) -> None:
        """Show all cases again; told once."""
        before = self.wanted
        for field in (self.text, self.state, self.since, self.until):
            field.blockSignals(True)
        for field in (self.text, self.since, self.until):
            field.clear()
        self.state.setCurrentIndex(0)
        for field in (self.text, self.state, self.since, self.until):
            field.blockSignals(False)
        if before != self.wanted:
            self.changed.emit(self.wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """`Esc` takes back what its field says, else all of the filter; where nothing is filtered it is a shortcut."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape or not self._says_something():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._take_back(watched)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days fold."""
        super().resizeEvent(event)
        needed = 2 * (self.since.fontMetrics().horizontalAdvance(_DAY) + _AROUND_DAY) + _GAP
        is_beside = event.size().width() >= needed
        self._days.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)

    def _says_something(self) -> bool:
        written = any(field.text() for field in (self.text, self.since, self.until))
        return written or self.state.currentIndex() > 0

    def _take_back(self, field: QObject) -> None:
        if isinstance(field, QLineEdit) and field.text():
            field.clear()
        elif field is self.state and self.state.currentIndex() > 0:
            self.state.setCurrentIndex(0)
        else:
            self.clear()

    def _tell_each_change(self) -> None:
        for field in (self.text, self.since, self.until):
            field.textChanged.connect(self._tell)
        self.state.currentIndexChanged.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit(self.wanted)

    def _day(self, words: str, tip: str) -> DateField:
        field = DateField(words, tip)
        field.setPlaceholderText(words)
        field.setFont(small_font(self.font()))
        field.setToolTip(tip)
        field.setClearButtonEnabled(False)  # two of them beside each other have no room for it
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return field

    def _state_choices(self) -> Sequence[tuple[str, frozenset[CaseState]]]:
        attention = {CaseState.NEEDS_SEX, CaseState.INCOMPLETE, CaseState.REJECTED, CaseState.FAILED}
        return [
            (self.tr("All states"), frozenset()),
            (self.tr("To review"), frozenset({CaseState.TO_REVIEW})),
            (self.tr("Needs the reader"), frozenset(attention)),
            (self.tr("Not yet assessed"), frozenset({CaseState.WAITING, CaseState.READING, CaseState.CANCELLED})),
            (self.tr("Confirmed"), frozenset({CaseState.CONFIRMED})),
        ]
