"""A page of PDF as pixels: for the screen, and for a printer."""

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QMarginsF, QRect, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINTED_DPI = 300
_POINTS_AN_INCH = 72
_ONE_AT_A_TIME = Lock()
"""pdfium is not made for several threads."""


def page_pixels(pdf: bytes, dpi: int) -> npt.NDArray[np.uint8]:
    """The first page.

    Args:
        pdf: the file.
        dpi: pixels an inch.

    Returns:
        RGB, uint8 (H, W, 3).
    """
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=dpi / _POINTS_AN_INCH, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[..., :3], np.uint8, order="C")


def as_image(pixels: npt.NDArray[np.uint8]) -> QImage:
    """The same for Qt, with memory of its own."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def lay_out(printer: "QPrinter", millimetres: tuple[float, float]) -> None:
    """Let a printer use paper of this width and height, and all of it: the page has margins of its own."""
    size = QPageSize(QSizeF(*millimetres), QPageSize.Unit.Millimeter)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)


def print_page(image: QImage, printer: "QPrinter") -> bool:
    """Put the page on the paper, as large as it fits; whether the printer took it."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    room = painter.viewport()
    size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
    painter.drawImage(QRect(left, top, size.width(), size.height()), image)
    return painter.end()
