"""The open film, and beside it the earlier one while they are compared; then each has its day above it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.reporting.ages import day_words

_NARROWEST = 220
"""Pixels that each of two films takes at least: large letters leave them little beside the result."""


class Films(QSplitter):
    """Both films, as wide as each other.

    Args:
        film: of the open case.
        prior: of the earlier study.
    """

    def __init__(self, film: RadiographView, prior: RadiographView) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._now, self._earlier = QLabel(), QLabel()
        self._places = [_captioned(caption, one) for caption, one in ((self._now, film), (self._earlier, prior))]
        for place in self._places:
            self.addWidget(place)
        self.show_alone()

    def show_alone(self) -> None:
        """Show the open film."""
        self._places[1].hide()
        self._now.hide()

    def show_both(self, now: date | None, earlier: date | None) -> None:
        """Show both, and say which is of what day.

        Args:
            now: of the open study, or None where nobody knows it.
            earlier: of the study before.
        """
        self._now.setText(self.tr("This study, {0}").format(self._day(now)))
        self._earlier.setText(self.tr("Earlier, {0}").format(self._day(earlier)))
        if self._places[1].isHidden():
            self._now.show()
            self._places[1].show()
            half = max(self.width() // 2, 1)
            self.setSizes([half, half])

    def _day(self, day: date | None) -> str:
        return self.tr("day not known") if day is None else told(day_words(day))


def _captioned(caption: QLabel, film: RadiographView) -> QWidget:
    """A film with words above it."""
    caption.setObjectName("filmCaption")
    caption.setWordWrap(True)
    caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
    caption.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
    film.setMinimumWidth(_NARROWEST)
    place = QWidget()
    place.setObjectName("film")
    place.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(caption)
    column.addWidget(film, 1)
    return place
