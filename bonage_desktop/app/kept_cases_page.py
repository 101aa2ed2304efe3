"""The kept cases: a list of all that the database has, filtered, and opened from there."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.case_filter import CaseFilterFields
from bonage_desktop.app.kept_cases_model import ROW, KeptCasesModel
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.records.errors import database_failed
from bonage_desktop.records.listing import CaseRow
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.sentences import paragraph, say_count
from bonage_desktop.workflow.keeping import query_of
from bonage_desktop.workflow.library import Library
from bonage_desktop.workflow.worklist import CaseFilter

_FILTER_WIDTH = 216
_MEASURED = 100
"""Rows by which columns get their width; all of ten thousand would take seconds."""


class KeptCasesPage(QDialog):
    """A window beside the review window; it blocks nothing.

    Args:
        library: the kept cases.
        ages: how ages are written.
        parent: the review window.

    Signals:
        case_chosen: the `CaseRow` that the reader wants to open.
        second_wanted: the `CaseRow` that the reader wants to read second, without seeing the first reading.
    """

    case_chosen = Signal(object)
    second_wanted = Signal(object)

    def __init__(self, library: Library, ages: AgeNotation, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Kept cases"))
        self._library = library
        self._work = Background(self)
        self._wanted = CaseFilter()
        self.model = KeptCasesModel(ages)
        self.filter = CaseFilterFields()
        self.filter.setFixedWidth(_FILTER_WIDTH)
        self.list = QTableView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Kept cases"))
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setShowGrid(False)
        self.list.verticalHeader().hide()
        heads = self.list.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setResizeContentsPrecision(_MEASURED)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.count = QLabel()
        self.open_button = QPushButton(self.tr("Open"))
        self.second_button = QPushButton(self.tr("Second reading, blinded"))
        self._lay_out()
        self.filter.changed.connect(self._ask)
        self.open_button.clicked.connect(lambda: self._choose(self.case_chosen.emit))
        self.second_button.clicked.connect(lambda: self._choose(self.second_wanted.emit))
        self.list.doubleClicked.connect(lambda: self._choose(self.case_chosen.emit))
        self.list.selectionModel().currentChanged.connect(self._let)
        self._ask(self._wanted)

    def _ask(self, wanted: CaseFilter) -> None:
        self._wanted = wanted
        query = query_of(wanted)

        def show(rows: list[CaseRow]) -> None:
            if wanted == self._wanted:
                self.model.show(rows)
                self.count.setText(told(say_count("{count} case.", "{count} cases.", len(rows))))
                self._let(self.list.currentIndex())

        self._work.begin(Work(lambda: list(self._library.rows(query)), show, self._fail, database_failed()))

    def _fail(self, error: BonageError) -> None:
        self.count.setText(told(paragraph(error.message, error.hint)))

    def _let(self, index: QModelIndex) -> None:
        for button in (self.open_button, self.second_button):
            button.setEnabled(index.isValid())

    def _choose(self, tell: Callable[[CaseRow], None]) -> None:
        row: CaseRow | None = self.list.currentIndex().data(ROW)
        if row is not None:
            self.close()
            tell(row)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.filter)
        left.addStretch()
        buttons = QHBoxLayout()
        buttons.addWidget(self.count, 1)
        for button in (self.second_button, self.open_button):
            button.setEnabled(False)
            buttons.addWidget(button)
        self.count.setWordWrap(True)
        self.open_button.setDefault(True)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.list, 1)
        right.addLayout(buttons)
        outer = QHBoxLayout(self)
        outer.addLayout(left)
        outer.addLayout(right, 1)
        self.filter.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(980, 600)
