"""The average hand of children of this sex and bone age, for a look from afar beside the case."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from bonage_desktop.app.pictures import grey_image
from bonage_desktop.app.theme import GRID
from bonage_desktop.app.told import told
from bonage_desktop.reporting.atlas import Atlas, AtlasError, HandPicture
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.review_state import ReviewState

_LEAST = 60


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
        self.about.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(4)
        column.addWidget(self.picture, 1)
        column.addWidget(self.about)
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
        self.about.setText(self._words(hand))

    def _say_none(self, words: str) -> None:
        self._shown = None
        self.picture.show_image(QImage())
        self.about.setText(words)

    def _words(self, hand: HandPicture) -> str:
        whose = {
            Sex.FEMALE: self.tr("Average of {0} girls of bone age {1} (Greulich-Pyle), nobody's hand"),
            Sex.MALE: self.tr("Average of {0} boys of bone age {1} (Greulich-Pyle), nobody's hand"),
        }[hand.sex]
        return whose.format(hand.n_hands, hand.years)


class _Picture(QWidget):
    """A picture as large as fits."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        """Show it; a null image shows nothing."""
        self._image = image
        self.update()

    def minimumSizeHint(self) -> QSize:
        """A hand that can be told from another."""
        return QSize(_LEAST, _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        del event
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
        painter.drawImage(QRectF(place), self._image)
        painter.end()
