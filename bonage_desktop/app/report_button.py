"""The button that makes the report: a click saves the PDF, its arrow opens all that a report can be."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

_ENTRIES = (
    "report.preview",
    "report.pdf",
    "report.save",
    "report.print",
    "report.copy",
    "report.history",
    "",
    "report.en",
    "report.zh",
    "",
    "report.template",
)


class ReportButton(QToolButton):
    """`clicked` asks for the PDF. Alt+Down, the arrow or the menu key open the menu, as with every drop-down."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("report")
        self.setText(self.tr("Report"))
        self.setAccessibleName(self.tr("Report as PDF"))
        self.setAccessibleDescription(
            self.tr("Alt+Down opens the menu: preview, formats, print, text, language, template")
        )
        self.setToolTip(
            self.tr("Save report as PDF… (Ctrl+P). Alt+↓: preview, formats, print, text, language, template")
        )
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def offer(self, actions: Mapping[str, QAction]) -> None:
        """Put the actions about reports into the menu.

        Args:
            actions: the window's, by name.
        """
        menu = QMenu(self)
        for name in _ENTRIES:
            if name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        self.setMenu(menu)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Alt+Down opens the menu."""
        if arg__1.key() == Qt.Key.Key_Down and arg__1.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.showMenu()
        else:
            super().keyPressEvent(arg__1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """So do the menu key and the right mouse button."""
        event.accept()
        self.showMenu()
