"""One chart in the window: its ground is drawn beside the window and kept, only what moves is drawn again."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontInfo, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bonage_desktop.app.background import Background, Work
from bonage_desktop.app.bone_columns import scaled
from bonage_desktop.app.chart_writing import write
from bonage_desktop.app.theme import Theme
from bonage_desktop.errors import BonageError
from bonage_desktop.reporting.chart_content import ChartContent, ChartLook, EarlierStudy, Standard
from bonage_desktop.reporting.chart_picture import POINTS_PER_PIXEL, ChartGround, ChartKind, ChartPicture
from bonage_desktop.sentences import paragraph, say
from bonage_desktop.workflow.log import report_hint

_SMALLER = 12 / 13
"""Size of the chart's words to that of the window's."""
_NEAR_PIXELS = 9
_SETTLE_MS = 40
"""Milliseconds after the last change of size, letters or colours at which the chart is drawn for them."""
_SMALLEST = (240, 120)
"""Pixels, beside letters of normal size: below that the axes' words lie over each other."""


def chart_fault() -> BonageError:
    """What is told of a chart that met a fault of this program."""
    return BonageError(
        "app.chart_failed",
        say("The chart could not be drawn because of a fault in this program."),
        paragraph(say("The bone age is not affected."), report_hint()),
    )


class ChartView(QWidget):
    """A chart.

    Args:
        kind: which.
        look: how it is drawn; fonts and the size of the words are the window's.
        theme: of what is around it.

    Signals:
        drawn: the chart stands there, with its ground.
        pointed: what the mouse points at: an `EarlierStudy`, or (x, y) in the units of the axes, or None.
        failed: a `BonageError`; the chart could not be drawn.
    """

    drawn = Signal()
    pointed = Signal(object)
    failed = Signal(object)

    def __init__(self, kind: ChartKind, look: ChartLook, theme: Theme) -> None:
        super().__init__()
        self.kind = kind
        self._look = look
        self._theme = theme
        self._standard: Standard | None = None
        self._content = ChartContent()
        self._instead = ""
        self._picture: ChartPicture | None = None
        self._image: QImage | None = None
        self._of_image: tuple[ChartPicture, ChartContent] | None = None
        self._is_prepared = False
        self._broken: ChartGround | None = None
        self._work = Background(self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._draw_ground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(*(scaled(self.font(), pixels) for pixels in _SMALLEST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @property
    def is_drawn(self) -> bool:
        """Whether the chart of this moment's standard, size and theme stands there."""
        return self._picture is not None and self._picture.ground == self._ground()

    def prepare(self) -> None:
        """From now on charts are drawn; the library that draws them is loaded beside the window."""
        self._is_prepared = True
        self._order()

    def show_chart(self, standard: Standard, content: ChartContent) -> None:
        """Show this reading."""
        self._standard, self._content = standard, content
        self._order()
        self._paint()

    def show_words(self, words: str) -> None:
        """Show words where there is nothing to draw."""
        self._standard, self._instead, self._image, self._of_image = None, words, None, None
        self.update()

    def set_theme(self, theme: Theme, look: ChartLook) -> None:
        """Draw it in this theme."""
        self._theme, self._look = theme, look
        self._order()
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """The picture, or words instead of it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        if self._image is not None:
            painter.drawImage(QPointF(0, 0), self._image)
        else:
            words = self._instead if self._standard is None else self.tr("The chart is being drawn…")
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.model), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, _: QResizeEvent) -> None:
        """Another size is another ground."""
        self._order()

    def showEvent(self, _: QShowEvent) -> None:
        """A hidden chart is not drawn, so it may be out of date."""
        self._order()
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters are another ground."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._order()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what lies under the mouse."""
        picture = self._picture
        if picture is None or self._image is None:
            self.pointed.emit(None)
            return
        ratio = picture.ground.ratio
        x, y = event.position().x() * ratio, event.position().y() * ratio
        near = self._study_near(picture, x, y)
        self.pointed.emit(picture.values_at(x, y) if near is None else near)

    def leaveEvent(self, _: QEvent) -> None:
        """Nothing lies under the mouse any more."""
        self.pointed.emit(None)

    def _study_near(self, picture: ChartPicture, x: float, y: float) -> EarlierStudy | None:
        for study in self._content.earlier:
            upwards = study.score if self.kind is ChartKind.CURVE else study.bone_age_years
            across, down = picture.pixel_of(study.years, upwards)
            if max(abs(across - x), abs(down - y)) <= _NEAR_PIXELS * picture.ground.ratio:
                return study
        return None

    def _ground(self) -> ChartGround | None:
        if self._standard is None or not self.isVisible():
            return None
        ratio = self.devicePixelRatioF()
        points = QFontInfo(self.font()).pixelSize() * _SMALLER * POINTS_PER_PIXEL
        look = replace(self._look, text_points=points)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        return ChartGround(self.kind, self._standard, look, width, height, ratio)

    def _order(self) -> None:
        """Have the ground drawn that is missing, soon: the window has other things to draw first."""
        if self._missing_ground() is not None:
            self._settling.start()

    def _missing_ground(self) -> ChartGround | None:
        ground = self._ground()
        is_there = self._picture is not None and self._picture.ground == ground
        return None if not self._is_prepared or is_there or ground == self._broken else ground

    def _draw_ground(self) -> None:
        """One at a time; the newest wish is seen to last."""
        ground = self._missing_ground()
        if ground is not None and not self._work.is_busy:
            failed = partial(self._give_up, ground)
            self._work.begin(Work(lambda: ChartPicture(ground), self._take, failed, chart_fault()))

    def _give_up(self, ground: ChartGround, error: BonageError) -> None:
        """Say it once: the same ground would fail again with every level."""
        self._broken = ground
        self.failed.emit(error)

    def _take(self, picture: ChartPicture) -> None:
        self._picture = picture
        self._paint()
        if self.is_drawn:
            self.drawn.emit()
        else:
            self._order()

    def _paint(self) -> None:
        """Draw what moves; a picture of another sex is not shown, one of another size or theme is until it is drawn."""
        if not self.isVisible():
            return
        picture = self._picture
        if picture is None or self._standard is None or picture.ground.standard.sex is not self._standard.sex:
            self._image, self._of_image = None, None
        elif self._of_image == (picture, self._content):
            return
        else:
            self._image, self._of_image = self._painted(picture), (picture, self._content)
        self.update()

    def _painted(self, picture: ChartPicture) -> QImage:
        """A copy in the screen's own format, which is shown fastest."""
        pixels, ground = picture.paint(self._content), picture.ground
        seen = QImage(pixels.data, ground.width, ground.height, QImage.Format.Format_RGBA8888_Premultiplied)
        image = seen.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ground.ratio)
        painter = QPainter(image)
        write(painter, picture.writings, ground.look, self.font(), ground.ratio)
        painter.end()
        return image
