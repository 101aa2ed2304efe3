"""The bone age, the largest thing in the window, and the old one grey beside it for a moment after a change."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bonage_desktop.app.result_words import age_number, age_words, other_ages, range_line, years_words
from bonage_desktop.app.theme import GRID
from bonage_desktop.reporting.ages import AgeNotation
from bonage_desktop.workflow.review_state import ReviewState

OLD_AGE_MILLISECONDS = 2000


class AgeView(QWidget):
    """Bone age, range, what other tables say."""

    def __init__(self) -> None:
        super().__init__()
        caption = QLabel(self.tr("Bone age, RUS-CHN P50"))
        caption.setObjectName("quiet")
        self._age = _named(QLabel(), "age")
        self._unit = _named(QLabel(self.tr("years")), "ageUnit")
        self._before = _named(QLabel(), "ageBefore")
        self._range = _named(QLabel(), "quiet")
        self._others = _named(QLabel(), "quiet")
        self._others.setWordWrap(True)
        self._has_unit = True
        self._shown: tuple[int, str, float | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(OLD_AGE_MILLISECONDS)
        self._timer.timeout.connect(self._forget)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for label in (self._age, self._before, self._unit):
            line.addWidget(label)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (caption, line, self._range, self._others):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        column.addStretch()
        self._before.hide()

    @property
    def has_other_ages(self) -> bool:
        """Whether there is a line for what other tables say."""
        return not self._others.isHidden()

    @property
    def least_height(self) -> int:
        """Height without that line, pixels."""
        return self.sizeHint().height() - (self._others.sizeHint().height() if self.has_other_ages else 0)

    def show_age(self, state: ReviewState, *, with_tw3: bool) -> None:
        """Show the age of this case; the one before it too, if this is news."""
        if state.bone_age is None:
            return
        self._has_unit = state.display.ages is AgeNotation.DECIMAL
        number = age_number(state.bone_age) if self._has_unit else age_words(state.bone_age, state.display.ages)
        self._age.setText(number)
        self._unit.setVisible(self._has_unit and self._before.isHidden())
        named = self.tr("Bone age {0} years") if self._has_unit else self.tr("Bone age {0}")
        self._age.setAccessibleName(named.format(number))
        self._range.setText(range_line(state))
        others = other_ages(state, with_tw3=with_tw3)
        self._others.setText(others)
        self._others.setVisible(bool(others))
        self._remember(state, number)

    def _remember(self, state: ReviewState, number: str) -> None:
        shown = (state.case.number, number, state.years_before)
        is_other_case = self._shown is None or self._shown[0] != state.case.number
        if shown == self._shown:
            return
        self._shown = shown
        before = "" if state.years_before is None else self._written(state.years_before, state)
        if is_other_case or before in ("", number):
            self._forget()
            return
        self._before.setText(f"← {before}")
        self._before.show()
        self._unit.hide()
        self._timer.start()

    def _written(self, years: float, state: ReviewState) -> str:
        return f"{years:.1f}" if self._has_unit else years_words(years, state.display.ages)

    def _forget(self) -> None:
        self._timer.stop()
        self._before.hide()
        self._unit.setVisible(self._has_unit)


def _named(label: QLabel, name: str) -> QLabel:
    label.setObjectName(name)
    return label
