"""The selected bone, magnified, with its name on it; where its level is the reader's, the reason can be given."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bonage_desktop.app.bone_columns import bold_font, small_font
from bonage_desktop.app.theme import FILM, GRID, RADIUS
from bonage_desktop.app.wrapped_text import wrapped_lines

_BLACK = QColor("#000000")


class MagnifiedBone(QWidget):
    """A square picture; black as the radiograph in both themes.

    Signals:
        reason_asked: the reader wants to say why the level was changed.
    """

    reason_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._title = ""
        self._note = ""
        self._offered: tuple[str, int, QFont] | None = None
        self.reason = QPushButton(self)
        self.reason.clicked.connect(self.reason_asked)
        self.reason.hide()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_image(self, image: QImage) -> None:
        """Show this picture; a null image where there is none."""
        if image.cacheKey() != self._image.cacheKey():
            self._image = image
            self.update()

    def show_bone(self, title: str, note: str) -> None:
        """Write the bone's name, and why there is no picture (empty where there is one)."""
        if (title, note) == (self._title, self._note):
            return
        self._title, self._note = title, note
        said = self.tr("{0}. {1}").format(title, note) if note else self.tr("{0}, magnified").format(title)
        self.setAccessibleName(said)
        self.update()

    def show_reason(self, why: str | None) -> None:
        """Offer to give or change the reason; None where the level was not changed."""
        self.reason.setVisible(why is not None)
        if why is None:
            return
        room = self.width() - 5 * GRID
        offered = why, room, self.reason.font()
        if offered == self._offered:
            return
        self._offered = offered
        words = why or self.tr("Why?")
        shown = QFontMetrics(self.reason.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.reason.setText(shown)
        self.reason.setToolTip(why or self.tr("Say why the level was changed"))
        self.reason.setAccessibleName(self.tr("Reason of the change: {0}").format(why or self.tr("none given")))
        self._place_reason()

    def sizeHint(self) -> QSize:
        """A square of the strip's height."""
        return QSize(self.height(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay square."""
        super().resizeEvent(event)
        if self.width() != self.height():
            self.setFixedWidth(self.height())
        self._place_reason()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, name, note."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), _BLACK)
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(self.rect().center())
            painter.drawImage(place, self._image)
        self._draw_title(painter)
        self._draw_note(painter)
        painter.end()

    def _draw_title(self, painter: QPainter) -> None:
        if not self._title:
            return
        font = bold_font(self.font())
        letters = QFontMetrics(font)
        words = letters.elidedText(self._title, Qt.TextElideMode.ElideRight, self.width() - 3 * GRID)
        plate = QRect(4, 4, letters.horizontalAdvance(words) + GRID, letters.height() + 2)
        painter.fillRect(plate, QColor(0, 0, 0, 170))
        painter.setFont(font)
        painter.setPen(QColor(FILM.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_note(self, painter: QPainter) -> None:
        font = small_font(self.font())
        height = QFontMetrics(font).height()
        top = QFontMetrics(bold_font(self.font())).height() + GRID
        lines = wrapped_lines(self._note, font, self.width() - 2 * GRID, (self.height() - top - GRID) // height)
        painter.setFont(font)
        painter.setPen(QColor(FILM.quiet))
        y = top + (self.height() - top - len(lines) * height) // 2
        for number, line in enumerate(lines):
            place = QRect(GRID, y + number * height, self.width() - 2 * GRID, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, line)

    def _place_reason(self) -> None:
        size = self.reason.sizeHint()
        self.reason.setGeometry(
            4, self.height() - size.height() - 4, min(size.width(), self.width() - 8), size.height()
        )
