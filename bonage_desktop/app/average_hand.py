"""The average hand of children of this sex and bone age, for a look from afar beside the case."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.pictures import grey_image
from bonage_desktop.app.sheet import Sheet
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.reporting.atlas import Atlas, AtlasError, HandPicture
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.review_state import ReviewState

_LEAST, _WIDEST = 60, 300
_SHARE_ENLARGED = 0.8
"""Of the window's size that the enlarged hand may take."""


class AverageHand(QWidget):
    """Shows it, or says why there is none. Hands of one completed year of bone age, by Greulich-Pyle."""

    def __init__(self) -> None:
        super().__init__()
        self._atlas: Atlas | None = None
        self._shown: tuple[Sex, int] | None = None
        self._state: ReviewState | None = None
        self.picture = _Picture()
        self.about = QLabel()
        self.about.setObjectName("quiet")
        self.about.setWordWrap(True)
        self.larger = QPushButton(self.tr("Larger"))
        self.larger.setObjectName("compact")
        self.larger.clicked.connect(self._enlarge)
        column = QVBoxLayout()
        column.addStretch()
        column.addWidget(self.about)
        column.addWidget(self.larger, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        line.setSpacing(2 * GRID)
        line.addWidget(self.picture)
        line.addLayout(column, 1)
        self.show_state(None)

    def set_atlas(self, atlas: Atlas) -> None:
        """Take the pictures from here."""
        self._atlas, self._shown = atlas, None
        self.show_state(self._state)

    def show_state(self, state: ReviewState | None) -> None:
        """Show the hand that goes with this bone age."""
        self._state = state
        if self._atlas is None or state is None or state.bone_age is None or state.sex is None:
            self._say_none(self.tr("The average hand of the bone age appears here."))
            return
        key = state.sex, int(state.bone_age.years)
        if key == self._shown:
            return
        try:
            hand = self._atlas.hand(state.sex, state.bone_age.years)
        except AtlasError as error:
            self._say_none(told(error.message))
            return
        if hand is None:
            self._say_none(self.tr("Fewer than 8 hands of this sex and bone age are known: there is no average."))
            return
        self._shown = key
        self.picture.show_image(grey_image(hand.pixels))
        self.larger.show()
        self.about.setText(self._words(hand))

    def _say_none(self, words: str) -> None:
        self._shown = None
        self.picture.show_image(QImage())
        self.larger.hide()
        self.about.setText(words)

    def _words(self, hand: HandPicture) -> str:
        whose = {
            Sex.FEMALE: self.tr("Average of {0} girls of bone age {1} (Greulich-Pyle), nobody's hand"),
            Sex.MALE: self.tr("Average of {0} boys of bone age {1} (Greulich-Pyle), nobody's hand"),
        }[hand.sex]
        scale = self.tr("No scale: hands of different sizes were brought to one.")
        return f"{whose.format(hand.n_hands, hand.years)}. {scale}"

    def _enlarge(self) -> None:
        """Over the window, until the reader clicks elsewhere or presses Escape."""
        sheet, hand = Sheet(self), QLabel()
        room = self.window().size() * _SHARE_ENLARGED
        image = self.picture.image.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        hand.setPixmap(QPixmap.fromImage(image))
        hand.setAccessibleName(self.about.text())
        sheet.column.addWidget(hand)
        sheet.adjustSize()
        corner = self.mapToGlobal(self.rect().bottomRight())
        sheet.move(corner.x() - sheet.width(), corner.y() - sheet.height())
        sheet.show()


class _Picture(QWidget):
    """A picture as high as the place."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        """Show it; a null image shows nothing."""
        self.image = image
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It is as wide as its height allows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        size = self.image.size().scaled(QSize(_WIDEST, self.height()), Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedWidth(max(size.width(), 1))

    def minimumSizeHint(self) -> QSize:
        """A hand that can be told from another."""
        return QSize(_LEAST, _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        del event
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, (self.height() - size.height()) / 2, size.width(), size.height()), self.image)
        painter.end()
