"""Which reports of the open case left the program."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from bonage_desktop.app.theme import GRID
from bonage_desktop.records.exports import Export
from bonage_desktop.reporting.formats import ReportFormat

_WIDTH, _HEIGHT = 720, 360
PRINTED = "print"
"""The form of what went to a printer."""


def form_words() -> Mapping[str, str]:
    """How formats are called, by their key."""
    return {
        ReportFormat.PDF.key: _tr("PDF"),
        ReportFormat.STRUCTURED_REPORT.key: _tr("DICOM structured report"),
        ReportFormat.SECONDARY_CAPTURE.key: _tr("DICOM picture"),
        ReportFormat.ENCAPSULATED_PDF.key: _tr("PDF in DICOM"),
        ReportFormat.FHIR.key: _tr("FHIR bundle"),
        ReportFormat.JSON.key: _tr("JSON"),
        ReportFormat.CSV.key: _tr("CSV table"),
        ReportFormat.XLSX.key: _tr("Excel table"),
        ReportFormat.PARQUET.key: _tr("Parquet table"),
        PRINTED: _tr("Printed"),
    }


class ReportHistory(QDialog):
    """A window beside the review window; it blocks nothing.

    Args:
        exports: of one case, the newest first.
        parent: the review window.
    """

    def __init__(self, exports: Sequence[Export], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Exported reports"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = form_words()
        heads = (self.tr("When"), self.tr("What"), self.tr("By"), self.tr("Where"))
        self.table = QTableWidget(len(exports), len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(self.windowTitle())
        self.table.verticalHeader().hide()
        for row, one in enumerate(exports):
            place = "" if one.file is None else str(one.file)
            told = (f"{one.at.astimezone():%Y-%m-%d %H:%M}", words.get(one.form, one.form), one.by, place)
            for column, text in enumerate(told):
                cell = QTableWidgetItem(text)
                cell.setToolTip(f"{place}\nSHA-256 {one.sha256}".strip())
                self.table.setItem(row, column, cell)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        if exports:
            column.addWidget(self.table, 1)
        else:
            column.addWidget(QLabel(self.tr("No report of this case has left the program.")), 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(_WIDTH, _HEIGHT)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportHistory", text)
