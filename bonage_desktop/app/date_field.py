"""A field for a day that may be unknown: written as 2016-01-15."""

from datetime import date

from PySide6.QtCore import QEvent, QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

_FIRST = date(1900, 1, 1)
_WRITTEN = QRegularExpression(r"\d{0,4}(-\d{0,2}(-\d{0,2})?)?")
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DateField(QLineEdit):
    """A day or none; Enter says that it is written (`returnPressed`).

    Args:
        without: what stands there where there is no day.
        name: what a screen reader says.
    """

    def __init__(self, without: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("{0}; write 2016-01-15").format(without))
        self.setValidator(QRegularExpressionValidator(_WRITTEN, self))
        self.setClearButtonEnabled(True)
        self._latest = date.max
        self._given: date | None = None

    def set_latest(self, day: date) -> None:
        """Days after this one are not taken, but for the day that was shown."""
        self._latest = day

    @property
    def is_usable(self) -> bool:
        """Whether nothing stands there, or a day from 1900 to the latest one, or the one that was shown."""
        return not self.text() or self.day is not None

    @property
    def day(self) -> date | None:
        """The day that stands there, or None."""
        try:
            day = date.fromisoformat(self.text())
        except ValueError:
            return None
        return day if _FIRST <= day <= self._latest or day == self._given else None

    def show_day(self, day: date | None) -> None:
        """Show this day, or that there is none."""
        self._given = day
        self.setText("" if day is None else day.isoformat())

    def event(self, arg__1: QEvent) -> bool:
        """Enter belongs to the field while it has the keyboard, and not to a shortcut of the window."""
        if isinstance(arg__1, QKeyEvent) and arg__1.type() == QEvent.Type.ShortcutOverride and arg__1.key() in _ENTERS:
            arg__1.accept()
            return True
        return super().event(arg__1)
