"""What is seen before a case is open: where to drop images, and hands to try."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bonage_desktop.app.recent_files import where
from bonage_desktop.app.theme import GRID

_MOST_RECENT = 5
_LETTERS = 48


class StartPage(QWidget):
    """An invitation.

    Signals:
        open_asked: the reader wants to choose files.
        samples_chosen: paths of the sample hands, a list.
        recent_chosen: paths of a file that was opened before, a list of one.
    """

    open_asked = Signal()
    samples_chosen = Signal(object)
    recent_chosen = Signal(object)

    def __init__(self, samples: Sequence[Path]) -> None:
        super().__init__()
        self.setObjectName("film")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel(self.tr("Drop hand radiographs here"))
        title.setObjectName("filmTitle")
        kinds = QLabel(self.tr("DICOM, PNG, JPEG, TIFF or BMP; files, a folder or a DICOMDIR"))
        kinds.setObjectName("filmQuiet")
        choose = QPushButton(self.tr("Open…"))
        choose.setObjectName("primary")
        choose.clicked.connect(self.open_asked)
        tried = QPushButton(self.tr("Try sample hands"))
        tried.setVisible(bool(samples))
        tried.clicked.connect(lambda: self.samples_chosen.emit(list(samples)))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addStretch()
        line.addWidget(choose)
        line.addWidget(tried)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        for label in (title, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(GRID)
        column.addLayout(line)
        column.addSpacing(GRID)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)
        column.addStretch(3)
        self.show_recent([])

    def show_recent(self, files: Sequence[Path]) -> None:
        """Offer the files that were opened last."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not files:
            return
        heading = QLabel(self.tr("Opened last"))
        heading.setObjectName("filmQuiet")
        self._recent.addWidget(heading, 0, Qt.AlignmentFlag.AlignCenter)
        for file in files[:_MOST_RECENT]:
            letters = self.fontMetrics()
            shown = letters.elidedText(where(file), Qt.TextElideMode.ElideMiddle, _LETTERS * letters.averageCharWidth())
            button = QPushButton(shown.replace("&", "&&"))
            button.setObjectName("filmLink")
            button.setToolTip(str(file))
            button.setMinimumWidth(1)  # a long path does not widen the window
            button.clicked.connect(self._teller(file))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)

    def _teller(self, file: Path) -> Callable[[], None]:
        return lambda: self.recent_chosen.emit([file])
