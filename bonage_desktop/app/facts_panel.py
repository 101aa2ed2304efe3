"""Where a reader says dates and side: a small panel below the result, not a dialog."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QFrame, QLabel, QVBoxLayout

from bonage_desktop.app.date_field import DateField
from bonage_desktop.app.theme import GRID
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.review_state import ReviewState


class FactsPanel(QFrame):
    """Birth date, study date and side of the open case.

    Args:
        today: gives the day after which nothing can have been.

    Signals:
        facts_chosen: the reader's `Facts`.
    """

    facts_chosen = Signal(object)

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self.setObjectName("card")
        self._birth = DateField(self.tr("not known"), self.tr("Birth date"))
        self._study = DateField(self.tr("not known"), self.tr("Study date"))
        for field in (self._birth, self._study):
            field.returnPressed.connect(self._accept)
        self._side = QComboBox()
        self._side.setAccessibleName(self.tr("Side"))
        for words, side in (
            (self.tr("As the file says"), None),
            (self.tr("Left"), Laterality.LEFT),
            (self.tr("Right"), Laterality.RIGHT),
        ):
            self._side.addItem(words, side)
        form = QFormLayout()
        form.addRow(self.tr("Birth date"), self._birth)
        form.addRow(self.tr("Study date"), self._study)
        form.addRow(self.tr("Side"), self._side)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Set"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.addLayout(form)
        column.addWidget(buttons)
        self._wrong = QLabel(self.tr("Write a day as 2016-01-15; it cannot lie in the future."))
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        column.insertWidget(1, self._wrong)
        self._facts = Facts()
        self._in_file: tuple[date | None, date | None] = (None, None)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its dates."""
        return super().minimumSizeHint().expandedTo(QSize(240, 0))

    def open_for(self, state: ReviewState) -> None:
        """Show what is known of the case, and let it be changed."""
        known, self._facts = state.case.known, state.case.facts
        filed = state.case.radiograph
        self._in_file = (None, None) if filed is None else (filed.birth_date, filed.study_date)
        if known is not None:
            self._birth.show_day(known.birth_date)
            self._study.show_day(known.study_date)
        self._side.setCurrentIndex(max(self._side.findData(self._facts.laterality), 0))
        for field in (self._birth, self._study):
            field.set_latest(self._today())
        self._wrong.hide()
        self.show()
        self._birth.setFocus()

    def _accept(self) -> None:
        unusable = next((field for field in (self._birth, self._study) if not field.is_usable), None)
        self._wrong.setVisible(unusable is not None)
        if unusable is not None:
            unusable.setFocus()
            return
        birth, study = self._birth.day, self._study.day
        birth_in_file, study_in_file = self._in_file
        side: Laterality | None = self._side.currentData()
        self.facts_chosen.emit(
            Facts(None if birth == birth_in_file else birth, None if study == study_in_file else study, side)
        )
        self.hide()
