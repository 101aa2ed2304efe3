"""What is seen before a case is open: where to drop images, and hands to try."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bonage_desktop.app.theme import GRID


class StartPage(QWidget):
    """An invitation.

    Signals:
        open_asked: the reader wants to choose files.
        samples_chosen: paths of the sample hands, a list.
    """

    open_asked = Signal()
    samples_chosen = Signal(object)

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
        column.addStretch(3)
