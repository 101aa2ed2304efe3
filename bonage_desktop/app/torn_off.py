"""The radiograph in a window of its own, for a second screen."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class TornOff(QWidget):
    """Holds the films while they are torn off the review window; closing it gives them back.

    Args:
        films: what is shown here.
        beside: the review window; another screen than its own is preferred, and its shortcuts work here too.
        give_back: takes the films again.
    """

    def __init__(self, films: QWidget, beside: QWidget, give_back: Callable[[], None]) -> None:
        super().__init__(beside, Qt.WindowType.Window)
        self._give_back = give_back
        self.setWindowTitle(self.tr("Radiograph"))
        self.addActions(beside.actions())
        notice = QLabel(self.tr("Research use only, not a medical device"))
        notice.setObjectName("quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(films, 1)
        column.addWidget(notice, 0, Qt.AlignmentFlag.AlignCenter)
        films.show()
        others = [screen for screen in QGuiApplication.screens() if screen is not beside.screen()]
        if others:
            self.setGeometry(others[0].availableGeometry())
        else:
            self.resize(beside.width() // 2, beside.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """The films go back."""
        self._give_back()
        super().closeEvent(event)
