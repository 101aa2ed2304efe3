"""The report as it would leave now: its page on the screen, drawn again when the reading changes."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.pdf_pages import as_image
from bonage_desktop.app.theme import GRID

_WIDTH, _HEIGHT = 760, 860


class PageView(QWidget):
    """A page, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Page of the report"))

    @property
    def image(self) -> QImage:
        """What is shown; null while there is nothing."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Show this page."""
        self._image = image
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A page keeps its shape."""
        return not self._image.isNull()

    def heightForWidth(self, arg__1: int) -> int:
        """The height that goes with a width."""
        return round(arg__1 * self._image.height() / max(self._image.width(), 1))

    def sizeHint(self) -> QSize:
        """As wide as the window of the preview is at first."""
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page."""
        del event
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.end()


class ReportPreview(QDialog):
    """A window beside the review window; it blocks nothing.

    Args:
        parent: the review window.

    Signals:
        save_asked: the reader wants the page as PDF.
        print_asked: the reader wants it on paper.
    """

    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report"))
        self.setModal(False)
        self.page = PageView()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.save = QPushButton(self.tr("Save report as PDF…"))
        self.print = QPushButton(self.tr("Print…"))
        close = QPushButton(self.tr("Close"))
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self.print_asked)
        close.clicked.connect(self.close)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around.setWidget(self.page)
        buttons = QHBoxLayout()
        buttons.addWidget(self.words, 1)
        for button in (self.save, self.print, close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(around, 1)
        column.addLayout(buttons)
        self.resize(_WIDTH, _HEIGHT)
        self.wait()

    def wait(self) -> None:
        """The page is being made; the one before stays."""
        if self.page.image.isNull():
            self.words.setText(self.tr("The page is being made…"))

    def show_page(self, pixels: npt.NDArray[np.uint8], *, is_final: bool) -> None:
        """Show the page.

        Args:
            pixels: RGB, uint8 (H, W, 3).
            is_final: or a draft.
        """
        self.page.show_image(as_image(pixels))
        self.words.setText(
            self.tr("Final report") if is_final else self.tr("Draft: it becomes final when a reader confirms the case")
        )
        self._allow(is_allowed=True)

    def show_refusal(self, words: str) -> None:
        """There is no report, and why."""
        self.page.show_image(QImage())
        self.words.setText(words)
        self._allow(is_allowed=False)

    def _allow(self, *, is_allowed: bool) -> None:
        for button in (self.save, self.print):
            button.setEnabled(is_allowed)
