"""The files that were opened last, as a menu."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget


def where(file: Path) -> str:
    """A file as people find it: its name, then its folder, the home directory as `~`."""
    folder = file.parent
    home = Path.home()
    shown = Path("~") / folder.relative_to(home) if folder.is_relative_to(home) else folder
    return f"{file.name} · {shown}"


class RecentMenu(QMenu):
    """The menu.

    Signals:
        chosen: paths of what the reader wants to open, a list of one.
        forget_asked: the reader wants the list to be empty.
    """

    chosen = Signal(object)
    forget_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Open recent"))
        self.show_files([])

    def show_files(self, files: Sequence[Path]) -> None:
        """Offer these, the last one first."""
        self.clear()
        for file in files:
            # An ampersand would underline the letter behind it.
            self.addAction(where(file).replace("&", "&&")).triggered.connect(self._teller(file))
        self.addSeparator()
        self.addAction(self.tr("Forget these files")).triggered.connect(self.forget_asked)
        self.menuAction().setEnabled(bool(files))

    def _teller(self, file: Path) -> Callable[[], None]:
        return lambda: self.chosen.emit([file])
