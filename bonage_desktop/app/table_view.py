"""A table of words with its sentence, to be read, copied and saved."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.files import write_whole
from bonage_desktop.workflow.kept_tables import WordTable


def _tr(text: str) -> str:
    return QCoreApplication.translate("Table", text)


class TableView(QWidget):
    """Shows one table after the other.

    Args:
        name: of the table, for who hears it.
        file_name: that is proposed for saving it.
    """

    def __init__(self, name: str, file_name: str) -> None:
        super().__init__()
        self._file_name = file_name
        self._table: WordTable | None = None
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self._cells = QTableWidget()
        self._cells.setAccessibleName(name)
        self._cells.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._cells.verticalHeader().hide()
        self.copy = QPushButton(_tr("Copy"))
        self.save = QPushButton(_tr("Save as CSV…"))
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_for_file)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self.copy, self.save):
            button.setEnabled(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(self.sentence)
        column.addWidget(self._cells, 1)
        column.addLayout(buttons)

    def say(self, sentence: str) -> None:
        """Say something instead of the sentence that goes with the table."""
        self.sentence.setText(told(sentence))

    def show_table(self, table: WordTable, sentence: str) -> None:
        """Show this table and the sentence that goes with it."""
        self._table = table
        self.say(sentence)
        self._cells.setColumnCount(len(table.heads))
        self._cells.setHorizontalHeaderLabels([told(head) for head in table.heads])
        self._cells.setRowCount(len(table.rows))
        for row, texts in enumerate(table.rows):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(told(text))
                if place:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._cells.setItem(row, place, item)
        self._cells.resizeColumnsToContents()
        for button in (self.copy, self.save):
            button.setEnabled(True)

    def save_to(self, file: Path) -> None:
        """Save the table as CSV; what goes wrong is said where the sentence stands."""
        if self._table is None:
            return
        try:
            write_whole(file, self._table.csv(told).encode("utf-8-sig"))
        except BonageError as error:
            self.say(error.message)

    def _copy(self) -> None:
        if self._table is not None:
            rows = [self._table.heads, *self._table.rows]
            QGuiApplication.clipboard().setText("\n".join("\t".join(told(cell) for cell in row) for row in rows))

    def _ask_for_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, _tr("Save the table"), self._file_name, _tr("Table (*.csv)"))
        if chosen:
            self.save_to(Path(chosen))
