"""The page of keys, made from the table of actions."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bonage_desktop.app.actions import Action, menu_titles
from bonage_desktop.app.key_editor import shown, without_mnemonic
from bonage_desktop.app.theme import GRID
from bonage_desktop.workflow.shortcuts import Chord


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)


class KeysPage(QDialog):
    """A window beside the review window; it blocks nothing.

    Args:
        table: all actions.
        in_force: the keys of each.
        parent: the review window.
    """

    def __init__(self, table: Sequence[Action], in_force: Mapping[str, Sequence[Chord]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Keys"))
        self.setModal(False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(4)
        row = 0
        for menu, title in menu_titles().items():
            heading = QLabel(without_mnemonic(title))
            heading.setObjectName("caption")
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for action in table:
                if action.menu is menu and in_force[action.name]:
                    row = _add(grid, row, shown(in_force[action.name]), action.text)
            row = self._add_typed(grid, row, menu.value)
        body = QWidget()
        body.setLayout(grid)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = QPushButton(_tr("Close"))
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(440, 640)

    @staticmethod
    def _add_typed(grid: QGridLayout, row: int, menu: str) -> int:
        """The keys that are no shortcuts (`reader_keys`)."""
        if menu == "bone":
            row = _add(grid, row, "↑ ↓", _tr("Previous and next bone"))
            row = _add(grid, row, _tr("digits, Enter"), _tr("Set the level by its number"))
            row = _add(grid, row, "← ↑ → ↓", _tr("Box tool: move the box; with Shift further, with Ctrl its size"))
        if menu == "image":
            row = _add(grid, row, _tr("G, held"), _tr("Magnifying glass"))
            row = _add(grid, row, _tr("wheel"), _tr("Zoom at the cursor"))
            row = _add(grid, row, _tr("middle button"), _tr("Move the film"))
            row = _add(grid, row, _tr("right button"), _tr("Window and level"))
            row = _add(grid, row, _tr("double click"), _tr("Fit"))
        if menu == "view":
            row = _add(grid, row, _tr("Space, held"), _tr("Hide the overlay"))
        return row


def _add(grid: QGridLayout, row: int, keys: str, text: str) -> int:
    label = QLabel(keys)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(label, row, 0)
    grid.addWidget(QLabel(text), row, 1)
    return row + 1
