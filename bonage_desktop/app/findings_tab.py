"""What else the reader saw: phrases to tick, and free text."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout

from bonage_desktop.app.scrolled import Column
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.workflow.case import OtherFinding
from bonage_desktop.workflow.case_report import FINDING_WORDS
from bonage_desktop.workflow.review_state import ReviewState


class FindingsTab(Column):
    """Other findings of the open case.

    Signals:
        findings_changed: the ticked `OtherFinding`s, a frozenset.
        remarks_changed: the free text.
    """

    findings_changed = Signal(object)
    remarks_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._boxes = {finding: QCheckBox(told(words)) for finding, words in FINDING_WORDS.items()}
        self._remarks = QPlainTextEdit()
        self._remarks.setPlaceholderText(self.tr("Other findings in your own words"))
        self._remarks.setAccessibleName(self.tr("Other findings in your own words"))
        self._remarks.setTabChangesFocus(True)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._columns = 0
        self._lay_out(1)
        for box in self._boxes.values():
            box.toggled.connect(self._tell)
        note = QLabel(self.tr("The model looks at 13 growth regions and at nothing else."))
        note.setObjectName("quiet")
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.addLayout(self._grid)
        column.addWidget(self._remarks, 1)
        column.addWidget(note)
        self._remarks.textChanged.connect(lambda: self.remarks_changed.emit(self._remarks.toPlainText()))

    def show_state(self, state: ReviewState | None) -> None:
        """Show what the case has; nothing is said back."""
        found = frozenset[OtherFinding]() if state is None else state.case.other_findings
        for finding, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(finding in found)
            box.blockSignals(False)
        remarks = "" if state is None else state.case.remarks
        if remarks != self._remarks.toPlainText():
            self._remarks.blockSignals(True)
            self._remarks.setPlainText(remarks)
            self._remarks.blockSignals(False)
        self.setEnabled(state is not None and not state.is_locked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The phrases stand in two columns where there is room."""
        super().resizeEvent(event)
        widest = max(box.sizeHint().width() for box in self._boxes.values())
        self._lay_out(2 if 2 * widest + 3 * GRID <= event.size().width() else 1)

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest phrase."""
        widest = max(box.sizeHint().width() for box in self._boxes.values())
        return QSize(widest + 2 * GRID, super().minimumSizeHint().height())

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns)

    def _tell(self) -> None:
        self.findings_changed.emit(frozenset(finding for finding, box in self._boxes.items() if box.isChecked()))
