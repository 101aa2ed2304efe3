"""Sex, chronological age, difference and score, beside the bone age."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QWidget

from bonage_desktop.app.result_words import (
    difference_words,
    percentile_words,
    score_words,
    sex_name,
    sex_words,
    years_words,
)
from bonage_desktop.app.theme import GRID
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.review_state import ReviewState

_LINE_GAP = 1


class ResultFacts(QWidget):
    """Four facts; sex and age can be corrected where they stand.

    Signals:
        sex_chosen: the `Sex`.
        facts_edit_requested: the reader wants to set dates and side.
    """

    sex_chosen = Signal(object)
    facts_edit_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sex = _flat(QPushButton())
        menu = QMenu(self._sex)
        for sex in Sex:
            action = QAction(sex_name(sex), menu)
            action.triggered.connect(lambda _checked=False, sex=sex: self.sex_chosen.emit(sex))
            menu.addAction(action)
        self._sex.setMenu(menu)
        self._sex.setProperty("hasMenu", "true")
        self._age = _flat(QPushButton())
        self._age.clicked.connect(self.facts_edit_requested)
        self._difference, self._score, self._percentile = _value(), _value(), _value()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(_LINE_GAP)
        grid.setColumnStretch(0, 1)
        lines = (
            (self.tr("Sex"), self._sex),
            (self.tr("Chron. age"), self._age),
            (self.tr("Difference"), self._difference),
            (self.tr("Score"), self._score),
        )
        for number, (words, widget) in enumerate(lines):
            label = QLabel(words)
            label.setObjectName("quiet")
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(widget, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(number, self.fontMetrics().height() + 3)
        self._percentile_words = QLabel(self.tr("Percentile"))
        self._percentile_words.setObjectName("quiet")
        grid.addWidget(self._percentile_words, len(lines), 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._percentile, len(lines), 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    @property
    def has_percentile(self) -> bool:
        """Whether there is a line for the percentile."""
        return not self._percentile.isHidden()

    @property
    def least_height(self) -> int:
        """Height without that line, pixels."""
        line = self._percentile.sizeHint().height() + _LINE_GAP
        return self.sizeHint().height() - (line if self.has_percentile else 0)

    def show_facts(self, state: ReviewState) -> None:
        """Show those of this case."""
        sex, age = sex_words(state), years_words(state.chronological_years, state.display.ages)
        self._sex.setText(sex)
        self._sex.setAccessibleName(self.tr("Sex: {0}. Change").format(sex))
        self._sex.setEnabled(not state.is_locked)
        self._age.setText(self.tr("Set…") if state.chronological_years is None else age)
        self._age.setAccessibleName(self.tr("Chronological age: {0}. Set dates and side").format(age))
        self._age.setToolTip(self.tr("Set birth date, study date and side"))
        self._age.setEnabled(not state.is_locked)
        difference = difference_words(state.difference_years)
        self._difference.setText(difference)
        self._difference.setAccessibleName(self.tr("Bone age minus chronological age: {0}").format(difference))
        self._score.setText(score_words(state.score))
        self._show_percentile(state)

    def _show_percentile(self, state: ReviewState) -> None:
        """Only a site's own table gives one; the tip names it."""
        for label in (self._percentile_words, self._percentile):
            label.setVisible(state.display.percentiles is not None)
        if state.display.percentiles is not None:
            self._percentile.setText(percentile_words(state))
            self._percentile.setToolTip(
                " · ".join(filter(None, (state.display.percentiles.name, state.display.percentiles.source)))
            )


def _flat(button: QPushButton) -> QPushButton:
    button.setObjectName("flat")
    return button


def _value() -> QLabel:
    label = QLabel()
    label.setObjectName("value")
    label.setContentsMargins(0, 0, 5, 0)
    return label
