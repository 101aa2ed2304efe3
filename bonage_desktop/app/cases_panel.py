"""The list of cases: thumbnail, name, facts, state as dot and word; filtered by text, state and days."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bonage_desktop.app.case_filter import CaseFilterFields
from bonage_desktop.app.case_rows import CASE, CaseDelegate, CaseModel
from bonage_desktop.app.theme import GRID, Theme
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.workflow.case import Case
from bonage_desktop.workflow.case_book import Mark


class _Rows(QListView):
    """Rows that are all alike: one that says something else is drawn again, Qt would lay out and draw all."""

    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,  # noqa: N803 - Qt's name for it
        bottomRight: QModelIndex | QPersistentModelIndex,  # noqa: N803 - Qt's name for it
        roles: Sequence[int] = (),
    ) -> None:
        QAbstractItemView.dataChanged(self, topLeft, bottomRight, roles)


class CasesPanel(QWidget):
    """The list and its filter.

    Args:
        theme: colours.
        thumbnails: by number of the case, uint8 (H, W).

    Signals:
        case_chosen: number of the case that the reader wants to open.
        filter_changed: the `CaseFilter` in force.
    """

    case_chosen = Signal(int)
    filter_changed = Signal(object)

    def __init__(self, theme: Theme, thumbnails: Mapping[int, npt.NDArray[np.uint8]]) -> None:
        super().__init__()
        self._model = CaseModel()
        self._delegate = CaseDelegate(theme, thumbnails)
        self._title = QLabel()
        self._title.setObjectName("caption")
        self.filter = CaseFilterFields()
        self._list = _Rows()
        self._list.setAccessibleName(self.tr("Cases"))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._hidden = QLabel()
        self.show_all = QPushButton(self.tr("Show all cases"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._no_match())
        self._lay_out()
        self.filter.changed.connect(self.filter_changed)
        self.show_all.clicked.connect(self._clear_filter)
        self._list.selectionModel().currentChanged.connect(self._choose)
        self.show_cases([], 0)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self._list.viewport().update()

    def hide_ages(self, *, are_hidden: bool) -> None:
        """Leave out bone ages that the reader is to find first, or do not."""
        self._model.hide_ages(are_hidden=are_hidden)

    def write_ages(self, notation: AgeNotation) -> None:
        """Write ages so."""
        self._model.write_ages(notation)

    def show_cases(self, cases: Sequence[Case], of: int) -> None:
        """Show these cases.

        Args:
            cases: that the filter shows.
            of: how many there are in all.
        """
        chosen = self._list.currentIndex().data(CASE)
        self._list.selectionModel().blockSignals(True)
        self._model.show(cases)
        self._list.selectionModel().blockSignals(False)
        if chosen is not None:
            self.select(chosen.number)
        count = str(of) if len(cases) == of else self.tr("{0} of {1}").format(len(cases), of)
        self._title.setText(self.tr("Cases · {0}").format(count))
        self._hidden.setText(self.tr("Hidden by the filter: {0}").format(of - len(cases)))
        self._stack.setCurrentIndex(1 if of and not cases else 0)

    def update_case(self, case: Case) -> None:
        """Show what a case has become."""
        self._model.update(case)

    def set_mark(self, number: int, mark: Mark) -> None:
        """Show how far a case is on its way to the disk."""
        self._model.set_mark(number, mark)

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
        self.filter.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _no_match(self) -> QWidget:
        """What stands there where the filter lets nothing through."""
        page = QWidget()
        words = QLabel(self.tr("No case matches"))
        words.setObjectName("value")
        self._hidden.setObjectName("quiet")
        self.show_all.setToolTip(self.tr("Take the filter back (Esc in its fields)"))
        column = QVBoxLayout(page)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        for label in (words, self._hidden):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.show_all)
        column.addStretch()
        return page

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(GRID, GRID, GRID, 0)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self.filter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addLayout(head)
        box.addWidget(self._stack, 1)

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.focus_filter()

    def _choose(self, index: QModelIndex) -> None:
        case = index.data(CASE)
        if case is not None:
            self.case_chosen.emit(case.number)
