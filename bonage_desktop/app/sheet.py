"""What lies over the window for a look: until the reader clicks elsewhere or presses Escape."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bonage_desktop.app.theme import GRID


class Sheet(QFrame):
    """Widgets one below another.

    Args:
        parent: whose it is; it goes with it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GRID, GRID, GRID, GRID)
        self.column.setSpacing(GRID // 2)
