"""A field for a day that may be unknown, or any."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget

_NO_DAY = QDate(1900, 1, 1)
"""Stands for no day; Qt's field always has one."""


class DateField(QDateEdit):
    """A day or none. The arrows walk year, month and day; Tab leaves the field, as it leaves every other.

    Args:
        without: what stands there where there is no day.
        name: what a screen reader says.
    """

    def __init__(self, without: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setMinimumDate(_NO_DAY)
        self.setSpecialValueText(without)
        self.show_day(None)

    @property
    def day(self) -> date | None:
        """The day that stands there, or None."""
        shown = self.date()
        return None if shown == _NO_DAY else date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date | None) -> None:
        """Show this day, or that there is none."""
        self.setDate(_NO_DAY if day is None else QDate(day.year, day.month, day.day))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Qt would walk the parts of the date, and never leave a field that shows words instead."""
        return QWidget.focusNextPrevChild(self, next)
