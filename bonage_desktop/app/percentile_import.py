"""A site's own percentile table: imported, shown by its name, taken away again."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bonage_desktop.app.preferences import Preferences
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.errors import BonageError
from bonage_desktop.sentences import paragraph, semicolons
from bonage_desktop.standards.median_check import farthest_median
from bonage_desktop.standards.percentile_table import read_percentiles
from bonage_desktop.standards.percentiles import PercentileTable
from bonage_desktop.standards.rus_chn import load_rus_chn
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.settings import Settings


class PercentileImport(QWidget):
    """Which table is in force, and a button for another.

    Args:
        preferences: the settings; the table's path is one of them.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        why = QLabel(
            self.tr(
                "No percentiles of RUS-CHN are published in numbers. With a table of your own (CSV: sex, age_years,"
                " P3 … P97; the scores of your children) the curve shows its bands and the result a percentile;"
                " without one only the difference to the child's age is told."
            )
        )
        why.setWordWrap(True)
        why.setObjectName("quiet")
        choose = QPushButton(self.tr("Import a table…"))
        choose.clicked.connect(self.ask)
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.clicked.connect(lambda: self._set(None))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for button in (choose, self.remove):
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        for label in (why, self.about):
            column.addWidget(label)
        column.addLayout(line)
        column.addStretch(1)
        preferences.changed.connect(self._show)
        self._show(preferences.settings)

    def ask(self) -> None:
        """Let the reader choose a file."""
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Import a percentile table"), "", "CSV (*.csv);;* (*)")
        if chosen:
            self.take(Path(chosen))

    def take(self, file: Path) -> None:
        """Use this table from now on; one that cannot be used changes nothing."""
        try:
            read_percentiles(file)
        except BonageError as error:
            self.about.setText(told(paragraph(error.message, error.hint)))
            return
        self._set(file.resolve())

    def _set(self, file: Path | None) -> None:
        self._preferences.change(lambda settings: replace(settings, percentile_table=file))

    def _show(self, settings: Settings) -> None:
        file = settings.percentile_table
        self.remove.setEnabled(file is not None)
        if file is None:
            self.about.setText(self.tr("No table is in force."))
            return
        try:
            self.about.setText(self._words(read_percentiles(file)))
        except BonageError as error:
            self.about.setText(told(paragraph(error.message, error.hint)))

    def _words(self, table: PercentileTable) -> str:
        sexes = {Sex.FEMALE: self.tr("girls"), Sex.MALE: self.tr("boys")}
        ages = [
            self.tr("{0} {1} to {2} years").format(sexes[sex], f"{rows[0].years:g}", f"{rows[-1].years:g}")
            for sex, rows in table.rows.items()
        ]
        steps = ", ".join(f"P{percentile:g}" for percentile in table.percentiles)
        lines = table.name, table.source, told(semicolons(ages)), steps, self._doubt(table, sexes)
        return "\n".join(line for line in lines if line)

    def _doubt(self, table: PercentileTable, sexes: Mapping[Sex, str]) -> str:
        """That the table is hardly of this standard's scores, where that is so."""
        farthest = farthest_median(table, load_rus_chn().curves)
        if farthest is None or not farthest.is_far:
            return ""
        return self.tr(
            "⚠ The P50 of {0} of {1} years is a bone age of {2} years on the curve of RUS-CHN:"
            " check that the table is of RUS-CHN scores and its ages are in years."
        ).format(sexes[farthest.sex], f"{farthest.years:g}", f"{farthest.curve_years:.1f}")
