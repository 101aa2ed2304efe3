"""What else the reader saw: phrases to tick, and free text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from bonage_desktop.app.theme import GRID
from bonage_desktop.workflow.case import OtherFinding
from bonage_desktop.workflow.review_state import ReviewState


class FindingsTab(QWidget):
    """Other findings of the open case.

    Signals:
        findings_changed: the ticked `OtherFinding`s, a frozenset.
        remarks_changed: the free text.
    """

    findings_changed = Signal(object)
    remarks_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._boxes = {finding: QCheckBox(words) for finding, words in self.words().items()}
        self._remarks = QPlainTextEdit()
        self._remarks.setPlaceholderText(self.tr("Other findings in your own words"))
        self._remarks.setAccessibleName(self.tr("Other findings in your own words"))
        self._remarks.setTabChangesFocus(True)
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, place // 2, place % 2)
            box.toggled.connect(self._tell)
        note = QLabel(self.tr("The model looks at 13 growth regions and at nothing else."))
        note.setObjectName("quiet")
        note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addWidget(self._remarks, 1)
        column.addWidget(note)
        self._remarks.textChanged.connect(lambda: self.remarks_changed.emit(self._remarks.toPlainText()))

    def words(self) -> dict[OtherFinding, str]:
        """How the findings are called."""
        return {
            OtherFinding.IMAGE_QUALITY: self.tr("Image quality limits the reading"),
            OtherFinding.ADDUCTOR_SESAMOID: self.tr("Adductor sesamoid present"),
            OtherFinding.SHORT_FOURTH_METACARPAL: self.tr("Short 4th metacarpal"),
            OtherFinding.CONE_EPIPHYSIS: self.tr("Cone epiphysis"),
            OtherFinding.MADELUNG: self.tr("Madelung deformity"),
            OtherFinding.RICKETS: self.tr("Signs of rickets"),
            OtherFinding.FRACTURE: self.tr("Fracture"),
        }

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

    def _tell(self) -> None:
        self.findings_changed.emit(frozenset(finding for finding, box in self._boxes.items() if box.isChecked()))
