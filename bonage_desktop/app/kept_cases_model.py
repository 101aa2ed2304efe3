"""The rows of the list of kept cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from bonage_desktop.app.case_words import sex_letter, words_of_state
from bonage_desktop.app.told import told
from bonage_desktop.findings.person_name import readable_name
from bonage_desktop.records.listing import CaseRow
from bonage_desktop.reporting.ages import AgeNotation, day_words, short_years_words
from bonage_desktop.workflow.case import CaseState

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""Role under which the model gives the `CaseRow`."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeptCases", text)


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    words: Callable[[CaseRow], str]


class KeptCasesModel(QAbstractTableModel):
    """What is shown of each kept case; words are made when they are drawn, because there are thousands.

    Score and bone age are left out: a second reader chooses from here, and who grades first.

    Args:
        ages: how ages are written.
    """

    def __init__(self, ages: AgeNotation) -> None:
        super().__init__()
        self._rows: Sequence[CaseRow] = ()

        def years(value: float | None) -> str:
            return "" if value is None else told(short_years_words(value, ages))

        self._columns = (
            _Column(_tr("Name"), lambda row: readable_name(row.patient_name) or Path(row.file).name),
            _Column(_tr("ID"), lambda row: row.patient_id),
            _Column(_tr("Examined"), lambda row: "" if row.study_date is None else told(day_words(row.study_date))),
            _Column(_tr("Sex"), lambda row: sex_letter(row.sex)),
            _Column(_tr("Age"), lambda row: years(row.chronological_years)),
            _Column(_tr("State"), lambda row: words_of_state(CaseState(row.status.value))),
            _Column(_tr("Confirmed by"), lambda row: row.confirmed_by or ""),
        )

    def show(self, rows: Sequence[CaseRow]) -> None:
        """List these cases."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many cases are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How much is told of each."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, or the row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return self._columns[index.column()].words(row) if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is told in a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].head
        return None
